#include "sample.h"

/* What a page leaves behind in the tables. */

static struct session session;
static struct fence fence;

static int
set_up(void **state)
{
	(void)state;
	observe();
	fence = sample_world();
	session = session_open("WRITER");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&session);
	PQfinish(observer);
	return 0;
}

static void
expect_tally(struct tally tally, int64_t inserted, int64_t updated,
    int64_t deleted, int64_t quarantined)
{
	assert_true(tally.is_stored);
	assert_int_equal(tally.inserted, inserted);
	assert_int_equal(tally.updated, updated);
	assert_int_equal(tally.deleted, deleted);
	assert_int_equal(tally.quarantined, quarantined);
}

static void
expect(const char *query, const char *answer)
{
	assert_string_equal(value("%s", query), answer);
}

/* records, inserted, updated, unchanged, deleted, quarantined */
static void
expect_counts(const char *counts)
{
	expect("SELECT concat_ws(' ', records, inserted, updated, unchanged,"
	       " deleted, quarantined) FROM sheaf.harvest"
	       " ORDER BY harvest_id DESC LIMIT 1",
	    counts);
}

static void
expect_marks(const char *identifiers)
{
	expect(
	    "SELECT coalesce(string_agg(identifier, ' ' ORDER BY identifier),"
	    " '') FROM sheaf.stale_item",
	    identifiers);
}

static void
forget_marks(void)
{
	sql("TRUNCATE sheaf.stale_item");
}

static void
next_harvest(void)
{
	sql("UPDATE sheaf.harvest SET verdict = 'failed', ended_at = now()"
	    " WHERE verdict IS NULL");
	fence = sample_harvest(1);
}

static void
test_live_deleted_and_rejected_records_are_stored(void **state)
{
	struct page *page = PAGE({ "a", 100, "<a/>", "s", "<p/>" },
	    { "b", 200, "<b/>", NULL, NULL }, { "c", 300, NULL, NULL, NULL });

	(void)state;
	page_reject(page, "d", "<d>\xff");
	page_reject(page, NULL, "");
	expect_tally(store(&session, &fence, page, "next"), 2, 0, 1, 2);
	expect("SELECT string_agg(concat_ws(' ', identifier, metadata_prefix,"
	       " status, datestamp, extract(epoch FROM datestamp_at)::bigint,"
	       " set_specs, metadata, about), '; ' ORDER BY identifier)"
	       " FROM sheaf.record",
	    "a oai_dc live at 100 100 {s} <a/> {<p/>};"
	    " b oai_dc live at 200 200 {} <b/>;"
	    " c oai_dc deleted at 300 300 {}");
	expect("SELECT string_agg(concat_ws(' ', coalesce(identifier, '?'),"
	       " encode(bytes, 'hex'), length, page_number, reason), '; '"
	       " ORDER BY length) FROM sheaf.quarantine",
	    "?  0 0 not XML; d 3c643eff 4 0 not XML");
	expect_counts("5 2 0 0 1 2");
	expect_marks("a b c");
	expect("SELECT concat_ws(' ', page_number, token, listed, is_ended)"
	       " FROM sheaf.list_request",
	    "1 next 5 f");
	assert_int_equal(number("SELECT count(*) FROM sheaf.record WHERE"
				" first_seen = changed_at AND harvest_id = 1"),
	    3);
}

static void
test_an_unchanged_page_writes_no_row_of_records_and_marks(void **state)
{
	static const bool asks_known[] = { true, false };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct sending how = { &session, NULL, asks_known[i] };
		struct page_close close = close_with("again");
		int64_t before;

		fence = sample_world();
		(void)store(&session, &fence,
		    PAGE({ "a", 100, "<a/>", "s", "<p/>" },
			{ "b", 0, "<b/>", NULL, NULL },
			{ "c", 300, NULL, NULL, NULL }),
		    "next");
		forget_marks();
		if (i == 0)
			next_harvest();
		session_script(&session, "BEGIN");
		before = written(&session, "record");
		page_send(&how, &fence,
		    PAGE({ "c", 300, NULL, NULL, NULL },
			{ "b", 0, "<b/>", NULL, NULL },
			{ "a", 100, "<a/>", "s", "<p/>" }),
		    &close);
		expect_tally(tally_of(&session), 0, 0, 0, 0);
		assert_int_equal(written(&session, "record"), before);
		session_script(&session, "COMMIT");
		expect_marks("");
		expect_counts(i == 0 ? "3 0 0 3 0 0" : "6 2 0 3 1 0");
	}
}

/* The header alone: by itself when the record was asked about, or together
 * with its content when it was not. */
static void
test_a_new_header_changes_the_header_and_nothing_else(void **state)
{
	static const bool asks_known[] = { true, false };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct sending how = { &session, NULL, asks_known[i] };
		struct page_close close = close_with(NULL);
		char before[4096];
		const char *content =
		    "SELECT string_agg(concat_ws(' ', identifier, status,"
		    " metadata, about, content_hash, first_seen, changed_at,"
		    " changed_in), '; ' ORDER BY identifier)"
		    " FROM sheaf.record";

		fence = sample_world();
		(void)store(&session, &fence,
		    PAGE({ "a", 100, "<a/>", NULL, "<p/>" },
			{ "b", 100, "<b/>", "s", NULL },
			{ "c", 100, NULL, NULL, NULL }),
		    NULL);
		forget_marks();
		(void)snprintf(
		    before, sizeof(before), "%s", value("%s", content));
		next_harvest();
		page_send(&how, &fence,
		    PAGE({ "a", 200, "<a/>", NULL, "<p/>" },
			{ "b", 100, "<b/>", "t", NULL },
			{ "c", 200, NULL, NULL, NULL }),
		    &close);
		expect_tally(tally_of(&session), 0, 3, 0, 0);
		expect(content, before);
		expect("SELECT string_agg(concat_ws(' ', datestamp, extract("
		       "epoch FROM datestamp_at)::bigint, set_specs,"
		       " harvest_id), '; ' ORDER BY identifier)"
		       " FROM sheaf.record",
		    "at 200 200 {} 2; at 100 100 {t} 2; at 200 200 {} 2");
		expect_marks("");
		expect_counts("3 0 3 0 0 0");
	}
}

static void
test_changed_content_is_stored_and_marked(void **state)
{
	(void)state;
	(void)store(&session, &fence,
	    PAGE({ "a", 100, "<a/>", NULL, NULL },
		{ "b", 100, "<b/>", NULL, NULL }),
	    NULL);
	forget_marks();
	next_harvest();
	sql("INSERT INTO sheaf.setting VALUES ('clock_offset', '1 hour')");
	expect_tally(store(&session, &fence,
			 PAGE({ "a", 100, "<new/>", NULL, "<p/>" },
			     { "b", 100, "<b/>", NULL, NULL }),
			 NULL),
	    0, 1, 0, 0);
	expect_marks("a");
	expect("SELECT concat_ws(' ', metadata, about, changed_at >"
	       " first_seen + interval '59 minutes') FROM sheaf.record"
	       " WHERE identifier = 'a'",
	    "<new/> {<p/>} t");
	expect_counts("2 0 1 1 0 0");
}

static void
test_a_deleted_record_keeps_its_metadata_and_comes_back(void **state)
{
	const char *row = "SELECT concat_ws(' ', status, metadata, about)"
			  " FROM sheaf.record";

	(void)state;
	(void)store(
	    &session, &fence, PAGE({ "a", 100, "<a/>", NULL, "<p/>" }), NULL);
	forget_marks();
	next_harvest();
	expect_tally(
	    store(&session, &fence, PAGE({ "a", 200, NULL, NULL, NULL }), NULL),
	    0, 0, 1, 0);
	expect(row, "deleted <a/> {<p/>}");
	expect_marks("a");
	forget_marks();
	next_harvest();
	expect_tally(store(&session, &fence,
			 PAGE({ "a", 300, "<a/>", NULL, NULL }), NULL),
	    0, 1, 0, 0);
	expect(row, "live <a/>");
	expect_marks("a");
}

/* Its metadata had its time: record_expire.sql. */
static void
test_a_record_comes_back_after_its_metadata_was_thrown_away(void **state)
{
	(void)state;
	(void)store(
	    &session, &fence, PAGE({ "a", 100, "<a/>", NULL, NULL }), NULL);
	next_harvest();
	(void)store(
	    &session, &fence, PAGE({ "a", 200, NULL, NULL, NULL }), NULL);
	sql("UPDATE sheaf.record SET metadata = NULL");
	next_harvest();
	(void)store(
	    &session, &fence, PAGE({ "a", 300, "<a/>", NULL, NULL }), NULL);
	expect("SELECT metadata FROM sheaf.record", "<a/>");
}

static void
test_what_we_concluded_is_over_when_the_record_is_listed_again(void **state)
{
	static const char *const statuses[] = { "missing", "gone" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		fence = sample_world();
		(void)store(&session, &fence,
		    PAGE({ "a", 100, "<a/>", NULL, NULL }), NULL);
		sql("UPDATE sheaf.record SET status = '%s'", statuses[i]);
		forget_marks();
		next_harvest();
		expect_tally(store(&session, &fence,
				 PAGE({ "a", 100, "<a/>", NULL, NULL }), NULL),
		    0, 1, 0, 0);
		expect(
		    "SELECT status || metadata FROM sheaf.record", "live<a/>");
		expect_marks("a");
	}
}

static void
test_of_duplicates_in_a_page_the_larger_datestamp_then_the_later_stays(
    void **state)
{
	(void)state;
	expect_tally(store(&session, &fence,
			 PAGE({ "a", 200, "<newer/>", NULL, NULL },
			     { "b", 100, "<first/>", NULL, NULL },
			     { "a", 100, "<older/>", NULL, NULL },
			     { "b", 100, "<later/>", NULL, NULL },
			     { "c", 100, "<c/>", NULL, NULL },
			     { "c", 200, NULL, NULL, NULL }),
			 NULL),
	    2, 0, 1, 0);
	expect("SELECT string_agg(coalesce(metadata, status), ' '"
	       " ORDER BY identifier) FROM sheaf.record",
	    "<newer/> <later/> deleted");
	expect_counts("6 2 0 3 1 0");
}

/* As one page each: an unreadable datestamp gives no order, so the later one
 * stays, and the comparison goes on from it. */
static void
test_duplicates_without_readable_datestamps_are_taken_as_served(void **state)
{
	static const struct sample served[] = {
		{ "a", 500, "<1/>", NULL, NULL },
		{ "a", 0, "<2/>", NULL, NULL },
		{ "a", 300, "<3/>", NULL, NULL },
		{ "a", 200, "<4/>", NULL, NULL },
	};

	(void)state;
	(void)store(&session, &fence, page_of(served, 4), NULL);
	expect("SELECT metadata FROM sheaf.record", "<3/>");
	fence = sample_world();
	for (size_t i = 0; i < 4; i++)
		(void)store(&session, &fence, page_of(&served[i], 1), "t");
	expect("SELECT metadata FROM sheaf.record", "<3/>");
}

static void
test_within_a_harvest_the_larger_datestamp_wins(void **state)
{
	(void)state;
	(void)store(&session, &fence,
	    PAGE({ "a", 200, "<a/>", NULL, NULL },
		{ "b", 200, "<b/>", "s", NULL }),
	    "2");
	/* The second is no more than a header. */
	expect_tally(store(&session, &fence,
			 PAGE({ "a", 100, "<old/>", NULL, NULL },
			     { "b", 100, "<b/>", "old", NULL }),
			 "3"),
	    0, 0, 0, 0);
	expect("SELECT string_agg(concat_ws(' ', datestamp, metadata,"
	       " set_specs), '; ' ORDER BY identifier) FROM sheaf.record",
	    "at 200 <a/> {}; at 200 <b/> {s}");
	expect_tally(store(&session, &fence,
			 PAGE({ "a", 200, "<same/>", NULL, NULL },
			     { "b", 200, "<b/>", "same", NULL }),
			 NULL),
	    0, 2, 0, 0);
	expect_counts("6 2 2 2 0 0");
}

static void
test_across_harvests_what_is_served_now_wins(void **state)
{
	(void)state;
	(void)store(&session, &fence,
	    PAGE({ "a", 200, "<a/>", NULL, NULL },
		{ "b", 200, "<b/>", "s", NULL }),
	    NULL);
	next_harvest();
	expect_tally(store(&session, &fence,
			 PAGE({ "a", 100, "<restored/>", NULL, NULL },
			     { "b", 100, "<b/>", "restored", NULL }),
			 NULL),
	    0, 2, 0, 0);
	expect("SELECT string_agg(concat_ws(' ', datestamp, metadata,"
	       " set_specs), '; ' ORDER BY identifier) FROM sheaf.record",
	    "at 100 <restored/> {}; at 100 <b/> {restored}");
}

/* What page_known said is not true any more when the page is stored. */
static void
test_a_header_is_not_put_on_content_that_changed_since(void **state)
{
	struct page_write write;
	struct page_close close = close_with(NULL);
	struct page *page;
	struct parameters parameters;
	struct fault why;

	(void)state;
	(void)store(&session, &fence,
	    PAGE({ "a", 100, "<a/>", NULL, NULL },
		{ "b", 100, "<b/>", NULL, NULL }),
	    NULL);
	next_harvest();
	page = PAGE(
	    { "a", 200, "<a/>", NULL, NULL }, { "b", 200, "<b/>", NULL, NULL });
	assert_true(page_ready(&write, page, &why));
	ask_known(&session, 1, &write);
	sql("UPDATE sheaf.record SET metadata = '<other/>', content_hash = 1,"
	    " datestamp = 'other' WHERE identifier = 'a'");
	sql("UPDATE sheaf.record SET status = 'missing' WHERE identifier ="
	    " 'b'");
	parameters_init(&parameters);
	page_store(&parameters, &fence, &write,
	    &(struct page_part){ 0, 2, true, 2 }, &close);
	(void)session_query(&session, QUERY_PAGE_STORE, &parameters);
	page_free(page);
	expect("SELECT string_agg(concat_ws(' ', metadata, status, datestamp),"
	       " '; ' ORDER BY identifier) FROM sheaf.record",
	    "<other/> live other; <b/> missing at 100");
}

static void
test_an_empty_page_moves_on_and_is_counted(void **state)
{
	(void)state;
	expect_tally(store(&session, &fence, page_begin(), "2"), 0, 0, 0, 0);
	expect_tally(store(&session, &fence, page_begin(), "3"), 0, 0, 0, 0);
	expect("SELECT concat_ws(' ', page_number, token, empty_pages, listed)"
	       " FROM sheaf.list_request",
	    "2 3 2 0");
	(void)store(
	    &session, &fence, PAGE({ "a", 1, "<a/>", NULL, NULL }), "4");
	expect("SELECT concat_ws(' ', page_number, empty_pages, listed)"
	       " FROM sheaf.list_request",
	    "3 0 1");
	expect_tally(store(&session, &fence, page_begin(), NULL), 0, 0, 0, 0);
	expect("SELECT concat_ws(' ', page_number, token, is_ended)"
	       " FROM sheaf.list_request",
	    "4 t");
	expect("SELECT concat_ws(' ', records, pages, requests)"
	       " FROM sheaf.harvest",
	    "1 4 4");
}

static void
test_a_batch_stores_records_and_leaves_the_page_where_it_was(void **state)
{
	struct sending how = { &session, NULL, true };
	struct page_close close = close_with("2");
	const char *row =
	    "SELECT concat_ws(' ', page_number, empty_pages, token, listed, "
	    "unnamed,"
	    " is_ended, cursor, complete_list_size, first_response_date,"
	    " extract(epoch FROM token_expires - now())::integer / 10)"
	    " FROM sheaf.list_request";

	(void)state;
	page_send(&how, &fence, PAGE({ "a", 1, "<a/>", NULL, NULL }), NULL);
	expect_tally(tally_of(&session), 1, 0, 0, 0);
	expect(row, "0 0 0 0 f");
	page_send(&how, &fence, PAGE({ "b", 1, "<b/>", NULL, NULL }), NULL);
	expect_tally(tally_of(&session), 1, 0, 0, 0);
	expect(row, "0 0 0 0 f");
	close.listed = 2;
	close.unnamed = 1;
	close.complete_list_size = 10;
	close.cursor = 0;
	close.expiry_seconds = 75;
	page_send(&how, &fence, PAGE({ "c", 1, "<c/>", NULL, NULL }), &close);
	expect_tally(tally_of(&session), 1, 0, 0, 0);
	expect(row, "1 0 2 3 1 f 0 10 7");
	expect_counts("3 3 0 0 0 0");
	expect(
	    "SELECT concat_ws(' ', pages, requests) FROM sheaf.harvest", "1 1");
}

/* Otherwise a page that always breaks behind its first batch is asked for
 * again and again, without end. */
static void
test_only_the_end_of_a_page_forgets_its_failures(void **state)
{
	struct sending how = { &session, NULL, true };
	struct page_close close = close_with("2");
	const char *row =
	    "SELECT concat_ws(' ', tries, token_failures, restarts, fault,"
	    " reason) FROM sheaf.list_request";

	(void)state;
	sql("UPDATE sheaf.list_request SET tries = 3, token_failures = 1,"
	    " restarts = 2, fault = 'network', reason = 'away'");
	page_send(&how, &fence, PAGE({ "a", 1, "<a/>", NULL, NULL }), NULL);
	expect_tally(tally_of(&session), 1, 0, 0, 0);
	expect(row, "3 1 2 network away");
	page_send(&how, &fence, PAGE({ "b", 1, "<b/>", NULL, NULL }), &close);
	expect_tally(tally_of(&session), 1, 0, 0, 0);
	/* A fault that was got over is none of the list's. */
	expect(row, "0 0 2");
}

static void
test_the_first_response_is_that_of_the_first_page(void **state)
{
	static const struct {
		time_t dates[3]; /* 0: not readable */
		const char *first;
	} rows[] = {
		{ { 100, 200, 300 }, "100" },
		{ { 100, 50, 0 }, "100" },
		{ { 0, 200, 300 }, "NULL" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		fence = sample_world();
		for (int page = 0; page < 3; page++) {
			struct page_close close = close_with("t");
			struct sending how = { &session, NULL, false };

			close.response_date = rows[i].dates[page];
			close.has_response_date = close.response_date != 0;
			page_send(&how, &fence, page_begin(), &close);
			fence.page_number += tally_of(&session).is_stored;
		}
		expect("SELECT extract(epoch FROM first_response_date)::bigint"
		       " FROM sheaf.list_request",
		    rows[i].first);
	}
}

static void
test_identifiers_are_bytes(void **state)
{
	static char longest[IDENTIFIER_BYTES + 1];
	static const char *const identifiers[] = { "it's", "a\\b", "\"x\"",
		"a,b{c}", "NULL", "\xc3\xa4\xe2\x82\xac\xf0\x9f\x90\x98",
		"line\nbreak", " blank ", "%s$1" };
	struct page *page = page_begin();

	(void)state;
	for (size_t i = 0; i < IDENTIFIER_BYTES; i++)
		longest[i] = (char)('!' + (i * 7919 + i * i) % 90);
	for (size_t i = 0; i < sizeof(identifiers) / sizeof(char *); i++)
		page_add(page,
		    &(struct sample){ identifiers[i], 1, "<a/>", identifiers[i],
			identifiers[i] });
	page_add(
	    page, &(struct sample){ longest, 1, "<a/>", longest, longest });
	expect_tally(store(&session, &fence, page, NULL), 10, 0, 0, 0);
	assert_int_equal(number("SELECT count(*) FROM sheaf.record WHERE"
				" set_specs = ARRAY[identifier]"
				" AND about = ARRAY[identifier]"),
	    10);
	for (size_t i = 0; i <= sizeof(identifiers) / sizeof(char *); i++) {
		const char *values[] = { i == 9 ? longest : identifiers[i] };
		PGresult *result = PQexecParams(observer,
		    "SELECT FROM sheaf.record JOIN sheaf.stale_item USING"
		    " (repository_id, identifier) WHERE identifier = $1::text",
		    1, NULL, values, NULL, NULL, 0);

		assert_int_equal(PQntuples(result), 1);
		PQclear(result);
	}
}

TESTS(TEST_WORLD(test_live_deleted_and_rejected_records_are_stored),
    TEST_WORLD(test_an_unchanged_page_writes_no_row_of_records_and_marks),
    TEST_WORLD(test_a_new_header_changes_the_header_and_nothing_else),
    TEST_WORLD(test_changed_content_is_stored_and_marked),
    TEST_WORLD(test_a_deleted_record_keeps_its_metadata_and_comes_back),
    TEST_WORLD(test_a_record_comes_back_after_its_metadata_was_thrown_away),
    TEST_WORLD(test_what_we_concluded_is_over_when_the_record_is_listed_again),
    TEST_WORLD(
	test_of_duplicates_in_a_page_the_larger_datestamp_then_the_later_stays),
    TEST_WORLD(test_duplicates_without_readable_datestamps_are_taken_as_served),
    TEST_WORLD(test_within_a_harvest_the_larger_datestamp_wins),
    TEST_WORLD(test_across_harvests_what_is_served_now_wins),
    TEST_WORLD(test_a_header_is_not_put_on_content_that_changed_since),
    TEST_WORLD(test_an_empty_page_moves_on_and_is_counted),
    TEST_WORLD(test_a_batch_stores_records_and_leaves_the_page_where_it_was),
    TEST_WORLD(test_only_the_end_of_a_page_forgets_its_failures),
    TEST_WORLD(test_the_first_response_is_that_of_the_first_page),
    TEST_WORLD(test_identifiers_are_bytes))
