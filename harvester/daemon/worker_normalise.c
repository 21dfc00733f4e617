#include <assert.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/heap.h"
#include "base/limit.h"
#include "base/log.h"
#include "base/version.h"
#include "daemon/blame.h"
#include "daemon/housekeeping.h"
#include "daemon/worker.h"
#include "normalise/normalise.h"
#include "store/item.h"

#define BATCH_ITEMS       500
#define BATCH_BYTES       (8 * MIB)  /* of their records */
#define BATCH_HELD        (64 * MIB) /* then the rest waits for the next */
#define IDLE_MILLISECONDS 300
#define SEEN_MILLISECONDS 10000

struct normaliser {
	const struct worker_options *options;
	struct connection *connection;
	struct blame *blame;
	struct vocabulary *vocabulary;
	struct arena *arena;
	struct parameters parameters;
	int64_t repository_id;
	struct buffer after; /* the identifier up to which it is done */
	struct item_row *rows;
	size_t count;
	size_t singles; /* so many items go one by one: the server refused a
	                 * batch for one of them */
	struct housekeeping housekeeping;
};

/* The repositories that we were started for; NULL for any. */
static void
add_filter(struct normaliser *normaliser)
{
	const struct worker_options *options = normaliser->options;

	if (options->count == 0) {
		parameter_null(&normaliser->parameters);
		return;
	}
	array_begin(&normaliser->parameters, ARRAY_BIGINT);
	for (size_t i = 0; i < options->count; i++)
		array_bigint(&normaliser->parameters, options->ids[i]);
	array_end(&normaliser->parameters);
}

static bool
run(struct normaliser *normaliser, enum query query, struct reply **reply,
    struct fault *why)
{
	bool done = connection_run(
	    normaliser->connection, query, &normaliser->parameters, reply, why);

	parameters_reset(&normaliser->parameters);
	return done;
}

static bool
run_only(struct normaliser *normaliser, enum query query, struct fault *why)
{
	struct reply *reply;
	bool done = run(normaliser, query, &reply, why);

	reply_free(reply);
	return done;
}

/* The next repository with something to do; *found is false when none has. */
static bool
find_repository(struct normaliser *normaliser, bool *found, struct fault *why)
{
	struct reply *reply;

	parameter_bigint(&normaliser->parameters, normaliser->repository_id);
	add_filter(normaliser);
	if (!run(normaliser, QUERY_STALE_NEXT, &reply, why))
		return false;
	*found = reply_rows(reply) > 0;
	if (*found)
		normaliser->repository_id = reply_number(reply, 0, 0);
	reply_free(reply);
	buffer_reset(&normaliser->after);
	return true;
}

/* Copies: the reply they come in is gone before they are used last. */
static struct text
keep(struct normaliser *normaliser, struct text text)
{
	char *copy = arena_copy(normaliser->arena, text.bytes, text.length);

	assert(copy != NULL);
	return (struct text){ copy, text.length };
}

static bool
lock_marks(struct normaliser *normaliser, struct fault *why)
{
	struct reply *reply;
	int64_t bytes = 0;

	parameter_bigint(&normaliser->parameters, normaliser->repository_id);
	parameter_text(
	    &normaliser->parameters, buffer_text(&normaliser->after));
	parameter_bigint(
	    &normaliser->parameters, normaliser->singles > 0 ? 1 : BATCH_ITEMS);
	if (!run(normaliser, QUERY_STALE_LOCK, &reply, why))
		return false;
	normaliser->count = 0;
	for (int row = 0; row < reply_rows(reply); row++) {
		if (row > 0 && bytes > (int64_t)BATCH_BYTES)
			break;
		bytes += reply_number(reply, row, 1);
		normaliser->rows[normaliser->count++] =
		    (struct item_row){ .identifier = keep(normaliser,
					   reply_text(reply, row, 0)) };
	}
	reply_free(reply);
	return true;
}

static void
add_identifiers(struct normaliser *normaliser)
{
	parameter_bigint(&normaliser->parameters, normaliser->repository_id);
	array_begin(&normaliser->parameters, ARRAY_TEXT);
	for (size_t i = 0; i < normaliser->count; i++)
		array_bytes(
		    &normaliser->parameters, normaliser->rows[i].identifier);
	array_end(&normaliser->parameters);
}

/* The columns of record_read.sql. */
static struct item_source
read_source(const struct reply *reply, int row)
{
	return (struct item_source){
		.metadata_prefix = reply_text(reply, row, 1),
		/* What is only missing may still be there. */
		.status = text_is(reply_text(reply, row, 2), "deleted")
		    ? RECORD_DELETED
		    : RECORD_LIVE,
		.datestamp = reply_text(reply, row, 3),
		.has_instant = !reply_is_null(reply, row, 4),
		.instant = (time_t)reply_number(reply, row, 4),
		.metadata = reply_text(reply, row, 5),
	};
}

/* The records of one item, which stand together from *row on. */
static void
make_item(struct normaliser *normaliser, struct item_row *item,
    const struct reply *reply, int *row)
{
	struct item_source *sources;
	int first = *row;
	size_t count;

	while (*row < reply_rows(reply) &&
	    text_equals(reply_text(reply, *row, 0), item->identifier))
		++*row;
	count = (size_t)(*row - first);
	sources = arena_take(normaliser->arena, (count + 1) * sizeof(*sources));
	assert(sources != NULL);
	for (size_t i = 0; i < count; i++)
		sources[i] = read_source(reply, first + (int)i);
	blame_enter_item(
	    normaliser->blame, normaliser->repository_id, item->identifier);
	normalise_item(normaliser->arena, normaliser->vocabulary, sources,
	    count, &item->item);
	blame_leave(normaliser->blame);
}

/* Items point into the reply: it lives until they are stored. Items that are
 * not made stay marked. */
static bool
make_items(
    struct normaliser *normaliser, struct reply **records, struct fault *why)
{
	int row = 0;

	add_identifiers(normaliser);
	if (!run(normaliser, QUERY_RECORD_READ, records, why))
		return false;
	for (size_t i = 0; i < normaliser->count; i++) {
		make_item(normaliser, &normaliser->rows[i], *records, &row);
		if (arena_held(normaliser->arena) > BATCH_HELD)
			normaliser->count = i + 1;
	}
	return true;
}

static bool
store_items(struct normaliser *normaliser, struct fault *why)
{
	struct reply *reply;

	item_ask_known(&normaliser->parameters, normaliser->repository_id,
	    normaliser->rows, normaliser->count);
	if (!run(normaliser, QUERY_ITEM_KNOWN, &reply, why))
		return false;
	item_note_known(normaliser->rows, normaliser->count, reply);
	reply_free(reply);
	item_store(&normaliser->parameters, normaliser->repository_id,
	    normaliser->rows, normaliser->count);
	if (!run_only(normaliser, QUERY_ITEM_STORE, why))
		return false;
	add_identifiers(normaliser);
	return run_only(normaliser, QUERY_STALE_DELETE, why);
}

/* Marks locked, records read in a later statement, items stored, marks
 * deleted: one transaction. */
static bool
work_locked(struct normaliser *normaliser, struct fault *why)
{
	struct reply *records = NULL;
	bool done = lock_marks(normaliser, why);

	if (done && normaliser->count > 0)
		done = make_items(normaliser, &records, why) &&
		    store_items(normaliser, why);
	reply_free(records);
	return done && connection_script(normaliser->connection, "COMMIT", why);
}

/* False when the failure is not about one of the items. */
static bool
get_over(struct normaliser *normaliser, bool is_about_rows, struct fault *why)
{
	struct fault refusal = *why;
	size_t count = normaliser->count;

	parameters_reset(&normaliser->parameters);
	if (!connection_script(normaliser->connection, "ROLLBACK", why) ||
	    !is_about_rows || count == 0) {
		*why = refusal;
		return false;
	}
	if (count == 1)
		return blame_hold_item(normaliser->connection,
		    &(struct blamed_item){ normaliser->repository_id,
			normaliser->rows[0].identifier, refusal.text },
		    why);
	normaliser->singles = count;
	return true;
}

static void
go_on_behind(struct normaliser *normaliser, size_t count)
{
	buffer_reset(&normaliser->after);
	buffer_add_text(
	    &normaliser->after, normaliser->rows[count - 1].identifier);
}

static bool
work(struct normaliser *normaliser, struct fault *why)
{
	size_t singles = normaliser->singles;

	normaliser->count = 0;
	arena_reset(normaliser->arena);
	if (!connection_script(normaliser->connection, "BEGIN", why))
		return false;
	if (!work_locked(normaliser, why) &&
	    !get_over(normaliser,
		connection_is_about_rows(normaliser->connection), why))
		return false;
	/* A batch that was refused is still to come, one by one. */
	if (normaliser->count == 0 || normaliser->singles > singles)
		return true;
	if (normaliser->singles > 0)
		normaliser->singles--;
	go_on_behind(normaliser, normaliser->count);
	return true;
}

/* One step: a batch, or a look for the next repository. */
static bool
step(struct normaliser *normaliser, bool *is_idle, struct fault *why)
{
	bool found = true;
	bool is_first;

	*is_idle = false;
	if (normaliser->count == 0 && !find_repository(normaliser, &found, why))
		return false;
	is_first = normaliser->after.length == 0;
	if (found && !work(normaliser, why))
		return false;
	/* Marks that somebody else has locked are somebody else's. */
	*is_idle = !found || (is_first && normaliser->count == 0);
	if (!*is_idle || !normaliser->options->is_daemon)
		return true;
	return housekeeping_work(
	    &normaliser->housekeeping, normaliser->connection, is_idle, why);
}

static bool
heartbeat(struct normaliser *normaliser, int64_t *seen_at, struct fault *why)
{
	int64_t now = clock_milliseconds();

	if (now < *seen_at)
		return true;
	*seen_at = now + SEEN_MILLISECONDS;
	return worker_seen(normaliser->options, "normalise", why);
}

static bool
loop(struct normaliser *normaliser, int signals, struct fault *why)
{
	struct pollfd told = { signals, POLLIN, 0 };
	int64_t seen_at = 0;
	bool is_idle = false;

	while (!worker_is_told_to_stop(signals)) {
		if (heartbeat(normaliser, &seen_at, why) &&
		    step(normaliser, &is_idle, why)) {
			if (is_idle)
				(void)poll(&told, 1, IDLE_MILLISECONDS);
			continue;
		}
		normaliser->count = 0;
		if (!connection_is_lost(normaliser->connection))
			return false;
		seen_at = 0;
		if (!worker_reconnect(normaliser->options, signals))
			break;
	}
	return true;
}

/*
 * What the life before died of is charged, and other repositories come before
 * the one it belongs to: many such items cost their own repository time, not
 * others. What another version died of is tried again.
 */
static bool
begin(struct normaliser *normaliser, struct fault *why)
{
	const struct worker_options *options = normaliser->options;

	if (!blame_charge(normaliser->blame, options->connection,
		options->killed, &normaliser->repository_id, why))
		return false;
	parameter_string(&normaliser->parameters, sheaf_version());
	return run_only(normaliser, QUERY_STALE_RELEASE, why);
}

bool
worker_normalise(const struct worker_options *options, struct fault *why)
{
	struct normaliser normaliser = { .options = options,
		.connection = options->connection };
	int signals = worker_signals();
	bool done;

	normaliser.blame = blame_open(options->blame);
	normaliser.vocabulary = vocabulary_new();
	normaliser.arena = arena_new(BATCH_HELD + NORMALISE_ARENA_BYTES);
	normaliser.rows = heap_array(BATCH_ITEMS, sizeof(*normaliser.rows));
	parameters_init(&normaliser.parameters);
	buffer_init(&normaliser.after, 0);
	done = begin(&normaliser, why) && loop(&normaliser, signals, why);
	worker_gone(options);
	buffer_fini(&normaliser.after);
	parameters_fini(&normaliser.parameters);
	free(normaliser.rows);
	arena_free(normaliser.arena);
	vocabulary_free(normaliser.vocabulary);
	blame_close(normaliser.blame);
	return done;
}
