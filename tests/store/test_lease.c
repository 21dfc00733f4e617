#include "sample.h"

/* Hosts under lease: one holder at a time, and nothing asked for is lost. */

static struct session session;
static struct session other;

static int
set_up(void **state)
{
	(void)state;
	observe();
	sample_clear();
	sample_host(HOST);
	(void)sample_repository("r", HOST);
	session = session_open("WRITER");
	other = session_open("WRITER");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&session);
	session_close(&other);
	PQfinish(observer);
	return 0;
}

static void
take(struct session *by, const char *worker, const char *lease_id)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_string(&parameters, worker);
	parameter_string(&parameters, lease_id);
	parameter_bigint(&parameters, 120);
	parameter_null(&parameters);
	(void)session_query(by, QUERY_HOST_TAKE, &parameters);
}

static void
send_release(struct session *by, const char *lease_id, int64_t asked)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_string(&parameters, HOST);
	parameter_string(&parameters, lease_id);
	parameter_bigint(&parameters, asked);
	parameter_real(&parameters, 0);
	session_send(by, query_texts[QUERY_HOST_RELEASE].text, &parameters);
}

static void
send_request(struct session *by)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_string(&parameters, "oai_dc");
	parameter_string(&parameters, "");
	parameter_null(&parameters);
	parameter_null(&parameters);
	parameter_bool(&parameters, false);
	session_send(by, query_texts[QUERY_HARVEST_REQUEST].text, &parameters);
}

static void
renew(struct session *by, const char *lease_id)
{
	struct parameters parameters;
	char leases[64];

	(void)snprintf(leases, sizeof(leases), "{%s}", lease_id);
	parameters_init(&parameters);
	parameter_string(&parameters, leases);
	parameter_bigint(&parameters, 120);
	(void)session_query(by, QUERY_HOST_RENEW, &parameters);
}

static void
begin_harvests(struct session *by, const char *lease_id)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_string(&parameters, HOST);
	parameter_string(&parameters, lease_id);
	parameter_bigint(&parameters, QUARANTINE_AGAIN);
	(void)session_query(by, QUERY_HARVEST_BEGIN, &parameters);
}

static void
take_lists(struct session *by, const char *lease_id)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_string(&parameters, HOST);
	parameter_string(&parameters, lease_id);
	parameter_null(&parameters);
	(void)session_query(by, QUERY_LIST_REQUEST_TAKE, &parameters);
}

static void
test_a_host_that_is_held_is_not_taken_again(void **state)
{
	(void)state;
	take(&session, "one", LEASE);
	assert_int_equal(session_rows(&session), 1);
	take(&other, "two", OTHER);
	assert_int_equal(session_rows(&other), 0);
}

static void
test_a_host_that_is_being_taken_is_passed_over(void **state)
{
	(void)state;
	session_script(&session, "BEGIN");
	take(&session, "one", LEASE);
	take(&other, "two", OTHER);
	assert_int_equal(session_rows(&other), 0);
	session_script(&session, "ROLLBACK");
	take(&other, "two", OTHER);
	assert_int_equal(session_rows(&other), 1);
}

static void
test_a_lease_ends_by_the_clock_of_the_database(void **state)
{
	(void)state;
	take(&session, "one", LEASE);
	sql("INSERT INTO sheaf.setting VALUES ('clock_offset', '119 seconds')");
	take(&other, "two", OTHER);
	assert_int_equal(session_rows(&other), 0);
	sql("UPDATE sheaf.setting SET value = '121 seconds'");
	take(&other, "two", OTHER);
	assert_int_equal(session_rows(&other), 1);
	renew(&session, LEASE);
	assert_int_equal(session_rows(&session), 0);
}

static void
test_a_host_that_asked_for_rest_gets_it(void **state)
{
	(void)state;
	sql("UPDATE sheaf.host SET not_before = sheaf.clock() + '1 minute'");
	take(&session, "one", LEASE);
	assert_int_equal(session_rows(&session), 0);
}

static void
test_what_is_due_begins_once(void **state)
{
	(void)state;
	take(&session, "one", LEASE);
	begin_harvests(&session, LEASE);
	begin_harvests(&session, LEASE);
	assert_int_equal(number("SELECT count(*) FROM sheaf.harvest"), 1);
	assert_int_equal(number("SELECT count(*) FROM sheaf.list_request"), 1);
}

static void
test_who_lost_the_lease_begins_and_takes_nothing(void **state)
{
	(void)state;
	take(&session, "one", OTHER);
	begin_harvests(&session, LEASE);
	assert_int_equal(number("SELECT count(*) FROM sheaf.harvest"), 0);
	begin_harvests(&session, OTHER);
	take_lists(&session, LEASE);
	assert_int_equal(session_rows(&session), 0);
	assert_string_equal(
	    value("SELECT lease_id FROM sheaf.list_request"), "NULL");
}

static void
test_open_lists_come_under_the_new_lease(void **state)
{
	(void)state;
	(void)sample_harvest(1);
	take(&session, "one", OTHER);
	take_lists(&session, OTHER);
	assert_int_equal(session_rows(&session), 1);
	assert_string_equal(
	    value("SELECT lease_id FROM sheaf.list_request"), OTHER);
}

static void
test_paused_repositories_are_left_alone(void **state)
{
	(void)state;
	(void)sample_harvest(1);
	sql("UPDATE sheaf.repository SET state = 'paused'");
	take(&session, "one", OTHER);
	begin_harvests(&session, OTHER);
	take_lists(&session, OTHER);
	assert_int_equal(session_rows(&session), 0);
	send_release(&session, OTHER, 0);
	(void)session_done(&session);
	assert_string_equal(
	    value("SELECT next_due::text FROM sheaf.host"), "infinity");
}

static void
test_a_host_is_given_back_until_its_next_selection_is_due(void **state)
{
	(void)state;
	sql("UPDATE sheaf.selection SET next_due = '2030-01-01Z'");
	take(&session, "one", LEASE);
	send_release(&session, LEASE, 0);
	assert_int_equal(PQntuples(session_done(&session)), 1);
	assert_string_equal(
	    value("SELECT next_due = '2030-01-01Z' AND lease_id IS NULL"
		  " AND lease_until = '-infinity' FROM sheaf.host"),
	    "t");
}

static void
test_an_open_harvest_makes_its_host_due_at_its_next_try(void **state)
{
	(void)state;
	(void)sample_harvest(1);
	sql("UPDATE sheaf.list_request SET retry_at = '2029-01-01Z'");
	take(&session, "one", LEASE);
	send_release(&session, LEASE, 0);
	(void)session_done(&session);
	assert_string_equal(
	    value("SELECT next_due = '2029-01-01Z' FROM sheaf.host"), "t");
}

/* The three orders in which a request and a release can meet. */
static void
test_a_request_before_the_release_is_not_overlooked(void **state)
{
	(void)state;
	sql("UPDATE sheaf.selection SET next_due = 'infinity'");
	take(&session, "one", LEASE);
	send_request(&other);
	assert_int_equal(PQntuples(session_done(&other)), 1);
	send_release(&session, LEASE, 0);
	assert_int_equal(PQntuples(session_done(&session)), 0);
	renew(&session, LEASE);
	assert_int_equal(session_number(&session, 0, 1), 1);
}

static void
test_a_request_while_the_release_waits_is_not_overlooked(void **state)
{
	(void)state;
	sql("UPDATE sheaf.selection SET next_due = 'infinity'");
	take(&session, "one", LEASE);
	session_script(&other, "BEGIN");
	send_request(&other);
	(void)session_done(&other);
	send_release(&session, LEASE, 0);
	session_must_wait(&session);
	session_script(&other, "COMMIT");
	assert_int_equal(PQntuples(session_done(&session)), 0);
	assert_string_equal(value("SELECT lease_id FROM sheaf.host"), LEASE);
}

static void
test_a_request_that_waits_for_the_release_makes_the_host_due(void **state)
{
	(void)state;
	sql("UPDATE sheaf.selection SET next_due = 'infinity'");
	take(&session, "one", LEASE);
	session_script(&session, "BEGIN");
	send_release(&session, LEASE, 0);
	(void)session_done(&session);
	send_request(&other);
	session_must_wait(&other);
	session_script(&session, "COMMIT");
	(void)session_done(&other);
	assert_string_equal(
	    value("SELECT next_due <= sheaf.clock() FROM sheaf.host"), "t");
	take(&session, "one", LEASE);
	assert_int_equal(session_rows(&session), 1);
}

static void
test_asking_twice_joins_the_open_harvest(void **state)
{
	(void)state;
	send_request(&session);
	assert_string_equal(PQgetvalue(session_done(&session), 0, 1), "f");
	sql("UPDATE sheaf.list_request SET retry_at = 'infinity'");
	send_request(&session);
	assert_string_equal(PQgetvalue(session_done(&session), 0, 1), "t");
	assert_int_equal(number("SELECT count(*) FROM sheaf.harvest"), 1);
	/* Whoever asks does not wait for an earlier back-off. */
	assert_string_equal(
	    value("SELECT retry_at::text FROM sheaf.list_request"),
	    "-infinity");
}

TESTS(TEST_WORLD(test_a_host_that_is_held_is_not_taken_again),
    TEST_WORLD(test_a_host_that_is_being_taken_is_passed_over),
    TEST_WORLD(test_a_lease_ends_by_the_clock_of_the_database),
    TEST_WORLD(test_a_host_that_asked_for_rest_gets_it),
    TEST_WORLD(test_what_is_due_begins_once),
    TEST_WORLD(test_who_lost_the_lease_begins_and_takes_nothing),
    TEST_WORLD(test_open_lists_come_under_the_new_lease),
    TEST_WORLD(test_paused_repositories_are_left_alone),
    TEST_WORLD(test_a_host_is_given_back_until_its_next_selection_is_due),
    TEST_WORLD(test_an_open_harvest_makes_its_host_due_at_its_next_try),
    TEST_WORLD(test_a_request_before_the_release_is_not_overlooked),
    TEST_WORLD(test_a_request_while_the_release_waits_is_not_overlooked),
    TEST_WORLD(test_a_request_that_waits_for_the_release_makes_the_host_due),
    TEST_WORLD(test_asking_twice_joins_the_open_harvest))
