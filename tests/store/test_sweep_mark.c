#include "sweep.h"

/* Sweeps: strikes, and who is marked meanwhile. */

static void
test_the_second_time_it_is_gone(void **state)
{
	(void)state;
	settle("complete", "whole");
	add_record("a", "live", "{}");
	sweep_once("2026-01-11T12:00:00Z");
	assert_string_equal(having("missing"), "a");
	assert_string_equal(stale(), "");
	assert_string_equal(
	    of_sweep("missing || ' ' || gone || phase"), "1 0marked");
	/* Whatever ails a repository may last an hour. */
	sweep_once("2026-01-11T12:50:00Z");
	assert_string_equal(having("missing"), "a");
	sweep_once("2026-01-12T12:00:00Z");
	assert_string_equal(having("gone"), "a");
	assert_string_equal(stale(), "a");
	assert_string_equal(of_sweep("missing || ' ' || gone"), "0 1");
	assert_string_equal(
	    value("SELECT strikes || ' ' || is_concluded FROM sheaf.absence"),
	    "2 true");
	/* And is no matter of later ones. */
	sweep_once("2026-01-13T12:00:00Z");
	assert_string_equal(of_sweep("live || ' ' || missed"), "0 0");
}

static void
test_an_urgent_one_counts_at_once(void **state)
{
	(void)state;
	settle("complete", "whole");
	add_record("a", "live", "{}");
	sweep_once("2026-01-11T12:00:00Z");
	begin_sweep("");
	sql("UPDATE sheaf.sweep SET is_urgent = true");
	sql("UPDATE sheaf.record SET changed_at = '2026-01-01'");
	assert_int_equal(LIST(HEADER("z")), 1);
	all(QUERY_SWEEP_COMPARE);
	all(QUERY_SWEEP_MARK);
	assert_string_equal(having("gone"), "a");
}

static void
test_what_came_after_the_comparing_is_let_go(void **state)
{
	(void)state;
	for (int i = 0; i < 5; i++)
		add_record((const char *[]){ "a", "b", "c", "d", "e" }[i],
		    "live", "{}");
	assert_int_equal(LIST(HEADER("z")), 1);
	all(QUERY_SWEEP_COMPARE);
	sql("UPDATE sheaf.record SET changed_at = sheaf.clock() WHERE"
	    " identifier = 'b'");
	sql("UPDATE sheaf.record SET harvest_id = 99 WHERE identifier = 'c'");
	sql("UPDATE sheaf.record SET status = 'deleted' WHERE identifier ="
	    " 'd'");
	all(QUERY_SWEEP_MARK);
	assert_string_equal(having("missing"), "a e");
	assert_string_equal(missed(), "a e");
}

static void
test_what_left_a_set_is_alive(void **state)
{
	(void)state;
	settle("complete", "whole");
	add_record("a", "live", "{s,t}");
	for (int day = 11; day < 13; day++) {
		set_clock(day == 11 ? "2026-01-11" : "2026-01-12");
		begin_sweep("s");
		assert_int_equal(LIST(HEADER("z")), 1);
		all(QUERY_SWEEP_COMPARE);
		all(QUERY_SWEEP_MARK);
		settle("complete", "found");
		assert_string_equal(having("live"), "a");
		assert_string_equal(value("SELECT set_specs FROM api.record"),
		    day == 11 ? "{s,t}" : "{t}");
	}
	assert_string_equal(value("SELECT state FROM api.absence"), "left");
	assert_string_equal(stale(), "");
	/* Concluded once; and served again, it is in. */
	set_clock("2026-01-13");
	begin_sweep("s");
	assert_int_equal(LIST(HEADER("z")), 1);
	all(QUERY_SWEEP_COMPARE);
	assert_string_equal(of_sweep("live || ' ' || missed"), "0 0");
	settle("complete", "whole");
	begin_sweep("s");
	assert_int_equal(LIST(HEADER("a")), 1);
	assert_string_equal(value("SELECT set_specs FROM api.record"), "{s,t}");
}

static void
mark_beside(struct session *other, struct fence *harvest)
{
	struct parameters parameters;

	session_script(other, "BEGIN");
	assert_true(
	    store(other, harvest, PAGE({ "a", 2, "<b/>", NULL, NULL }), NULL)
		.is_stored);
	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_bigint(&parameters, fence.harvest_id);
	parameter_string(&parameters, fence.lease_id);
	parameter_bigint(&parameters, 2);
	session_send(&session, query_texts[QUERY_SWEEP_MARK].text, &parameters);
	session_must_wait(&session);
	session_script(other, "COMMIT");
	(void)session_done(&session);
	assert_string_equal(having("live"), "a");
	assert_string_equal(missed(), "");
}

/* The harvest, begun before the sweep or behind it, has the record when the
 * mark comes. */
static void
test_a_harvest_wins_against_a_mark_that_waits(void **state)
{
	struct session other = session_open("WRITER");
	struct fence harvests[2];

	(void)state;
	harvests[0] = sample_harvest(1);
	begin_sweep("");
	harvests[1] = sample_harvest(1);
	for (int i = 0; i < 2; i++) {
		sql("DELETE FROM sheaf.record");
		add_record("a", "live", "{}");
		if (i == 1)
			begin_sweep("");
		assert_int_equal(LIST(HEADER("z")), 1);
		all(QUERY_SWEEP_COMPARE);
		mark_beside(&other, &harvests[i]);
	}
	session_close(&other);
}

TESTS(TEST_WORLD(test_the_second_time_it_is_gone),
    TEST_WORLD(test_an_urgent_one_counts_at_once),
    TEST_WORLD(test_what_came_after_the_comparing_is_let_go),
    TEST_WORLD(test_what_left_a_set_is_alive),
    TEST_WORLD(test_a_harvest_wins_against_a_mark_that_waits))
