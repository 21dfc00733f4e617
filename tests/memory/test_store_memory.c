#include "sample.h"
#include "scarce_child.h"
#include "scarce_page.h"
#include "scarce_worker.h"

/*
 * Every allocation while a page is read, asked about and stored fails, one
 * after the other: ours, libpq's, libxml2's. What comes of it is a page stored
 * wholly, or a fault, or an abort that says so; the tables hold all of the page
 * or nothing of it; and whoever stores it afterwards brings it to the same end.
 */

static struct buffer first, second, poisoned;

/* What a page may change, all but times: what was counted, the list, rows. */
static const char tables[] =
    "SELECT concat_ws(E'\\n',"
    " (SELECT concat_ws(' ', records, inserted, updated, unchanged, deleted,"
    "   quarantined, repaired, pages, bytes, requests)"
    "   FROM sheaf.harvest WHERE harvest_id = 2),"
    " (SELECT concat_ws(' ', page_number, token, cursor, complete_list_size,"
    "   listed, first_response_date, is_ended, fault, tries, token_failures,"
    "   empty_pages) FROM sheaf.list_request WHERE harvest_id = 2),"
    " (SELECT string_agg(concat_ws(' ', identifier, metadata_prefix, status,"
    "   datestamp, datestamp_at, set_specs, left(metadata, 80),"
    "   md5(metadata), about, content_hash, header_hash, harvest_id,"
    "   first_seen = changed_at), E'\\n' ORDER BY identifier)"
    "   FROM sheaf.record WHERE identifier >= 'b'),"
    " (SELECT md5(string_agg(r::text, '' ORDER BY identifier))"
    "   FROM sheaf.record AS r WHERE identifier < 'b'),"
    " (SELECT string_agg(identifier, ' ' ORDER BY identifier)"
    "   FROM sheaf.stale_item),"
    " (SELECT string_agg(concat_ws(' ', harvest_id, page_number,"
    "   metadata_prefix, identifier, bytes, length, reason), E'\\n'"
    "   ORDER BY quarantine_id) FROM sheaf.quarantine))";

static char before[4096], after[4096];

/* It goes over record by record, each committed. Of a page that was begun,
 * some are there, and counted again with it. */
static bool is_in_parts;

/* What the child is told, and what it tells. */
static struct {
	unsigned long failing; /* the first time only */
	bool fails_on;
	enum outcome outcome;
	struct fault why;
	unsigned long read;  /* allocations before it was stored */
	unsigned long count; /* all of them */
	bool has_spoken;     /* the connection is not as it was */
} * told;

/*
 * What the next child gets. It hands the connection back as it was, unless it
 * ends while it speaks or loses it: most children speak one after another with
 * the same server process, which saves most of the time of this test.
 */
static struct connection *connection;

static void
look(char into[4096])
{
	(void)snprintf(into, 4096, "%s", value("%s", tables));
}

static void
child_harvest(struct text page)
{
	scarce_begin(told->failing, told->fails_on);
	worker_read(connection, page);
	told->read = scarce.count;
	told->has_spoken = true;
	told->outcome = worker_store();
	told->count = scarce.count;
	told->why = worker.why;
	scarce_begin(0, false);
	told->failing = 0;
}

/* In the child: the page, and as the parent says the same again. */
static void
harvest(const struct buffer *page, int times)
{
	bool was_lost = false;
	struct fault why;

	for (int i = 0; i < times; i++) {
		child_harvest(buffer_text(page));
		was_lost = was_lost || connection_is_lost(connection);
		assert(worker_come_back(&why));
		if (i == times - 1 && !was_lost) {
			assert(connection_script(
			    connection, "DEALLOCATE ALL", &why));
			told->has_spoken = false;
		}
		child_tell();
	}
}

static void
harvest_once(void *page)
{
	harvest(page, 1);
}

static void
harvest_twice(void *page)
{
	harvest(page, 2);
}

/* The server may still be at it when a connection is not there any more. */
static void
wait_for_the_server(void)
{
	while (number("SELECT count(*) FROM pg_stat_activity"
		      " WHERE application_name = 'test'") > 1)
		nap();
}

/* After a child that is not there any more. */
static void
take_back_connection(void)
{
	struct fault why;

	if (!told->has_spoken)
		return;
	if (!connection_open(connection, &why))
		fail_msg("%s", why.text);
	told->has_spoken = false;
	wait_for_the_server();
}

static void
keep_tables(void)
{
	sql("DROP SCHEMA IF EXISTS kept CASCADE; CREATE SCHEMA kept;"
	    " CREATE TABLE kept.record AS TABLE sheaf.record;"
	    " CREATE TABLE kept.harvest AS TABLE sheaf.harvest;"
	    " CREATE TABLE kept.list_request AS TABLE sheaf.list_request");
}

static void
put_back_tables(void)
{
	sql("DELETE FROM sheaf.quarantine; DELETE FROM sheaf.stale_item;"
	    " DELETE FROM sheaf.record WHERE harvest_id <> 1;"
	    " DELETE FROM sheaf.harvest;"
	    " INSERT INTO sheaf.harvest OVERRIDING SYSTEM VALUE"
	    " TABLE kept.harvest;"
	    " INSERT INTO sheaf.list_request TABLE kept.list_request;"
	    " INSERT INTO sheaf.record TABLE kept.record"
	    " ON CONFLICT DO NOTHING");
}

static bool
is_same(const char *now, const char *then)
{
	return is_in_parts ? strcmp(strchr(now, '\n'), strchr(then, '\n')) == 0
			   : strcmp(now, then) == 0;
}

/* Is the page in the tables? All of it, or nothing. */
static bool
is_stored(void)
{
	char now[4096];
	bool has_page_number_0;

	look(now);
	if (is_same(now, after))
		return true;
	has_page_number_0 = strncmp(strchr(now, '\n'), "\n0 ", 3) == 0;
	if (strcmp(now, before) != 0 && !(is_in_parts && has_page_number_0))
		fail_msg("neither as before nor as after:\n%s", now);
	return false;
}

static void
expect_plain(const struct fault *why)
{
	size_t length = strlen(why->text);

	if (why->kind == FAULT_NONE || length == 0 ||
	    strcspn(why->text, "\r\n") != length ||
	    strchr(".: ", why->text[length - 1]) != NULL)
		fail_msg("%s: \"%s\"", fault_name(why->kind), why->text);
}

/* How often it ended how. */
struct ends {
	unsigned long stored, faults, losses, aborts;
};

/* Is what it says true? Returns whether the page is stored. */
static bool
expect_truth(struct ends *ends)
{
	bool stored = is_stored();

	switch (told->outcome) {
	case OUTCOME_STORED:
		ends->stored++;
		assert_true(stored);
		assert_true(is_in_parts || told->why.kind == FAULT_NONE);
		break;
	case OUTCOME_FAULT:
		ends->faults++;
		expect_plain(&told->why);
		assert_false(stored);
		break;
	case OUTCOME_LOST:
		ends->losses++;
		break;
	case OUTCOME_LET_GO:
		fail_msg("let go of a list that is its own");
	case OUTCOME_NOTHING:
		fail_msg("neither stored nor failed");
	}
	return stored;
}

/* False: there were not so many allocations. */
static bool
check(struct buffer *page, unsigned long failing, bool fails_on,
    struct ends *ends)
{
	bool is_reached = true;
	bool stored;
	told->failing = failing;
	told->fails_on = fails_on;
	child_begin(harvest_twice, page);
	if (child_has_told()) {
		if (told->outcome == OUTCOME_LOST)
			wait_for_the_server();
		is_reached = told->count >= failing;
		stored = expect_truth(ends);
		child_go_on();
	} else {
		ends->aborts++;
		take_back_connection();
		stored = is_stored();
		told->failing = 0;
		child_begin(harvest_once, page);
	}
	/* It comes again, under the fence that it had. */
	assert_true(child_has_told());
	if (told->outcome != (stored ? OUTCOME_LET_GO : OUTCOME_STORED))
		fail_msg("stored again: outcome %d", (int)told->outcome);
	assert_true(is_stored());
	child_has_ended();
	take_back_connection();
	put_back_tables();
	return is_reached;
}

static struct ends
check_all(struct buffer *page, unsigned long from, bool fails_on)
{
	struct ends ends = { 0 };
	unsigned long failing = from;

	while (check(page, failing, fails_on, &ends))
		failing++;
	ends.stored--; /* the last one was undisturbed */
	print_message("%lu allocations: stored %lu, faults %lu, "
		      "connections lost %lu, aborts %lu\n",
	    failing - from, ends.stored, ends.faults, ends.losses, ends.aborts);
	assert_int_equal(ends.stored + ends.faults + ends.losses + ends.aborts,
	    failing - from);
	return ends;
}

static void
harvest_undisturbed(struct buffer *page)
{
	told->failing = 0;
	child_begin(harvest_once, page);
	assert_true(child_has_told());
	assert_int_equal(told->outcome, OUTCOME_STORED);
	child_has_ended();
	take_back_connection();
}

/* What is to come of the page; counts and list are the first two lines. */
static void
learn(struct buffer *page, const char *counts_and_list)
{
	child_forget(); /* of a test that has failed */
	take_back_connection();
	put_back_tables();
	harvest_undisturbed(page);
	look(after);
	if (strncmp(after, counts_and_list, strlen(counts_and_list)) != 0)
		fail_msg("not what was expected:\n%s", after);
	put_back_tables();
	look(before);
}

static void
one_failed_allocation_stores_all_or_nothing_and_says_so(void **state)
{
	struct ends ends;

	(void)state;
	is_in_parts = false;
	learn(&second, "155 1 2 150 1 1 0 1 67523 1\n1 second 0 999 155 ");
	ends = check_all(&second, 1, false);
	assert_true(ends.stored > 0 && ends.faults > 0 && ends.losses > 0 &&
	    ends.aborts > 0);
}

/* From where it is read; before that, see reader/test_reader_memory.c. */
static void
no_memory_from_some_point_on_is_a_loss_or_an_abort(void **state)
{
	struct ends ends;

	(void)state;
	is_in_parts = false;
	learn(&second, "155 ");
	ends = check_all(&second, told->read + 1, true);
	assert_true(ends.losses > 0 && ends.aborts > 0);
}

static void
one_failed_allocation_around_a_refused_record_is_not_worse(void **state)
{
	struct ends ends;

	(void)state;
	is_in_parts = true;
	sql("ALTER TABLE sheaf.record ADD CONSTRAINT poison"
	    " CHECK (identifier <> 'poison')");
	learn(&poisoned, "3 1 1 0 0 1 0 1 ");
	ends = check_all(&poisoned, told->read + 1, false);
	assert_true(ends.losses > 0 && ends.aborts > 0);
	sql("ALTER TABLE sheaf.record DROP CONSTRAINT poison");
}

static void
counting_sees_the_allocations_of_libpq(void **state)
{
	(void)state;
	scarce_begin(0, false);
	PQconninfoFree(PQconninfoParse("host=h dbname=d", NULL));
	assert_true(scarce.count > 2);
}

static int
set_up(void **state)
{
	(void)state;
	page_make_first(&first);
	page_make_second(&second);
	page_make_poisoned(&poisoned);
	told = child_shared(sizeof(*told));
	observe();
	connection = open_as("WRITER", NULL);
	worker.fence = sample_world();
	harvest_undisturbed(&first);
	sql("TRUNCATE sheaf.stale_item; UPDATE sheaf.harvest"
	    " SET verdict = 'failed', ended_at = now()");
	worker.fence = sample_harvest(1);
	keep_tables();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	connection_free(connection);
	PQfinish(observer);
	buffer_fini(&first);
	buffer_fini(&second);
	buffer_fini(&poisoned);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(counting_sees_the_allocations_of_libpq),
		TEST(one_failed_allocation_stores_all_or_nothing_and_says_so),
		TEST(no_memory_from_some_point_on_is_a_loss_or_an_abort),
		TEST(
		    one_failed_allocation_around_a_refused_record_is_not_worse),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down) != 0;
}
