#include "sample.h"

/* Verdicts: what they are made of; what moves next_from, and what does not. */

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

/* Column of harvest_sum.sql: the live records of a full list. */
#define LIVE 15

/* Of a set, they are found only by looking at all records of the repository. */
static void
records_of_a_set_are_counted_where_it_may_be_short(void **state)
{
	static const struct {
		const char *set, *size;
		int listed, before;
		int64_t had;
	} rows[] = {
		{ "", "9", 9, 9, 20 },
		{ "s", "9", 9, 9, 0 },
		{ "s", "9", 8, 8, 5 },
		{ "s", "4", 4, 9, 5 },
		{ "s", "NULL", 9, 9, 5 },
	};

	(void)state;
	sql("INSERT INTO sheaf.record (repository_id, identifier,"
	    " metadata_prefix, status, datestamp, set_specs, content_hash,"
	    " header_hash, harvest_id, first_seen, changed_at, changed_in)"
	    " SELECT 1, n, 'oai_dc', 'live', '2024', CASE WHEN n <= 5 THEN"
	    " '{s:t}'::text[] ELSE '{}' END, 1, 1, 1, now(), now(), '1'"
	    " FROM generate_series(1, 20) AS g(n)");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		sql("DELETE FROM sheaf.harvest WHERE verdict IS NOT NULL");
		sql("UPDATE sheaf.harvest SET set_spec = '%s', kind = 'full'",
		    rows[i].set);
		sql("UPDATE sheaf.list_request SET is_ended = true,"
		    " complete_list_size = %s, listed = %d",
		    rows[i].size, rows[i].listed);
		sql("WITH h AS (INSERT INTO sheaf.harvest (repository_id,"
		    " metadata_prefix, set_spec, kind, asked_by, asked_at,"
		    " verdict, proof, ended_at) VALUES (1, 'oai_dc', '%s',"
		    " 'full', 'schedule', now(), 'complete', 'ended', now())"
		    " RETURNING harvest_id) INSERT INTO sheaf.list_request"
		    " (repository_id, harvest_id, n, listed, is_ended)"
		    " SELECT 1, harvest_id, 1, %d, true FROM h",
		    rows[i].set, rows[i].before);
		assert_int_equal(
		    harvest_sum(&session, &fence, LIVE), rows[i].had);
	}
}

TESTS(TEST_WORLD(
	  test_complete_moves_next_from_to_the_first_response_less_overlap),
    TEST_WORLD(test_partial_and_failed_move_nothing),
    TEST_WORLD(test_everything_that_is_nothing_moves_nothing),
    TEST_WORLD(test_a_repository_clock_that_is_fast_does_not_lose_records),
    TEST_WORLD(test_next_from_never_goes_back),
    TEST_WORLD(test_without_a_readable_response_date_it_stays),
    TEST_WORLD(test_of_several_list_requests_the_first_response_counts),
    TEST_WORLD(test_the_next_harvest_is_due_and_failures_in_a_row_are_counted),
    TEST_WORLD(test_more_deletions_than_records_are_an_event),
    TEST_WORLD(test_a_one_off_moves_nothing),
    TEST_WORLD(test_it_is_settled_once_and_by_the_holder_only),
    TEST_WORLD(test_an_open_list_request_keeps_the_verdict_back),
    TEST_WORLD(test_a_held_repository_stays_held),
    TEST_WORLD(records_of_a_set_are_counted_where_it_may_be_short))
