#include "base/limit.h"
#include "daemon/verdict.h"
#include "test.h"

/* What is done about one request that failed. */

static struct remedy
remedy(enum fault_kind kind, bool is_first, unsigned tries, long retry_after)
{
	struct failure failure = { .why = { .kind = kind },
		.is_first = is_first,
		.tries = tries,
		.retry_after_seconds = retry_after };

	return verdict_remedy(&failure);
}

static void
test_a_list_that_has_not_begun_is_left_to_the_schedule(void **state)
{
	static const enum fault_kind kinds[] = { FAULT_NETWORK, FAULT_BLOCKED,
		FAULT_GONE, FAULT_REFUSED, FAULT_MALFORMED, FAULT_PROTOCOL,
		FAULT_TOKEN, FAULT_TOO_LARGE };

	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		assert_int_equal(
		    remedy(kinds[i], true, 0, -1).kind, REMEDY_GIVE_UP);
}

static void
test_a_page_in_mid_list_is_asked_for_again_a_bounded_number_of_times(
    void **state)
{
	static const struct {
		enum fault_kind kind;
		unsigned tries; /* in all */
	} table[] = {
		{ FAULT_NETWORK, PAGE_TRIES },
		{ FAULT_BUSY, PAGE_TRIES },
		{ FAULT_BLOCKED, 1 },
		{ FAULT_GONE, 2 },
		{ FAULT_REFUSED, 1 },
		{ FAULT_MALFORMED, 5 },
		{ FAULT_TOO_LARGE, 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		unsigned tries = 1;

		while (remedy(table[i].kind, false, tries - 1, -1).kind ==
		    REMEDY_AGAIN)
			tries++;
		assert_int_equal(tries, table[i].tries);
	}
}

static void
test_nothing_is_asked_again_within_a_minute(void **state)
{
	(void)state;
	for (int kind = FAULT_NETWORK; kind <= FAULT_INPUT; kind++)
		for (unsigned tries = 0; tries < 10; tries++) {
			struct remedy what =
			    remedy((enum fault_kind)kind, false, tries, -1);

			if (what.kind != REMEDY_GIVE_UP)
				assert_true(what.wait_seconds >= 60);
			assert_true(what.wait_seconds <= 86400);
		}
}

static void
test_retry_after_is_obeyed_to_the_second_by_the_whole_host(void **state)
{
	struct remedy what = remedy(FAULT_BUSY, true, 0, 86417);

	(void)state;
	assert_int_equal(what.kind, REMEDY_AGAIN);
	assert_int_equal(what.wait_seconds, 86417);
	assert_true(what.rests_host);
	assert_int_equal(remedy(FAULT_BUSY, true, 0, 7).wait_seconds, 7);
	assert_int_equal(remedy(FAULT_BUSY, true, 0, -1).wait_seconds, 300);
	assert_int_equal(remedy(FAULT_BUSY, true, 1, -1).wait_seconds, 600);
}

/* A server that says "0" to every request is not asked without end, nor as fast
 * as it answers. */
static void
test_a_short_retry_after_is_believed_once(void **state)
{
	static const struct {
		unsigned tries;
		long said, waits;
	} rows[] = { { 0, 0, 0 }, { 0, 20, 20 }, { 1, 0, 60 }, { 1, 59, 60 },
		{ 1, 61, 61 }, { 6, 0, 60 }, { 6, 999999, 999999 } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(
		    remedy(FAULT_BUSY, false, rows[i].tries, rows[i].said)
			.wait_seconds,
		    rows[i].waits);
	assert_int_equal(remedy(FAULT_BUSY, false, PAGE_TRIES - 1, 86400).kind,
	    REMEDY_GIVE_UP);
	/* Given up, the host still gets its rest. */
	assert_int_equal(
	    remedy(FAULT_BUSY, false, PAGE_TRIES - 1, 86400).wait_seconds,
	    86400);
	assert_true(remedy(FAULT_BUSY, false, PAGE_TRIES - 1, -1).rests_host);
	/* Only 429 and 503 are about the host. */
	assert_int_equal(
	    remedy(FAULT_NETWORK, false, 0, 86400).wait_seconds, 60);
	assert_false(remedy(FAULT_NETWORK, false, 0, 86400).rests_host);
}

static void
test_waits_double_up_to_an_hour(void **state)
{
	static const long waits[] = { 60, 120, 240, 480, 960, 1920, 3600,
		3600 };

	(void)state;
	for (unsigned i = 0; i < sizeof(waits) / sizeof(waits[0]); i++)
		assert_int_equal(
		    remedy(FAULT_NETWORK, false, i, -1).wait_seconds, waits[i]);
}

static void
test_a_bad_token_is_tried_once_more_then_the_list_is_restarted(void **state)
{
	struct failure failure = { .why = { .kind = FAULT_TOKEN },
		.retry_after_seconds = -1 };

	(void)state;
	assert_int_equal(verdict_remedy(&failure).kind, REMEDY_AGAIN);
	failure.token_failures = 1;
	for (; failure.restarts < LIST_RESTARTS; failure.restarts++)
		assert_int_equal(verdict_remedy(&failure).kind, REMEDY_RESTART);
	assert_int_equal(verdict_remedy(&failure).kind, REMEDY_GIVE_UP);
}

TESTS(TEST(test_a_list_that_has_not_begun_is_left_to_the_schedule),
    TEST(test_a_page_in_mid_list_is_asked_for_again_a_bounded_number_of_times),
    TEST(test_nothing_is_asked_again_within_a_minute),
    TEST(test_retry_after_is_obeyed_to_the_second_by_the_whole_host),
    TEST(test_a_short_retry_after_is_believed_once),
    TEST(test_waits_double_up_to_an_hour),
    TEST(test_a_bad_token_is_tried_once_more_then_the_list_is_restarted))
