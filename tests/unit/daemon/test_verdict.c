#include <string.h>

#include "decide.h"

/* What a harvest was worth, and when the next one is due. */

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
	assert_non_null(strstr(decide(sum).reason, "Sheaf asks again"));
	sum.is_selection = false;
	assert_null(strstr(decide(sum).reason, "Sheaf asks again"));
	assert_null(decide(sum).state);
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

/* Design, rule 7: one a day for a week, then one a week; an hourly rhythm does
 * not go on against somebody who refuses us. */
static void
test_who_refuses_us_is_asked_daily_for_a_week_then_weekly(void **state)
{
	static const int64_t rhythms[] = { 60, 3600, 86400, 30 * 86400 };
	struct harvest_sum sum = good;

	(void)state;
	sum.given_up = 1;
	sum.fault = "blocked";
	for (size_t i = 0; i < sizeof(rhythms) / sizeof(rhythms[0]); i++) {
		sum.every_seconds = rhythms[i];
		for (sum.failures = 0; sum.failures < 12; sum.failures++) {
			int64_t days = sum.failures < 7 ? 1 : 7;
			int64_t next = decide(sum).next_due_seconds;

			assert_in_range(next, days * 86400 * 95 / 100,
			    days * 86400 * 105 / 100);
		}
	}
}

/* Announced, listed: an estimate may be off by one in twenty, or by four. */
static void
test_a_shortfall_is_large_from_one_in_twenty_on(void **state)
{
	static const struct {
		int64_t announced, listed;
		bool is_partial;
	} rows[] = {
		{ 100, 95, false },
		{ 100, 94, true },
		{ 10, 6, false },
		{ 10, 5, true },
		{ 4, 0, false },
		{ 5, 0, true },
		{ 1000000, 950000, false },
		{ 1000000, 949999, true },
		{ 100, 200, false },
		{ INT64_MAX, 0, true },
	};
	struct harvest_sum sum = good;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		sum.has_size = true;
		sum.complete_list_size = rows[i].announced;
		sum.listed = rows[i].listed;
		assert_string_equal(decide(sum).verdict,
		    rows[i].is_partial ? "partial" : "complete");
		sum.has_size = false;
		assert_string_equal(decide(sum).verdict, "complete");
	}
}

/* What we have, listed of everything; believed is an announced size that came,
 * and what the full harvest before brought too. */
static void
test_a_repository_that_shrank_is_not_believed(void **state)
{
	static const struct {
		int64_t had, listed;
		bool is_partial;
	} rows[] = {
		{ 0, 0, false },
		{ 1, 0, true },
		{ 1000, 0, true },
		{ 200, 100, false },
		{ 200, 99, true },
		{ 10000, 9000, false },
		{ 10000, 8999, true },
		{ 10, 100, false },
	};
	struct harvest_sum sum = good;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		sum.is_full = true;
		sum.has_size = false;
		sum.had = rows[i].had;
		sum.before = rows[i].had;
		sum.records = sum.listed = rows[i].listed;
		assert_string_equal(decide(sum).verdict,
		    rows[i].is_partial ? "partial" : "complete");
		sum.before = rows[i].listed;
		assert_string_equal(decide(sum).verdict, "complete");
		sum.before = -1;
		sum.has_size = true;
		sum.complete_list_size = rows[i].listed;
		if (rows[i].listed > 0)
			assert_string_equal(decide(sum).proof, "counted");
		sum.is_full = false;
		assert_string_equal(decide(sum).verdict, "complete");
	}
}

TESTS(TEST(test_proof_is_counted_only_when_all_that_was_announced_came),
    TEST(test_a_large_shortfall_is_partial),
    TEST(test_what_was_given_up_is_partial_or_failed_and_says_why),
    TEST(test_a_loss_that_can_be_named_keeps_nothing_back),
    TEST(test_harvests_spread_over_a_tenth_of_the_interval),
    TEST(test_back_off_grows_and_never_exceeds_the_interval),
    TEST(test_who_refuses_us_is_asked_daily_for_a_week_then_weekly),
    TEST(test_a_shortfall_is_large_from_one_in_twenty_on),
    TEST(test_a_repository_that_shrank_is_not_believed))
