#include "sweep.h"

/* Sweeps: when they begin, how they end. */

/* Asked for again, by a person. */
static void
test_an_open_sweep_is_joined(void **state)
{
	struct parameters parameters;

	(void)state;
	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_text(&parameters, text_of("oai_dc"));
	parameter_text(&parameters, text_of(""));
	parameter_bool(&parameters, true);
	(void)session_query(&session, QUERY_SWEEP_REQUEST, &parameters);
	assert_int_equal(session_rows(&session), 1);
	assert_int_equal(session_number(&session, 0, 0), fence.harvest_id);
	assert_string_equal(of_sweep("is_urgent"), "t");
	assert_string_equal(value("SELECT asked_by FROM sheaf.harvest WHERE"
				  " kind = 'sweep'"),
	    "operator");
}

static int64_t
begun(const char *change)
{
	struct parameters parameters;

	sql("DELETE FROM sheaf.harvest WHERE kind = 'sweep'");
	sql("UPDATE sheaf.repository SET state = 'active', deleted_record ="
	    " 'no', sweep = '30 days'");
	sql("UPDATE sheaf.selection SET sweep_due = sheaf.clock() -"
	    " '1 day'::interval, sweep_again = false, next_from = now(),"
	    " set_spec = ''");
	if (change != NULL)
		sql("%s", change);
	parameters_init(&parameters);
	parameter_string(&parameters, HOST);
	parameter_string(&parameters, LEASE);
	(void)session_query(&session, QUERY_SWEEP_BEGIN, &parameters);
	return number("SELECT count(*) FROM sheaf.harvest JOIN sheaf.sweep"
		      " USING (harvest_id) JOIN sheaf.list_request AS l USING"
		      " (harvest_id) WHERE kind = 'sweep' AND l.verb ="
		      " 'ListIdentifiers' AND selection_id IS NULL");
}

static void
test_sweeps_begin_where_they_are_needed(void **state)
{
	static const struct {
		const char *change;
		int64_t sweeps;
	} rows[] = {
		{ NULL, 1 },
		{ "UPDATE sheaf.repository SET deleted_record = ' Transient'",
		    1 },
		{ "UPDATE sheaf.repository SET deleted_record = NULL", 1 },
		{ "UPDATE sheaf.repository SET deleted_record = 'persistent '",
		    0 },
		{ "UPDATE sheaf.repository SET state = 'failing'", 0 },
		{ "UPDATE sheaf.repository SET state = 'paused'", 0 },
		{ "UPDATE sheaf.repository SET sweep = NULL", 0 },
		{ "UPDATE sheaf.selection SET next_from = NULL", 0 },
		{ "UPDATE sheaf.selection SET sweep_due = 'infinity'", 0 },
		{ "UPDATE sheaf.host SET lease_id = '" OTHER "'", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(begun(rows[i].change), rows[i].sweeps);
}

static void
test_sweeps_begin_for_sets_and_second_looks(void **state)
{
	(void)state;
	sql("UPDATE sheaf.repository SET deleted_record = 'persistent'");
	assert_int_equal(
	    begun("UPDATE sheaf.selection SET set_spec = 's';"
		  "UPDATE sheaf.repository SET deleted_record = 'persistent'"),
	    1);
	assert_int_equal(begun("UPDATE sheaf.selection SET sweep_again = true;"
			       "UPDATE sheaf.repository SET sweep = NULL"),
	    1);
	/* One at a time, and not beside a harvest. */
	assert_int_equal(begun(NULL), 1);
	(void)sample_harvest(1);
	assert_int_equal(begun(NULL), 0);
}

static void
test_what_was_harvested_is_planned(void **state)
{
	(void)state;
	assert_int_equal(
	    begun("UPDATE sheaf.selection SET sweep_due = NULL"), 0);
	assert_int_equal(number("SELECT count(*) FROM sheaf.selection WHERE"
				" sweep_due BETWEEN sheaf.clock() + '28 days'"
				" AND sheaf.clock() + '32 days'"),
	    1);
}

static void
test_a_verdict_moves_nothing_but_the_next_sweep(void **state)
{
	(void)state;
	assert_int_equal(LIST(HEADER("z")), 1);
	memcpy(fence.lease_id, OTHER, sizeof(OTHER));
	settle("partial", "void");
	assert_int_equal(session_rows(&session), 0);
	memcpy(fence.lease_id, LEASE, sizeof(LEASE));
	settle("partial", "void");
	assert_int_equal(session_rows(&session), 1);
	assert_string_equal(
	    value("SELECT r.state || s.failures || s.sweep_failures || ' ' ||"
		  " s.next_from::date FROM sheaf.repository AS r, "
		  " sheaf.selection AS s"),
	    "active01 2026-01-05");
	assert_int_equal(number("SELECT count(*) FROM sheaf.selection WHERE"
				" sweep_due BETWEEN sheaf.clock() + '56 min'"
				" AND sheaf.clock() + '64 min'"),
	    1);
	settle("partial", "void");
	assert_int_equal(session_rows(&session), 0);
}

static void
test_what_ended_is_forgotten(void **state)
{
	(void)state;
	assert_int_equal(LIST(HEADER("a"), HEADER("b")), 1);
	(void)session_query(&session, QUERY_SWEEP_FORGET, NULL);
	assert_int_equal(session_number(&session, 0, 0), 0);
	settle("complete", "whole");
	begin_sweep("");
	assert_int_equal(LIST(HEADER("c")), 1);
	(void)session_query(&session, QUERY_SWEEP_FORGET, NULL);
	assert_int_equal(session_number(&session, 0, 0), 2);
	assert_int_equal(number("SELECT count(*) FROM sheaf.listed"), 1);
}

TESTS(TEST_WORLD(test_an_open_sweep_is_joined),
    TEST_WORLD(test_sweeps_begin_where_they_are_needed),
    TEST_WORLD(test_sweeps_begin_for_sets_and_second_looks),
    TEST_WORLD(test_what_was_harvested_is_planned),
    TEST_WORLD(test_a_verdict_moves_nothing_but_the_next_sweep),
    TEST_WORLD(test_what_ended_is_forgotten))
