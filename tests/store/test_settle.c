#include "sample.h"

/* Verdicts: what moves next_from, and what does not. */

static struct session session;
static struct fence fence;

static void
begin_world(void)
{
	sql("UPDATE sheaf.harvest SET started_at = '2026-01-10T12:00:00Z',"
	    " records = 1");
	sql("UPDATE sheaf.list_request SET is_ended = true,"
	    " first_response_date = '2026-01-10T11:00:00Z'");
}

static int
set_up(void **state)
{
	(void)state;
	observe();
	fence = sample_world();
	session = session_open("WRITER");
	begin_world();
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

/* The world of set_up() once more. */
static void
again(void)
{
	fence = sample_world();
	begin_world();
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
	parameter_null(&parameters);
	array_begin(&parameters, ARRAY_TEXT);
	array_bytes(&parameters, TEXT("raw-token"));
	array_end(&parameters);
	parameter_null(&parameters);
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

/* What it will have tomorrow may carry any datestamp. */
static void
test_everything_that_is_nothing_moves_nothing(void **state)
{
	(void)state;
	sql("UPDATE sheaf.harvest SET records = 0");
	assert_int_equal(settle(LEASE, "complete"), 1);
	assert_string_equal(next_from(), "NULL");
	again();
	sql("UPDATE sheaf.harvest SET records = 0, kind = 'incremental'");
	assert_int_equal(settle(LEASE, "complete"), 1);
	assert_string_equal(next_from(), "2026-01-09 11:00");
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
	assert_int_equal(settle(LEASE, "complete"), 1);
	assert_string_equal(next_from(), "NULL");
	again();
	sql("UPDATE sheaf.list_request SET first_response_date = NULL");
	sql("UPDATE sheaf.selection SET next_from = '2025-01-01T00:00:00Z'");
	assert_int_equal(settle(LEASE, "complete"), 1);
	assert_string_equal(next_from(), "2025-01-01 00:00");
}

/* Windows of one harvest; the first response need not be that of the first. */
static void
test_of_several_list_requests_the_first_response_counts(void **state)
{
	static const struct {
		const char *dates[2];
		const char *next_from;
	} rows[] = {
		{ { "'2026-01-10T10:00Z'", "'2026-01-10T11:00Z'" },
		    "2026-01-09 10:00" },
		{ { "'2026-01-10T11:00Z'", "'2026-01-10T10:00Z'" },
		    "2026-01-09 10:00" },
		/* Which was first is not known. */
		{ { "NULL", "'2026-01-10T10:00Z'" }, "NULL" },
		{ { "'2026-01-10T10:00Z'", "NULL" }, "NULL" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		again();
		sql("UPDATE sheaf.list_request SET first_response_date = %s",
		    rows[i].dates[0]);
		sql("INSERT INTO sheaf.list_request (repository_id, harvest_id,"
		    " n, lease_id, is_ended, first_response_date) VALUES (1,"
		    " %lld, 2, '" LEASE "', true, %s)",
		    (long long)fence.harvest_id, rows[i].dates[1]);
		assert_int_equal(settle(LEASE, "complete"), 1);
		assert_string_equal(next_from(), rows[i].next_from);
	}
}

static void
test_the_next_harvest_is_due_and_failures_in_a_row_are_counted(void **state)
{
	static const struct {
		const char *verdict;
		int64_t failures;
	} rows[] = { { "failed", 1 }, { "partial", 2 }, { "complete", 0 },
		{ "failed", 1 } };

	(void)state;
	sql("UPDATE sheaf.selection SET next_due = 'infinity'");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (i > 0)
			fence = sample_harvest(1);
		sql("UPDATE sheaf.list_request SET is_ended = true");
		assert_int_equal(settle(LEASE, rows[i].verdict), 1);
		assert_int_equal(number("SELECT failures FROM sheaf.selection"),
		    rows[i].failures);
		assert_int_equal(number("SELECT count(*) FROM sheaf.selection"
					" WHERE next_due BETWEEN now() +"
					" '59 minutes' AND now() + '1 hour'"),
		    1);
	}
}

/* Said so by the repository, it is believed; and told. */
static void
test_more_deletions_than_records_are_an_event(void **state)
{
	static const struct {
		const char *kind;
		int deleted, live;
		int64_t events;
	} rows[] = { { "incremental", 101, 100, 1 },
		{ "incremental", 101, 101, 0 }, { "incremental", 100, 0, 0 },
		{ "full", 101, 0, 0 } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		again();
		sql("TRUNCATE sheaf.event");
		sql("UPDATE sheaf.harvest SET kind = '%s', deleted = %d",
		    rows[i].kind, rows[i].deleted);
		sql("INSERT INTO sheaf.record (repository_id, identifier,"
		    " metadata_prefix, status, datestamp, set_specs,"
		    " content_hash, header_hash, harvest_id, first_seen,"
		    " changed_at, changed_in) SELECT 1, i, 'oai_dc', 'live',"
		    " 'x', '{}', 1, 1, 1, now(), now(), '3' FROM"
		    " generate_series(1, %d) AS u(i)",
		    rows[i].live);
		assert_int_equal(settle(LEASE, "complete"), 1);
		assert_int_equal(number("SELECT count(*) FROM sheaf.event"
					" WHERE kind = 'deletion'"),
		    rows[i].events);
	}
}

/* What harvest_sum.sql says: column 10, the list requests given up. */
static int64_t
given_up(void)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, fence.repository_id);
	parameter_bigint(&parameters, fence.harvest_id);
	(void)session_query(&session, QUERY_HARVEST_SUM, &parameters);
	assert_int_equal(session_rows(&session), 1);
	return session_number(&session, 0, 10);
}

/* Column by column of list_request_retry.sql or ..._give_up.sql. */
static int
fails_and_rests(enum query query, bool is_token, bool restarts, double rest)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_fence(&parameters, &fence);
	if (query == QUERY_LIST_REQUEST_RETRY)
		parameter_real(&parameters, 60);
	parameter_string(&parameters, "network");
	parameter_string(&parameters, "away");
	if (query == QUERY_LIST_REQUEST_RETRY) {
		parameter_bool(&parameters, is_token);
		parameter_bool(&parameters, restarts);
	}
	parameter_real(&parameters, rest);
	if (query == QUERY_LIST_REQUEST_GIVE_UP)
		parameter_bool(&parameters, false);
	parameter_null(&parameters);
	if (query == QUERY_LIST_REQUEST_RETRY) {
		parameter_null(&parameters);
		parameter_bool(&parameters, false);
		parameter_null(&parameters);
	} else {
		parameter_bool(&parameters, false);
		parameter_bigint(&parameters, 3);
	}
	return PQntuples(session_query(&session, query, &parameters));
}

static int
fails(enum query query, bool is_token, bool restarts)
{
	return fails_and_rests(query, is_token, restarts, 0);
}

static void
open_list(void)
{
	sql("UPDATE sheaf.list_request SET is_ended = false");
}

static void
test_a_failure_that_was_got_over_is_none_of_the_harvest_s(void **state)
{
	(void)state;
	open_list();
	assert_int_equal(fails(QUERY_LIST_REQUEST_RETRY, false, false), 1);
	assert_true(
	    store(&session, &fence, PAGE({ "a", 1, "<a/>", NULL, NULL }), "t")
		.is_stored);
	assert_int_equal(fails(QUERY_LIST_REQUEST_RETRY, false, false), 1);
	assert_true(store(&session, &fence, page_begin(), NULL).is_stored);
	assert_int_equal(given_up(), 0);
}

static void
test_a_list_that_was_given_up_is(void **state)
{
	(void)state;
	open_list();
	assert_int_equal(fails(QUERY_LIST_REQUEST_GIVE_UP, false, false), 1);
	assert_int_equal(given_up(), 1);
	assert_string_equal(PQgetvalue(session.result, 0, 11), "network");
	assert_string_equal(PQgetvalue(session.result, 0, 12), "away");
	/* Over is over. */
	assert_int_equal(fails(QUERY_LIST_REQUEST_GIVE_UP, false, false), 0);
	assert_int_equal(fails(QUERY_LIST_REQUEST_RETRY, false, false), 0);
}

/* So many parts of the harvest have been lost, so many came whole, and two more
 * are open: how many of those are after this one is given up. */
static long long
open_behind(int lost, int whole)
{
	sql("DELETE FROM sheaf.list_request WHERE n > 1");
	open_list();
	sql("UPDATE sheaf.harvest SET pages = 1");
	sql("INSERT INTO sheaf.list_request (repository_id, harvest_id, n,"
	    "       is_ended, fault)"
	    " SELECT repository_id, harvest_id, 1 + i, i <= %d,"
	    "        CASE WHEN i <= %d THEN 'network' END"
	    "   FROM sheaf.list_request, generate_series(1, %d) AS i",
	    lost + whole, lost, lost + whole + 2);
	assert_int_equal(fails(QUERY_LIST_REQUEST_GIVE_UP, false, false), 1);
	return number("SELECT count(*) FROM sheaf.list_request"
		      " WHERE NOT is_ended AND retry_at > clock_timestamp()");
}

static void
test_where_every_part_is_lost_the_rest_is(void **state)
{
	(void)state;
	assert_int_equal(open_behind(0, 0), 2);
	assert_int_equal(open_behind(1, 0), 2);
	assert_int_equal(open_behind(2, 0), 0);
	assert_int_equal(open_behind(2, 2), 0);
	assert_int_equal(open_behind(2, 3), 2);
	assert_int_equal(open_behind(9, 9), 0);
	assert_int_equal(open_behind(9, 10), 2);
	sql("DELETE FROM sheaf.list_request WHERE n > 1");
}

/* Not when the host is given back: its holder may die before. */
static void
test_a_host_has_the_rest_it_asked_for_at_once(void **state)
{
	const char *rest = "SELECT (not_before - clock_timestamp() + '1 s'"
			   " > '600 s') || ' ' || (not_before -"
			   " clock_timestamp() <= '600 s') FROM sheaf.host";

	(void)state;
	open_list();
	(void)fails(QUERY_LIST_REQUEST_RETRY, false, false);
	assert_string_equal(
	    value("SELECT not_before FROM sheaf.host"), "-infinity");
	(void)fails_and_rests(QUERY_LIST_REQUEST_RETRY, false, false, 600);
	assert_string_equal(value("%s", rest), "true true");
	/* A shorter one takes nothing of it away. */
	(void)fails_and_rests(QUERY_LIST_REQUEST_RETRY, false, false, 60);
	assert_string_equal(value("%s", rest), "true true");
	memcpy(fence.lease_id, OTHER, sizeof(OTHER));
	(void)fails_and_rests(QUERY_LIST_REQUEST_RETRY, false, false, 6000);
	assert_string_equal(value("%s", rest), "true true");
	memcpy(fence.lease_id, LEASE, sizeof(LEASE));
	sql("UPDATE sheaf.host SET not_before = '-infinity'");
	(void)fails_and_rests(QUERY_LIST_REQUEST_GIVE_UP, false, false, 600);
	assert_string_equal(value("%s", rest), "true true");
}

static void
test_failures_are_counted_until_the_page_comes(void **state)
{
	static const struct {
		bool is_token, restarts;
		const char *row;
	} steps[] = {
		{ false, false, "1 0 0 t 5 2" },
		{ true, false, "2 1 0 t 5 2" },
		{ true, true, "0 0 1 0 0" },
		{ true, true, "0 0 2 0 0" },
	};

	(void)state;
	open_list();
	sql("UPDATE sheaf.list_request SET token = 't', listed = 5,"
	    " unnamed = 2");
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		assert_int_equal(fails(QUERY_LIST_REQUEST_RETRY,
				     steps[i].is_token, steps[i].restarts),
		    1);
		assert_string_equal(
		    value("SELECT concat_ws(' ', tries, token_failures,"
			  " restarts, token, listed, unnamed)"
			  " FROM sheaf.list_request"
			  " WHERE retry_at BETWEEN now() + '50 s' AND now() +"
			  " '60 s'"),
		    steps[i].row);
	}
	assert_string_equal(value("SELECT concat_ws(' ', requests, retries)"
				  " FROM sheaf.harvest"),
	    "4 4");
}

static void
test_whoever_lost_the_lease_cannot_say_what_failed(void **state)
{
	(void)state;
	open_list();
	memcpy(fence.lease_id, OTHER, sizeof(OTHER));
	assert_int_equal(fails(QUERY_LIST_REQUEST_RETRY, false, true), 0);
	assert_int_equal(fails(QUERY_LIST_REQUEST_GIVE_UP, false, false), 0);
	memcpy(fence.lease_id, LEASE, sizeof(LEASE));
	fence.page_number = 1;
	assert_int_equal(fails(QUERY_LIST_REQUEST_RETRY, false, true), 0);
	assert_int_equal(fails(QUERY_LIST_REQUEST_GIVE_UP, false, false), 0);
	assert_string_equal(
	    value("SELECT concat_ws(' ', tries, restarts, is_ended)"
		  " FROM sheaf.list_request"),
	    "0 0 f");
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
	parameter_integer(&parameters, CRASHES);
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

TESTS(TEST_WORLD(test_more_deletions_than_records_are_an_event),
    TEST_WORLD(
	test_complete_moves_next_from_to_the_first_response_less_overlap),
    TEST_WORLD(test_partial_and_failed_move_nothing),
    TEST_WORLD(test_a_repository_clock_that_is_fast_does_not_lose_records),
    TEST_WORLD(test_everything_that_is_nothing_moves_nothing),
    TEST_WORLD(test_next_from_never_goes_back),
    TEST_WORLD(test_without_a_readable_response_date_it_stays),
    TEST_WORLD(test_of_several_list_requests_the_first_response_counts),
    TEST_WORLD(test_the_next_harvest_is_due_and_failures_in_a_row_are_counted),
    TEST_WORLD(test_a_failure_that_was_got_over_is_none_of_the_harvest_s),
    TEST_WORLD(test_a_list_that_was_given_up_is),
    TEST_WORLD(test_where_every_part_is_lost_the_rest_is),
    TEST_WORLD(test_a_host_has_the_rest_it_asked_for_at_once),
    TEST_WORLD(test_failures_are_counted_until_the_page_comes),
    TEST_WORLD(test_whoever_lost_the_lease_cannot_say_what_failed),
    TEST_WORLD(test_a_one_off_moves_nothing),
    TEST_WORLD(test_it_is_settled_once_and_by_the_holder_only),
    TEST_WORLD(test_an_open_list_request_keeps_the_verdict_back),
    TEST_WORLD(test_a_held_repository_stays_held),
    TEST_WORLD(test_the_third_crash_holds_the_repository))
