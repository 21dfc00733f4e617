#include <string.h>

#include "decide.h"

/* The words of a verdict. */

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
		{ "refused", "",
		    "address 169.254.1.1 is link-local, or a cloud's own, so x",
		    "address 169.254.1.1 is link-local, or a cloud's own, so "
		    "x; Sheaf asks again, once a day at most; see where its "
		    "host name, or its redirect, leads: no repository should "
		    "be there",
		    0 },
		{ "refused", "", "the redirect from https to \"x\" is refused",
		    "the redirect from https to \"x\" is refused; Sheaf asks "
		    "again, once a day at most; \"sheaf report library\" "
		    "writes a mail to whoever runs the repository",
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

TESTS(TEST(test_sentences_are_whole),
    TEST(test_every_fault_has_its_state_and_a_whole_sentence),
    TEST(test_the_longest_reason_is_not_cut),
    TEST(test_one_record_is_not_records),
    TEST(test_what_is_taken_for_nothing_new_is_told),
    TEST(test_what_is_here_and_was_not_listed_is_told),
    TEST(test_an_empty_repository_says_so),
    TEST(test_a_set_that_never_brought_anything_is_named))
