#include "sample.h"

/* Whose page it is: a statement under another fence writes nothing at all. */

static struct session session;
static struct session other;
static struct fence fence;

static int
set_up(void **state)
{
	(void)state;
	observe();
	fence = sample_world();
	session = session_open("WRITER");
	other = session_open("WRITER");
	(void)store(&session, &fence,
	    PAGE({ "a", 100, "<a/>", NULL, NULL },
		{ "b", 100, "<b/>", NULL, NULL },
		{ "h", 100, "<h/>", NULL, NULL }),
	    "2");
	sql("TRUNCATE sheaf.stale_item");
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

/* Has something for every write of the statement. */
static void
send_rich_page(struct session *by, const struct fence *under, const char *token)
{
	struct sending how = { by, NULL, true };
	struct page_close close = close_with(token);
	struct page *page = PAGE({ "a", 200, "<changed/>", NULL, NULL },
	    { "b", 200, NULL, NULL, NULL }, { "h", 200, "<h/>", NULL, NULL },
	    { "n", 200, "<new/>", NULL, NULL });

	close.has_response_date = true;
	close.response_date = 1000;
	close.complete_list_size = 100;
	close.cursor = 3;
	page_reject(page, "r", "bytes");
	page_send(&how, under, page, &close);
}

static void
expect_nothing_is_written(const struct fence *under)
{
	static const char *const tokens[] = { "3", NULL };
	char before[64], after[64];

	for (size_t i = 0; i < 2; i++) {
		int64_t rows;

		checksum(before);
		session_script(&session, "BEGIN");
		rows = written(&session, NULL);
		send_rich_page(&session, under, tokens[i]);
		assert_false(tally_of(&session).is_stored);
		assert_int_equal(written(&session, NULL), rows);
		session_script(&session, "COMMIT");
		checksum(after);
		assert_string_equal(after, before);
	}
}

static void
test_the_page_that_is_due_is_written(void **state)
{
	char before[64], after[64];

	(void)state;
	checksum(before);
	send_rich_page(&session, &fence, "3");
	assert_true(tally_of(&session).is_stored);
	checksum(after);
	assert_string_not_equal(after, before);
	/* 3 records and 1 header, 3 marks, 1 reject, list and harvest. */
	assert_int_equal(number("SELECT (SELECT count(*) FROM sheaf.record)"
				" + (SELECT count(*) FROM sheaf.stale_item)"
				" + (SELECT count(*) FROM sheaf.quarantine)"),
	    4 + 3 + 1);
}

static void
test_nothing_is_written_under_another_fence(void **state)
{
	struct fence wrong;

	(void)state;
	wrong = fence;
	memcpy(wrong.lease_id, OTHER, sizeof(OTHER));
	expect_nothing_is_written(&wrong);
	wrong = fence;
	wrong.page_number = 0;
	expect_nothing_is_written(&wrong);
	wrong.page_number = 2;
	expect_nothing_is_written(&wrong);
	wrong = fence;
	wrong.n = 2;
	expect_nothing_is_written(&wrong);
	wrong = fence;
	wrong.harvest_id = 99;
	expect_nothing_is_written(&wrong);
	wrong = fence;
	wrong.repository_id = 99;
	expect_nothing_is_written(&wrong);
}

static void
test_nothing_is_written_when_the_list_or_its_harvest_is_over(void **state)
{
	static const char *const over[] = {
		"UPDATE sheaf.list_request SET is_ended = true",
		"UPDATE sheaf.list_request SET lease_id = NULL",
		"UPDATE sheaf.harvest SET verdict = 'failed', ended_at = now()",
		"DELETE FROM sheaf.list_request",
		"DELETE FROM sheaf.harvest",
		"DELETE FROM sheaf.repository",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(over) / sizeof(over[0]); i++) {
		fence = sample_world();
		(void)store(&session, &fence,
		    PAGE({ "a", 100, "<a/>", NULL, NULL }), "2");
		sql("%s", over[i]);
		expect_nothing_is_written(&fence);
	}
}

static void
test_a_page_is_stored_once(void **state)
{
	(void)state;
	send_rich_page(&session, &fence, "3");
	assert_true(tally_of(&session).is_stored);
	expect_nothing_is_written(&fence);
	fence.page_number++;
	send_rich_page(&session, &fence, NULL);
	assert_true(tally_of(&session).is_stored);
	expect_nothing_is_written(&fence);
}

/* Somebody else changes the list request, and commits, while the statement
 * waits for that row: its snapshot is older than what counts. */
static void
test_nothing_is_written_when_the_fence_moves_while_it_waits(void **state)
{
	static const char *const moves[] = {
		"UPDATE sheaf.list_request SET lease_id = '" OTHER "'",
		"UPDATE sheaf.list_request SET page_number = 2, token = '3'",
		"UPDATE sheaf.list_request SET is_ended = true",
		"DELETE FROM sheaf.list_request",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++) {
		char before[64], after[64];
		int64_t rows;

		fence = sample_world();
		session_script(&session, "BEGIN");
		rows = written(&session, NULL);
		session_script(&other, "BEGIN");
		session_script(&other, moves[i]);
		send_rich_page(&session, &fence, "3");
		session_must_wait(&session);
		session_script(&other, "COMMIT");
		checksum(before);
		assert_false(tally_of(&session).is_stored);
		assert_int_equal(written(&session, NULL), rows);
		session_script(&session, "COMMIT");
		checksum(after);
		assert_string_equal(after, before);
	}
}

static void
test_the_page_is_written_when_the_fence_did_not_move_after_all(void **state)
{
	(void)state;
	session_script(&other, "BEGIN");
	session_script(
	    &other, "UPDATE sheaf.list_request SET lease_id = '" OTHER "'");
	send_rich_page(&session, &fence, "3");
	session_must_wait(&session);
	session_script(&other, "ROLLBACK");
	assert_true(tally_of(&session).is_stored);
}

/* The new holder's take waits for the page of the old one, and goes on behind
 * it. */
static void
test_whoever_takes_the_list_goes_on_behind_the_page(void **state)
{
	struct parameters parameters;

	(void)state;
	sample_lease(HOST, OTHER);
	session_script(&session, "BEGIN");
	send_rich_page(&session, &fence, "3");
	assert_true(tally_of(&session).is_stored);
	parameters_init(&parameters);
	parameter_string(&parameters, HOST);
	parameter_string(&parameters, OTHER);
	parameter_null(&parameters);
	session_send(
	    &other, query_texts[QUERY_LIST_REQUEST_TAKE].text, &parameters);
	session_must_wait(&other);
	session_script(&session, "COMMIT");
	(void)session_done(&other);
	assert_int_equal(session_number(&other, 0, 13), 2);
	assert_string_equal(PQgetvalue(other.result, 0, 14), "3");
	fence.page_number = 2;
	expect_nothing_is_written(&fence);
}

static struct page *
many(bool backwards, const char *metadata)
{
	struct page *page = page_begin();

	for (int i = 0; i < 200; i++) {
		char identifier[16];

		(void)snprintf(identifier, sizeof(identifier), "x%03d",
		    backwards ? 199 - i : i);
		page_add(page,
		    &(struct sample){ identifier, 100, metadata, NULL, NULL });
	}
	return page;
}

/* Two harvests of one repository with the same records, listed in opposite
 * order, new and then changed: records and marks are locked in one order. */
static void
test_pages_with_the_same_records_wait_and_do_not_deadlock(void **state)
{
	struct sending first = { &session, NULL, false };
	struct sending second = { &other, NULL, false };
	struct page_close close = close_with("t");
	struct fence one = sample_harvest(1);
	struct fence two = sample_harvest(1);

	(void)state;
	for (int round = 0; round < 20; round++) {
		char metadata[2][16];

		(void)snprintf(metadata[0], 16, "<a%d/>", round);
		(void)snprintf(metadata[1], 16, "<b%d/>", round);
		page_send(&first, &one, many(false, metadata[0]), &close);
		page_send(&second, &two, many(true, metadata[1]), &close);
		assert_int_equal(
		    PQresultStatus(session_ended(&session)), PGRES_TUPLES_OK);
		assert_int_equal(
		    PQresultStatus(session_ended(&other)), PGRES_TUPLES_OK);
		one.page_number++;
		two.page_number++;
	}
}

/* The same, held: the first has locked its first record, the second comes to
 * it too. In order of the page, each would have what the other needs next. */
static void
test_a_page_waits_for_its_first_record_first(void **state)
{
	struct sending how = { &session, NULL, false };
	struct page_close close = close_with("t");
	struct fence one = sample_harvest(1);
	struct fence two = sample_harvest(1);

	(void)state;
	page_send(&how, &one, many(false, "<a/>"), &close);
	assert_true(tally_of(&session).is_stored);
	one.page_number++;
	session_script(&other, "BEGIN");
	session_script(&other,
	    "SELECT FROM sheaf.record WHERE identifier ="
	    " 'x000' FOR UPDATE");
	page_send(&how, &two, many(true, "<b/>"), &close);
	session_must_wait(&session);
	/* It has nothing that we could be made to wait for. */
	session_script(&other,
	    "SELECT FROM sheaf.record WHERE identifier >="
	    " 'x001' FOR UPDATE NOWAIT");
	session_script(&other, "COMMIT");
	assert_true(tally_of(&session).is_stored);
}

static bool
is_deadlock(const struct session *of)
{
	const char *state = PQresultErrorField(of->result, PG_DIAG_SQLSTATE);

	return state != NULL && strcmp(state, "40P01") == 0;
}

static void
send_close(struct session *by)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	session_send(by, query_texts[QUERY_REPOSITORY_CLOSE].text, &parameters);
}

/* A person takes the repository away while a page is being written. Whoever is
 * chosen to give way tries again, as it does in the product. */
static void
test_a_page_of_a_repository_that_was_retired_is_not_written(void **state)
{
	struct session retiring = session_open("WRITER");

	(void)state;
	/* Holds the page behind its fence, before its harvest. */
	session_script(&other, "BEGIN");
	session_script(&other,
	    "SELECT FROM sheaf.record WHERE identifier = 'a' FOR UPDATE");
	send_rich_page(&session, &fence, "3");
	session_must_wait(&session);
	send_close(&retiring);
	session_must_wait(&retiring);
	session_script(&other, "COMMIT");
	(void)session_ended(&session);
	(void)session_ended(&retiring);
	if (is_deadlock(&retiring)) {
		send_close(&retiring);
		(void)session_done(&retiring);
	}
	assert_int_equal(number("SELECT count(*) FROM sheaf.harvest"), 0);
	expect_nothing_is_written(&fence);
	session_close(&retiring);
}

TESTS(TEST_WORLD(test_the_page_that_is_due_is_written),
    TEST_WORLD(test_nothing_is_written_under_another_fence),
    TEST_WORLD(test_nothing_is_written_when_the_list_or_its_harvest_is_over),
    TEST_WORLD(test_a_page_is_stored_once),
    TEST_WORLD(test_nothing_is_written_when_the_fence_moves_while_it_waits),
    TEST_WORLD(test_the_page_is_written_when_the_fence_did_not_move_after_all),
    TEST_WORLD(test_whoever_takes_the_list_goes_on_behind_the_page),
    TEST_WORLD(test_pages_with_the_same_records_wait_and_do_not_deadlock),
    TEST_WORLD(test_a_page_waits_for_its_first_record_first),
    TEST_WORLD(test_a_page_of_a_repository_that_was_retired_is_not_written))
