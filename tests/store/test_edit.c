#include "stored.h"

/*
 * A person changes what a repository is, or what is harvested of it: locks
 * nothing that pages wait for, and marks nothing. Which items are made again is
 * noted with the change, and they are marked behind it.
 */

static struct session person, worker;

static int
begin(void **state)
{
	(void)set_up(state);
	person = session_open("WRITER");
	worker = session_open("WRITER");
	return 0;
}

static int
end(void **state)
{
	session_close(&person);
	session_close(&worker);
	return tear_down(state);
}

/* Harvests another format from now on. */
static void
send_edit(const char *prefix)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	for (int i = 2; i <= 10; i++)
		parameter_null(&parameters);
	array_begin(&parameters, ARRAY_TEXT);
	array_bytes(&parameters, text_of(prefix));
	array_end(&parameters);
	for (int i = 12; i <= 19; i++)
		parameter_null(&parameters);
	session_send(
	    &person, query_texts[QUERY_REPOSITORY_EDIT].text, &parameters);
}

/* Of a and b, which have no marks; b is gone. */
static void
begin_world(void)
{
	fence = sample_world();
	(void)store(&session, &fence,
	    PAGE(
		{ "a", 1, "<1/>", NULL, NULL }, { "b", 1, "<1/>", NULL, NULL }),
	    "2");
	forget_marks();
	sql("UPDATE sheaf.record SET status = 'gone' WHERE identifier = 'b'");
}

/* The page has its harvest, and waits for the mark of a. */
static void
test_an_edit_and_a_page_get_past_each_other(void **state)
{
	struct sending how = { &session, NULL, false };
	struct page_close close = close_with("3");

	(void)state;
	begin_world();
	session_script(&worker, "BEGIN");
	session_script(&worker,
	    "INSERT INTO sheaf.stale_item (repository_id, identifier)"
	    " VALUES (1, 'a')");
	page_send(&how, &fence,
	    PAGE(
		{ "a", 2, "<2/>", NULL, NULL }, { "b", 2, "<2/>", NULL, NULL }),
	    &close);
	session_must_wait(&session);
	session_script(&person, "BEGIN");
	send_edit("mods");
	session_must_wait(&person);
	session_script(&worker, "COMMIT");
	(void)session_ended(&session);
	expect_tally(tally_of(&session), 0, 2, 0, 0);
	(void)session_done(&person);
	assert_string_equal(PQgetvalue(person.result, 0, 2), "t");
	session_script(&person, "COMMIT");
}

static void
test_what_is_harvested_as_before_makes_nothing_again(void **state)
{
	(void)state;
	begin_world();
	send_edit("oai_dc");
	(void)session_done(&person);
	assert_string_equal(PQgetvalue(person.result, 0, 2), "f");
}

static void
note(const char *which)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_string(&parameters, which);
	(void)session_query(
	    &person, QUERY_MAPPING_BEGIN_REPOSITORY, &parameters);
}

static void
send_take(void)
{
	struct parameters parameters;

	parameters_init(&parameters);
	array_begin(&parameters, ARRAY_BIGINT);
	array_bigint(&parameters, 1);
	array_end(&parameters);
	array_begin(&parameters, ARRAY_TEXT);
	array_bytes(&parameters, TEXT("items"));
	array_bytes(&parameters, TEXT("gone"));
	array_end(&parameters);
	session_send(&worker, query_texts[QUERY_MAPPING_TAKE_REPOSITORY].text,
	    &parameters);
}

static int64_t
notes(void)
{
	return number("SELECT count(*) FROM sheaf.mapping");
}

static void
test_one_note_is_enough(void **state)
{
	(void)state;
	sql("TRUNCATE sheaf.mapping");
	note("items");
	note("gone");
	assert_int_equal(notes(), 2);
	sql("UPDATE sheaf.mapping SET identifier = 'm'");
	note("items");
	assert_int_equal(notes(), 2);
	assert_string_equal(value("SELECT string_agg(scheme || identifier, ' '"
				  " ORDER BY scheme) FROM sheaf.mapping"),
	    "gonem items");
}

static void
test_who_notes_does_not_wait_for_who_marks(void **state)
{
	(void)state;
	sql("TRUNCATE sheaf.mapping");
	note("items");
	session_script(&worker, "BEGIN");
	send_take();
	(void)session_done(&worker);
	assert_int_equal(session_rows(&worker), 1);
	note("items");
	assert_int_equal(notes(), 2);
	session_script(&worker, "ROLLBACK");
}

/* Changed once more while it waits. */
static void
test_what_was_replaced_is_not_marked_for(void **state)
{
	(void)state;
	sql("TRUNCATE sheaf.mapping");
	note("items");
	session_script(&person, "BEGIN");
	note("items");
	send_take();
	session_must_wait(&worker);
	session_script(&person, "COMMIT");
	(void)session_done(&worker);
	send_take();
	(void)session_done(&worker);
	assert_int_equal(session_rows(&worker), 1);
	assert_int_equal(notes(), 1);
}

static void
mark_gone(const char *after, int64_t limit)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_string(&parameters, after);
	parameter_bigint(&parameters, limit);
	(void)session_query(&worker, QUERY_STALE_MARK_GONE, &parameters);
}

static void
test_of_those_that_are_gone_the_next_are_marked(void **state)
{
	(void)state;
	begin_world();
	sql("INSERT INTO sheaf.record SELECT (jsonb_populate_record(r,"
	    " jsonb_build_object('identifier', n))).* FROM sheaf.record AS r,"
	    " unnest('{c,d}'::text[]) AS n WHERE identifier = 'b'");
	mark_gone("", 2);
	assert_int_equal(session_number(&worker, 0, 0), 2);
	assert_string_equal(PQgetvalue(worker.result, 0, 1), "c");
	expect_marks("b c");
	mark_gone("c", 2);
	expect_marks("b c d");
	mark_gone("d", 2);
	assert_int_equal(session_number(&worker, 0, 0), 0);
}

/* As sessions of ours plan: see session.sql. */
static bool
is_planned_with(const char *index)
{
	bool is = false;

	session_script(&worker,
	    "SELECT set_config(s, 'off', false) FROM unnest('{enable_seqscan,"
	    "enable_hashjoin,enable_mergejoin}'::text[]) AS s UNION ALL"
	    " SELECT set_config('plan_cache_mode', 'force_generic_plan', "
	    "false)");
	(void)session_run(&worker, "EXPLAIN EXECUTE gone(1, '', 10000)", NULL);
	for (int row = 0; row < session_rows(&worker); row++)
		is = is ||
		    strstr(PQgetvalue(worker.result, row, 0), index) != NULL;
	return is;
}

/* Among a million that are not. */
static void
test_those_that_are_gone_are_found_by_their_index(void **state)
{
	const char *statement =
	    strstr(query_texts[QUERY_STALE_MARK_GONE].text, "WITH items");
	char prepare[4096];

	assert_non_null(statement);
	(void)snprintf(prepare, sizeof(prepare),
	    "PREPARE gone (bigint, text, bigint) AS %s", statement);
	(void)state;
	begin_world();
	sql("INSERT INTO sheaf.record SELECT (jsonb_populate_record(r,"
	    " jsonb_build_object('identifier', 'x' || n))).*"
	    " FROM sheaf.record AS r, generate_series(1, 2000) AS n"
	    " WHERE identifier = 'a'");
	session_script(&worker, prepare);
	assert_true(is_planned_with("record_gone"));
	sql("ANALYZE sheaf.record");
	assert_true(is_planned_with("record_gone"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_an_edit_and_a_page_get_past_each_other),
		TEST(test_what_is_harvested_as_before_makes_nothing_again),
		TEST(test_one_note_is_enough),
		TEST(test_who_notes_does_not_wait_for_who_marks),
		TEST(test_what_was_replaced_is_not_marked_for),
		TEST(test_of_those_that_are_gone_the_next_are_marked),
		TEST(test_those_that_are_gone_are_found_by_their_index),
	};

	return cmocka_run_group_tests(tests, begin, end) != 0;
}
