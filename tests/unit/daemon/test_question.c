#include <string.h>

#include "daemon/question.h"
#include "test.h"

#define DAY    86400
#define NOON_2 1704196800 /* 2024-01-02T12:00:00Z */

/* What a list request asks for, and what is sent. */
static const struct row {
	const char *earliest;
	bool has_seconds;
	time_t from, until; /* 0: none */
	quirk_set quirks;
	const char *sent_from, *sent_until; /* "": not sent */
	bool is_early;
} rows[] = {
	{ "", false, 0, 0, 0, "", "", false },
	{ "", false, NOON_2, 0, 0, "2024-01-02", "", false },
	{ "", true, NOON_2, 0, 0, "2024-01-02T12:00:00Z", "", false },
	{ "", true, NOON_2, NOON_2 + DAY, 0, "2024-01-02T12:00:00Z",
	    "2024-01-03T12:00:00Z", false },
	{ "", true, NOON_2, NOON_2 + DAY, QUIRK_BIT(QUIRK_GRANULARITY_DAY),
	    "2024-01-02", "2024-01-03", false },
	{ "", false, NOON_2, NOON_2 + DAY, QUIRK_BIT(QUIRK_GRANULARITY_SECOND),
	    "2024-01-02T12:00:00Z", "2024-01-03T12:00:00Z", false },
	{ "", true, NOON_2, NOON_2 + DAY, QUIRK_BIT(QUIRK_NO_DATES), "", "",
	    false },
	{ "", true, NOON_2, NOON_2 + DAY, QUIRK_BIT(QUIRK_NO_WINDOWS),
	    "2024-01-02T12:00:00Z", "", false },
	/* earliestDatestamp matters to two quirks only. */
	{ "2024-01-03", false, 0, 0, 0, "", "", false },
	{ "2024-01-03", false, NOON_2, 0, 0, "2024-01-02", "", true },
	{ "2024-01-03", false, NOON_2, 0, QUIRK_BIT(QUIRK_CLAMP_FROM),
	    "2024-01-03", "", false },
	{ "2024-01-01", false, NOON_2, 0, QUIRK_BIT(QUIRK_CLAMP_FROM),
	    "2024-01-02", "", false },
	{ "2024-01-03", false, 0, 0, QUIRK_BIT(QUIRK_CLAMP_FROM), "", "",
	    false },
	{ "2024-01-03", false, 0, 0, QUIRK_BIT(QUIRK_FROM_EARLIEST),
	    "2024-01-03", "", false },
	{ "2024-01-03", false, NOON_2, 0, QUIRK_BIT(QUIRK_FROM_EARLIEST),
	    "2024-01-02", "", true },
	{ "2024-01-05", false, NOON_2, NOON_2 + DAY,
	    QUIRK_BIT(QUIRK_CLAMP_FROM), "2024-01-03", "2024-01-03", false },
	{ "0000-00-00", false, NOON_2, 0, QUIRK_BIT(QUIRK_CLAMP_FROM),
	    "2024-01-02", "", false },
	{ "2024", false, 0, 0, QUIRK_BIT(QUIRK_FROM_EARLIEST), "", "", false },
};

static void
dates_are_sent_as_the_quirks_say(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char prefix[] = "oai_dc";
		char set[] = "";
		char verb[] = "ListRecords";
		char earliest[32];
		struct list_request list = { .verb = verb,
			.metadata_prefix = prefix,
			.set_spec = set,
			.earliest_datestamp = earliest,
			.has_seconds = rows[i].has_seconds,
			.has_from = rows[i].from != 0,
			.from = rows[i].from,
			.has_until = rows[i].until != 0,
			.until = rows[i].until };
		struct question question;

		strcpy(earliest, rows[i].earliest);
		question_make(&question, &list, rows[i].quirks);
		assert_true(text_is(question.request.from, rows[i].sent_from));
		assert_true(
		    text_is(question.request.until, rows[i].sent_until));
		assert_int_equal(question.is_early, rows[i].is_early);
	}
}

TESTS(TEST(dates_are_sent_as_the_quirks_say))
