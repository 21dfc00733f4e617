#include "daemon/response_date.h"
#include "test.h"

#define NOON 1704196800 /* 2024-01-02T12:00:00Z */
#define HOUR 3600
#define DAY  86400
#define NONE 0

/* What is said, what HTTP says, and what is believed. */
static void
the_moment_of_an_answer_is_the_repository_s(void **state)
{
	static const struct {
		time_t said, date, chosen;
	} rows[] = {
		{ NOON, NOON, NOON },
		{ NOON, NONE, NOON },
		{ NONE, NOON, NOON - DAY },
		{ NONE, NONE, NONE },
		{ NOON + HOUR, NOON, NOON + HOUR },
		{ NOON + HOUR + 1, NOON, NOON - DAY },
		{ NOON + 300 * DAY, NOON, NOON - DAY },
		{ NOON - HOUR, NOON, NOON - HOUR },
		{ NOON - DAY, NOON, NOON - DAY },
		{ NOON - DAY - 1, NOON, NOON - DAY },
		{ 1, NOON, NOON - DAY },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct response_end end = { .has_instant = rows[i].said != NONE,
			.instant = rows[i].said };
		struct response response = { .has_date = rows[i].date != NONE,
			.date = rows[i].date };
		time_t chosen = NONE;

		assert_int_equal(response_date_choose(&end, &response, &chosen),
		    rows[i].chosen != NONE);
		assert_int_equal(chosen, rows[i].chosen);
	}
}

static void
a_token_expires_by_the_same_clock(void **state)
{
	static const struct {
		time_t said, date;
		const char *expiry;
		long seconds;
	} rows[] = {
		{ NOON, NONE, "2024-01-02T13:00:00Z", HOUR },
		{ NOON, NOON - 5 * HOUR, "2024-01-02T13:00:00Z", HOUR },
		{ NONE, NOON, "2024-01-02T13:00:00Z", HOUR },
		{ NONE, NONE, "2024-01-02T13:00:00Z", -1 },
		{ NOON, NOON, "2024-01-02T13:00:00+01:00", -1 },
		{ NOON, NOON, "2024-01-02T12:00:00Z", -1 },
		{ NOON, NOON, "2001-01-01T00:00:00Z", -1 },
		{ NOON, NOON, "2124-01-01T00:00:00Z", -1 },
		{ NOON, NOON, "tomorrow", -1 },
		{ NOON, NOON, "", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct response_end end = { .has_instant = rows[i].said != NONE,
			.instant = rows[i].said,
			.expiration_date = text_of(rows[i].expiry) };
		struct response response = { .has_date = rows[i].date != NONE,
			.date = rows[i].date };

		assert_int_equal(
		    response_date_expiry(&end, &response), rows[i].seconds);
	}
}

TESTS(TEST(the_moment_of_an_answer_is_the_repository_s),
    TEST(a_token_expires_by_the_same_clock))
