#include <stdio.h>
#include <string.h>

#include "daemon/quirk_choice.h"
#include "oai/fetch.h"
#include "test.h"

#define NOON 1704196800 /* 2024-01-02T12:00:00Z */

/* What was asked, what came, and what is tried for it, one after the other as
 * long as nothing helps. */
struct row {
	const char *tried; /* in order; "": nothing */
	/* Asked: */
	bool has_seconds;
	bool has_from;
	bool has_until;
	const char *token; /* NULL: the first page */
	bool is_stale;     /* it did not come a moment ago */
	const char *set;
	const char *earliest;
	bool is_incremental;
	unsigned tries, token_failures, restarts, failures;
	bool was_empty;
	const char *off;
	/* Came: */
	enum fault_kind kind;
	enum oai_error error;
	long status;
	const char *message;
	const char *why; /* NULL: no matter */
	bool is_empty, was_repeated;
};

#define REFUSED \
	.kind = FAULT_PROTOCOL, .error = OAI_ERROR_BAD_ARGUMENT, .status = 200
#define BAD_TOKEN                                                     \
	.kind = FAULT_TOKEN, .error = OAI_ERROR_BAD_RESUMPTION_TOKEN, \
	.status = 200

/* Texts that a list request owns; the latest 32 stay. */
static char *
given(const char *text)
{
	static char texts[32][3000];
	static unsigned next;
	char *into = texts[next++ % 32];

	if (text == NULL)
		return NULL;
	assert_true(strlen(text) < sizeof(texts[0]));
	return strcpy(into, text);
}

static void
make_list(struct list_request *list, const struct row *row)
{
	*list = (struct list_request){ .base_url = given("http://x/oai"),
		.metadata_prefix = given("oai_dc"),
		.set_spec = given(row->set == NULL ? "" : row->set),
		.verb = given("ListRecords"),
		.has_seconds = row->has_seconds,
		.has_from = row->has_from,
		.from = NOON,
		.has_until = row->has_until,
		.until = NOON + 86400,
		.token = given(row->token),
		.token_length = row->token == NULL ? 0 : strlen(row->token),
		.tries = row->tries,
		.token_failures = row->token_failures,
		.restarts = row->restarts,
		.failures = row->failures,
		.is_incremental = row->is_incremental,
		.was_empty = row->was_empty,
		.earliest_datestamp =
		    given(row->earliest == NULL ? "" : row->earliest),
		.quirks = given(""),
		.quirks_off = given(row->off == NULL ? "" : row->off) };
}

/* Names with a blank behind each. */
static void
try_all(char *into, size_t size, const struct row *row)
{
	struct list_request list;
	struct fault why = { .kind = row->kind };
	struct symptom symptom = { .list = &list,
		.why = &why,
		.error = row->error,
		.message = text_of(row->message),
		.status = row->status,
		.was_repeated = row->was_repeated,
		.is_empty = row->is_empty,
		.is_fresh = !row->is_stale,
		.trying = QUIRK_NONE };
	char tried[400] = "";
	size_t length = 0;

	if (row->why != NULL)
		strcpy(why.text, row->why);
	make_list(&list, row);
	list.tried = tried;
	*into = '\0';
	for (unsigned i = 0; i <= QUIRK_NONE; i++) {
		struct quirk_choice choice = quirk_choose(&symptom);

		assert_int_equal(choice.helpless, symptom.trying);
		if (symptom.trying != QUIRK_NONE) {
			strcat(tried, ",");
			strcat(tried, quirk_name(symptom.trying));
		}
		if (!choice.is_new)
			return;
		length += (size_t)snprintf(into + length, size - length, "%s ",
		    quirk_name(choice.next));
		symptom.trying = choice.next;
		symptom.quirks = quirks_with(0, choice.next);
	}
	fail_msg("tried without end: %s", into);
}

static const struct row rows[] = {
	/* Dates that are refused. */
	{ "granularity-day raw-colon no-dates ", .has_seconds = true,
	    .has_from = true, REFUSED },
	{ "granularity-second no-dates ", .has_from = true, REFUSED },
	{ "granularity-day raw-colon no-windows no-dates ", .has_seconds = true,
	    .has_from = true, .has_until = true, REFUSED },
	{ "granularity-day raw-colon no-dates ", .has_seconds = true,
	    .has_from = true, .kind = FAULT_MALFORMED, .status = 400 },
	{ "clamp-from granularity-second no-dates ", .has_from = true,
	    .earliest = "2024-01-03", REFUSED },
	{ "granularity-second no-dates ", .has_from = true,
	    .earliest = "2024-01-01", REFUSED },
	{ "raw-colon granularity-second no-dates ", .has_from = true,
	    .set = "a:b", REFUSED },
	{ "granularity-day no-dates ", .has_seconds = true, .has_from = true,
	    .off = "raw-colon,post", REFUSED },
	/* Nothing about dates: a set, or nobody knows what. */
	{ "raw-colon ", .set = "a:b", REFUSED },
	{ "", .set = "a", REFUSED },
	{ "", .has_from = true, .kind = FAULT_PROTOCOL, .status = 200,
	    .error = OAI_ERROR_CANNOT_DISSEMINATE_FORMAT },
	{ "", .has_from = true, .kind = FAULT_BLOCKED, .status = 403 },
	/* Whatever comes of dates, when it comes again and again. */
	{ "no-dates ", .has_from = true, .is_incremental = true, .failures = 2,
	    .kind = FAULT_NETWORK, .status = 500 },
	{ "no-dates ", .has_from = true, .is_incremental = true, .failures = 2,
	    .kind = FAULT_PROTOCOL, .error = OAI_ERROR_OTHER, .status = 200 },
	{ "no-dates ", .has_from = true, .is_incremental = true, .failures = 2,
	    .kind = FAULT_MALFORMED, .status = 200 },
	{ "", .has_from = true, .is_incremental = true, .failures = 1,
	    .kind = FAULT_NETWORK, .status = 500 },
	{ "", .has_from = true, .is_incremental = true, .failures = 9,
	    .kind = FAULT_NETWORK, .status = 502 },
	{ "", .has_from = true, .failures = 9, .kind = FAULT_NETWORK,
	    .status = 500 },
	/* A list of everything that is empty. */
	{ "from-earliest ", .earliest = "2020-01-01", .is_empty = true,
	    .kind = FAULT_PROTOCOL, .status = 200 },
	{ "from-earliest ", .earliest = "2020-01-01", REFUSED },
	{ "raw-colon ", .earliest = "2020-01-01", .set = "a:b",
	    .is_empty = true, .kind = FAULT_PROTOCOL, .status = 200 },
	{ "", .earliest = "2020-01-01", .was_empty = true, .is_empty = true,
	    .kind = FAULT_PROTOCOL, .status = 200 },
	{ "", .earliest = "2020-01-01", .has_from = true, .is_empty = true,
	    .kind = FAULT_PROTOCOL, .status = 200 },
	{ "", .earliest = "0000-00-00", .is_empty = true,
	    .kind = FAULT_PROTOCOL, .status = 200 },
	/* Tokens. */
	{ "", .token = "abc", BAD_TOKEN },
	{ "raw-token ", .token = "a/b", BAD_TOKEN },
	{ "", .token = "a/b", .is_stale = true, BAD_TOKEN },
	{ "encoded-token ", .token = "a%2Fb", BAD_TOKEN },
	{ "untrimmed-token encoded-token raw-token ", .token = " a%2Fb/c\n",
	    BAD_TOKEN },
	{ "raw-token ", .token = "a/b", .kind = FAULT_GONE, .status = 404 },
	{ "raw-token ", .token = "a/b", .kind = FAULT_MALFORMED,
	    .status = 400 },
	{ "", .token = "a/b", .kind = FAULT_NETWORK, .status = 500 },
	{ "", .token = "a/b", .kind = FAULT_BUSY, .status = 503 },
	{ "prefix-with-token raw-token ", .token = "a/b", .kind = FAULT_TOKEN,
	    .error = OAI_ERROR_BAD_ARGUMENT, .status = 200,
	    .message = "The required argument 'MetadataPrefix' is missing" },
	{ "raw-token prefix-with-token ", .token = "a/b", .kind = FAULT_TOKEN,
	    .error = OAI_ERROR_BAD_ARGUMENT, .status = 200,
	    .message = "Illegal argument" },
	/* Asked for once more, after no answer came. */
	{ "single-use-token ", .token = "abc", .is_stale = true, .tries = 1,
	    BAD_TOKEN },
	{ "single-use-token raw-token ", .token = "a/b", .was_repeated = true,
	    BAD_TOKEN },
	{ "", .token = "abc", .is_stale = true, .tries = 2, BAD_TOKEN },
	{ "", .token = "abc", .is_stale = true, .tries = 1, .token_failures = 1,
	    BAD_TOKEN },
	/* In the second go, too. */
	{ "granularity-day ", .token = "abc", .is_stale = true, .tries = 1,
	    .has_from = true, .has_seconds = true, .token_failures = 1,
	    .restarts = 1, BAD_TOKEN },
	{ "granularity-second ", .token = "abc", .is_stale = true, .tries = 1,
	    .has_from = true, .token_failures = 1, .restarts = 1, BAD_TOKEN },
	{ "", .token = "abc", .is_stale = true, .tries = 1, .token_failures = 1,
	    .restarts = 1, BAD_TOKEN },
	/* HTTP. */
	{ "identity-encoding ", .why = FETCH_PACKED " is damaged",
	    .kind = FAULT_NETWORK, .status = 200 },
	{ "identity-encoding ", .why = FETCH_PACKED " is damaged",
	    .token = "a/b", .kind = FAULT_NETWORK, .status = 200 },
	{ "post ", .token = "abc", .kind = FAULT_MALFORMED, .status = 414 },
	{ "", .token = "abc", .tries = 1, .kind = FAULT_NETWORK },
	{ "", .kind = FAULT_NETWORK, .status = 200 },
	{ "", .kind = FAULT_STORE, .status = 200 },
};

static void
each_symptom_has_its_quirks_in_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char tried[400];

		try_all(tried, sizeof(tried), &rows[i]);
		if (strcmp(tried, rows[i].tried) != 0)
			fail_msg(
			    "row %zu: %s, not %s", i, tried, rows[i].tried);
	}
}

static struct quirk_choice
choose(const struct row *row, enum quirk trying, const char *in_force)
{
	struct list_request list;
	struct fault why = { .kind = row->kind };
	struct symptom symptom = { .list = &list,
		.why = &why,
		.error = row->error,
		.status = row->status,
		.is_fresh = true,
		.trying = trying };

	make_list(&list, row);
	list.quirks = given(in_force);
	list.tried = given("");
	symptom.quirks = quirks_with(quirks_named(text_of(in_force)), trying);
	return quirk_choose(&symptom);
}

/* Who did not answer, or was busy, has not said that it does not help. */
static void
what_is_beside_the_point_leaves_the_try_alone(void **state)
{
	static const struct row beside[] = {
		{ "", .token = "a/b", .kind = FAULT_NETWORK },
		{ "", .token = "a/b", .kind = FAULT_NETWORK, .status = 200 },
		{ "", .token = "a/b", .kind = FAULT_NETWORK, .status = 502 },
		{ "", .token = "a/b", .kind = FAULT_BUSY, .status = 503 },
		{ "", .token = "a/b", .kind = FAULT_STORE, .status = 200 },
	};
	static const struct row said[] = {
		{ "", .token = "a/b", BAD_TOKEN },
		{ "", .token = "a/b", .kind = FAULT_NETWORK, .status = 500 },
		{ "", .token = "a/b", .kind = FAULT_MALFORMED, .status = 200 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(beside) / sizeof(beside[0]); i++) {
		struct quirk_choice choice =
		    choose(&beside[i], QUIRK_RAW_TOKEN, "");

		assert_int_equal(choice.helpless, QUIRK_NONE);
		assert_int_equal(choice.next, QUIRK_RAW_TOKEN);
		assert_false(choice.is_new);
	}
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++) {
		struct quirk_choice choice =
		    choose(&said[i], QUIRK_RAW_TOKEN, "");

		assert_int_equal(choice.helpless, QUIRK_RAW_TOKEN);
		assert_int_equal(choice.next, QUIRK_NONE);
	}
}

static void
what_is_in_force_is_not_tried(void **state)
{
	static const struct row refused = { "", .has_seconds = true,
		.has_from = true, REFUSED };

	(void)state;
	assert_int_equal(choose(&refused, QUIRK_NONE, "granularity-day").next,
	    QUIRK_GRANULARITY_SECOND);
	assert_int_equal(
	    choose(&refused, QUIRK_NONE, "granularity-day,granularity-second")
		.next,
	    QUIRK_RAW_COLON);
	assert_int_equal(
	    choose(&refused, QUIRK_NONE, "no-dates").next, QUIRK_NONE);
}

static void
what_begins_a_list_begins_it_again(void **state)
{
	static const struct row first = { "", .has_seconds = true,
		.has_from = true, REFUSED };
	static const struct row later = { "", .has_seconds = true,
		.has_from = true, .token = "abc", .restarts = 1,
		.token_failures = 1, BAD_TOKEN };
	static const struct row lost = { "", .token = "abc", .tries = 1,
		BAD_TOKEN };
	static const struct row raw = { "", .token = "a/b", BAD_TOKEN };

	(void)state;
	assert_false(choose(&first, QUIRK_NONE, "").restarts);
	assert_true(choose(&later, QUIRK_NONE, "").restarts);
	assert_true(choose(&lost, QUIRK_NONE, "").restarts);
	assert_false(choose(&raw, QUIRK_NONE, "").restarts);
}

static void
a_long_url_that_gets_no_answer_is_posted(void **state)
{
	static char token[2200];
	struct row row = { "", .token = token, .kind = FAULT_NETWORK };

	(void)state;
	memset(token, 'x', sizeof(token) - 1);
	assert_int_equal(choose(&row, QUIRK_NONE, "").next, QUIRK_NONE);
	row.tries = 1;
	assert_int_equal(choose(&row, QUIRK_NONE, "").next, QUIRK_POST);
	row.status = 200;
	assert_int_equal(choose(&row, QUIRK_NONE, "").next, QUIRK_NONE);
}

TESTS(TEST(each_symptom_has_its_quirks_in_order),
    TEST(what_is_beside_the_point_leaves_the_try_alone),
    TEST(what_is_in_force_is_not_tried),
    TEST(what_begins_a_list_begins_it_again),
    TEST(a_long_url_that_gets_no_answer_is_posted))
