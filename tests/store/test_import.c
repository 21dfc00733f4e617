#include "lease.h"
#include "store/import.h"

/* Harvests whose pages come from files. */

static struct session session;
static struct connection *connection;

static const struct import_order order = { .repository_id = 1,
	.metadata_prefix = "oai_dc",
	.set_spec = "",
	.source = "/files",
	.lease_id = LEASE };

static int
set_up(void **state)
{
	(void)state;
	observe();
	sample_clear();
	sample_host(HOST);
	(void)sample_repository("r", HOST);
	session = session_open("WRITER");
	connection = open_as("WRITER", NULL);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	connection_free(connection);
	session_close(&session);
	PQfinish(observer);
	return 0;
}

/* Takes it, and forgets all but the fence. */
static struct fence
take(const struct import_order *what)
{
	struct import_taken taken;
	struct fault why;
	struct fence fence;

	if (!import_take(connection, what, &taken, &why))
		fail_msg("%s", why.text);
	fence = taken.fence;
	import_taken_fini(&taken);
	return fence;
}

static struct fence
take_by(const char *lease_id)
{
	struct import_order by = order;

	by.lease_id = lease_id;
	return take(&by);
}

static void
settle(const struct fence *fence, time_t next_from)
{
	struct import_verdict verdict = { "complete", "ended", NULL, "well",
		next_from != 0, next_from, NULL, 0 };
	bool is_moved;
	struct fault why;

	assert_true(
	    import_settle(connection, fence, &verdict, &is_moved, &why));
	assert_int_equal(is_moved, next_from != 0);
}

static void
expect(const char *query, const char *answer)
{
	assert_string_equal(value("%s", query), answer);
}

static void
expect_records(const char *records)
{
	expect("SELECT string_agg(concat_ws(' ', identifier, datestamp_at IS"
	       " NULL, extract(epoch FROM datestamp_at)::bigint, coalesce("
	       "metadata, status), set_specs::text), '; ' ORDER BY identifier)"
	       " FROM sheaf.record",
	    records);
}

static void
the_same_import_is_gone_on_with(void **state)
{
	static const struct import_order others[] = {
		{ 1, "mods", "", "/files", LEASE, false },
		{ 1, "oai_dc", "s", "/files", LEASE, false },
		{ 1, "oai_dc", "", "/others", LEASE, false },
	};
	struct fence first = take(&order);
	struct import_taken taken;
	struct fault why;

	(void)state;
	(void)store(&session, &first, PAGE({ "a", 100, "<a/>", NULL, NULL }),
	    "1 a.xml");
	for (size_t i = 0; i < 3; i++)
		assert_int_not_equal(
		    take(&others[i]).harvest_id, first.harvest_id);
	assert_true(import_take(connection, &order, &taken, &why));
	assert_int_equal(taken.fence.harvest_id, first.harvest_id);
	assert_int_equal(taken.fence.page_number, 1);
	assert_true(text_is(taken.place, "1 a.xml"));
	assert_int_equal(taken.listed, 1);
	assert_int_equal(taken.inserted, 1);
	assert_true(taken.is_known);
	import_taken_fini(&taken);
	settle(&first, 0);
	assert_int_not_equal(take(&order).harvest_id, first.harvest_id);
	expect("SELECT concat_ws(' ', kind, asked_by, verdict, requests, pages)"
	       " FROM sheaf.harvest ORDER BY harvest_id LIMIT 1",
	    "import operator complete 0 1");
	expect("SELECT text FROM sheaf.event",
	    "imported oai_dc from /files: well");
}

static void
whoever_held_it_before_writes_no_more(void **state)
{
	struct fence first = take(&order);
	struct fence second = take_by(OTHER);
	struct import_verdict verdict = { "complete", "ended", NULL, "", false,
		0, NULL, 0 };
	struct tally tally;
	struct fault why;
	bool is_moved;

	(void)state;
	tally = store(&session, &first, PAGE({ "a", 100, "<a/>", NULL, NULL }),
	    "1 a.xml");
	assert_false(tally.is_stored);
	assert_false(
	    import_settle(connection, &first, &verdict, &is_moved, &why));
	assert_int_equal(why.kind, FAULT_FENCED);
	assert_true(store(&session, &second,
	    PAGE({ "a", 100, "<a/>", NULL, NULL }), "1 a.xml")
			.is_stored);
}

/* Killed in the middle of the second file: as if it had not been begun. */
static void
what_a_file_left_unfinished_is_taken_back(void **state)
{
	struct sending how = { &session, NULL, false };
	struct fence fence = take(&order);
	struct page *page = PAGE({ "a", 100, "<a/>", NULL, NULL });

	(void)state;
	page_reject(page, "x", "<x>");
	(void)store(&session, &fence, page, "1 a.xml");
	page = PAGE(
	    { "b", 100, "<b/>", NULL, NULL }, { "a", 100, "<a/>", NULL, NULL });
	page_reject(page, NULL, "<y>");
	page_send(&how, &fence, page, NULL);
	(void)tally_of(&session);
	expect("SELECT concat_ws(' ', records, inserted, unchanged,"
	       " quarantined) FROM sheaf.harvest",
	    "5 2 1 2");
	fence = take_by(OTHER);
	expect("SELECT concat_ws(' ', records, inserted, unchanged,"
	       " quarantined) FROM sheaf.harvest",
	    "2 2 -1 1");
	expect("SELECT string_agg(identifier, ' ') FROM sheaf.quarantine", "x");
	page = PAGE(
	    { "b", 100, "<b/>", NULL, NULL }, { "a", 100, "<a/>", NULL, NULL });
	page_reject(page, NULL, "<y>");
	(void)store(&session, &fence, page, "2 b.xml");
	expect("SELECT concat_ws(' ', records, inserted, unchanged,"
	       " quarantined) FROM sheaf.harvest",
	    "5 2 1 2");
}

static void
it_can_begin_again(void **state)
{
	struct fence fence = take(&order);
	struct import_order again = order;
	struct page *page = PAGE({ "a", 100, "<a/>", NULL, NULL });

	(void)state;
	page_reject(page, NULL, "<x>");
	(void)store(&session, &fence, page, "1 a.xml");
	again.is_again = true;
	fence = take(&again);
	expect("SELECT concat_ws(' ', page_number, token, listed, unnamed)"
	       " FROM sheaf.list_request",
	    "1 0 0");
	expect("SELECT count(*) FROM sheaf.quarantine", "0");
	page = PAGE({ "a", 100, "<a/>", NULL, NULL });
	page_reject(page, NULL, "<x>");
	(void)store(&session, &fence, page, "1 a.xml");
	expect("SELECT concat_ws(' ', records, inserted, unchanged,"
	       " quarantined) FROM sheaf.harvest",
	    "2 1 0 1");
}

/* A harvest first; then files from before it and from after it. */
static void
only_what_is_newer_replaces_what_is_served(void **state)
{
	struct fence fence = sample_harvest(1);

	(void)state;
	(void)store(&session, &fence,
	    PAGE({ "a", 200, "<a/>", NULL, NULL },
		{ "b", 200, "<b/>", NULL, NULL },
		{ "c", 200, "<c/>", NULL, NULL },
		{ "d", 0, "<d/>", NULL, NULL },
		{ "e", 200, "<e/>", NULL, NULL },
		{ "f", 200, "<f/>", NULL, NULL },
		{ "g", 200, "<g/>", NULL, NULL }),
	    NULL);
	sql("UPDATE sheaf.harvest SET verdict = 'failed', ended_at = now()");
	fence = take(&order);
	(void)store(&session, &fence,
	    PAGE({ "a", 100, "<old/>", NULL, NULL },
		{ "b", 200, "<old/>", NULL, NULL },
		{ "c", 300, "<new/>", NULL, NULL },
		{ "d", 300, "<old/>", NULL, NULL },
		{ "e", 0, "<old/>", NULL, NULL },
		{ "f", 100, NULL, NULL, NULL }, { "g", 100, "<g/>", "s", NULL },
		{ "h", 100, "<h/>", NULL, NULL }),
	    "1 a.xml");
	expect_records("a f 200 <a/> {}; b f 200 <b/> {}; c f 300 <new/> {};"
		       " d t <d/> {}; e f 200 <e/> {}; f f 200 <f/> {};"
		       " g f 200 <g/> {}; h f 100 <h/> {}");
	expect("SELECT concat_ws(' ', records, inserted, updated, unchanged,"
	       " deleted) FROM sheaf.harvest WHERE kind = 'import'",
	    "8 1 1 6 0");
}

/* Datestamps of a day: the file that was made later knows better. */
static void
in_one_import_the_later_file_wins(void **state)
{
	struct fence fence = take(&order);

	(void)state;
	(void)store(&session, &fence,
	    PAGE({ "a", 200, "<a/>", NULL, NULL },
		{ "b", 200, "<b/>", NULL, NULL }),
	    "1 a.xml");
	(void)store(&session, &fence,
	    PAGE({ "a", 200, "<later/>", NULL, NULL },
		{ "b", 100, "<old/>", NULL, NULL }),
	    "2 b.xml");
	expect_records("a f 200 <later/> {}; b f 200 <b/> {}");
}

/* Nor is its host due for it. */
static void
no_worker_takes_it(void **state)
{
	(void)state;
	(void)take(&order);
	sql("UPDATE sheaf.selection SET next_due = 'infinity'");
	assert_string_equal(host_take(&session, OTHER), HOST);
	send_list(&session, OTHER, NULL);
	(void)session_done(&session);
	assert_int_equal(session_rows(&session), 0);
	send_release(&session, OTHER, 0, 0);
	(void)session_done(&session);
	expect("SELECT next_due FROM sheaf.host", "infinity");
	expect("SELECT lease_id FROM sheaf.list_request", LEASE);
}

/* Files say nothing of what is served now, nor of what was not well then. */
static void
files_and_what_is_served_are_two_things_in_quarantine(void **state)
{
	struct fence fence = sample_harvest(1);
	struct page *page = PAGE({ "a", 200, "<a/>", NULL, NULL });

	(void)state;
	page_reject(page, "b", "<b>");
	(void)store(&session, &fence, page, NULL);
	sql("UPDATE sheaf.harvest SET verdict = 'failed', ended_at = now()");
	fence = take(&order);
	page = PAGE({ "b", 100, "<b/>", NULL, NULL });
	page_reject(page, "a", "<a>");
	page_reject(page, "c", "<c>");
	(void)store(&session, &fence, page, "1 a.xml");
	expect("SELECT string_agg(concat_ws(' ', identifier, read_at IS NULL),"
	       " '; ' ORDER BY quarantine_id) FROM sheaf.quarantine",
	    "b t; c t; a f");
	(void)store(&session, &fence, PAGE({ "c", 100, "<c/>", NULL, NULL }),
	    "2 b.xml");
	expect("SELECT string_agg(identifier, ' ') FROM sheaf.quarantine"
	       " WHERE read_at IS NULL",
	    "b");
}

/* As many as are kept, of an import before and of this one. */
static void
many_files_are_read_again_at_once(void **state)
{
	enum {
		FILES = 5000
	};
	struct fence before = take(&order);
	char *files[FILES];
	struct import_verdict verdict = { "failed", NULL, "malformed", "bad",
		false, 0, files, FILES };
	struct fence fence;
	bool is_moved;
	struct fault why;

	(void)state;
	for (int i = 0; i < FILES; i++)
		assert_true(asprintf(&files[i], "%d.xml", i) > 0);
	settle(&before, 0);
	fence = take(&order);
	sql("INSERT INTO sheaf.quarantine (repository_id, harvest_id,"
	    " page_number, metadata_prefix, bytes, length, reason, at,"
	    " dropped_at, file) SELECT 1, h, 0, 'oai_dc', '', 0, 'bad', now(),"
	    " CASE WHEN h = %lld AND n > 0 THEN now() END,"
	    " '/files/' || n || '.xml' FROM unnest('{%lld, %lld}'::bigint[])"
	    " AS u(h), generate_series(0, %d) AS g(n)",
	    (long long)before.harvest_id, (long long)before.harvest_id,
	    (long long)fence.harvest_id, FILES);
	assert_true(connection_script(
	    connection, "SET statement_timeout = '3 s'", &why));
	if (!import_settle(connection, &fence, &verdict, &is_moved, &why))
		fail_msg("%s", why.text);
	/* The last is none of them. */
	expect("SELECT string_agg(concat_ws(' ', was, read, dropped, n), '; '"
	       " ORDER BY was DESC, read, dropped) FROM (SELECT q.harvest_id ="
	       " (SELECT min(harvest_id) FROM sheaf.harvest) AS was, q.read_at"
	       " IS NOT NULL AS read, q.dropped_at IS NOT NULL AS dropped,"
	       " count(*) AS n FROM sheaf.quarantine AS q GROUP BY 1, 2, 3)"
	       " AS counted",
	    "t f t 1; t t f 1; t t t 4999; f f f 2; f f t 4999");
	for (int i = 0; i < FILES; i++)
		free(files[i]);
}

static void
next_from_moves_when_a_person_says_so_and_never_back(void **state)
{
	static const struct {
		time_t said;
		const char *from;
	} cases[] = { { 0, "NULL" }, { 1000, "1000" }, { 500, "1000" },
		{ 0, "1000" }, { 2000, "2000" } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct fence fence = take(&order);

		settle(&fence, cases[i].said);
		expect("SELECT extract(epoch FROM next_from)::bigint"
		       " FROM sheaf.selection",
		    cases[i].from);
	}
}

static void
what_the_next_harvest_asks_for_is_told(void **state)
{
	struct import_order other = order;
	struct import_next next;
	struct fault why;

	(void)state;
	assert_true(import_next(connection, &order, &next, &why));
	assert_true(next.is_regular);
	assert_false(next.has_from);
	sql("UPDATE sheaf.selection SET next_from = '2024-02-29'");
	assert_true(import_next(connection, &order, &next, &why));
	assert_string_equal(next.from, "2024-02-29T00:00:00Z");
	assert_int_equal(next.overlap_seconds, 86400);
	other.set_spec = "s";
	assert_true(import_next(connection, &other, &next, &why));
	assert_false(next.is_regular);
}

TESTS(TEST_WORLD(the_same_import_is_gone_on_with),
    TEST_WORLD(whoever_held_it_before_writes_no_more),
    TEST_WORLD(what_a_file_left_unfinished_is_taken_back),
    TEST_WORLD(it_can_begin_again),
    TEST_WORLD(only_what_is_newer_replaces_what_is_served),
    TEST_WORLD(in_one_import_the_later_file_wins),
    TEST_WORLD(no_worker_takes_it),
    TEST_WORLD(files_and_what_is_served_are_two_things_in_quarantine),
    TEST_WORLD(many_files_are_read_again_at_once),
    TEST_WORLD(next_from_moves_when_a_person_says_so_and_never_back),
    TEST_WORLD(what_the_next_harvest_asks_for_is_told))
