#include "world.h"

/* What stands in quarantine, and for how long. */

static void
next_harvest(void)
{
	sql("UPDATE sheaf.harvest SET verdict = 'failed', ended_at = now()"
	    " WHERE verdict IS NULL");
	fence = sample_harvest(1);
}

static struct tally
store_bad(const char *identifier, const char *bytes)
{
	struct page *page = page_begin();

	page_reject(page, identifier, bytes);
	return store(&session, &fence, page, "next");
}

static struct tally
store_good(void)
{
	return store(
	    &session, &fence, PAGE({ "a", 1, "<a/>", NULL, NULL }), "next");
}

static void
expect(const char *query, const char *answer)
{
	assert_string_equal(value("%s", query), answer);
}

static void
expect_standing(const char *identifiers)
{
	expect("SELECT coalesce(string_agg(coalesce(identifier, '?'), ' '"
	       " ORDER BY identifier), '') FROM api.quarantine",
	    identifiers);
}

static void
test_what_is_read_stands_no_more(void **state)
{
	(void)state;
	(void)store_bad("a", "<a>");
	(void)store_bad("b", "<b>");
	expect_standing("a b");
	next_harvest();
	(void)store_good();
	expect_standing("b");
	expect(
	    "SELECT count(*) FROM sheaf.quarantine WHERE read_at IS NOT NULL",
	    "1");
}

/* Good, bad, and as it was: nothing of the record is written. */
static void
test_what_is_read_unchanged_stands_no_more(void **state)
{
	struct tally tally;
	int64_t before;

	(void)state;
	(void)store_good();
	next_harvest();
	(void)store_bad("a", "<a>");
	expect_standing("a");
	before = number("SELECT xmin::text::bigint FROM sheaf.record");
	tally = store_good();
	assert_true(tally.is_stored);
	assert_int_equal(tally.updated, 0);
	assert_int_equal(
	    number("SELECT xmin::text::bigint FROM sheaf.record"), before);
	expect("SELECT concat_ws(' ', unchanged, updated, quarantined)"
	       " FROM sheaf.harvest WHERE verdict IS NULL",
	    "1 0 1");
	expect_standing("");
}

static void
test_one_that_is_bad_again_stands_again(void **state)
{
	(void)state;
	(void)store_bad("a", "<a>");
	(void)store_good();
	(void)store_bad("a", "<a>");
	expect_standing("a");
}

static void
test_a_tombstone_is_read_too(void **state)
{
	(void)state;
	(void)store_bad("a", "<a>");
	(void)store(
	    &session, &fence, PAGE({ "a", 1, NULL, NULL, NULL }), "next");
	expect_standing("");
}

static void
test_another_format_is_another_record(void **state)
{
	(void)state;
	(void)store_bad("a", "<a>");
	sql("UPDATE sheaf.quarantine SET metadata_prefix = 'mods'");
	(void)store_good();
	expect_standing("a");
}

static void
test_what_a_person_let_go_stays_away_while_it_is_the_same(void **state)
{
	(void)state;
	(void)store_bad("a", "<a>");
	(void)store_bad(NULL, "<b>");
	sql("UPDATE sheaf.quarantine SET dropped_at = now()");
	(void)store_bad("a", "<a>");
	(void)store_bad("a", "<a>");
	expect_standing("");
	(void)store_bad(NULL, "<b>"); /* which it is, nobody can tell */
	expect_standing("?");
	sql("DELETE FROM sheaf.quarantine WHERE identifier IS NULL");
	(void)store_bad("a", "<other>");
	expect_standing("a");
}

static void
test_what_was_read_since_it_was_let_go_comes_back(void **state)
{
	(void)state;
	(void)store_bad("a", "<a>");
	sql("UPDATE sheaf.quarantine SET dropped_at = now()");
	(void)store_good();
	(void)store_bad("a", "<a>");
	expect_standing("a");
}

static void
test_the_kind_of_the_reason_is_kept(void **state)
{
	(void)state;
	for (int rule = 0; rule < RULE_COUNT; rule++) {
		struct page *page = page_begin();

		fence = sample_world();
		page_reject(page, "a", "<a>");
		page->rejects->rule = (enum reject_rule)rule;
		(void)store(&session, &fence, page, "next");
		expect("SELECT rule FROM api.quarantine",
		    rule_name((enum reject_rule)rule));
	}
}

static void
begin_drop(struct parameters *parameters)
{
	parameters_init(parameters);
	parameter_bigint(parameters, 1);
	array_begin(parameters, ARRAY_TEXT);
}

static void
end_drop(struct parameters *parameters, bool is_all)
{
	array_end(parameters);
	parameter_bool(parameters, is_all);
	parameter_bool(parameters, false);
	(void)session_query(&session, QUERY_QUARANTINE_DROP, parameters);
}

static int64_t
drop(const char *word)
{
	struct parameters parameters;

	begin_drop(&parameters);
	array_bytes(&parameters, text_of(word));
	end_drop(&parameters, false);
	return session_number(&session, 0, 1);
}

/* As many as are kept: looked at each for each, that takes half a minute. */
static void
test_one_of_many_is_dropped_at_once(void **state)
{
	(void)state;
	sql("INSERT INTO sheaf.quarantine (repository_id, harvest_id,"
	    " page_number, metadata_prefix, identifier, bytes, length, reason,"
	    " at) SELECT 1, %lld, 1, 'oai_dc', n, '', 0, '', now()"
	    " FROM generate_series(1, 9999) AS g(n)",
	    (long long)fence.harvest_id);
	(void)store_bad("a", "<a>");
	session_script(&session, "SET statement_timeout = '5 s'");
	assert_int_equal(drop("a"), 1);
	assert_int_equal(drop("nothing"), 0);
	assert_int_equal(
	    drop(value("SELECT max(quarantine_id) - 1 FROM sheaf.quarantine")),
	    1);
	expect("SELECT count(*) FROM sheaf.quarantine WHERE dropped_at IS NULL",
	    "9998");
}

/* Each by its name, and one that is not there; then all of them, unnamed. */
static void
test_many_are_dropped_at_once(void **state)
{
	struct parameters parameters;
	char word[20];

	(void)state;
	sql("INSERT INTO sheaf.quarantine (repository_id, harvest_id,"
	    " page_number, metadata_prefix, identifier, bytes, length, reason,"
	    " at) SELECT 1, %lld, 1, 'oai_dc', 'r' || n, '', 0, '', now()"
	    " FROM generate_series(1, 9999) AS g(n)",
	    (long long)fence.harvest_id);
	session_script(&session, "SET statement_timeout = '5 s'");
	begin_drop(&parameters);
	for (int i = 0; i < 10000; i++) {
		(void)snprintf(word, sizeof(word), "r%d", i);
		array_bytes(&parameters, text_of(word));
	}
	end_drop(&parameters, false);
	assert_int_equal(session_rows(&session), 10000);
	for (int i = 0; i < 10000; i++)
		assert_int_equal(session_number(&session, i, 1), i > 0);
	expect_standing("");
	sql("UPDATE sheaf.quarantine SET dropped_at = NULL");
	begin_drop(&parameters);
	end_drop(&parameters, true);
	assert_int_equal(session_rows(&session), 1);
	assert_int_equal(session_number(&session, 0, 1), 9999);
	expect_standing("");
}

static int64_t
expired(enum query query)
{
	(void)session_query(&session, query, NULL);
	return session_number(&session, 0, 0);
}

static void
test_events_are_kept_as_long(void **state)
{
	(void)state;
	sql("INSERT INTO sheaf.event (repository_id, at, kind, text)"
	    " SELECT 1, sheaf.clock() - make_interval(days => n), 'quirk', n"
	    " FROM unnest('{1, 89, 91, 400}'::int[]) AS u(n)");
	assert_int_equal(expired(QUERY_EVENT_EXPIRE), 2);
	expect("SELECT string_agg(text, ' ' ORDER BY event_id)"
	       " FROM sheaf.event",
	    "1 89");
	sql("INSERT INTO sheaf.event (repository_id, at, kind, text)"
	    " SELECT 1, sheaf.clock(), 'quirk', 'new'"
	    " FROM generate_series(1, 9999)");
	assert_int_equal(expired(QUERY_EVENT_EXPIRE), 1);
	assert_int_equal(expired(QUERY_EVENT_EXPIRE), 0);
	expect("SELECT count(*) FROM sheaf.event WHERE text = '1'", "0");
}

/* A page that was under way when a person ended its harvest. */
static void
test_what_a_settled_harvest_wanted_goes(void **state)
{
	(void)state;
	sql("INSERT INTO sheaf.wanted (repository_id, harvest_id, identifier)"
	    " VALUES (1, %lld, 'a')",
	    (long long)fence.harvest_id);
	assert_int_equal(expired(QUERY_WANTED_EXPIRE), 0);
	next_harvest();
	assert_int_equal(expired(QUERY_WANTED_EXPIRE), 1);
	assert_int_equal(expired(QUERY_WANTED_EXPIRE), 0);
}

TESTS(TEST_WORLD(test_events_are_kept_as_long),
    TEST_WORLD(test_what_a_settled_harvest_wanted_goes),
    TEST_WORLD(test_one_of_many_is_dropped_at_once),
    TEST_WORLD(test_many_are_dropped_at_once),
    TEST_WORLD(test_what_is_read_stands_no_more),
    TEST_WORLD(test_what_is_read_unchanged_stands_no_more),
    TEST_WORLD(test_one_that_is_bad_again_stands_again),
    TEST_WORLD(test_a_tombstone_is_read_too),
    TEST_WORLD(test_another_format_is_another_record),
    TEST_WORLD(test_what_a_person_let_go_stays_away_while_it_is_the_same),
    TEST_WORLD(test_what_was_read_since_it_was_let_go_comes_back),
    TEST_WORLD(test_the_kind_of_the_reason_is_kept))
