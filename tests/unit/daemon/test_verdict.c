#include <stdio.h>
#include <string.h>

#include "base/limit.h"
#include "daemon/verdict.h"
#include "test.h"

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

static const struct harvest_sum good = { .is_selection = true,
	.records = 100,
	.pages = 2,
	.listed = 100,
	.every_seconds = 86400,
	.fault = "",
	.reason = "" };

static struct verdict
decide(struct harvest_sum sum)
{
	struct verdict verdict;

	verdict_decide(&verdict, &sum);
	return verdict;
}

static void
test_proof_is_counted_only_when_all_that_was_announced_came(void **state)
{
	struct harvest_sum sum = good;

	(void)state;
	assert_string_equal(decide(sum).proof, "ended");
	sum.has_size = true;
	sum.complete_list_size = 100;
	assert_string_equal(decide(sum).proof, "counted");
	sum.complete_list_size = 104;
	assert_string_equal(decide(sum).proof, "ended");
	sum.complete_list_size = 0;
	assert_string_equal(decide(sum).proof, "ended");
}

static void
test_a_large_shortfall_is_partial(void **state)
{
	struct harvest_sum sum = good;

	(void)state;
	sum.has_size = true;
	sum.complete_list_size = 110;
	assert_string_equal(decide(sum).verdict, "partial");
	assert_null(decide(sum).proof);
	assert_non_null(strstr(decide(sum).reason, "100 of 110"));
}

static void
test_what_was_given_up_is_partial_or_failed_and_says_why(void **state)
{
	struct harvest_sum sum = good;

	(void)state;
	sum.given_up = 1;
	sum.fault = "network";
	sum.reason = "connection refused";
	assert_string_equal(decide(sum).verdict, "partial");
	sum.pages = 0;
	assert_string_equal(decide(sum).verdict, "failed");
	assert_string_equal(decide(sum).state, "failing");
	assert_non_null(strstr(decide(sum).reason, "connection refused"));
	assert_non_null(strstr(decide(sum).reason, "the next try is in"));
	sum.is_selection = false;
	assert_null(strstr(decide(sum).reason, "next try"));
	sum.fault = "blocked";
	assert_string_equal(decide(sum).state, "blocked");
}

static void
test_a_loss_that_can_be_named_keeps_nothing_back(void **state)
{
	struct harvest_sum sum = good;

	(void)state;
	sum.quarantined = 3;
	assert_string_equal(decide(sum).verdict, "complete");
	assert_non_null(strstr(decide(sum).reason, "3 records"));
	sum.unnamed = 1;
	assert_string_equal(decide(sum).verdict, "partial");
}

static void
test_harvests_spread_over_a_tenth_of_the_interval(void **state)
{
	int64_t least = INT64_MAX, most = 0;
	struct harvest_sum sum = good;

	(void)state;
	for (sum.jitter = 0; sum.jitter < 1000; sum.jitter++) {
		int64_t next = decide(sum).next_due_seconds;

		least = next < least ? next : least;
		most = next > most ? next : most;
	}
	assert_in_range(least, 86400 - 4320, 86400 - 4000);
	assert_in_range(most, 86400 + 4000, 86400 + 4320);
}

static void
test_back_off_grows_and_never_exceeds_the_interval(void **state)
{
	struct harvest_sum sum = good;
	int64_t before = 0;

	(void)state;
	sum.given_up = 1;
	sum.fault = "network";
	for (sum.failures = 0; sum.failures < 6; sum.failures++) {
		int64_t next = decide(sum).next_due_seconds;

		assert_true(next > before);
		before = next;
	}
	sum.failures = 1000;
	assert_true(decide(sum).next_due_seconds <= 86400 + 4320);
}

TESTS(TEST(test_a_list_that_has_not_begun_is_left_to_the_schedule),
    TEST(test_a_page_in_mid_list_is_asked_for_again_a_bounded_number_of_times),
    TEST(test_nothing_is_asked_again_within_a_minute),
    TEST(test_retry_after_is_obeyed_to_the_second_by_the_whole_host),
    TEST(test_a_bad_token_is_tried_once_more_then_the_list_is_restarted),
    TEST(test_proof_is_counted_only_when_all_that_was_announced_came),
    TEST(test_a_large_shortfall_is_partial),
    TEST(test_what_was_given_up_is_partial_or_failed_and_says_why),
    TEST(test_a_loss_that_can_be_named_keeps_nothing_back),
    TEST(test_harvests_spread_over_a_tenth_of_the_interval),
    TEST(test_back_off_grows_and_never_exceeds_the_interval))
