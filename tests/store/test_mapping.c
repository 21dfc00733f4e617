#include "sample.h"

/*
 * Behind a change of the vocabulary items are marked batch by batch, by whoever
 * comes: one after the other, and from the first item again where what is being
 * marked is changed once more. See daemon/marking.h.
 */

static struct session person, worker;

static int
set_up(void **state)
{
	(void)state;
	observe();
	person = session_open("WRITER");
	worker = session_open("WRITER");
	(void)sample_world();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&person);
	session_close(&worker);
	PQfinish(observer);
	return 0;
}

static void
add_item(const char *identifier, const char *statements)
{
	sql("INSERT INTO sheaf.item (repository_id, identifier, rule_version,"
	    " hash, changed_at, changed_in, statements) VALUES (1, '%s', 1, 1,"
	    " now(), pg_current_xact_id(), '[{\"prefix\": \"oai_dc\","
	    " \"statements\": {%s}}]')",
	    identifier, statements);
}

/* What the next items say, as "identifier said". */
static const char *
next(const char *after, int64_t items, int64_t bytes, bool has_roles)
{
	static char told[400];
	struct parameters parameters;
	size_t length = 0;

	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_string(&parameters, after);
	parameter_bigint(&parameters, items);
	parameter_bigint(&parameters, bytes);
	array_begin(&parameters, ARRAY_TEXT);
	array_bytes(&parameters, TEXT("type"));
	array_end(&parameters);
	parameter_bigint(&parameters, 10);
	parameter_string(&parameters, "");
	parameter_null(&parameters);
	parameter_bool(&parameters, has_roles);
	(void)session_query(&worker, QUERY_SAID_READ, &parameters);
	told[0] = '\0';
	for (int row = 0; row < session_rows(&worker); row++)
		length += (size_t)snprintf(told + length, sizeof(told) - length,
		    "%s%s %s", row > 0 ? ", " : "",
		    PQgetvalue(worker.result, row, 1),
		    PQgetvalue(worker.result, row, 2));
	return told;
}

static void
a_batch_is_what_the_next_items_say(void **state)
{
	(void)state;
	sql("DELETE FROM sheaf.item");
	add_item("a", "\"type\": [\"x\", \"x\"], \"date\": [\"y\"]");
	add_item("b",
	    "\"type.version\": [{\"value\": \"longer than ten\", \"uri\": "
	    "\"u\"}]");
	add_item("c", "\"type\": [\"longer than ten\"]");
	add_item("d", "\"type\": [\"x\"]");
	sql("UPDATE sheaf.item SET deleted_at = now() WHERE identifier = 'd'");
	assert_string_equal(
	    next("", 10, 100000, false), "a x, a x, b u, c , d ");
	assert_string_equal(next("a", 1, 100000, false), "b u");
	/* One at least. */
	assert_string_equal(next("", 10, 1, false), "a x, a x");
	assert_string_equal(next("d", 10, 1, false), "");
}

static void
roles_are_read_where_items_have_them(void **state)
{
	(void)state;
	sql("DELETE FROM sheaf.item");
	add_item("a", "\"date\": [\"y\"]");
	add_item("b", "\"date\": [\"y\"]");
	sql("UPDATE sheaf.item SET creators = '[{\"name\": \"N\"}]',"
	    " contributors = '[{\"name\": \"N\", \"role\": \"r\"}]'"
	    " WHERE identifier = 'a';"
	    " UPDATE sheaf.item SET unmapped = '{type=t,role=s=u}'"
	    " WHERE identifier = 'b'");
	assert_string_equal(next("", 10, 100000, false), "a , b ");
	assert_string_equal(next("", 10, 100000, true), "a r, b s=u");
}

static void
add_name(struct parameters *parameters, const char *key)
{
	parameters_init(parameters);
	parameter_string(parameters, "type");
	parameter_string(parameters, "");
	parameter_string(parameters, key);
}

static void
begin(const char *key, const char *was)
{
	struct parameters parameters;

	add_name(&parameters, key);
	parameter_string(&parameters, key);
	(void)session_query(&person, QUERY_MAPPING_BEGIN, &parameters);
	add_name(&parameters, key);
	parameter_string(&parameters, was);
	(void)session_query(&person, QUERY_MAPPING_WAS, &parameters);
}

static void
add_schemes(struct parameters *parameters)
{
	parameters_init(parameters);
	array_begin(parameters, ARRAY_TEXT);
	array_bytes(parameters, TEXT("type"));
	array_end(parameters);
}

/* The key of what is to be marked; "": there is none. */
static const char *
take(struct session *session)
{
	struct parameters parameters;

	add_schemes(&parameters);
	(void)session_query(session, QUERY_MAPPING_TAKE, &parameters);
	return session_rows(session) == 0 ? ""
					  : PQgetvalue(session->result, 0, 2);
}

static void
note(struct session *session, const char *key, bool is_end)
{
	struct parameters parameters;

	add_name(&parameters, key);
	parameter_bigint(&parameters, 1);
	parameter_string(&parameters, "m");
	parameter_bigint(&parameters, 3);
	parameter_bool(&parameters, is_end);
	(void)session_query(session, QUERY_MAPPING_NOTE, &parameters);
}

static bool
is_left(void)
{
	struct parameters parameters;

	add_schemes(&parameters);
	(void)session_query(&worker, QUERY_MAPPING_IS_LEFT, &parameters);
	return strcmp(PQgetvalue(worker.result, 0, 0), "t") == 0;
}

static void
one_goes_on_where_another_was_ended(void **state)
{
	(void)state;
	sql("TRUNCATE sheaf.mapping");
	assert_false(is_left());
	begin("k", "");
	assert_true(is_left());
	session_script(&person, "BEGIN");
	assert_string_equal(take(&person), "k");
	note(&person, "k", false);
	/* Who has others to do does not wait. */
	assert_string_equal(take(&worker), "");
	session_script(&person, "COMMIT");
	assert_string_equal(take(&worker), "k");
	assert_string_equal(PQgetvalue(worker.result, 0, 5), "m");
	note(&worker, "k", true);
	assert_int_equal(session_number(&worker, 0, 0), 6);
	assert_false(is_left());
	sql("UPDATE sheaf.mapping SET scheme = 'of another version',"
	    " is_marked = false");
	assert_false(is_left());
	assert_string_equal(take(&worker), "");
}

static void
the_one_that_is_wanted_is_waited_for(void **state)
{
	struct parameters parameters;

	(void)state;
	sql("TRUNCATE sheaf.mapping");
	begin("k", "");
	session_script(&worker, "BEGIN");
	assert_string_equal(take(&worker), "k");
	add_name(&parameters, "k");
	session_send(
	    &person, query_texts[QUERY_MAPPING_LOCK].text, &parameters);
	session_must_wait(&person);
	note(&worker, "k", true);
	session_script(&worker, "COMMIT");
	(void)session_done(&person);
	assert_string_equal(PQgetvalue(person.result, 0, 7), "t");
}

static void
what_is_changed_again_begins_again(void **state)
{
	(void)state;
	sql("TRUNCATE sheaf.mapping");
	begin("k", "a");
	note(&person, "k", false);
	begin("k", "");
	begin("k", "b");
	assert_string_equal(value("SELECT was || ' ' || items || identifier"
				  " FROM sheaf.mapping"),
	    "a\nb 0");
	note(&person, "k", true);
	begin("k", "c");
	assert_string_equal(value("SELECT was FROM sheaf.mapping"), "c");
}

/* Whoever reads items does not lock the repository that somebody removes. */
static void
what_is_marked_is_there_and_let_go(void **state)
{
	struct parameters parameters;

	(void)state;
	sql("INSERT INTO sheaf.stale_item (repository_id, identifier, crashes,"
	    " is_held) VALUES (1, 'held', 3, true)");
	parameters_init(&parameters);
	array_begin(&parameters, ARRAY_BIGINT);
	array_bigint(&parameters, 1);
	array_bigint(&parameters, 999);
	array_end(&parameters);
	array_begin(&parameters, ARRAY_TEXT);
	array_bytes(&parameters, TEXT("held"));
	array_bytes(&parameters, TEXT("removed"));
	array_end(&parameters);
	(void)session_query(&worker, QUERY_SAID_MARK, &parameters);
	assert_string_equal(
	    value("SELECT string_agg(identifier || crashes || is_held, ' ')"
		  " FROM sheaf.stale_item"
		  " WHERE identifier IN ('held', 'removed')"),
	    "held0false");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_batch_is_what_the_next_items_say),
		TEST(roles_are_read_where_items_have_them),
		TEST(one_goes_on_where_another_was_ended),
		TEST(the_one_that_is_wanted_is_waited_for),
		TEST(what_is_changed_again_begins_again),
		TEST(what_is_marked_is_there_and_let_go),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down) != 0;
}
