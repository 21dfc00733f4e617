#include "sweep.h"

/* Sweeps: what is listed, and what is found missing. */

static void
test_a_page_is_fenced(void **state)
{
	char before[64];
	char after[64];

	(void)state;
	add_record("a", "missing", "{}");
	checksum(before);
	memcpy(fence.lease_id, OTHER, sizeof(OTHER));
	assert_int_equal(LIST(HEADER("a")), 0);
	memcpy(fence.lease_id, LEASE, sizeof(LEASE));
	fence.page_number = 7;
	assert_int_equal(LIST(HEADER("a")), 0);
	checksum(after);
	assert_string_equal(before, after);
}

static void
test_what_is_listed_is_counted_once(void **state)
{
	(void)state;
	assert_int_equal(list(PAGE(HEADER("a"), HEADER("b")), "next"), 1);
	assert_int_equal(LIST(HEADER("b"), HEADER("c")), 1);
	assert_string_equal(of_sweep("hashes"), "3");
	assert_int_equal(number("SELECT count(*) FROM sheaf.listed"), 3);
	assert_string_equal(value("SELECT records || ' ' || unchanged || ' ' ||"
				  " pages FROM sheaf.harvest WHERE kind ="
				  " 'sweep'"),
	    "4 4 2");
	assert_string_equal(
	    value("SELECT is_ended FROM sheaf.list_request WHERE verb ="
		  " 'ListIdentifiers'"),
	    "t");
}

/* A header that cannot be read is there, where it has a name. */
static void
test_a_reject_with_an_identifier_is_listed(void **state)
{
	struct page *page = PAGE(HEADER("a"));

	(void)state;
	add_record("b", "live", "{}");
	page_reject(page, "b", "<x");
	assert_int_equal(list(page, NULL), 1);
	all(QUERY_SWEEP_COMPARE);
	assert_string_equal(missed(), "");
	assert_int_equal(number("SELECT count(*) FROM sheaf.quarantine"), 0);
}

/* D16: whatever deletedRecord says. */
static void
test_a_deleted_header_is_believed(void **state)
{
	(void)state;
	add_record("a", "live", "{}");
	add_record("b", "deleted", "{}");
	assert_int_equal(
	    LIST({ "a", 1, NULL, "s", NULL }, { "b", 1, NULL, NULL, NULL },
		{ "unknown", 1, NULL, NULL, NULL }, HEADER("c")),
	    1);
	assert_string_equal(having("deleted"), "a b");
	assert_string_equal(stale(), "a");
	assert_string_equal(value("SELECT deleted FROM sheaf.harvest WHERE kind"
				  " = 'sweep'"),
	    "1");
	assert_string_equal(value("SELECT set_specs || metadata FROM"
				  " sheaf.record WHERE identifier = 'a'"),
	    "{s,<a/>}");
	assert_string_equal(value("SELECT string_agg(identifier, ' ') FROM"
				  " sheaf.wanted"),
	    "c");
}

static void
test_what_is_listed_again_is_alive(void **state)
{
	(void)state;
	add_record("a", "missing", "{}");
	add_record("b", "gone", "{}");
	add_record("c", "live", "{}");
	sql("INSERT INTO sheaf.absence (repository_id, identifier,"
	    " metadata_prefix, set_spec, strikes, since, missed_in) SELECT 1,"
	    " i, 'oai_dc', '', 1, now(), 1 FROM unnest('{a,b,c}'::text[]) AS"
	    " u(i)");
	assert_int_equal(LIST(HEADER("a"), HEADER("b"), HEADER("c")), 1);
	assert_string_equal(having("live"), "a b c");
	assert_string_equal(stale(), "a b");
	assert_string_equal(of_sweep("back"), "2");
	assert_int_equal(number("SELECT count(*) FROM sheaf.absence"), 0);
}

/* Of records that are not here, those are asked for that nothing else would
 * bring: older than what the next harvest asks for. */
static void
test_what_differs_is_counted_and_the_old_is_wanted(void **state)
{
	(void)state;
	add_record("changed", "live", "{}");
	add_record("same", "live", "{}");
	sql("UPDATE sheaf.record SET header_hash = 0");
	assert_int_equal(LIST({ "changed", 1767225600, "<a/>", NULL, NULL },
			     { "old", 1704067200, "<a/>", NULL, NULL },
			     { "new", 1768046400, "<a/>", NULL, NULL }),
	    1);
	assert_string_equal(of_sweep("unknown || ' ' || changed || ' ' ||"
				     " behind"),
	    "2 1 1");
	assert_string_equal(
	    value("SELECT identifier || n FROM sheaf.wanted"), "old2");
	assert_string_equal(having("live"), "changed same");
}

static void
test_only_what_was_here_before_is_missed(void **state)
{
	(void)state;
	add_record("gone", "gone", "{}");
	add_record("deleted", "deleted", "{}");
	add_record("listed", "live", "{}");
	add_record("live", "live", "{}");
	add_record("missing", "missing", "{}");
	add_record("new", "live", "{}");
	add_record("changed", "live", "{}");
	add_record("touched", "live", "{}");
	sql("UPDATE sheaf.record SET first_seen = sheaf.clock() WHERE"
	    " identifier = 'new'");
	sql("UPDATE sheaf.record SET changed_at = sheaf.clock() WHERE"
	    " identifier = 'changed'");
	sql("UPDATE sheaf.record SET harvest_id = 99 WHERE identifier ="
	    " 'touched'");
	sql("INSERT INTO sheaf.record SELECT repository_id, 'format', 'mods',"
	    " status, datestamp, datestamp_at, set_specs, metadata, about,"
	    " content_hash, header_hash, harvest_id, first_seen, changed_at,"
	    " changed_in FROM sheaf.record WHERE identifier = 'live'");
	assert_int_equal(step(QUERY_SWEEP_COMPARE, 9), -1); /* not ended */
	assert_int_equal(LIST(HEADER("listed")), 1);
	all(QUERY_SWEEP_COMPARE);
	assert_string_equal(missed(), "live missing");
	assert_string_equal(of_sweep("phase"), "compared");
	assert_string_equal(of_sweep("live || ' ' || missed"), "6 2");
	assert_int_equal(step(QUERY_SWEEP_COMPARE, 9), -1);
}

static void
test_of_a_set_its_members_are_compared(void **state)
{
	(void)state;
	begin_sweep("s");
	add_record("a", "live", "{s}");
	add_record("b", "live", "{t,s:sub}");
	add_record("c", "live", "{t}");
	add_record("d", "live", "{sub}");
	assert_int_equal(LIST(HEADER("x")), 1);
	all(QUERY_SWEEP_COMPARE);
	assert_string_equal(missed(), "a b");
	assert_string_equal(of_sweep("live"), "2");
}

static void
test_what_was_undone_is_spared_until_its_day(void **state)
{
	(void)state;
	add_record("a", "live", "{}");
	add_record("b", "live", "{}");
	sql("INSERT INTO sheaf.absence (repository_id, identifier,"
	    " metadata_prefix, set_spec, since, missed_in, spared_until) VALUES"
	    " (1, 'a', 'oai_dc', '', now(), 1, sheaf.clock() + '1 day'),"
	    " (1, 'b', 'oai_dc', '', now(), 1, sheaf.clock() - '1 "
	    "day'::interval)");
	assert_int_equal(LIST(HEADER("x")), 1);
	all(QUERY_SWEEP_COMPARE);
	assert_string_equal(missed(), "b");
}

/* A crash of the server empties it. */
static void
test_the_state_counts_what_is_left(void **state)
{
	struct parameters parameters;

	(void)state;
	assert_int_equal(list(PAGE(HEADER("a"), HEADER("b")), "next"), 1);
	sql("TRUNCATE sheaf.listed");
	assert_int_equal(LIST(HEADER("a"), HEADER("c")), 1);
	all(QUERY_SWEEP_COMPARE);
	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_bigint(&parameters, fence.harvest_id);
	parameter_string(&parameters, fence.lease_id);
	(void)session_query(&session, QUERY_SWEEP_STATE, &parameters);
	assert_int_equal(session_rows(&session), 1);
	assert_int_equal(session_number(&session, 0, 1), 4);
	assert_int_equal(session_number(&session, 0, 2), 2);
}

static void
test_a_token_of_a_sweep_expires(void **state)
{
	struct page *page = PAGE(HEADER("a"));
	struct page_close close = close_with("next");
	struct page_write write;
	struct parameters parameters;
	struct fault why;

	(void)state;
	assert_true(page_ready(&write, page, &why));
	close.expiry_seconds = 3600;
	parameters_init(&parameters);
	page_sweep(&parameters, &fence, &write,
	    &(struct page_part){ 0, write.count, true, 1 }, &close);
	(void)session_query(&session, QUERY_PAGE_SWEEP, &parameters);
	page_free(page);
	assert_int_equal(session_rows(&session), 1);
	assert_int_equal(number("SELECT count(*) FROM sheaf.list_request WHERE"
				" token_expires BETWEEN sheaf.clock() + '59"
				" minutes' AND sheaf.clock() + '1 hour'"),
	    1);
}

TESTS(TEST_WORLD(test_a_page_is_fenced),
    TEST_WORLD(test_what_is_listed_is_counted_once),
    TEST_WORLD(test_a_reject_with_an_identifier_is_listed),
    TEST_WORLD(test_a_deleted_header_is_believed),
    TEST_WORLD(test_what_is_listed_again_is_alive),
    TEST_WORLD(test_what_differs_is_counted_and_the_old_is_wanted),
    TEST_WORLD(test_only_what_was_here_before_is_missed),
    TEST_WORLD(test_of_a_set_its_members_are_compared),
    TEST_WORLD(test_what_was_undone_is_spared_until_its_day),
    TEST_WORLD(test_the_state_counts_what_is_left),
    TEST_WORLD(test_a_token_of_a_sweep_expires))
