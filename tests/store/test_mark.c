#include "sample.h"

/* Marks: who takes which, in which turn. That of an item that ends workers is
 * held, and let go again when it has changed. */

static struct session session, other;
static struct fence fence;

static int
set_up(void **state)
{
	(void)state;
	observe();
	session = session_open("WRITER");
	other = session_open("WRITER");
	fence = sample_world();
	(void)store(&session, &fence,
	    PAGE(
		{ "x", 1, "<1/>", NULL, NULL }, { "y", 1, "<1/>", NULL, NULL }),
	    "2");
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

/* Rows: 0 where there was nothing to charge. */
static int
charge(const char *identifier)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_string(&parameters, identifier);
	parameter_string(&parameters, "killed by signal 11");
	parameter_string(&parameters, "1.0");
	parameter_integer(&parameters, CRASHES);
	return PQntuples(
	    session_query(&session, QUERY_STALE_CHARGE, &parameters));
}

static void
hold(const char *identifier)
{
	for (int i = 0; i < CRASHES; i++)
		assert_int_equal(charge(identifier), 1);
}

static void
release(const char *version)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_string(&parameters, version);
	(void)session_query(&session, QUERY_STALE_RELEASE, &parameters);
}

/* How many marks a normaliser would get, and the first of them. */
static int
offered(char first[16])
{
	struct parameters parameters;
	int rows;

	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_string(&parameters, "");
	parameter_bigint(&parameters, 500);
	rows =
	    PQntuples(session_query(&session, QUERY_STALE_LOCK, &parameters));
	(void)snprintf(
	    first, 16, "%s", rows > 0 ? PQgetvalue(session.result, 0, 0) : "");
	return rows;
}

static bool
is_repository_offered(void)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, 0);
	parameter_null(&parameters);
	return PQntuples(
		   session_query(&session, QUERY_STALE_NEXT, &parameters)) == 1;
}

static int64_t
waiting(void)
{
	struct parameters parameters;

	parameters_init(&parameters);
	array_begin(&parameters, ARRAY_BIGINT);
	array_bigint(&parameters, 1);
	array_end(&parameters);
	parameter_bigint(&parameters, 100);
	(void)session_query(&session, QUERY_STALE_COUNT, &parameters);
	return session_number(&session, 0, 0);
}

static void
test_what_ended_three_workers_is_out_of_the_way(void **state)
{
	char first[16];

	(void)state;
	assert_int_equal(charge("x"), 1);
	assert_int_equal(charge("x"), 1);
	assert_int_equal(offered(first), 2);
	assert_int_equal(charge("x"), 1);
	assert_int_equal(offered(first), 1);
	assert_string_equal(first, "y");
	assert_int_equal(waiting(), 1);
	assert_true(is_repository_offered());
	hold("y");
	assert_int_equal(offered(first), 0);
	assert_int_equal(waiting(), 0);
	assert_false(is_repository_offered());
	assert_string_equal(value("SELECT crashes || ' ' || reason FROM"
				  " api.held_item WHERE identifier = 'x'"),
	    "3 killed by signal 11");
}

static void
test_what_was_normalised_meanwhile_is_not_charged(void **state)
{
	(void)state;
	sql("DELETE FROM sheaf.stale_item WHERE identifier = 'x'");
	assert_int_equal(charge("x"), 0);
}

static void
test_a_record_that_changes_lets_its_item_go(void **state)
{
	char first[16];

	(void)state;
	hold("x");
	hold("y");
	(void)store(&session, &fence,
	    PAGE(
		{ "x", 2, "<2/>", NULL, NULL }, { "y", 1, "<1/>", NULL, NULL }),
	    "3");
	assert_int_equal(offered(first), 1);
	assert_string_equal(first, "x");
	assert_int_equal(charge("x"), 1);
	assert_int_equal(offered(first), 1);
}

static void
test_another_version_tries_again(void **state)
{
	char first[16];

	(void)state;
	hold("x");
	release("1.0");
	assert_int_equal(offered(first), 1);
	release("1.1");
	assert_int_equal(offered(first), 2);
}

static void
mark_many(void)
{
	sql("INSERT INTO sheaf.stale_item SELECT 1, 'x' || n"
	    " FROM generate_series(100, 119) AS n");
}

static void
send_lock(struct session *by, const char *after, int64_t limit)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_string(&parameters, after);
	parameter_bigint(&parameters, limit);
	(void)session_query(by, QUERY_STALE_LOCK, &parameters);
}

static void
test_two_normalisers_take_different_marks_and_do_not_wait(void **state)
{
	(void)state;
	(void)sample_world();
	mark_many();
	session_script(&session, "BEGIN");
	session_script(&other, "BEGIN");
	send_lock(&session, "", 8);
	send_lock(&other, "", 8);
	assert_int_equal(session_rows(&session), 8);
	assert_int_equal(session_rows(&other), 8);
	assert_string_equal(PQgetvalue(session.result, 0, 0), "x100");
	assert_string_equal(PQgetvalue(other.result, 0, 0), "x108");
	send_lock(&other, "x115", 8);
	assert_int_equal(session_rows(&other), 4);
	session_script(&session, "ROLLBACK");
	send_lock(&other, "", 100);
	assert_int_equal(session_rows(&other), 20);
	session_script(&other, "COMMIT");
}

static void
test_marking_again_writes_no_row_version(void **state)
{
	struct sending how = { &other, NULL, false };
	struct page_close close = close_with("t");
	int64_t before;

	(void)state;
	fence = sample_world();
	(void)store(&other, &fence, PAGE({ "x", 1, "<1/>", NULL, NULL }), "2");
	session_script(&other, "BEGIN");
	before = written(&other, "stale_item");
	page_send(&how, &fence, PAGE({ "x", 2, "<2/>", NULL, NULL }), &close);
	assert_true(tally_of(&other).is_stored);
	assert_int_equal(written(&other, "stale_item"), before);
	session_script(&other, "COMMIT");
}

static void
test_repositories_take_turns(void **state)
{
	static const char *const next[] = { "2", "3", "1", "2" };
	struct parameters parameters;
	int64_t last = 1;

	(void)state;
	sample_clear();
	sql("INSERT INTO sheaf.stale_item VALUES (1, 'a'), (1, 'b'), (2, 'a'),"
	    " (3, 'a')");
	for (int i = 0; i < 4; i++) {
		parameters_init(&parameters);
		parameter_bigint(&parameters, last);
		parameter_null(&parameters);
		(void)session_query(&session, QUERY_STALE_NEXT, &parameters);
		assert_string_equal(PQgetvalue(session.result, 0, 0), next[i]);
		last = session_number(&session, 0, 0);
	}
	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	array_begin(&parameters, ARRAY_BIGINT);
	array_bigint(&parameters, 3);
	array_bigint(&parameters, 7);
	array_end(&parameters);
	(void)session_query(&session, QUERY_STALE_NEXT, &parameters);
	assert_int_equal(session_rows(&session), 1);
	assert_int_equal(session_number(&session, 0, 0), 3);
}

TESTS(TEST_WORLD(test_what_ended_three_workers_is_out_of_the_way),
    TEST_WORLD(test_what_was_normalised_meanwhile_is_not_charged),
    TEST_WORLD(test_a_record_that_changes_lets_its_item_go),
    TEST_WORLD(test_another_version_tries_again),
    TEST_WORLD(test_two_normalisers_take_different_marks_and_do_not_wait),
    TEST_WORLD(test_marking_again_writes_no_row_version),
    TEST_WORLD(test_repositories_take_turns))
