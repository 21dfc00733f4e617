#include <string.h>

#include "base/limit.h"
#include "daemon/sweep_verdict.h"
#include "test.h"

#define DAY INT64_C(86400)

static const struct verdict complete = { .verdict = "complete",
	.proof = "ended" };

/* A sweep of a thousand records that all were listed. */
static struct sweep_sum
whole(enum sweep_phase phase)
{
	return (struct sweep_sum){ .phase = phase,
		.hashes = 1000,
		.kept = 1000,
		.live = 1000,
		.set_spec = TEXT(""),
		.repository = "r",
		.every_seconds = 30 * DAY };
}

static struct sweep_sum
with_missed(enum sweep_phase phase, int64_t missed)
{
	struct sweep_sum sum = whole(phase);

	sum.missed = missed;
	return sum;
}

static struct sweep_verdict
decide(const struct sweep_sum *sum, const struct verdict *list)
{
	struct sweep_verdict verdict;

	sweep_decide(&verdict, sum, list);
	return verdict;
}

static void
test_phases_are_read_by_their_words(void **state)
{
	(void)state;
	assert_int_equal(sweep_phase_named(TEXT("comparing")), SWEEP_COMPARING);
	assert_int_equal(sweep_phase_named(TEXT("marked")), SWEEP_MARKED);
}

/* E3: nothing is marked, whatever is missed. */
static void
test_a_list_that_is_not_whole_or_has_nothing_concludes_nothing(void **state)
{
	static const struct verdict partial = {
		.verdict = "partial", .fault = "network", .reason = "it broke"
	};
	struct sweep_sum sum = with_missed(SWEEP_COMPARED, 3);
	struct sweep_verdict verdict;

	(void)state;
	for (int phase = SWEEP_COMPARING; phase <= SWEEP_MARKED; phase++) {
		sum.phase = (enum sweep_phase)phase;
		assert_int_equal(sweep_next(&sum, &partial), SWEEP_ENDS);
	}
	verdict = decide(&sum, &partial);
	assert_string_equal(verdict.outcome, "void");
	assert_string_equal(verdict.fault, "network");
	assert_non_null(strstr(verdict.reason, "it broke; nothing is"));
	sum.hashes = sum.kept = 0;
	assert_int_equal(sweep_next(&sum, &complete), SWEEP_ENDS);
	verdict = decide(&sum, &complete);
	assert_string_equal(verdict.outcome, "void");
	assert_string_equal(verdict.verdict, "complete");
	assert_false(verdict.is_event);
}

static void
test_a_database_that_went_down_concludes_nothing(void **state)
{
	struct sweep_sum sum = with_missed(SWEEP_COMPARED, 3);
	struct sweep_verdict verdict;

	(void)state;
	sum.kept--;
	assert_int_equal(sweep_next(&sum, &complete), SWEEP_ENDS);
	verdict = decide(&sum, &complete);
	assert_string_equal(verdict.outcome, "void");
	assert_string_equal(verdict.verdict, "partial");
	assert_null(verdict.proof);
	assert_string_equal(verdict.fault, "store");
}

static void
test_what_is_void_is_tried_again_with_patience(void **state)
{
	struct sweep_sum sum = whole(SWEEP_COMPARED);

	(void)state;
	sum.hashes = sum.kept = 0;
	assert_int_equal(decide(&sum, &complete).next_seconds, DAY);
	sum.failures = 2;
	assert_int_equal(decide(&sum, &complete).next_seconds, 4 * DAY);
	sum.failures = 1000;
	assert_int_equal(decide(&sum, &complete).next_seconds, 30 * DAY);
	sum.every_seconds = -1;
	assert_int_equal(decide(&sum, &complete).next_seconds, -1);
}

static void
test_nothing_is_missed(void **state)
{
	struct sweep_sum sum = whole(SWEEP_COMPARING);
	struct sweep_verdict verdict;

	(void)state;
	assert_int_equal(sweep_next(&sum, &complete), SWEEP_COMPARES);
	sum.phase = SWEEP_COMPARED;
	assert_int_equal(sweep_next(&sum, &complete), SWEEP_ENDS);
	verdict = decide(&sum, &complete);
	assert_string_equal(verdict.outcome, "whole");
	assert_int_equal(verdict.next_seconds, 30 * DAY);
	assert_false(verdict.is_event);
	assert_false(verdict.is_again);
}

/* Design, rule 9: above max(100, 10 %). */
static void
test_too_much_is_refused(void **state)
{
	static const struct {
		int64_t live;
		int64_t missed;
		bool is_refused;
	} rows[] = {
		{ 1000, 100, false },
		{ 1000, 101, true },
		{ 120, 100, false },
		{ 120, 101, true },
		{ 5000, 500, false },
		{ 5000, 501, true },
		{ 1000000, 100000, false },
		{ 1000000, 1000000, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sweep_sum sum =
		    with_missed(SWEEP_COMPARED, rows[i].missed);

		sum.live = rows[i].live;
		assert_int_equal(sweep_next(&sum, &complete),
		    rows[i].is_refused ? SWEEP_SAMPLES : SWEEP_MARKS);
		assert_false(sweep_asks_for_missed(&sum));
		sum.phase = SWEEP_MATCHED;
		assert_string_equal(decide(&sum, &complete).outcome,
		    rows[i].is_refused ? "refused" : "found");
	}
}

/* Whatever phase it was left in. */
static void
test_what_is_refused_is_never_marked(void **state)
{
	struct sweep_sum sum = with_missed(SWEEP_COMPARED, 500);

	(void)state;
	assert_int_equal(sweep_next(&sum, &complete), SWEEP_SAMPLES);
	sum.phase = SWEEP_MATCHING;
	assert_int_equal(sweep_next(&sum, &complete), SWEEP_MATCHES);
	sum.phase = SWEEP_MATCHED;
	assert_int_equal(sweep_next(&sum, &complete), SWEEP_ENDS);
	sum.wanted = 1;
	assert_int_equal(sweep_next(&sum, &complete), SWEEP_ASKS);
	sum.phase = SWEEP_ASKED;
	assert_int_equal(sweep_next(&sum, &complete), SWEEP_ENDS);
}

static void
test_a_refusal_says_what_to_do_and_what_it_looks_like(void **state)
{
	struct sweep_sum sum = with_missed(SWEEP_MATCHED, 500);
	struct sweep_verdict verdict = decide(&sum, &complete);

	(void)state;
	assert_true(verdict.is_event);
	assert_false(verdict.is_again);
	assert_int_equal(verdict.next_seconds, 7 * DAY);
	assert_non_null(strstr(verdict.reason, "500 of 1000 records"));
	assert_non_null(strstr(verdict.reason, "sheaf sweep r --show"));
	assert_null(strstr(verdict.reason, "changed its identifiers"));
	sum.sample = 50;
	sum.matched = 49;
	assert_non_null(
	    strstr(decide(&sum, &complete).reason, "changed its identifiers"));
}

static void
test_a_few_are_asked_for(void **state)
{
	struct sweep_sum sum = with_missed(SWEEP_COMPARED, SWEEP_SINGLES);

	(void)state;
	assert_int_equal(sweep_next(&sum, &complete), SWEEP_ASKS);
	assert_true(sweep_asks_for_missed(&sum));
	sum.phase = SWEEP_ASKED;
	assert_int_equal(sweep_next(&sum, &complete), SWEEP_MARKS);
	sum = with_missed(SWEEP_COMPARED, SWEEP_SINGLES + 1);
	assert_int_equal(sweep_next(&sum, &complete), SWEEP_MARKS);
	sum.set_spec = TEXT("s");
	assert_int_equal(sweep_next(&sum, &complete), SWEEP_ASKS);
	/* For what it found, too. */
	sum = whole(SWEEP_COMPARED);
	sum.wanted = 1;
	assert_int_equal(sweep_next(&sum, &complete), SWEEP_ASKS);
	assert_false(sweep_asks_for_missed(&sum));
}

static void
test_what_is_missing_is_looked_for_within_a_day(void **state)
{
	struct sweep_sum sum = with_missed(SWEEP_MARKED, 30);
	struct sweep_verdict verdict;

	(void)state;
	sum.missing = 30;
	verdict = decide(&sum, &complete);
	assert_true(verdict.is_again);
	assert_true(verdict.next_seconds < DAY);
	assert_non_null(strstr(verdict.reason, "30 are missing until"));
	/* Also by hand, where none comes by itself. */
	sum.every_seconds = -1;
	assert_true(decide(&sum, &complete).is_again);
	assert_true(decide(&sum, &complete).next_seconds > 0);
	sum.missing = 0;
	sum.gone = 29;
	verdict = decide(&sum, &complete);
	assert_false(verdict.is_again);
	assert_int_equal(verdict.next_seconds, -1);
	assert_non_null(strstr(verdict.reason, "29 are gone"));
	assert_non_null(strstr(verdict.reason, "1 came when it was asked for"));
}

static void
test_what_no_harvest_would_bring_is_said(void **state)
{
	struct sweep_sum sum = whole(SWEEP_ASKED);
	struct sweep_verdict verdict;

	(void)state;
	sum.behind = 2;
	verdict = decide(&sum, &complete);
	assert_true(verdict.is_event);
	assert_non_null(strstr(verdict.reason, "they were asked for"));
	sum.behind = SWEEP_UNKNOWN + 1;
	assert_non_null(strstr(
	    decide(&sum, &complete).reason, "\"sheaf harvest r --full\""));
}

TESTS(TEST(test_phases_are_read_by_their_words),
    TEST(test_a_list_that_is_not_whole_or_has_nothing_concludes_nothing),
    TEST(test_a_database_that_went_down_concludes_nothing),
    TEST(test_what_is_void_is_tried_again_with_patience),
    TEST(test_nothing_is_missed), TEST(test_too_much_is_refused),
    TEST(test_what_is_refused_is_never_marked),
    TEST(test_a_refusal_says_what_to_do_and_what_it_looks_like),
    TEST(test_a_few_are_asked_for),
    TEST(test_what_is_missing_is_looked_for_within_a_day),
    TEST(test_what_no_harvest_would_bring_is_said))
