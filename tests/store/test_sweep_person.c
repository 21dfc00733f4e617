#include "sweep.h"

/* Sweeps: what a person confirms, undoes or changes. */

static int64_t
confirm(int64_t batch)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_bigint(&parameters, fence.harvest_id);
	parameter_bigint(&parameters, batch);
	(void)session_query(&session, QUERY_SWEEP_CONFIRM, &parameters);
	return session_rows(&session) == 0 ? -1
					   : session_number(&session, 0, 0);
}

static int64_t
undo(int64_t batch)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_bigint(&parameters, fence.harvest_id);
	parameter_integer(&parameters, 30);
	parameter_bigint(&parameters, batch);
	(void)session_query(&session, QUERY_SWEEP_UNDO, &parameters);
	return session_rows(&session) == 0 ? -1
					   : session_number(&session, 0, 0);
}

static void
test_a_refused_sweep_is_confirmed_and_undone_in_batches(void **state)
{
	(void)state;
	for (int i = 0; i < 5; i++)
		add_record((const char *[]){ "a", "b", "c", "d", "e" }[i],
		    "live", "{}");
	assert_int_equal(LIST(HEADER("z")), 1);
	all(QUERY_SWEEP_COMPARE);
	assert_int_equal(confirm(2), -1);
	settle("complete", "refused");
	sql("UPDATE sheaf.record SET changed_at = sheaf.clock() WHERE"
	    " identifier = 'b'");
	assert_int_equal(confirm(2), 2);
	assert_string_equal(of_sweep("outcome"), "refused");
	while (confirm(2) == 2)
		continue;
	assert_string_equal(having("gone"), "a c d e");
	assert_string_equal(stale(), "a c d e");
	assert_string_equal(of_sweep("outcome || gone"), "confirmed4");
	assert_int_equal(confirm(2), -1);
	sql("DELETE FROM sheaf.stale_item");
	while (undo(2) == 2)
		continue;
	assert_string_equal(having("live"), "a b c d e");
	assert_string_equal(stale(), "a c d e");
	assert_string_equal(of_sweep("outcome"), "undone");
	assert_int_equal(undo(2), -1);
	assert_int_equal(number("SELECT count(*) FROM sheaf.absence WHERE"
				" spared_until > sheaf.clock() + '29 days' AND"
				" strikes = 0"),
	    4);
}

static void
test_only_the_last_sweep_is_confirmed(void **state)
{
	int64_t refused = fence.harvest_id;

	(void)state;
	add_record("a", "live", "{}");
	assert_int_equal(LIST(HEADER("z")), 1);
	all(QUERY_SWEEP_COMPARE);
	settle("complete", "refused");
	begin_sweep("");
	assert_int_equal(LIST(HEADER("a")), 1);
	all(QUERY_SWEEP_COMPARE);
	settle("complete", "whole");
	fence.harvest_id = refused;
	assert_int_equal(confirm(2), -1);
	assert_string_equal(having("live"), "a");
}

static void
test_none_is_confirmed_while_another_is_under_way(void **state)
{
	int64_t refused = fence.harvest_id;

	(void)state;
	add_record("a", "live", "{}");
	assert_int_equal(LIST(HEADER("z")), 1);
	all(QUERY_SWEEP_COMPARE);
	settle("complete", "refused");
	begin_sweep("");
	fence.harvest_id = refused;
	assert_int_equal(confirm(2), 0);
	assert_string_equal(PQgetvalue(session.result, 0, 2), "t");
	assert_string_equal(having("live"), "a");
	sql("UPDATE sheaf.sweep SET outcome = 'void' WHERE outcome IS NULL");
	assert_int_equal(confirm(2), 1);
	assert_string_equal(having("gone"), "a");
}

/* Two sweeps found it gone: of the whole repository, and of a set. */
static void
test_what_another_sweep_found_gone_stays_so(void **state)
{
	int64_t whole = fence.harvest_id;
	int64_t of_set;

	(void)state;
	add_record("a", "gone", "{s}");
	add_record("b", "gone", "{s}");
	begin_sweep("s");
	of_set = fence.harvest_id;
	sql("UPDATE sheaf.sweep SET outcome = 'found'");
	sql("INSERT INTO sheaf.absence (repository_id, identifier,"
	    " metadata_prefix, set_spec, strikes, since, missed_in, counted_in,"
	    " answer, is_concluded) VALUES (1, 'a', 'oai_dc', '', 2, now(),"
	    " %lld, %lld, NULL, true), (1, 'a', 'oai_dc', 's', 2, now(),"
	    " %lld, %lld, 'idDoesNotExist', true), (1, 'b', 'oai_dc', 's',"
	    " 2, now(), %lld, %lld, 'idDoesNotExist', true)",
	    (long long)whole, (long long)whole, (long long)of_set,
	    (long long)of_set, (long long)of_set, (long long)of_set);
	assert_int_equal(undo(9), 2);
	assert_string_equal(having("gone"), "a");
	assert_string_equal(having("live"), "b");
	fence.harvest_id = whole;
	assert_int_equal(undo(9), 1);
	assert_string_equal(having("live"), "a b");
}

/* Of an import only what is news. */
static void
test_what_is_imported_undoes_no_strike(void **state)
{
	struct sample old = { "a", 1767225600, "<a/>", NULL, NULL };
	struct fence harvest;

	(void)state;
	settle("complete", "whole");
	add_record("a", "missing", "{}");
	sql("UPDATE sheaf.record SET datestamp_at = '2026-01-01'");
	sql("INSERT INTO sheaf.absence (repository_id, identifier,"
	    " metadata_prefix, set_spec, strikes, since, missed_in) VALUES (1,"
	    " 'a', 'oai_dc', '', 1, now(), 1)");
	harvest = sample_harvest(1);
	sql("UPDATE sheaf.harvest SET kind = 'import' WHERE harvest_id = %lld",
	    (long long)harvest.harvest_id);
	assert_true(store(&session, &harvest, PAGE(old), NULL).is_stored);
	assert_string_equal(having("missing"), "a");
	assert_int_equal(number("SELECT count(*) FROM sheaf.absence"), 1);
}

static void
test_whoever_is_retired_has_no_open_sweep(void **state)
{
	struct parameters parameters;

	(void)state;
	sql("INSERT INTO sheaf.wanted (repository_id, harvest_id, n,"
	    " identifier) VALUES (1, %lld, 2, 'a')",
	    (long long)fence.harvest_id);
	parameters_init(&parameters);
	array_begin(&parameters, ARRAY_BIGINT);
	array_bigint(&parameters, 1);
	array_end(&parameters);
	parameter_string(&parameters, "retired");
	(void)session_query(&session, QUERY_REPOSITORY_STATE, &parameters);
	assert_string_equal(of_sweep("outcome"), "void");
	assert_int_equal(number("SELECT count(*) FROM sheaf.wanted"), 0);
}

TESTS(TEST_WORLD(test_a_refused_sweep_is_confirmed_and_undone_in_batches),
    TEST_WORLD(test_only_the_last_sweep_is_confirmed),
    TEST_WORLD(test_none_is_confirmed_while_another_is_under_way),
    TEST_WORLD(test_what_another_sweep_found_gone_stays_so),
    TEST_WORLD(test_what_is_imported_undoes_no_strike),
    TEST_WORLD(test_whoever_is_retired_has_no_open_sweep))
