#include "stored.h"

/* What a page leaves behind in the tables. */

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
		/* Of what was not asked for it is not known what is new. */
		expect_marks(asks_known[i] ? "b" : "a b c");
		expect_counts("3 0 3 0 0 0");
	}
}

/* What the header says of the same content is news where the item says it: the
 * sets; and where another format is believed more, or less, by its datestamp.
 */
static void
test_a_new_header_marks_where_its_item_would_be_another(void **state)
{
	static const struct {
		const char *first, *then; /* set */
		const char *other;        /* format of the same identifier */
		bool is_deleted;
		bool is_marked;
	} cases[] = {
		{ NULL, NULL, NULL, false, false },
		{ "s", "s", NULL, false, false },
		{ "s", "t", NULL, false, true },
		{ "s", NULL, NULL, false, true },
		{ NULL, "s", NULL, false, true },
		{ NULL, NULL, "mods", false, true },
		{ NULL, NULL, NULL, true, false },
		{ NULL, NULL, "mods", true, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *metadata = cases[i].is_deleted ? NULL : "<a/>";

		fence = sample_world();
		(void)store(&session, &fence,
		    PAGE({ "a", 100, metadata, cases[i].first, NULL },
			{ "b", 100, "<b/>", NULL, NULL }),
		    NULL);
		if (cases[i].other != NULL)
			sql("INSERT INTO sheaf.record SELECT (jsonb_populate_"
			    "record(r, '{\"metadata_prefix\": \"%s\"}')).*"
			    " FROM sheaf.record AS r WHERE identifier = 'a'",
			    cases[i].other);
		forget_marks();
		next_harvest();
		expect_tally(
		    store(&session, &fence,
			PAGE({ "a", 200, metadata, cases[i].then, NULL },
			    { "b", 200, "<b/>", NULL, NULL }),
			NULL),
		    0, 2, 0, 0);
		expect_marks(cases[i].is_marked ? "a" : "");
	}
}

/* A record of a format that is harvested beside this one may be on its way. */
static void
test_a_new_header_marks_where_another_format_may_come(void **state)
{
	(void)state;
	for (int is_another = 0; is_another < 2; is_another++) {
		fence = sample_world();
		(void)store(&session, &fence,
		    PAGE({ "a", 100, "<a/>", NULL, NULL }), NULL);
		if (is_another)
			sql("INSERT INTO sheaf.selection (repository_id,"
			    " metadata_prefix, next_due)"
			    " VALUES (1, 'mods', sheaf.clock())");
		forget_marks();
		next_harvest();
		(void)store(&session, &fence,
		    PAGE({ "a", 200, "<a/>", NULL, NULL }), NULL);
		expect_marks(is_another ? "a" : "");
	}
}

/* Who harvests the same meanwhile has put it into another set. */
static void
test_sets_are_those_of_before_whoever_writes_meanwhile(void **state)
{
	struct session other = session_open("WRITER");
	struct sending how = { &session, NULL, true };
	struct page_close close = close_with(NULL);

	(void)state;
	fence = sample_world();
	(void)store(
	    &session, &fence, PAGE({ "a", 100, "<a/>", "s", NULL }), NULL);
	forget_marks();
	next_harvest();
	session_script(&other, "BEGIN");
	session_script(&other,
	    "UPDATE sheaf.record SET set_specs = '{t}',"
	    " header_hash = 0");
	page_send(&how, &fence, PAGE({ "a", 200, "<a/>", "s", NULL }), &close);
	session_must_wait(&session);
	session_script(&other, "COMMIT");
	expect_tally(tally_of(&session), 0, 1, 0, 0);
	expect("SELECT set_specs FROM sheaf.record", "{s}");
	expect_marks("a");
	session_close(&other);
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
    TEST_WORLD(test_a_new_header_marks_where_its_item_would_be_another),
    TEST_WORLD(test_a_new_header_marks_where_another_format_may_come),
    TEST_WORLD(test_sets_are_those_of_before_whoever_writes_meanwhile),
    TEST_WORLD(test_changed_content_is_stored_and_marked),
    TEST_WORLD(test_a_deleted_record_keeps_its_metadata_and_comes_back),
    TEST_WORLD(test_a_record_comes_back_after_its_metadata_was_thrown_away),
    TEST_WORLD(test_what_we_concluded_is_over_when_the_record_is_listed_again),
    TEST_WORLD(test_an_empty_page_moves_on_and_is_counted),
    TEST_WORLD(test_a_batch_stores_records_and_leaves_the_page_where_it_was),
    TEST_WORLD(test_only_the_end_of_a_page_forgets_its_failures),
    TEST_WORLD(test_the_first_response_is_that_of_the_first_page),
    TEST_WORLD(test_identifiers_are_bytes))
