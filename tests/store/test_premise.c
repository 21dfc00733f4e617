#include "sample.h"
#include "store/item.h"

/*
 * A person changes the vocabulary, or says what software a repository runs,
 * while workers make items: whoever changes it comes to its turn, and in the
 * end no item is made of what held before without being marked. See
 * daemon/premise.h.
 */

static struct session person, workers[2];

static int
set_up(void **state)
{
	(void)state;
	observe();
	person = session_open("WRITER");
	workers[0] = session_open("WRITER");
	workers[1] = session_open("WRITER");
	(void)sample_world();
	(void)session_query(&person, QUERY_VOCABULARY_BEGIN, NULL);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&person);
	session_close(&workers[0]);
	session_close(&workers[1]);
	PQfinish(observer);
	return 0;
}

/* What a person changes, and what a batch does about it. */
struct change {
	const char *read; /* what the batch reads first */
	const char *holds;
	bool has_repository; /* they are asked of one */
	const char *begun;   /* the person's statements: this one waits */
	const char *made;    /* the last of the transaction */
	const char *marked;  /* behind it: sees what was stored before */
};

#define MARK_ALL                                                   \
	"INSERT INTO sheaf.stale_item (repository_id, identifier)" \
	" SELECT repository_id, identifier FROM sheaf.item"        \
	" ORDER BY repository_id, identifier"                      \
	" ON CONFLICT (repository_id, identifier) DO UPDATE"       \
	" SET identifier = excluded.identifier WHERE false"

static struct change
vocabulary(void)
{
	return (struct change){ query_texts[QUERY_VOCABULARY_NUMBER].text,
		query_texts[QUERY_VOCABULARY_HOLDS].text, false,
		query_texts[QUERY_VOCABULARY_CHANGE].text, "SELECT", MARK_ALL };
}

static struct change
platform(void)
{
	return (
	    struct change){ query_texts[QUERY_REPOSITORY_PLATFORM_KNOWN].text,
		query_texts[QUERY_REPOSITORY_PLATFORM_HOLDS].text, true,
		query_texts[QUERY_REPOSITORY_PLATFORM_LOCK].text,
		query_texts[QUERY_REPOSITORY_PLATFORM_SET].text,
		query_texts[QUERY_STALE_MARK_ALL].text };
}

/* What a worker has in hand. */
static struct batch {
	char made_by[64];
	bool has_mark;
	bool holds;
} batches[2];

static void
read_premise(int who, const struct change *change)
{
	struct parameters parameters;

	parameters_init(&parameters);
	if (change->has_repository)
		parameter_bigint(&parameters, 1);
	session_script(&workers[who], "BEGIN");
	(void)session_run(&workers[who], change->read, &parameters);
	assert_int_equal(session_rows(&workers[who]), 1);
	(void)snprintf(batches[who].made_by, sizeof(batches[who].made_by), "%s",
	    PQgetvalue(workers[who].result, 0, 0));
	batches[who].has_mark = false;
	batches[who].holds = false;
}

static void
lock_mark(int who)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	parameter_string(&parameters, "");
	parameter_bigint(&parameters, 500);
	(void)session_query(&workers[who], QUERY_STALE_LOCK, &parameters);
	batches[who].has_mark = session_rows(&workers[who]) == 1;
}

/* In place of normalising: the title is what the item was made by. */
static void
store_item(int who)
{
	struct item_row row = { .identifier = TEXT("x") };
	struct parameters parameters;

	if (!batches[who].has_mark)
		return;
	row.item.title = text_of(batches[who].made_by);
	row.item.hash = hash_bytes(row.item.title) + 1;
	parameters_init(&parameters);
	item_store(&parameters, 1, &row, 1, 1);
	(void)session_query(&workers[who], QUERY_ITEM_STORE, &parameters);
	parameters_init(&parameters);
	parameter_bigint(&parameters, 1);
	array_begin(&parameters, ARRAY_TEXT);
	array_bytes(&parameters, row.identifier);
	array_end(&parameters);
	(void)session_query(&workers[who], QUERY_STALE_DELETE, &parameters);
}

static void
ask_whether_it_holds(int who, const struct change *change)
{
	struct parameters parameters;

	parameters_init(&parameters);
	if (change->has_repository)
		parameter_bigint(&parameters, 1);
	parameter_string(&parameters, batches[who].made_by);
	(void)session_run(&workers[who], change->holds, &parameters);
	batches[who].holds = session_rows(&workers[who]) > 0;
}

static void
end_batch(int who)
{
	session_script(
	    &workers[who], batches[who].holds ? "COMMIT" : "ROLLBACK");
}

enum {
	BATCH_STEPS = 5,
	PERSON_STEPS = 4,
};

static void
step_batch(int step, const struct change *change)
{
	if (step == 0)
		read_premise(0, change);
	else if (step == 1)
		lock_mark(0);
	else if (step == 2)
		store_item(0);
	else if (step == 3)
		ask_whether_it_holds(0, change);
	else
		end_batch(0);
}

static void
send_begun(const struct change *change)
{
	struct parameters parameters;

	parameters_init(&parameters);
	if (change->has_repository)
		parameter_bigint(&parameters, 1);
	session_send(&person, change->begun, &parameters);
}

static void
step_person(int step, const struct change *change)
{
	struct parameters parameters;

	if (step == 0) {
		session_script(&person, "BEGIN");
		send_begun(change);
		(void)session_goes_on(&person);
	} else if (step == 1) {
		parameters_init(&parameters);
		if (change->has_repository) {
			parameter_bigint(&parameters, 1);
			parameter_string(&parameters, "eprints");
		}
		session_send(&person, change->made, &parameters);
		(void)session_goes_on(&person);
	} else if (step == 2) {
		session_script(&person, "COMMIT");
	} else {
		parameters_init(&parameters);
		if (change->has_repository) {
			parameter_bigint(&parameters, 1);
			parameter_string(&parameters, "");
			parameter_bigint(&parameters, 10);
		}
		session_send(&person, change->marked, &parameters);
		(void)session_goes_on(&person);
	}
}

/* A record that has never been normalised, marked. */
static void
begin_world(void)
{
	sql("UPDATE sheaf.setting SET value = '0' WHERE name = 'vocabulary';"
	    " UPDATE sheaf.repository SET platform = '', platform_set = NULL;"
	    " DELETE FROM sheaf.item; DELETE FROM sheaf.item_text;"
	    " DELETE FROM sheaf.stale_item;"
	    " INSERT INTO sheaf.stale_item VALUES (1, 'x')");
}

static void
end_world(void)
{
	session_script(&workers[0], "ROLLBACK");
	(void)session_ended(&person);
	session_script(&person, "ROLLBACK");
}

/* Bit i says whose step i is. False: the person has to wait, and comes later;
 * that order is another. */
static bool
play(unsigned order, const struct change *change)
{
	int done[2] = { 0, 0 };

	for (int i = 0; i < BATCH_STEPS + PERSON_STEPS; i++) {
		bool is_person = (order >> i & 1) != 0;
		int step = done[is_person]++;

		if (!is_person)
			step_batch(step, change);
		else if (step > 0 && !session_goes_on(&person))
			return false;
		else
			step_person(step, change);
	}
	(void)session_done(&person);
	return true;
}

/* The item is made of what holds now, or will be. */
static bool
is_kept(const struct change *change)
{
	return number("SELECT count(*) FROM sheaf.stale_item") == 1 ||
	    number("SELECT count(*) FROM sheaf.item WHERE title = '%s'",
		change->has_repository ? "eprints" : "1") == 1;
}

/* In how many orders, until there is one. */
static int
losses(const struct change *change, int *played)
{
	int lost = 0;

	for (unsigned order = 0;
	     lost == 0 && order < 1U << (BATCH_STEPS + PERSON_STEPS); order++) {
		if (__builtin_popcount(order) != PERSON_STEPS)
			continue;
		begin_world();
		if (play(order, change)) {
			++*played;
			lost += !is_kept(change);
		}
		end_world();
	}
	return lost;
}

static void
test_nothing_is_stored_of_what_held_before(void **state)
{
	struct change changes[] = { vocabulary(), platform() };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		int played = 0;

		assert_int_equal(losses(&changes[i], &played), 0);
		print_message("%d orders\n", played);
		assert_true(played >= 20);
	}
}

/* So that test can fail. */
static void
test_without_a_lock_at_the_end_it_is(void **state)
{
	struct change changes[] = { vocabulary(), platform() };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		char *loose = statement_with(
		    changes[i].holds, "FOR SHARE SKIP LOCKED", "");
		int played = 0;

		changes[i].holds = loose;
		assert_true(losses(&changes[i], &played) > 0);
		free(loose);
	}
}

/* There is always one at work. */
static void
test_whoever_changes_it_is_not_kept_out_by_batch_after_batch(void **state)
{
	struct change changes[] = { vocabulary(), platform() };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		int batch = 0;

		begin_world();
		read_premise(0, &changes[i]);
		session_script(&person, "BEGIN");
		send_begun(&changes[i]);
		for (; batch < 20 && !session_goes_on(&person); batch++) {
			read_premise((batch + 1) % 2, &changes[i]);
			ask_whether_it_holds(batch % 2, &changes[i]);
			end_batch(batch % 2);
		}
		assert_true(batch < 20);
		(void)session_done(&person);
		session_script(&person, "COMMIT");
		session_script(&workers[batch % 2], "ROLLBACK");
	}
}

/* Whoever has marks locked must not wait for who waits for marks. */
static void
test_a_batch_does_not_wait_at_its_end(void **state)
{
	struct change changes[] = { vocabulary(), platform() };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		begin_world();
		read_premise(0, &changes[i]);
		lock_mark(0);
		store_item(0);
		step_person(0, &changes[i]);
		ask_whether_it_holds(0, &changes[i]);
		assert_false(batches[0].holds);
		end_batch(0);
		(void)session_done(&person);
		session_script(&person, "ROLLBACK");
	}
}

TESTS(TEST_WORLD(test_nothing_is_stored_of_what_held_before),
    TEST_WORLD(test_without_a_lock_at_the_end_it_is),
    TEST_WORLD(test_whoever_changes_it_is_not_kept_out_by_batch_after_batch),
    TEST_WORLD(test_a_batch_does_not_wait_at_its_end))
