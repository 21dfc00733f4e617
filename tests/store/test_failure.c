#include "world.h"

/* Requests that failed, and crashes, of a list that is under way. */

/* The columns of harvest_sum.sql. */
enum column {
	GIVEN_UP = 10, /* list requests */
	FAULT,
	REASON,
};

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
test_a_failure_that_was_got_over_is_none_of_the_harvest_s(void **state)
{
	(void)state;
	assert_int_equal(fails(QUERY_LIST_REQUEST_RETRY, false, false), 1);
	assert_true(
	    store(&session, &fence, PAGE({ "a", 1, "<a/>", NULL, NULL }), "t")
		.is_stored);
	assert_int_equal(fails(QUERY_LIST_REQUEST_RETRY, false, false), 1);
	assert_true(store(&session, &fence, page_begin(), NULL).is_stored);
	assert_int_equal(harvest_sum(&session, &fence, GIVEN_UP), 0);
}

static void
test_a_list_that_was_given_up_is(void **state)
{
	(void)state;
	assert_int_equal(fails(QUERY_LIST_REQUEST_GIVE_UP, false, false), 1);
	assert_int_equal(harvest_sum(&session, &fence, GIVEN_UP), 1);
	assert_string_equal(PQgetvalue(session.result, 0, FAULT), "network");
	assert_string_equal(PQgetvalue(session.result, 0, REASON), "away");
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
	sql("UPDATE sheaf.list_request SET is_ended = false");
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

/* What it had put aside and not asked for, that is; not what came meanwhile, or
 * stands there already. Of a list of headers all is asked for again. */
static void
test_what_nobody_asks_for_any_more_waits_in_quarantine(void **state)
{
	static const struct {
		const char *verb, *token, *waiting;
	} rows[] = {
		{ "'ListRecords', is_extra = false", "'t'", "a d e" },
		{ "'GetRecord', is_extra = true", "NULL", "a d e" },
		{ "'GetRecord', is_extra = true", "'d'", "d e" },
		{ "'GetRecord', is_extra = false", "'d'", "" },
		{ "'ListIdentifiers', is_extra = false", "'t'", "" },
	};

	(void)state;
	(void)store(
	    &session, &fence, PAGE({ "c", 1, "<c/>", NULL, NULL }), "t");
	sql("UPDATE sheaf.harvest SET started_at = now() - interval '1 hour'");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		sql("DELETE FROM sheaf.quarantine");
		sql("INSERT INTO sheaf.quarantine (repository_id, harvest_id,"
		    " page_number, metadata_prefix, identifier, bytes, length,"
		    " reason, at, read_at) VALUES"
		    " (1, 0, 0, 'oai_dc', 'b', '', 0, 'before', now(), NULL),"
		    " (1, 0, 0, 'oai_dc', 'f', '', 0, 'before', now(), now())");
		sql("INSERT INTO sheaf.wanted SELECT 1, %lld, 1, i"
		    " FROM unnest('{a,b,c,d,e,f}'::text[]) AS i"
		    " ON CONFLICT DO NOTHING",
		    (long long)fence.harvest_id);
		sql("UPDATE sheaf.harvest SET records = 0, quarantined = 0");
		sql("UPDATE sheaf.list_request SET is_ended = false,"
		    " verb = %s, token = %s",
		    rows[i].verb, rows[i].token);
		fence.page_number = 1;
		assert_int_equal(
		    fails(QUERY_LIST_REQUEST_GIVE_UP, false, false), 1);
		assert_string_equal(
		    value("SELECT coalesce(string_agg(identifier, ' ' ORDER BY"
			  " identifier), '') FROM sheaf.quarantine"
			  " WHERE right(reason, 15) = 'by itself: away'"),
		    rows[i].waiting);
		assert_int_equal(
		    number("SELECT count(*) FROM sheaf.harvest WHERE records ="
			   " quarantined AND quarantined = (SELECT count(*) - 2"
			   " FROM sheaf.quarantine)"),
		    1);
	}
}

/* Not when the host is given back: its holder may die before. */
static void
test_a_host_has_the_rest_it_asked_for_at_once(void **state)
{
	const char *rest = "SELECT (not_before - clock_timestamp() + '1 s'"
			   " > '600 s') || ' ' || (not_before -"
			   " clock_timestamp() <= '600 s') FROM sheaf.host";

	(void)state;
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

TESTS(TEST_WORLD(test_a_failure_that_was_got_over_is_none_of_the_harvest_s),
    TEST_WORLD(test_a_list_that_was_given_up_is),
    TEST_WORLD(test_where_every_part_is_lost_the_rest_is),
    TEST_WORLD(test_what_nobody_asks_for_any_more_waits_in_quarantine),
    TEST_WORLD(test_a_host_has_the_rest_it_asked_for_at_once),
    TEST_WORLD(test_failures_are_counted_until_the_page_comes),
    TEST_WORLD(test_whoever_lost_the_lease_cannot_say_what_failed),
    TEST_WORLD(test_the_third_crash_holds_the_repository))
