#include "world.h"

/* Which records of a page need not be sent. */

static void
expect_known(struct page *page, int64_t repository_id, const char *letters)
{
	struct page_write write;
	struct fault why;

	assert_true(page_ready(&write, page, &why));
	assert_int_equal(write.count, strlen(letters));
	ask_known(&session, repository_id, fence.harvest_id, &write);
	for (size_t i = 0; i < write.count; i++)
		assert_int_equal(write.known[i],
		    letters[i] == 'n'       ? KNOWN_NOT
			: letters[i] == 'c' ? KNOWN_CONTENT
			: letters[i] == 'o' ? KNOWN_OLDER
					    : KNOWN_WHOLLY);
	page_free(page);
}

static void
test_positions_say_what_is_known(void **state)
{
	(void)state;
	(void)store(&session, &fence,
	    PAGE({ "b", 1, "<b/>", "s", NULL }, { "c", 1, "<c/>", "s", NULL },
		{ "d", 1, "<d/>", "s", "<p/>" }, { "f", 1, NULL, NULL, NULL },
		{ "g", 1, NULL, NULL, NULL }, { "h", 1, "<h/>", NULL, NULL },
		{ "i", 1, NULL, NULL, NULL }),
	    "2");
	/* In order of identifier: new, whole, header, about, deleted whole,
	 * deleted header, now deleted, now live. */
	expect_known(
	    PAGE({ "i", 1, "<i/>", NULL, NULL }, { "h", 1, NULL, NULL, NULL },
		{ "g", 2, NULL, NULL, NULL }, { "f", 1, NULL, NULL, NULL },
		{ "d", 1, "<d/>", "s", "<q/>" }, { "c", 2, "<c/>", "s", NULL },
		{ "b", 1, "<b/>", "s", NULL }, { "a", 1, "<a/>", NULL, NULL }),
	    1, "nwcnwcnn");
}

static void
test_what_we_concluded_is_never_known(void **state)
{
	static const char *const statuses[] = { "missing", "gone" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		fence = sample_world();
		(void)store(&session, &fence,
		    PAGE({ "a", 1, "<a/>", NULL, NULL },
			{ "b", 1, NULL, NULL, NULL }),
		    "2");
		sql("UPDATE sheaf.record SET status = '%s'", statuses[i]);
		expect_known(PAGE({ "a", 1, "<a/>", NULL, NULL },
				 { "b", 1, NULL, NULL, NULL }),
		    1, "nn");
	}
}

static void
test_another_repository_or_format_is_not_known(void **state)
{
	(void)state;
	(void)store(
	    &session, &fence, PAGE({ "a", 1, "<a/>", NULL, NULL }), "2");
	expect_known(PAGE({ "a", 1, "<a/>", NULL, NULL }), 1, "w");
	expect_known(PAGE({ "a", 1, "<a/>", NULL, NULL }), 2, "n");
	sql("UPDATE sheaf.record SET metadata_prefix = 'mods'");
	expect_known(PAGE({ "a", 1, "<a/>", NULL, NULL }), 1, "n");
}

/* Within the harvest that stored it, that is no question. */
static void
test_what_is_older_than_an_earlier_harvest_is_put_aside(void **state)
{
	struct page *page = PAGE({ "z", 1, "<z/>", NULL, NULL });

	(void)state;
	(void)store(&session, &fence,
	    PAGE({ "a", 2, "<a/>", NULL, NULL }, { "b", 2, "<b/>", NULL, NULL },
		{ "c", 2, "<c/>", NULL, NULL }, { "d", 2, NULL, NULL, NULL },
		{ "e", 0, "<e/>", NULL, NULL }),
	    "2");
#define BACK                                                                 \
	PAGE({ "a", 1, "<x/>", NULL, NULL }, { "b", 1, "<b/>", NULL, NULL }, \
	    { "c", 3, "<x/>", NULL, NULL }, { "d", 1, "<d/>", NULL, NULL },  \
	    { "e", 1, "<x/>", NULL, NULL })
	expect_known(BACK, 1, "ncnnn");
	sql("UPDATE sheaf.record SET harvest_id = 0");
	expect_known(BACK, 1, "oonon");
	page_reject(page, "a", "<a>");
	(void)store(&session, &fence, page, "3");
	expect_known(BACK, 1, "nonon");
	sql("UPDATE sheaf.record SET status = 'missing' WHERE identifier = "
	    "'b'");
	expect_known(BACK, 1, "nnnon");
	sql("INSERT INTO sheaf.wanted SELECT 1, %lld, 1, 'w' || i"
	    " FROM generate_series(1, %d) AS i",
	    (long long)fence.harvest_id, SINGLES_BESIDE);
	expect_known(BACK, 1, "nnnnn");
}

/* More of a page are taken as served. */
static void
test_few_of_a_page_are_put_aside(void **state)
{
	struct page *page = page_begin();
	struct page_write write;
	struct fault why;
	int older = 0;

	(void)state;
	for (int i = 0; i < OLDER_AGAIN + 5; i++) {
		char identifier[16];

		(void)snprintf(identifier, sizeof(identifier), "%06d", i);
		page_add(page,
		    &(struct sample){ identifier, 2, "<a/>", NULL, NULL });
	}
	assert_true(page_ready(&write, page, &why));
	(void)store(&session, &fence, page, "2");
	sql("UPDATE sheaf.record SET harvest_id = 0");
	page = page_begin();
	for (int i = 0; i < OLDER_AGAIN + 5; i++) {
		char identifier[16];

		(void)snprintf(identifier, sizeof(identifier), "%06d", i);
		page_add(page,
		    &(struct sample){ identifier, 1, "<b/>", NULL, NULL });
	}
	assert_true(page_ready(&write, page, &why));
	ask_known(&session, 1, fence.harvest_id, &write);
	for (size_t i = 0; i < write.count; i++)
		older += write.known[i] == KNOWN_OLDER;
	assert_int_equal(older, OLDER_AGAIN);
	page_free(page);
}

/* Else nobody would hear that it was read. */
static void
test_what_stands_in_quarantine_is_never_wholly_known(void **state)
{
	struct page *page = PAGE({ "b", 1, "<b/>", NULL, NULL });

	(void)state;
	(void)store(&session, &fence,
	    PAGE(
		{ "a", 1, "<a/>", NULL, NULL }, { "b", 1, "<b/>", NULL, NULL }),
	    "2");
	page_reject(page, "a", "<a>");
	(void)store(&session, &fence, page, "3");
	expect_known(PAGE({ "a", 1, "<a/>", NULL, NULL },
			 { "b", 1, "<b/>", NULL, NULL }),
	    1, "cw");
	sql("UPDATE sheaf.quarantine SET read_at = now()");
	expect_known(PAGE({ "a", 1, "<a/>", NULL, NULL }), 1, "w");
}

static uint32_t
random_below(uint64_t *seed, uint32_t below)
{
	*seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407U;
	return (uint32_t)(*seed >> 33) % below;
}

static struct sample
random_sample(uint64_t *seed, char *identifier, size_t size)
{
	static const char *const contents[] = { "<1/>", "<2/>", NULL };
	static const char *const sets[] = { NULL, "s" };

	(void)snprintf(identifier, size, "i%u", random_below(seed, 40));
	return (struct sample){ identifier, 1 + random_below(seed, 2),
		contents[random_below(seed, 3)], sets[random_below(seed, 2)],
		NULL };
}

/* Whatever is said to be known is in the table, just so. */
static void
test_known_is_never_said_of_other_content(void **state)
{
	uint64_t seed = 7;
	char identifier[16];
	int known = 0;

	(void)state;
	for (int round = 0; round < 60; round++) {
		struct page *page = page_begin();
		struct page_write write;
		struct fault why;

		for (int i = 0; i < 20; i++) {
			struct sample sample = random_sample(
			    &seed, identifier, sizeof(identifier));

			page_add(page, &sample);
		}
		assert_true(page_ready(&write, page, &why));
		ask_known(&session, 1, fence.harvest_id, &write);
		for (size_t i = 0; i < write.count; i++) {
			const struct record *record = write.records[i];
			int64_t same = number(
			    "SELECT count(*) FROM sheaf.record WHERE"
			    " identifier = '%.*s' AND status = '%s' AND"
			    " (status = 'deleted' OR metadata = '%.*s') AND"
			    " (%s OR (datestamp = '%.*s' AND set_specs ="
			    " '{%.*s}'))",
			    (int)record->identifier.length,
			    record->identifier.bytes,
			    record->status == RECORD_DELETED ? "deleted"
							     : "live",
			    (int)record->metadata.length,
			    record->metadata.length > 0 ? record->metadata.bytes
							: "",
			    write.known[i] != KNOWN_WHOLLY ? "true" : "false",
			    (int)record->datestamp.length,
			    record->datestamp.bytes,
			    record->set_spec_count > 0
				? (int)record->set_specs[0].length
				: 0,
			    record->set_spec_count > 0
				? record->set_specs[0].bytes
				: "");

			assert_int_equal(same, write.known[i] != KNOWN_NOT);
			known += write.known[i] != KNOWN_NOT;
		}
		(void)store(&session, &fence, page, "t");
	}
	assert_true(known > 100);
}

static struct page *
thousand(int first, const char *set)
{
	struct page *page = page_begin();

	for (int i = 0; i < 1000; i++) {
		char identifier[16];

		(void)snprintf(
		    identifier, sizeof(identifier), "%06d", first + i);
		page_add(
		    page, &(struct sample){ identifier, 1, "<a/>", set, NULL });
	}
	return page;
}

/* Rows of records that were looked at, in this transaction. */
static int64_t
rows_read(void)
{
	(void)session_run(&session,
	    "SELECT coalesce(sum(seq_tup_read + idx_tup_fetch), 0)"
	    " FROM pg_stat_xact_user_tables WHERE relname = 'record'",
	    NULL);
	return session_number(&session, 0, 0);
}

/* Runs what was prepared; how many rows of records it looked at. */
static int64_t
cost(enum query query, struct parameters *parameters)
{
	struct connection_values values = connection_values(parameters);
	int64_t before;
	PGresult *result;

	session_script(&session, "BEGIN");
	before = rows_read();
	result = PQexecPrepared(session.libpq, query_texts[query].name,
	    values.count, values.pointers, values.lengths, values.formats, 0);
	assert_int_equal(PQresultStatus(result), PGRES_TUPLES_OK);
	before = rows_read() - before;
	PQclear(session.result);
	session.result = result;
	parameters_fini(parameters);
	return before;
}

static void
prepare(enum query query)
{
	PQclear(PQprepare(session.libpq, query_texts[query].name,
	    query_texts[query].text, 0, NULL));
}

struct costs {
	int64_t known;
	int64_t store;
};

/* A page of a thousand records with that set, as the product sends it. */
static void
send_thousand(int first, const char *set, struct costs *costs)
{
	struct page *page = thousand(first, set);
	struct page_close close = close_with("t");
	struct parameters parameters;
	struct page_write write;
	struct fault why;

	assert_true(page_ready(&write, page, &why));
	parameters_init(&parameters);
	page_ask_known(
	    &parameters, 1, fence.harvest_id, TEXT("oai_dc"), &write);
	costs->known += cost(QUERY_PAGE_KNOWN, &parameters);
	page_note_known(&write, (const struct reply *)session.result);
	session_script(&session, "COMMIT");
	parameters_init(&parameters);
	page_store(&parameters, &fence, &write,
	    &(struct page_part){ 0, write.count, true, 1000 }, &close);
	costs->store += cost(QUERY_PAGE_STORE, &parameters);
	assert_true(tally_of(&session).is_stored);
	session_script(&session, "COMMIT");
	page_free(page);
	fence.page_number++;
}

/* Statements are prepared when the first page comes, against an empty table;
 * the plan they get then has to do when it fills, also while the server has
 * not analysed it yet: a page costs what is on it. */
static void
test_a_plan_made_for_an_empty_table_reads_no_more_of_a_full_one(void **state)
{
	struct costs costs = { 0, 0 };

	(void)state;
	session_script(&session, "SET plan_cache_mode = force_generic_plan");
	prepare(QUERY_PAGE_KNOWN);
	prepare(QUERY_PAGE_STORE);
	for (int i = 0; i < 6; i++)
		send_thousand(i * 1000, "s", &costs);
	assert_int_equal(costs.known, 0);
	assert_int_equal(costs.store, 0);
	for (int i = 0; i < 6; i++)
		send_thousand(i * 1000, "s", &costs);
	assert_int_equal(costs.known, 6000);
	assert_int_equal(costs.store, 0);
	for (int i = 0; i < 6; i++)
		send_thousand(i * 1000, "t", &costs);
	assert_int_equal(costs.known, 12000);
	/* Once for what it was before, once to change it. */
	assert_int_equal(costs.store, 12000);
	assert_int_equal(number("SELECT count(*) FROM sheaf.record"
				" WHERE set_specs = '{t}'"),
	    6000);
}

TESTS(TEST_WORLD(test_positions_say_what_is_known),
    TEST_WORLD(test_what_we_concluded_is_never_known),
    TEST_WORLD(test_another_repository_or_format_is_not_known),
    TEST_WORLD(test_what_is_older_than_an_earlier_harvest_is_put_aside),
    TEST_WORLD(test_few_of_a_page_are_put_aside),
    TEST_WORLD(test_what_stands_in_quarantine_is_never_wholly_known),
    TEST_WORLD(test_known_is_never_said_of_other_content),
    TEST_WORLD(test_a_plan_made_for_an_empty_table_reads_no_more_of_a_full_one))
