#include "sample.h"
#include "store/item.h"

/*
 * Older and newer rules at the same time: whatever the older ones have in hand
 * while the newer ones take over is made again by those. And what other rules
 * make the same of is not written.
 */

#define OLD 1
#define NEW 2

static struct session old, newer;

static int
set_up(void **state)
{
	(void)state;
	observe();
	old = session_open("WRITER");
	newer = session_open("WRITER");
	(void)sample_world();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&old);
	session_close(&newer);
	PQfinish(observer);
	return 0;
}

static void
add_rules(struct parameters *parameters, int version, int64_t schemas)
{
	parameters_init(parameters);
	parameter_integer(parameters, version);
	parameter_bigint(parameters, schemas);
}

static void
take(struct session *session, int version, int64_t schemas)
{
	struct parameters parameters;

	add_rules(&parameters, version, schemas);
	(void)session_query(session, QUERY_RULE_VERSION_TAKE, &parameters);
}

static bool
is_theirs(struct session *session, int version, int64_t schemas)
{
	struct parameters parameters;

	add_rules(&parameters, version, schemas);
	(void)session_query(session, QUERY_RULE_VERSION_READ, &parameters);
	return session_rows(session) == 1;
}

static void
send_mark(struct session *session, int version, int64_t batch)
{
	struct parameters parameters;

	add_rules(&parameters, version, 0);
	parameter_bigint(&parameters, batch);
	session_send(
	    session, query_texts[QUERY_RULE_VERSION_MARK].text, &parameters);
}

/* Whether it was the last batch. */
static bool
mark(struct session *session, int version, int64_t batch)
{
	send_mark(session, version, batch);
	(void)session_done(session);
	return session_rows(session) == 0 ||
	    strcmp(PQgetvalue(session->result, 0, 0), "t") == 0;
}

static void
lock_mark(struct session *session)
{
	struct parameters parameters;

	session_script(session, "BEGIN");
	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_text(&parameters, TEXT(""));
	parameter_bigint(&parameters, 500);
	(void)session_query(session, QUERY_STALE_LOCK, &parameters);
	assert_int_equal(session_rows(session), 1);
}

static void
store_item(struct session *session, int version)
{
	struct item_row row = { .identifier = TEXT("x"),
		.item = { .title = TEXT("title"),
		    .hash = 17,
		    /* 'title':1A, see normalise/words.h */
		    .words = TEXT("\0\0\0\1title\0\0\1\300\1") } };
	struct parameters parameters;

	parameters_init(&parameters);
	item_store(&parameters, 1, &row, 1, version);
	(void)session_query(session, QUERY_ITEM_STORE, &parameters);
	parameters_init(&parameters);
	item_store_words(&parameters, 1, &row, 1);
	(void)session_query(session, QUERY_ITEM_TEXT_STORE, &parameters);
	session_script(
	    session, "DELETE FROM sheaf.stale_item WHERE identifier = 'x'");
}

static int64_t
marks(void)
{
	return number("SELECT count(*) FROM sheaf.stale_item");
}

#define MARK_X                                                     \
	"INSERT INTO sheaf.stale_item (repository_id, identifier)" \
	" VALUES (1, 'x')"

static void
newer_rules_take_over_and_older_ones_never(void **state)
{
	(void)state;
	take(&old, OLD, 0);
	assert_true(is_theirs(&old, OLD, 0));
	take(&newer, NEW, 0);
	assert_true(is_theirs(&newer, NEW, 0));
	assert_false(is_theirs(&old, OLD, 0));
	take(&old, OLD, 0);
	assert_false(is_theirs(&old, OLD, 0));
	assert_true(mark(&old, OLD, 10));
	assert_true(is_theirs(&newer, NEW, 0));
}

static void
other_tables_take_over_without_another_number(void **state)
{
	(void)state;
	sql("TRUNCATE sheaf.rule_version");
	take(&newer, NEW, 1);
	sql("UPDATE sheaf.rule_version SET is_marked = true");
	take(&newer, NEW, 1);
	assert_string_equal(
	    value("SELECT is_marked FROM sheaf.rule_version"), "t");
	take(&old, NEW, 2);
	assert_false(is_theirs(&newer, NEW, 1));
	assert_string_equal(
	    value("SELECT is_marked FROM sheaf.rule_version"), "f");
}

static void
all_items_are_marked_once_in_batches(void **state)
{
	(void)state;
	sql("TRUNCATE sheaf.rule_version; DELETE FROM sheaf.stale_item;"
	    " INSERT INTO sheaf.item (repository_id, identifier, rule_version,"
	    " hash, changed_at, changed_in) SELECT 1, n, 1, n, now(),"
	    " pg_current_xact_id() FROM generate_series(1, 7) AS n");
	take(&newer, NEW, 0);
	assert_false(mark(&newer, NEW, 3));
	assert_int_equal(marks(), 3);
	/* Another one goes on from there, whatever was made meanwhile. */
	sql("DELETE FROM sheaf.stale_item");
	assert_false(mark(&old, NEW, 3));
	assert_false(mark(&newer, NEW, 3));
	assert_int_equal(marks(), 4);
	assert_true(mark(&newer, NEW, 3));
	sql("DELETE FROM sheaf.stale_item");
	take(&newer, NEW, 0);
	assert_true(mark(&newer, NEW, 3));
	assert_int_equal(marks(), 0);
	sql("DELETE FROM sheaf.item");
}

/* It is no item yet, and its mark goes: only that mark tells of it. */
static void
what_older_rules_have_in_hand_is_made_again(void **state)
{
	(void)state;
	sql("TRUNCATE sheaf.rule_version; DELETE FROM sheaf.item; " MARK_X);
	take(&old, OLD, 0);
	lock_mark(&old);
	assert_true(is_theirs(&old, OLD, 0));
	take(&newer, NEW, 0);
	send_mark(&newer, NEW, 10);
	session_must_wait(&newer);
	store_item(&old, OLD);
	session_script(&old, "COMMIT");
	(void)session_done(&newer);
	assert_int_equal(marks(), 1);
	assert_true(mark(&newer, NEW, 10));
}

/* The other order: the mark is locked behind the walk. */
static void
older_rules_are_told_behind_their_marks(void **state)
{
	(void)state;
	sql("TRUNCATE sheaf.rule_version; DELETE FROM sheaf.item;"
	    " DELETE FROM sheaf.stale_item; " MARK_X);
	take(&old, OLD, 0);
	assert_true(is_theirs(&old, OLD, 0));
	take(&newer, NEW, 0);
	assert_false(mark(&newer, NEW, 10));
	lock_mark(&old);
	assert_false(is_theirs(&old, OLD, 0));
	session_script(&old, "COMMIT");
	assert_int_equal(marks(), 1);
}

static void
what_is_made_the_same_by_other_rules_is_not_written(void **state)
{
	int64_t before;

	(void)state;
	sql("DELETE FROM sheaf.item; DELETE FROM sheaf.item_text");
	store_item(&old, OLD);
	session_script(&newer, "BEGIN");
	before = written(&newer, NULL);
	store_item(&newer, NEW);
	assert_int_equal(written(&newer, NULL), before);
	session_script(&newer, "COMMIT");
	assert_int_equal(number("SELECT rule_version FROM sheaf.item"), OLD);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(newer_rules_take_over_and_older_ones_never),
		TEST(other_tables_take_over_without_another_number),
		TEST(all_items_are_marked_once_in_batches),
		TEST(what_older_rules_have_in_hand_is_made_again),
		TEST(older_rules_are_told_behind_their_marks),
		TEST(what_is_made_the_same_by_other_rules_is_not_written),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down) != 0;
}
