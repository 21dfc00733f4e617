#include "lease.h"

/* What the holder of a host relies on, held open where it could go wrong. */

static struct session first, second, keeper;

static int
set_up(void **state)
{
	(void)state;
	observe();
	sample_clear();
	first = session_open("WRITER");
	second = session_open("WRITER");
	keeper = session_open("WRITER");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&first);
	session_close(&second);
	session_close(&keeper);
	PQfinish(observer);
	return 0;
}

/* The second's snapshot is from before the first took the host. */
static void
test_a_host_that_was_taken_since_is_not_taken_again(void **state)
{
	char *gated = statement_with(query_texts[QUERY_HOST_TAKE].text,
	    "WHERE lease_until <=", "WHERE " GATE " AND lease_until <=");
	struct parameters parameters;

	(void)state;
	sample_host("a:443");
	gate_shut(&keeper);
	take_parameters(&parameters, OTHER);
	session_send(&second, gated, &parameters);
	session_must_wait(&second);
	assert_string_equal(host_take(&first, LEASE), "a:443");
	gate_open(&keeper);
	(void)session_done(&second);
	assert_int_equal(session_rows(&second), 0);
	free(gated);
}

static void
test_a_renewed_lease_lasts_and_a_lost_one_is_not_renewed(void **state)
{
	(void)state;
	sample_host("a:443");
	assert_string_equal(host_take(&first, LEASE), "a:443");
	clock_is_ahead(LEASE_LENGTH - 1);
	assert_int_equal(host_renew(&first, LEASE), 0);
	clock_is_ahead(2 * LEASE_LENGTH - 2);
	assert_string_equal(host_take(&second, OTHER), "");
	/* Past its end, but nobody took it. */
	clock_is_ahead(3 * LEASE_LENGTH);
	assert_int_equal(host_renew(&first, LEASE), 0);
	assert_string_equal(host_take(&second, OTHER), "");
	clock_is_ahead(4 * LEASE_LENGTH + 1);
	assert_string_equal(host_take(&second, OTHER), "a:443");
	assert_int_equal(host_renew(&first, LEASE), -1);
	assert_int_equal(host_renew(&second, OTHER), 0);
}

/* For certain harvests: a host counts when one of them can be gone on with. */
static const char *
take_for(struct session *session, int64_t harvest_id)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_string(&parameters, "worker");
	parameter_string(&parameters, OTHER);
	parameter_bigint(&parameters, LEASE_LENGTH);
	array_begin(&parameters, ARRAY_BIGINT);
	array_bigint(&parameters, harvest_id);
	array_end(&parameters);
	(void)session_query(session, QUERY_HOST_TAKE, &parameters);
	return session_rows(session) == 0 ? ""
					  : PQgetvalue(session->result, 0, 0);
}

static void
test_a_worker_for_certain_harvests_takes_their_hosts(void **state)
{
	int64_t id = sample_world().harvest_id;
	static const struct {
		const char *then;
		const char *host;
	} rows[] = {
		{ "UPDATE sheaf.list_request SET retry_at = now() + '1 hour'",
		    "" },
		/* Another list request of it has ended: that is of no use. */
		{ "INSERT INTO sheaf.list_request (repository_id, harvest_id,"
		  " n, is_ended) SELECT repository_id, harvest_id, 2, true"
		  " FROM sheaf.list_request",
		    "" },
		{ "UPDATE sheaf.list_request SET retry_at = '-infinity'",
		    HOST },
		/* All have ended: it is to be settled. */
		{ "UPDATE sheaf.list_request SET is_ended = true", HOST },
		{ "UPDATE sheaf.repository SET state = 'paused'", "" },
		{ "UPDATE sheaf.repository SET state = 'failing'", HOST },
		{ "UPDATE sheaf.harvest SET verdict = 'failed',"
		  " ended_at = now()",
		    "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		sql("UPDATE sheaf.host SET lease_until = '-infinity',"
		    " next_due = 'infinity'");
		sql("%s", rows[i].then);
		assert_string_equal(take_for(&first, id + 1), "");
		assert_string_equal(take_for(&first, id), rows[i].host);
	}
}

static void
test_a_dead_worker_s_hosts_are_given_back_and_no_others(void **state)
{
	struct parameters parameters;

	(void)state;
	sample_host("a:443");
	sample_host("b:443");
	assert_string_equal(host_take(&first, LEASE), "a:443");
	sql("UPDATE sheaf.host SET worker = 'other', lease_id = '" OTHER "',"
	    " lease_until = 'infinity' WHERE host = 'b:443'");
	parameters_init(&parameters);
	parameter_string(&parameters, "worker");
	(void)session_query(&first, QUERY_HOST_RELEASE_WORKER, &parameters);
	assert_int_equal(host_renew(&first, LEASE), -1);
	assert_int_equal(host_renew(&first, OTHER), 0);
	assert_string_equal(host_take(&second, OTHER), "a:443");
}

/* Lost while the statement waits for the host. */
static void
test_a_lease_that_is_lost_meanwhile_begins_nothing(void **state)
{
	(void)state;
	sample_host(HOST);
	(void)sample_repository("r", HOST);
	sample_lease(HOST, LEASE);
	session_script(&second, "BEGIN");
	session_script(&second, "UPDATE sheaf.host SET lease_id = '" OTHER "'");
	send_begin(&first, LEASE);
	session_must_wait(&first);
	session_script(&second, "COMMIT");
	(void)session_done(&first);
	assert_int_equal(number("SELECT count(*) FROM sheaf.harvest"), 0);
	send_begin(&second, OTHER);
	(void)session_done(&second);
	assert_int_equal(number("SELECT count(*) FROM sheaf.harvest"), 1);
}

/* Its snapshot is from before the host went to another. */
static void
test_a_lease_that_is_lost_meanwhile_takes_no_list_request(void **state)
{
	char *gated = statement_with(query_texts[QUERY_LIST_REQUEST_TAKE].text,
	    "WHERE host = $1::text", "WHERE " GATE " AND host = $1::text");

	(void)state;
	(void)sample_world();
	gate_shut(&keeper);
	send_list(&first, LEASE, gated);
	session_must_wait(&first);
	sample_lease(HOST, OTHER);
	send_list(&second, OTHER, NULL);
	(void)session_done(&second);
	assert_int_equal(session_rows(&second), 1);
	gate_open(&keeper);
	(void)session_done(&first);
	assert_int_equal(session_rows(&first), 0);
	assert_string_equal(
	    value("SELECT lease_id FROM sheaf.list_request"), OTHER);
	free(gated);
}

/* Nobody takes a host while its holder stamps what is open at it. */
static void
test_a_host_is_not_taken_while_its_list_requests_are(void **state)
{
	(void)state;
	(void)sample_world();
	session_script(&first, "BEGIN");
	send_list(&first, LEASE, NULL);
	(void)session_done(&first);
	clock_is_ahead(LEASE_LENGTH + 1);
	assert_string_equal(host_take(&second, OTHER), "");
	session_script(&first, "COMMIT");
	assert_string_equal(host_take(&second, OTHER), HOST);
}

static void
test_a_host_is_given_back_until_something_can_be_done(void **state)
{
#define OPEN  "UPDATE sheaf.harvest SET verdict = NULL, ended_at = NULL;"
#define LATER "UPDATE sheaf.list_request SET retry_at = now() + '90 s'"
	static const struct {
		const char *then;
		double rest;
		const char *host; /* next_due, not_before, in seconds */
	} rows[] = {
		{ "SELECT", 0, "3600 0" },
		{ "SELECT", 90, "3600 90" },
		{ "UPDATE sheaf.host SET not_before = now() + '1 day'", 90,
		    "3600 86400" },
		{ "UPDATE sheaf.repository SET state = 'paused'", 0,
		    "never 0" },
		{ OPEN, 0, "always 0" },
		{ OPEN LATER, 0, "90 0" },
		/* One has ended, and one waits: nothing before that. */
		{ OPEN LATER "; INSERT INTO sheaf.list_request (repository_id,"
			     " harvest_id, n, is_ended) SELECT repository_id, "
			     "harvest_id,"
			     " 2, true FROM sheaf.list_request",
		    0, "90 0" },
		/* All have ended: it is to be settled. */
		{ OPEN "UPDATE sheaf.list_request SET is_ended = true", 0,
		    "always 0" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		(void)sample_world();
		sql("UPDATE sheaf.harvest SET verdict = 'failed',"
		    " ended_at = now();"
		    " UPDATE sheaf.selection SET next_due = now() + '1 hour'");
		sql("%s", rows[i].then);
		send_release(&first, LEASE, 0, rows[i].rest);
		(void)session_done(&first);
		assert_int_equal(session_rows(&first), 1);
		assert_string_equal(
		    value("SELECT concat_ws(' ', CASE next_due"
			  " WHEN 'infinity' THEN 'never'"
			  " WHEN '-infinity' THEN 'always'"
			  " ELSE (round(extract(epoch FROM next_due - now())"
			  " / 10) * 10)::text END, round(extract(epoch FROM"
			  " greatest(not_before, now()) - now()) / 10) * 10)"
			  " FROM sheaf.host WHERE lease_id IS NULL"
			  " AND worker IS NULL"),
		    rows[i].host);
	}
}

static void
test_a_host_is_not_given_back_by_another_or_unseen(void **state)
{
	(void)state;
	(void)sample_world();
	send_release(&first, OTHER, 0, 0);
	(void)session_done(&first);
	assert_int_equal(session_rows(&first), 0);
	sql("UPDATE sheaf.host SET asked = 5");
	send_release(&first, LEASE, 4, 0);
	(void)session_done(&first);
	assert_int_equal(session_rows(&first), 0);
	assert_int_equal(host_renew(&first, LEASE), 5);
	send_release(&first, LEASE, 5, 0);
	(void)session_done(&first);
	assert_int_equal(session_rows(&first), 1);
	assert_int_equal(host_renew(&first, LEASE), -1);
}

/* People lock the host first, then what is open at it. Whoever writes down that
 * a host asked for rest does so too, or they wait for each other. */
static void
test_rest_is_written_in_the_order_of_everybody_s_locks(void **state)
{
	struct fence fence = sample_world();
	struct parameters parameters;

	(void)state;
	sql("UPDATE sheaf.list_request SET is_ended = false");
	(void)session_run(&first, "BEGIN", NULL);
	(void)session_run(&first, "SELECT FROM sheaf.host FOR UPDATE", NULL);
	parameters_init(&parameters);
	parameter_fence(&parameters, &fence);
	parameter_string(&parameters, "busy");
	parameter_string(&parameters, "away");
	parameter_real(&parameters, 600);
	parameter_bool(&parameters, true);
	parameter_null(&parameters);
	parameter_bool(&parameters, false);
	parameter_bigint(&parameters, 3);
	session_send(
	    &second, query_texts[QUERY_LIST_REQUEST_GIVE_UP].text, &parameters);
	session_must_wait(&second);
	(void)session_run(
	    &first, "UPDATE sheaf.list_request SET retry_at = now()", NULL);
	(void)session_run(&first, "COMMIT", NULL);
	(void)session_ended(&second);
	assert_int_equal(session_rows(&second), 1);
}

TESTS(TEST_WORLD(test_a_host_that_was_taken_since_is_not_taken_again),
    TEST_WORLD(test_rest_is_written_in_the_order_of_everybody_s_locks),
    TEST_WORLD(test_a_renewed_lease_lasts_and_a_lost_one_is_not_renewed),
    TEST_WORLD(test_a_worker_for_certain_harvests_takes_their_hosts),
    TEST_WORLD(test_a_dead_worker_s_hosts_are_given_back_and_no_others),
    TEST_WORLD(test_a_lease_that_is_lost_meanwhile_begins_nothing),
    TEST_WORLD(test_a_lease_that_is_lost_meanwhile_takes_no_list_request),
    TEST_WORLD(test_a_host_is_not_taken_while_its_list_requests_are),
    TEST_WORLD(test_a_host_is_given_back_until_something_can_be_done),
    TEST_WORLD(test_a_host_is_not_given_back_by_another_or_unseen))
