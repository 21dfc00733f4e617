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

static const struct harvest_sum good = { .is_selection = true,
	.records = 100,
	.pages = 2,
	.listed = 100,
	.every_seconds = 86400,
	.fault = "",
	.reason = "",
	.error = "",
	.repository = "library" };

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
	assert_non_null(strstr(decide(sum).reason, "Sheaf asks again"));
	sum.is_selection = false;
	assert_null(strstr(decide(sum).reason, "Sheaf asks again"));
	sum.fault = "blocked";
	assert_string_equal(decide(sum).state, "blocked");
}

/* What happened, what Sheaf does, what a person can do. */
static void
test_sentences_are_whole(void **state)
{
	static const struct {
		const char *fault, *error, *reason, *sentence;
		int64_t pages;
	} rows[] = {
		{ "blocked", "403", "the repository refuses us (HTTP 403)",
		    "the repository refuses us (HTTP 403); Sheaf asks once a "
		    "day for a week, then once a week; ask its administrator "
		    "to admit the User-Agent \"sheaf\", or set credentials: "
		    "\"sheaf edit library credentials=FILE\"",
		    0 },
		{ "blocked", "401", "the repository refuses us (HTTP 401)",
		    "the repository refuses us (HTTP 401); Sheaf asks once a "
		    "day for a week, then once a week; it wants a name and "
		    "password: \"sheaf edit library credentials=FILE\"",
		    0 },
		{ "network", "502", "its server failed (HTTP 502)",
		    "its server failed (HTTP 502); what came is kept; Sheaf "
		    "asks again soon, and less often while that lasts; if it "
		    "lasts, \"sheaf report library\" writes a mail to "
		    "whoever runs the repository",
		    3 },
		{ "network", "", "connection refused",
		    "connection refused; Sheaf asks again soon, and less "
		    "often while that lasts; if it lasts, see whether its "
		    "base URL opens in a browser, and whether it has moved",
		    0 },
		{ "protocol", "badArgument", "it answered badArgument: x",
		    "it answered badArgument: x; Sheaf asks again, once a day "
		    "at most; see whether its formats and sets are still "
		    "there: \"sheaf formats library\", \"sheaf sets "
		    "library\"",
		    0 },
		{ "input", "", "there is no file /x",
		    "there is no file /x; Sheaf asks again, once a day at "
		    "most; when that is put right, \"sheaf harvest library\" "
		    "asks at once",
		    0 },
		{ "refused", "",
		    "credentials are not sent by http, where all can read them",
		    "credentials are not sent by http, where all can read "
		    "them; Sheaf asks again, once a day at most; \"sheaf edit "
		    "library insecure_credentials=yes\" sends them all the "
		    "same",
		    0 },
		{ "network", "", "the certificate of example.org has expired",
		    "the certificate of example.org has expired; Sheaf asks "
		    "again soon, and less often while that lasts; when that "
		    "is mended, \"sheaf harvest library\" asks at once",
		    0 },
		{ "network", "502", "its server, or the proxy p, failed",
		    "its server, or the proxy p, failed; Sheaf asks again "
		    "soon, and less often while that lasts; see whether the "
		    "proxy works, or do without it: \"sheaf edit library "
		    "proxy=\"",
		    0 },
	};
	struct harvest_sum sum = good;

	(void)state;
	sum.given_up = 1;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		sum.fault = rows[i].fault;
		sum.error = rows[i].error;
		sum.reason = rows[i].reason;
		sum.pages = rows[i].pages;
		assert_string_equal(decide(sum).reason, rows[i].sentence);
	}
}

static void
test_what_is_taken_for_nothing_new_is_told(void **state)
{
	struct harvest_sum sum = good;

	(void)state;
	sum.is_incremental = true;
	sum.records = sum.listed = 0;
	assert_string_equal(decide(sum).reason, "nothing is new");
	sum.has_no_format = true;
	assert_string_equal(decide(sum).verdict, "complete");
	assert_non_null(strstr(decide(sum).reason, "cannotDisseminateFormat"));
	assert_non_null(strstr(decide(sum).reason, "\"sheaf formats library"));
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

static void
test_every_fault_has_its_state_and_a_whole_sentence(void **state)
{
	struct harvest_sum sum = good;

	(void)state;
	sum.given_up = 1;
	sum.reason = "something went wrong";
	for (int kind = FAULT_NETWORK; kind <= FAULT_INPUT; kind++) {
		struct verdict verdict;

		sum.fault = fault_name((enum fault_kind)kind);
		verdict = decide(sum);
		assert_string_equal(verdict.fault, sum.fault);
		assert_string_equal(verdict.state,
		    kind == FAULT_BLOCKED ? "blocked" : "failing");
		assert_ptr_equal(
		    strstr(verdict.reason, sum.reason), verdict.reason);
		assert_non_null(strstr(verdict.reason, "; Sheaf asks "));
		assert_null(strstr(verdict.reason, "NAME"));
		assert_true(
		    strlen(verdict.reason) < sizeof(verdict.reason) - 300);
		assert_null(strchr(verdict.reason, '\n'));
		assert_true(verdict.next_due_seconds >= 57);
	}
}

static void
test_the_longest_reason_is_not_cut(void **state)
{
	struct fault longest;
	struct harvest_sum sum = good;

	(void)state;
	memset(longest.text, 'x', sizeof(longest.text));
	longest.text[sizeof(longest.text) - 1] = '\0';
	sum.given_up = 1;
	sum.fault = "network";
	sum.reason = longest.text;
	sum.repository =
	    "a123456789012345678901234567890123456789012345678901234567890bc";
	sum.fault = "blocked";
	assert_non_null(strstr(decide(sum).reason, "0bc credentials=FILE\""));
	sum.fault = "protocol";
	sum.error = "badArgument";
	assert_non_null(strstr(decide(sum).reason, "\"sheaf sets a12345"));
	assert_non_null(strstr(decide(sum).reason, "0bc\""));
}

static void
test_one_record_is_not_records(void **state)
{
	struct harvest_sum sum = good;

	(void)state;
	sum.quarantined = 1;
	assert_non_null(strstr(decide(sum).reason,
	    "; 1 record could not be read and waits in quarantine"));
	sum.quarantined = 2;
	assert_non_null(strstr(decide(sum).reason,
	    "; 2 records could not be read and wait in quarantine"));
	sum.unnamed = 1;
	assert_non_null(strstr(decide(sum).reason,
	    "1 record could not be read, not even its identifier; what came"
	    " of it is in quarantine"));
	sum.unnamed = 2;
	assert_non_null(strstr(decide(sum).reason,
	    "2 records could not be read, not even their identifiers; what"
	    " came of them is in quarantine"));
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

/* It is told all the same. */
static void
test_what_is_here_and_was_not_listed_is_told(void **state)
{
	struct harvest_sum sum = good;

	(void)state;
	sum.is_full = true;
	sum.has_size = true;
	sum.complete_list_size = sum.listed = sum.records = 10;
	sum.before = sum.had = 300;
	assert_string_equal(decide(sum).proof, "counted");
	assert_string_equal(decide(sum).event,
	    "290 of the 300 records that are here were not listed, and are"
	    " kept; \"sheaf sweep library\" looks for them");
	sum.is_swept = true;
	assert_non_null(
	    strstr(decide(sum).reason, "kept; a sweep will look for them"));
	sum.had = 11;
	assert_string_equal(decide(sum).event, "");
	sum.had = 1;
	sum.has_size = false;
	sum.before = sum.listed = sum.records = 0;
	assert_string_equal(decide(sum).verdict, "complete");
	assert_non_null(strstr(decide(sum).event, "1 of the 1 record"));
}

static void
test_an_empty_repository_says_so(void **state)
{
	struct harvest_sum sum = good;

	(void)state;
	sum.records = sum.listed = 0;
	sum.has_size = false;
	sum.is_full = true;
	assert_non_null(strstr(decide(sum).reason, "noRecordsMatch"));
	sum.is_full = false;
	sum.is_incremental = true;
	assert_string_equal(decide(sum).reason, "nothing is new");
}

static void
test_a_set_that_never_brought_anything_is_named(void **state)
{
	struct harvest_sum sum = good;

	(void)state;
	sum.records = sum.listed = 0;
	sum.has_size = false;
	sum.is_incremental = true;
	sum.set_spec = TEXT("theses");
	sum.has_brought = true;
	assert_null(strstr(decide(sum).reason, "theses"));
	sum.has_brought = false;
	assert_non_null(strstr(decide(sum).reason, "\"theses\""));
	assert_string_equal(decide(sum).verdict, "complete");
}

TESTS(TEST(test_a_short_retry_after_is_believed_once),
    TEST(test_a_repository_that_shrank_is_not_believed),
    TEST(test_what_is_here_and_was_not_listed_is_told),
    TEST(test_an_empty_repository_says_so),
    TEST(test_a_set_that_never_brought_anything_is_named),
    TEST(test_waits_double_up_to_an_hour),
    TEST(test_who_refuses_us_is_asked_daily_for_a_week_then_weekly),
    TEST(test_sentences_are_whole),
    TEST(test_what_is_taken_for_nothing_new_is_told),
    TEST(test_every_fault_has_its_state_and_a_whole_sentence),
    TEST(test_the_longest_reason_is_not_cut),
    TEST(test_one_record_is_not_records),
    TEST(test_a_shortfall_is_large_from_one_in_twenty_on),
    TEST(test_a_list_that_has_not_begun_is_left_to_the_schedule),
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
