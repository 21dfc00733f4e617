#include "lease.h"
#include "world.h"

/* Quirks: tried, learned, in force for a while, forgotten. */

static void
has(const char *quirk, const char *setting, const char *until)
{
	sql("INSERT INTO sheaf.quirk VALUES (1, '%s', '%s', 'so it is',"
	    " sheaf.clock(), sheaf.clock() + interval '%s')",
	    quirk, setting, until);
}

/* Columns of list_request_take.sql, as list_request.c counts them. */
enum column {
	QUIRKS = 23,
	QUIRKS_OFF,
	TRIED,
	TRYING,
	TRYING_REASON,
	ERROR,
	IS_DOUBTFUL = 32,
	IS_EXPIRED,
};

static const char *
taken(const char *lease_id, enum column column)
{
	send_list(&session, lease_id, NULL);
	(void)session_done(&session);
	assert_int_equal(session_rows(&session), 1);
	return PQgetvalue(session.result, 0, (int)column);
}

/* What is to be tried next, "": nothing; whether that is new; what did not
 * help. */
static int
retry(const char *trying, bool is_new, const char *helpless)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_fence(&parameters, &fence);
	parameter_real(&parameters, 60);
	parameter_string(&parameters, "protocol");
	parameter_string(&parameters, "it said no");
	parameter_bool(&parameters, false);
	parameter_bool(&parameters, false);
	parameter_real(&parameters, 0);
	parameter_string(&parameters, "badArgument");
	parameter_string(&parameters, trying);
	parameter_bool(&parameters, is_new);
	parameter_string(&parameters, helpless);
	return PQntuples(
	    session_query(&session, QUERY_LIST_REQUEST_RETRY, &parameters));
}

static int
learn(const char *quirk, const char *contrary)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_fence(&parameters, &fence);
	parameter_string(&parameters, quirk);
	parameter_string(&parameters, "without it, it said no");
	parameter_string(&parameters, contrary);
	parameter_integer(&parameters, QUIRK_DAYS);
	parameter_string(&parameters, "it is asked otherwise");
	parameter_bool(&parameters, false);
	return PQntuples(
	    session_query(&session, QUERY_QUIRK_LEARN, &parameters));
}

static int
give_up(bool forgets)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_fence(&parameters, &fence);
	parameter_string(&parameters, "token");
	parameter_string(&parameters, "it said no");
	parameter_real(&parameters, 0);
	parameter_bool(&parameters, false);
	parameter_null(&parameters);
	parameter_bool(&parameters, forgets);
	parameter_bigint(&parameters, 3);
	return PQntuples(
	    session_query(&session, QUERY_LIST_REQUEST_GIVE_UP, &parameters));
}

static void
settle(const char *shown)
{
	struct parameters parameters;

	sql("UPDATE sheaf.list_request SET is_ended = true");
	parameters_init(&parameters);
	parameter_bigint(&parameters, fence.repository_id);
	parameter_bigint(&parameters, fence.harvest_id);
	parameter_string(&parameters, LEASE);
	parameter_string(&parameters, "complete");
	parameter_string(&parameters, "ended");
	parameter_null(&parameters);
	parameter_string(&parameters, "a sentence");
	parameter_real(&parameters, 3600);
	parameter_string(&parameters, "active");
	parameter_null(&parameters);
	array_begin(&parameters, ARRAY_TEXT);
	array_bytes(&parameters, text_of(shown));
	array_end(&parameters);
	parameter_null(&parameters);
	assert_int_equal(PQntuples(session_query(
			     &session, QUERY_HARVEST_SETTLE, &parameters)),
	    1);
}

static const char *
quirks(void)
{
	return value("SELECT string_agg(concat_ws(' ', quirk, setting), ', '"
		     " ORDER BY quirk) FROM sheaf.quirk");
}

static const char *
told(void)
{
	return value("SELECT string_agg(text, ' ' ORDER BY event_id)"
		     " FROM sheaf.event WHERE kind = 'quirk'");
}

static void
test_a_person_s_word_is_in_force_and_what_was_learned_for_its_time(void **state)
{
	(void)state;
	has("raw-token", "learned", "1 day");
	has("post", "learned", "-1 second");
	has("no-dates", "on", "-1 day");
	has("raw-colon", "off", "1 day");
	/* The person's last: of two that contradict each other that one holds.
	 */
	assert_string_equal(taken(LEASE, QUIRKS), "raw-token,no-dates");
	assert_string_equal(taken(LEASE, QUIRKS_OFF), "raw-colon");
	assert_string_equal(
	    value("SELECT concat_ws(' ', sheaf.has_quirk(1, 'raw-token'),"
		  " sheaf.has_quirk(1, 'post'), sheaf.has_quirk(1, 'no-dates'),"
		  " sheaf.has_quirk(1, 'raw-colon'),"
		  " sheaf.has_quirk(2, 'no-dates'))"),
	    "t f t f f");
}

static void
test_a_try_is_no_retry_and_its_reason_stays(void **state)
{
	(void)state;
	assert_int_equal(retry("raw-token", true, NULL), 1);
	assert_string_equal(taken(LEASE, TRYING), "raw-token");
	assert_string_equal(taken(LEASE, TRYING_REASON), "it said no");
	assert_string_equal(taken(LEASE, ERROR), "badArgument");
	assert_int_equal(number("SELECT tries FROM sheaf.list_request"), 0);
	sql("UPDATE sheaf.list_request SET trying_reason = 'the first'");
	assert_int_equal(retry("raw-token", false, NULL), 1);
	assert_string_equal(taken(LEASE, TRYING_REASON), "the first");
	assert_int_equal(number("SELECT tries FROM sheaf.list_request"), 1);
	assert_int_equal(retry("post", true, "raw-token"), 1);
	assert_string_equal(taken(LEASE, TRYING_REASON), "it said no");
	assert_int_equal(retry(NULL, false, "post"), 1);
	assert_string_equal(taken(LEASE, TRYING), "");
	assert_string_equal(taken(LEASE, TRYING_REASON), "");
	assert_string_equal(taken(LEASE, TRIED), "raw-token,post");
}

static void
test_what_is_learned_is_told_once(void **state)
{
	(void)state;
	(void)retry("raw-token", true, NULL);
	assert_int_equal(learn("raw-token", NULL), 1);
	assert_string_equal(quirks(), "raw-token learned");
	assert_string_equal(told(),
	    "quirk raw-token was learned (it is asked otherwise): without it, "
	    "it said no");
	assert_string_equal(taken(LEASE, TRYING), "");
	assert_true(number("SELECT (until - since = interval '30 days')::int"
			   " FROM sheaf.quirk") == 1);
	sql("DELETE FROM sheaf.event");
	sql("UPDATE sheaf.quirk SET until = sheaf.clock()");
	assert_int_equal(learn("raw-token", NULL), 1);
	assert_non_null(strstr(told(), "is still needed"));
	assert_string_equal(taken(LEASE, QUIRKS), "raw-token");
}

static void
test_nothing_is_learned_once_the_harvest_has_ended(void **state)
{
	(void)state;
	(void)retry("raw-token", true, NULL);
	sql("UPDATE sheaf.harvest SET verdict = 'partial', ended_at = now()");
	assert_int_equal(learn("raw-token", NULL), 0);
	assert_int_equal(number("SELECT count(*) FROM sheaf.quirk"), 0);
}

static void
test_learning_one_thing_leaves_the_other_being_tried(void **state)
{
	(void)state;
	(void)retry("raw-token", true, NULL);
	assert_int_equal(learn("local-time", NULL), 1);
	assert_string_equal(taken(LEASE, TRYING), "raw-token");
	assert_string_equal(taken(LEASE, TRYING_REASON), "it said no");
}

static void
test_one_takes_the_place_of_its_contrary(void **state)
{
	(void)state;
	has("granularity-day", "learned", "1 day");
	(void)learn("granularity-second", "granularity-day");
	assert_string_equal(quirks(), "granularity-second learned");
}

static void
test_what_a_person_ruled_out_is_not_learned(void **state)
{
	(void)state;
	has("raw-token", "off", "1 day");
	assert_int_equal(learn("raw-token", NULL), 0);
	assert_string_equal(quirks(), "raw-token off");
	assert_string_equal(told(), "NULL");
}

static void
test_whoever_lost_the_lease_learns_nothing(void **state)
{
	(void)state;
	memcpy(fence.lease_id, OTHER, sizeof(OTHER));
	assert_int_equal(learn("raw-token", NULL), 0);
	memcpy(fence.lease_id, LEASE, sizeof(LEASE));
	fence.page_number = 1;
	assert_int_equal(learn("raw-token", NULL), 0);
	assert_string_equal(quirks(), "NULL");
}

static void
test_what_did_not_keep_a_list_from_failing_is_forgotten(void **state)
{
	(void)state;
	has("raw-token", "learned", "1 day");
	has("post", "on", "1 day");
	has("raw-colon", "off", "1 day");
	assert_int_equal(give_up(false), 1);
	assert_string_equal(
	    quirks(), "post on, raw-colon off, raw-token learned");
	sql("UPDATE sheaf.list_request SET is_ended = false");
	assert_int_equal(give_up(true), 1);
	assert_string_equal(quirks(), "post on, raw-colon off");
	assert_non_null(strstr(told(), "quirk raw-token is forgotten"));
}

/* Complete, and asked for in the usual way: its time was over at the start. */
static void
test_what_is_not_needed_any_more_is_told(void **state)
{
	static const struct {
		const char *setting, *until, *shown;
		bool is_mended;
	} rows[] = {
		{ "learned", "-1 hour", "raw-token", true },
		{ "learned", "-1 hour", "post", false },
		{ "learned", "1 hour", "raw-token", false },
		{ "on", "-1 hour", "raw-token", false },
		{ "off", "-1 hour", "raw-token", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		fence = sample_world();
		has("raw-token", rows[i].setting, rows[i].until);
		settle(rows[i].shown);
		assert_int_equal(number("SELECT count(*) FROM sheaf.quirk"),
		    !rows[i].is_mended);
		assert_int_equal(
		    strstr(told(), "is not needed any more") != NULL,
		    rows[i].is_mended);
	}
}

static void
test_who_takes_no_dates_is_asked_for_everything(void **state)
{
	(void)state;
	sql("DELETE FROM sheaf.harvest");
	sql("UPDATE sheaf.selection SET next_from = '2026-01-01T00:00:00Z'");
	has("no-dates", "learned", "1 hour");
	send_begin(&session, LEASE);
	(void)session_done(&session);
	assert_string_equal(
	    value("SELECT concat(kind, from_instant) FROM sheaf.harvest"),
	    "full");
	sql("DELETE FROM sheaf.harvest");
	clock_is_ahead(3601);
	sql("UPDATE sheaf.host SET lease_until = 'infinity'");
	send_begin(&session, LEASE);
	(void)session_done(&session);
	assert_string_equal(
	    value("SELECT kind FROM sheaf.harvest"), "incremental");
}

static void
test_local_time_makes_harvests_overlap_by_a_day(void **state)
{
	static const struct {
		const char *setting, *next_from;
	} rows[] = { { "learned", "2026-01-09 11" }, { "on", "2026-01-09 11" },
		{ "off", "2026-01-10 10" } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		fence = sample_world();
		sql("UPDATE sheaf.repository SET overlap = '1 hour'");
		sql("UPDATE sheaf.harvest SET records = 1,"
		    " started_at = '2026-01-10T12:00:00Z'");
		sql("UPDATE sheaf.list_request"
		    " SET first_response_date = '2026-01-10T11:00:00Z'");
		has("local-time", rows[i].setting, "1 day");
		settle("");
		assert_string_equal(
		    value("SELECT to_char(next_from AT TIME ZONE 'UTC',"
			  " 'YYYY-MM-DD HH24') FROM sheaf.selection"),
		    rows[i].next_from);
	}
}

/* Given back: nothing was under way. Taken away: who knows. */
static void
test_a_token_is_doubtful_when_its_holder_vanished(void **state)
{
	(void)state;
	assert_string_equal(taken(LEASE, IS_DOUBTFUL), "f");
	sql("UPDATE sheaf.list_request SET token = 't'");
	assert_string_equal(taken(LEASE, IS_DOUBTFUL), "f");
	sample_lease(HOST, OTHER);
	assert_string_equal(taken(OTHER, IS_DOUBTFUL), "t");
	send_release(&session, OTHER, 0, 0);
	(void)session_done(&session);
	assert_int_equal(session_rows(&session), 1);
	sample_lease(HOST, LEASE);
	assert_string_equal(taken(LEASE, IS_DOUBTFUL), "f");
}

static void
test_a_token_that_was_left_lying_expires(void **state)
{
	(void)state;
	sql("UPDATE sheaf.list_request SET token = 't',"
	    " token_expires = sheaf.clock() + interval '1 minute'");
	sample_lease(HOST, OTHER);
	assert_string_equal(taken(OTHER, IS_EXPIRED), "f");
	sql("UPDATE sheaf.list_request SET token_expires = sheaf.clock()"
	    " - interval '1 second'");
	/* The same holder goes on: the server may judge. */
	assert_string_equal(taken(OTHER, IS_EXPIRED), "f");
	sample_lease(HOST, LEASE);
	assert_string_equal(taken(LEASE, IS_EXPIRED), "t");
	/* Nor was it left lying where its server asked us to wait. */
	sql("UPDATE sheaf.list_request SET tries = 1");
	sample_lease(HOST, OTHER);
	assert_string_equal(taken(OTHER, IS_EXPIRED), "f");
}

TESTS(TEST_WORLD(
	  test_a_person_s_word_is_in_force_and_what_was_learned_for_its_time),
    TEST_WORLD(test_a_try_is_no_retry_and_its_reason_stays),
    TEST_WORLD(test_what_is_learned_is_told_once),
    TEST_WORLD(test_nothing_is_learned_once_the_harvest_has_ended),
    TEST_WORLD(test_learning_one_thing_leaves_the_other_being_tried),
    TEST_WORLD(test_one_takes_the_place_of_its_contrary),
    TEST_WORLD(test_what_a_person_ruled_out_is_not_learned),
    TEST_WORLD(test_whoever_lost_the_lease_learns_nothing),
    TEST_WORLD(test_what_did_not_keep_a_list_from_failing_is_forgotten),
    TEST_WORLD(test_what_is_not_needed_any_more_is_told),
    TEST_WORLD(test_who_takes_no_dates_is_asked_for_everything),
    TEST_WORLD(test_local_time_makes_harvests_overlap_by_a_day),
    TEST_WORLD(test_a_token_is_doubtful_when_its_holder_vanished),
    TEST_WORLD(test_a_token_that_was_left_lying_expires))
