#include "sample.h"

/* Verdicts: what moves next_from, and what does not. */

static struct session session;
static struct fence fence;

static int
set_up(void **state)
{
	(void)state;
	observe();
	fence = sample_world();
	session = session_open("WRITER");
	sql("UPDATE sheaf.harvest SET started_at = '2026-01-10T12:00:00Z'");
	sql("UPDATE sheaf.list_request SET is_ended = true,"
	    " first_response_date = '2026-01-10T11:00:00Z'");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&session);
	PQfinish(observer);
	return 0;
}

static int
settle(const char *lease_id, const char *verdict)
{
	bool is_complete = strcmp(verdict, "complete") == 0;
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, fence.repository_id);
	parameter_bigint(&parameters, fence.harvest_id);
	parameter_string(&parameters, lease_id);
	parameter_string(&parameters, verdict);
	parameter_string(&parameters, is_complete ? "ended" : NULL);
	parameter_string(&parameters, is_complete ? NULL : "network");
	parameter_string(&parameters, "a sentence");
	parameter_real(&parameters, 3600);
	parameter_string(&parameters, is_complete ? "active" : "failing");
	return PQntuples(
	    session_query(&session, QUERY_HARVEST_SETTLE, &parameters));
}

static const char *
next_from(void)
{
	return value("SELECT to_char(next_from AT TIME ZONE 'UTC',"
		     " 'YYYY-MM-DD HH24:MI') FROM sheaf.selection");
}

static void
test_complete_moves_next_from_to_the_first_response_less_overlap(void **state)
{
	(void)state;
	assert_int_equal(settle(LEASE, "complete"), 1);
	assert_string_equal(next_from(), "2026-01-09 11:00");
	assert_string_equal(value("SELECT verdict || proof FROM sheaf.harvest"),
	    "completeended");
}

static void
test_partial_and_failed_move_nothing(void **state)
{
	(void)state;
	assert_int_equal(settle(LEASE, "partial"), 1);
	assert_string_equal(next_from(), "NULL");
	assert_string_equal(value("SELECT failures FROM sheaf.selection"), "1");
	assert_string_equal(
	    value("SELECT state FROM sheaf.repository"), "failing");
}

static void
test_a_repository_clock_that_is_fast_does_not_lose_records(void **state)
{
	(void)state;
	sql("UPDATE sheaf.list_request"
	    " SET first_response_date = '2026-02-01T00:00:00Z'");
	(void)settle(LEASE, "complete");
	assert_string_equal(next_from(), "2026-01-09 12:00");
}

static void
test_next_from_never_goes_back(void **state)
{
	(void)state;
	sql("UPDATE sheaf.selection SET next_from = '2026-01-09T20:00:00Z'");
	(void)settle(LEASE, "complete");
	assert_string_equal(next_from(), "2026-01-09 20:00");
}

static void
test_without_a_readable_response_date_it_stays(void **state)
{
	(void)state;
	sql("UPDATE sheaf.list_request SET first_response_date = NULL");
	(void)settle(LEASE, "complete");
	/* Our own start is the earliest moment that is certain. */
	assert_string_equal(next_from(), "2026-01-09 12:00");
}

static void
test_a_one_off_moves_nothing(void **state)
{
	(void)state;
	sql("UPDATE sheaf.harvest SET selection_id = NULL, kind = 'one-off'");
	assert_int_equal(settle(LEASE, "complete"), 1);
	assert_string_equal(next_from(), "NULL");
}

static void
test_it_is_settled_once_and_by_the_holder_only(void **state)
{
	(void)state;
	assert_int_equal(settle(OTHER, "complete"), 0);
	assert_int_equal(settle(LEASE, "partial"), 1);
	assert_int_equal(settle(LEASE, "complete"), 0);
	assert_string_equal(
	    value("SELECT verdict FROM sheaf.harvest"), "partial");
}

static void
test_an_open_list_request_keeps_the_verdict_back(void **state)
{
	(void)state;
	sql("INSERT INTO sheaf.list_request (repository_id, harvest_id, n,"
	    " lease_id) VALUES (1, %lld, 2, '" LEASE "')",
	    (long long)fence.harvest_id);
	assert_int_equal(settle(LEASE, "complete"), 0);
	sql("UPDATE sheaf.list_request SET is_ended = true");
	assert_int_equal(settle(LEASE, "complete"), 1);
}

static void
test_a_held_repository_stays_held(void **state)
{
	(void)state;
	sql("UPDATE sheaf.repository SET state = 'held'");
	assert_int_equal(settle(LEASE, "complete"), 1);
	assert_string_equal(
	    value("SELECT state FROM sheaf.repository"), "held");
}

static void
charge(void)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_fence(&parameters, &fence);
	array_begin(&parameters, ARRAY_BYTEA);
	array_bytes(&parameters, TEXT("<poison/>"));
	array_end(&parameters);
	parameter_string(&parameters, "killed by signal 11");
	assert_int_equal(PQntuples(session_query(
			     &session, QUERY_LIST_REQUEST_CHARGE, &parameters)),
	    1);
}

static void
test_the_third_crash_holds_the_repository(void **state)
{
	(void)state;
	sql("UPDATE sheaf.list_request SET is_ended = false");
	charge();
	charge();
	assert_string_equal(
	    value("SELECT state FROM sheaf.repository"), "active");
	assert_int_equal(number("SELECT count(*) FROM sheaf.quarantine"), 0);
	charge();
	assert_string_equal(
	    value("SELECT state FROM sheaf.repository"), "held");
	assert_string_equal(
	    value("SELECT convert_from(bytes, 'UTF8') FROM sheaf.quarantine"),
	    "<poison/>");
}

TESTS(TEST_WORLD(
	  test_complete_moves_next_from_to_the_first_response_less_overlap),
    TEST_WORLD(test_partial_and_failed_move_nothing),
    TEST_WORLD(test_a_repository_clock_that_is_fast_does_not_lose_records),
    TEST_WORLD(test_next_from_never_goes_back),
    TEST_WORLD(test_without_a_readable_response_date_it_stays),
    TEST_WORLD(test_a_one_off_moves_nothing),
    TEST_WORLD(test_it_is_settled_once_and_by_the_holder_only),
    TEST_WORLD(test_an_open_list_request_keeps_the_verdict_back),
    TEST_WORLD(test_a_held_repository_stays_held),
    TEST_WORLD(test_the_third_crash_holds_the_repository))
