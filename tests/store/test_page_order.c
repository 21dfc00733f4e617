#include "stored.h"

/* Which of several records with one identifier stays: in a page, in a harvest,
 * across harvests. */

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

/* Of list request n: what it will ask for. */
static void
expect_wanted(int n, const char *identifiers)
{
	char query[256];

	(void)snprintf(query, sizeof(query),
	    "SELECT coalesce(string_agg(identifier, ' ' ORDER BY identifier),"
	    " '') FROM sheaf.wanted WHERE n = %d",
	    n);
	expect(query, identifiers);
}

/* A page of a, older than it is, and of what else there is. */
static struct page *
back(const char *identifier)
{
	return PAGE({ "a", 100, "<restored/>", NULL, NULL },
	    { identifier, 100, "<b/>", "restored", NULL });
}

static void
test_what_is_older_than_an_earlier_harvest_is_asked_for_at_the_end(void **state)
{
	(void)state;
	(void)store(&session, &fence,
	    PAGE({ "a", 200, "<a/>", NULL, NULL },
		{ "b", 200, "<b/>", "s", NULL },
		{ "c", 200, "<c/>", NULL, NULL }),
	    NULL);
	next_harvest();
	expect_tally(store(&session, &fence, back("b"), "2"), 0, 0, 0, 0);
	expect_wanted(1, "a b");
	expect_counts("0 0 0 0 0 0");
	expect_tally(store(&session, &fence, back("c"), "3"), 0, 0, 0, 0);
	expect_tally(store(&session, &fence,
			 PAGE({ "d", 100, "<d/>", NULL, NULL }), NULL),
	    1, 0, 0, 0);
	expect_wanted(1, "");
	expect_wanted(2, "a b c");
	expect("SELECT concat_ws(' ', verb, is_extra, is_ended,"
	       " lease_id IS NOT NULL)"
	       " FROM sheaf.list_request AS l ORDER BY harvest_id DESC, n DESC"
	       " LIMIT 1",
	    "GetRecord t f t");
	expect("SELECT string_agg(concat_ws(' ', datestamp, metadata,"
	       " set_specs), '; ' ORDER BY identifier) FROM sheaf.record",
	    "at 200 <a/> {}; at 200 <b/> {s}; at 200 <c/> {}; at 100 <d/> {}");
}

/* So is what GetRecord answered, and what is more than is asked for. */
static void
test_across_harvests_what_is_served_now_wins(void **state)
{
	struct page *page = back("b");
	struct page_close close = close_with(NULL);
	struct sending how = { &session, NULL, false };

	(void)state;
	(void)store(&session, &fence,
	    PAGE({ "a", 200, "<a/>", NULL, NULL },
		{ "b", 200, "<b/>", "s", NULL }),
	    NULL);
	next_harvest();
	page_send(&how, &fence, page, &close);
	expect_tally(tally_of(&session), 0, 2, 0, 0);
	expect("SELECT string_agg(concat_ws(' ', datestamp, metadata,"
	       " set_specs), '; ' ORDER BY identifier) FROM sheaf.record",
	    "at 100 <restored/> {}; at 100 <b/> {restored}");
	expect_wanted(2, "");
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
	ask_known(&session, 1, fence.harvest_id, &write);
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

TESTS(
    TEST_WORLD(
	test_of_duplicates_in_a_page_the_larger_datestamp_then_the_later_stays),
    TEST_WORLD(test_duplicates_without_readable_datestamps_are_taken_as_served),
    TEST_WORLD(test_within_a_harvest_the_larger_datestamp_wins),
    TEST_WORLD(
	test_what_is_older_than_an_earlier_harvest_is_asked_for_at_the_end),
    TEST_WORLD(test_across_harvests_what_is_served_now_wins),
    TEST_WORLD(test_a_header_is_not_put_on_content_that_changed_since))
