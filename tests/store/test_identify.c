#include "lease.h"

/* What a repository says of itself, asked again before its lists. */

static struct session session;
static struct fence fence;

static int
set_up(void **state)
{
	(void)state;
	observe();
	fence = sample_world();
	session = session_open("WRITER");
	sql("UPDATE sheaf.repository SET granularity = 'YYYY-MM-DD',"
	    " deleted_record = 'no', earliest_datestamp = '2001',"
	    " protocol_version = '2.0', admin_emails = '{a@b}'");
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

static void
identity(struct parameters *parameters, const char *lease_id,
    const char *version, const char *deleted)
{
	parameters_init(parameters);
	parameter_bigint(parameters, 1);
	parameter_string(parameters, lease_id);
	parameter_bigint(parameters, fence.harvest_id);
	parameter_string(parameters, "A library");
	parameter_string(parameters, version);
	parameter_string(parameters, "");
	parameter_string(parameters, "2001");
	parameter_string(parameters, deleted);
	parameter_null(parameters);
	parameter_null(parameters);
}

static int
identified(const char *lease_id, const char *version, const char *deleted)
{
	struct parameters parameters;

	identity(&parameters, lease_id, version, deleted);
	return PQntuples(
	    session_query(&session, QUERY_REPOSITORY_IDENTIFIED, &parameters));
}

static int
unidentified_for(const char *lease_id, double rest_seconds)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_string(&parameters, lease_id);
	parameter_string(&parameters, "it was away");
	parameter_real(&parameters, rest_seconds);
	parameter_bigint(&parameters, fence.harvest_id);
	return PQntuples(session_query(
	    &session, QUERY_REPOSITORY_UNIDENTIFIED, &parameters));
}

static int
unidentified(const char *lease_id)
{
	return unidentified_for(lease_id, 0);
}

static void
moved(const char *lease_id)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_bigint(&parameters, fence.harvest_id);
	parameter_string(&parameters, "http://elsewhere/");
	parameter_integer(&parameters, 1);
	parameter_string(&parameters, lease_id);
	(void)session_query(&session, QUERY_REPOSITORY_MOVED, &parameters);
}

/* Minutes until its lists, and until its host, may be asked. */
static const char *
rest(void)
{
	return value("SELECT (SELECT round(extract(epoch FROM max(retry_at)"
		     " - sheaf.clock()) / 60) FROM sheaf.list_request) || ' '"
		     " || (SELECT round(extract(epoch FROM greatest("
		     "not_before, sheaf.clock()) - sheaf.clock()) / 60)"
		     " FROM sheaf.host)");
}

static const char *
told(void)
{
	return value("SELECT coalesce(string_agg(text, ' / '"
		     " ORDER BY event_id), '') FROM sheaf.event"
		     " WHERE kind = 'identify'");
}

static char
flag(const PGresult *taken, const char *name)
{
	return PQgetvalue(taken, 0, PQfnumber(taken, name))[0];
}

/* Of list_request_take.sql: wants_identity, is_blocked, is_alien. */
static const char *
flags(void)
{
	static char text[8];
	const PGresult *taken;

	send_list(&session, LEASE, NULL);
	taken = session_done(&session);
	(void)snprintf(text, sizeof(text), "%c%c%c",
	    flag(taken, "wants_identity"), flag(taken, "is_blocked"),
	    flag(taken, "is_alien"));
	return text;
}

static void
test_what_is_said_otherwise_is_told_and_what_is_not_said_stays(void **state)
{
	(void)state;
	assert_int_equal(identified(LEASE, "2.0", "persistent"), 1);
	assert_string_equal(told(),
	    "Identify says deletedRecord \"persistent\" now; before it was "
	    "\"no\"");
	assert_string_equal(
	    value("SELECT concat_ws(' ', repository_name, granularity,"
		  " admin_emails, deleted_record) FROM sheaf.repository"),
	    "A library YYYY-MM-DD {a@b} persistent");
	assert_int_equal(identified(LEASE, "2.0", "persistent"), 1);
	assert_int_equal(number("SELECT count(*) FROM sheaf.event"), 1);
}

static void
test_it_is_asked_once_a_week(void **state)
{
	(void)state;
	assert_string_equal(flags(), "fff");
	clock_is_ahead(7 * 86400 + 60);
	assert_string_equal(flags(), "tff");
	assert_int_equal(identified(LEASE, "2.0", "no"), 1);
	assert_string_equal(flags(), "fff");
	clock_is_ahead(15 * 86400);
	assert_string_equal(flags(), "tff");
	/* Without an answer not before tomorrow, told once. */
	assert_int_equal(unidentified(LEASE), 1);
	assert_string_equal(flags(), "fff");
	clock_is_ahead(16 * 86400 + 60);
	assert_string_equal(flags(), "tff");
	assert_int_equal(unidentified(LEASE), 1);
	assert_string_equal(told(), "Identify was not answered: it was away");
}

static void
test_who_is_blocked_is_asked_before_each_harvest(void **state)
{
	(void)state;
	sql("UPDATE sheaf.repository SET state = 'blocked'");
	assert_string_equal(flags(), "ttf");
	assert_int_equal(unidentified(LEASE), 1);
	assert_string_equal(flags(), "ttf");
	assert_int_equal(identified(LEASE, "2.0", "no"), 1);
	assert_string_equal(flags(), "fff");
	assert_string_equal(
	    value("SELECT state FROM sheaf.repository"), "active");
	assert_non_null(strstr(told(), "its lists are asked for"));
}

static void
test_another_version_is_told_and_asked_for_again_soon(void **state)
{
	(void)state;
	assert_int_equal(identified(LEASE, "1.1", "no"), 1);
	assert_string_equal(flags(), "fft");
	clock_is_ahead(3601);
	assert_string_equal(flags(), "tft");
	assert_int_equal(identified(LEASE, "2.0", "no"), 1);
	assert_string_equal(flags(), "fff");
}

static void
test_whoever_lost_the_lease_says_nothing(void **state)
{
	(void)state;
	assert_int_equal(identified(OTHER, "2.0", "persistent"), 0);
	assert_int_equal(unidentified(OTHER), 0);
	assert_string_equal(told(), "");
	assert_string_equal(
	    value("SELECT deleted_record FROM sheaf.repository"), "no");
}

static void
test_lists_rest_when_it_is_not_answered(void **state)
{
	(void)state;
	assert_int_equal(unidentified(LEASE), 1);
	assert_string_equal(rest(), "1 0");
	assert_int_equal(unidentified_for(LEASE, 600), 1);
	assert_string_equal(rest(), "1 10");
	/* In mid-way of whoever refuses us: one request a day. */
	sql("UPDATE sheaf.repository SET state = 'blocked'");
	sql("UPDATE sheaf.list_request SET token = 'next'");
	assert_int_equal(unidentified(LEASE), 1);
	assert_string_equal(rest(), "1440 10");
	assert_int_equal(number("SELECT tries FROM sheaf.list_request"), 1);
}

static void
test_only_what_begins_with_1_is_another_version(void **state)
{
	(void)state;
	assert_int_equal(identified(LEASE, "v2.0", "no"), 1);
	assert_string_equal(flags(), "fff");
	assert_int_equal(identified(LEASE, "OAI-PMH 2.0", "no"), 1);
	assert_string_equal(flags(), "fff");
	assert_int_equal(identified(LEASE, " 1.0", "no"), 1);
	assert_string_equal(flags(), "fft");
}

static void
test_where_it_moved_to_counts_under_the_lease(void **state)
{
	static const char places[] =
	    "SELECT count(*) FROM sheaf.repository WHERE moved_to IS NOT NULL";

	(void)state;
	moved(OTHER);
	assert_int_equal(number(places), 0);
	moved(LEASE);
	assert_int_equal(number(places), 1);
	assert_int_equal(
	    number("SELECT count(*) FROM sheaf.event WHERE kind = 'moved'"), 1);
}

/* As move ends it on the same host: the lease stays. */
#define END "UPDATE sheaf.harvest SET verdict = 'partial', ended_at = now()"

static void
test_whose_harvest_has_ended_says_nothing(void **state)
{
	(void)state;
	sql(END);
	assert_int_equal(identified(LEASE, "2.0", "persistent"), 0);
	assert_int_equal(unidentified_for(LEASE, 600), 0);
	moved(LEASE);
	assert_int_equal(number("SELECT count(*) FROM sheaf.event"), 0);
	assert_int_equal(number("SELECT count(*) FROM sheaf.host WHERE"
				" not_before > sheaf.clock()"),
	    0);
	assert_string_equal(value("SELECT concat(deleted_record, moved_to)"
				  " FROM sheaf.repository"),
	    "no");
}

static void
test_it_waits_for_whoever_ends_its_harvest(void **state)
{
	struct session mover = session_open("WRITER");
	struct parameters parameters;

	(void)state;
	session_script(&mover, "BEGIN");
	session_script(&mover, "SELECT 1 FROM sheaf.host FOR UPDATE");
	session_script(&mover, "UPDATE sheaf.repository SET name = 'moved'");
	session_script(&mover, END);
	identity(&parameters, LEASE, "2.0", "persistent");
	session_send(&session, query_texts[QUERY_REPOSITORY_IDENTIFIED].text,
	    &parameters);
	session_must_wait(&session);
	session_script(&mover, "COMMIT");
	assert_int_equal(PQntuples(session_done(&session)), 0);
	assert_string_equal(
	    value("SELECT deleted_record FROM sheaf.repository"), "no");
	session_close(&mover);
}

TESTS(
    TEST_WORLD(test_what_is_said_otherwise_is_told_and_what_is_not_said_stays),
    TEST_WORLD(test_it_is_asked_once_a_week),
    TEST_WORLD(test_who_is_blocked_is_asked_before_each_harvest),
    TEST_WORLD(test_another_version_is_told_and_asked_for_again_soon),
    TEST_WORLD(test_whoever_lost_the_lease_says_nothing),
    TEST_WORLD(test_lists_rest_when_it_is_not_answered),
    TEST_WORLD(test_only_what_begins_with_1_is_another_version),
    TEST_WORLD(test_where_it_moved_to_counts_under_the_lease),
    TEST_WORLD(test_whose_harvest_has_ended_says_nothing),
    TEST_WORLD(test_it_waits_for_whoever_ends_its_harvest))
