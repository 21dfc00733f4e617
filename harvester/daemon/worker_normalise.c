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
#include "daemon/making.h"
#include "daemon/marking.h"
#include "daemon/platform.h"
#include "daemon/premise.h"
#include "daemon/refusal.h"
#include "daemon/rule_version.h"
#include "daemon/schemas.h"
#include "daemon/worker.h"
#include "normalise/normalise.h"
#include "store/item.h"

#define BATCH_ITEMS        500
#define BATCH_BYTES        (8 * MIB)  /* of their records */
#define BATCH_HELD         (64 * MIB) /* then the rest waits for the next */
#define BATCH_KEPT         (8 * MIB)  /* what most batches need */
#define BATCH_MILLISECONDS 20000      /* the server ends who is idle for long */
#define IDLE_MILLISECONDS  300
#define ASIDE_MILLISECONDS 1000
#define SEEN_MILLISECONDS  10000
#define MARK_MILLISECONDS  60000 /* after marks that were refused */
#define CONFLICTS          10    /* in a row, before they are told */

struct normaliser {
	const struct worker_options *options;
	struct connection *connection;
	struct blame *blame;
	struct premise premise;
	struct arena *arena;
	struct parameters parameters;
	int64_t repository_id;
	struct buffer after; /* the identifier up to which it is done */
	struct item_row *rows;
	size_t count;
	bool is_overtaken; /* the last batch, by a person */
	int conflicts;     /* in a row, of batches with what others do */
	size_t singles;    /* so many items go one by one: the server refused a
	                    * batch for one of them */
	bool is_marked;    /* what older rules made, all of it */
	bool is_marking;   /* what a change of a person concerns */
	int64_t mark_at;   /* not before */
	bool is_outdated;  /* others make the items, by other rules */
	bool is_aside;     /* and we said so */
	struct housekeeping housekeeping;
};

static bool
run(struct normaliser *normaliser, enum query query, struct reply **reply,
    struct fault *why)
{
	return connection_spend(
	    normaliser->connection, query, &normaliser->parameters, reply, why);
}

/* The next repository with something to do; *found is false when none has. */
static bool
find_repository(struct normaliser *normaliser, bool *found, struct fault *why)
{
	struct reply *reply;

	parameter_bigint(&normaliser->parameters, normaliser->repository_id);
	worker_add_filter(&normaliser->parameters, normaliser->options->ids,
	    normaliser->options->count);
	if (!run(normaliser, QUERY_STALE_NEXT, &reply, why))
		return false;
	*found = reply_rows(reply) > 0;
	if (*found)
		normaliser->repository_id = reply_number(reply, 0, 0);
	reply_free(reply);
	buffer_reset(&normaliser->after);
	return !*found ||
	    platform_settle(normaliser->connection, normaliser->repository_id,
		&normaliser->premise.platform, why);
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

/* Items point into the reply: it lives until they are stored. Items that are
 * not made stay marked. */
static bool
make_items(
    struct normaliser *normaliser, struct reply **records, struct fault *why)
{
	struct making making = { normaliser->arena,
		normaliser->premise.vocabulary,
		buffer_text(&normaliser->premise.platform) };
	int64_t until = clock_milliseconds() + BATCH_MILLISECONDS;
	int row = 0;

	item_name(&normaliser->parameters, normaliser->repository_id,
	    normaliser->rows, normaliser->count);
	if (!run(normaliser, QUERY_RECORD_READ, records, why))
		return false;
	for (size_t i = 0; i < normaliser->count; i++) {
		blame_enter_item(normaliser->blame, normaliser->repository_id,
		    normaliser->rows[i].identifier);
		making_item(&making, *records, &row, &normaliser->rows[i]);
		blame_leave(normaliser->blame);
		if (arena_held(normaliser->arena) > BATCH_HELD ||
		    clock_milliseconds() > until)
			normaliser->count = i + 1;
	}
	return true;
}

/* Behind the marks: newer rules that take over from now on find them locked,
 * wait for us, and have what we make made again. */
static bool
look_at_rules(struct normaliser *normaliser, struct fault *why)
{
	bool is_ours = true;

	if (normaliser->count > 0 &&
	    !rule_version_is_ours(normaliser->connection, &is_ours, why))
		return false;
	if (!is_ours)
		normaliser->count = 0;
	normaliser->is_outdated = !is_ours;
	return true;
}

/* What they were made by may not hold any more: they stay marked. */
static bool
commit(struct normaliser *normaliser, struct fault *why)
{
	if (normaliser->count > 0 &&
	    !premise_holds(&normaliser->premise, normaliser->connection,
		normaliser->repository_id, &normaliser->is_overtaken, why))
		return false;
	if (normaliser->is_overtaken)
		normaliser->count = 0;
	return connection_script(normaliser->connection,
	    normaliser->is_overtaken ? "ROLLBACK" : "COMMIT", why);
}

/* Marks locked, records read in a later statement, items stored, marks deleted:
 * one transaction. */
static bool
work_locked(struct normaliser *normaliser, struct fault *why)
{
	struct reply *records = NULL;
	bool done = premise_read(&normaliser->premise, normaliser->connection,
			normaliser->repository_id, why) &&
	    lock_marks(normaliser, why) && look_at_rules(normaliser, why);

	if (done && normaliser->count > 0)
		done = make_items(normaliser, &records, why) &&
		    item_store_made(normaliser->connection,
			&normaliser->parameters,
			&(struct item_batch){ normaliser->repository_id,
			    normaliser->rows, normaliser->count, RULE_VERSION },
			why);
	reply_free(records);
	return done && commit(normaliser, why);
}

/* Held at once, unless a server without memory may be to blame: then this life
 * ends, and the next one comes after a pause. */
static bool
charge_single(struct normaliser *normaliser, enum refusal refusal,
    const struct fault *refused, struct fault *why)
{
	if (!blame_charge_item(normaliser->connection,
		&(struct blamed_item){ normaliser->repository_id,
		    normaliser->rows[0].identifier, refused->text },
		refusal == REFUSAL_ROWS ? 1 : CRASHES, why))
		return false;
	*why = *refused;
	return refusal == REFUSAL_ROWS;
}

/* False when this life cannot go on. */
static bool
get_over(struct normaliser *normaliser, enum refusal refusal, struct fault *why)
{
	const struct fault refused = *why;
	size_t count = normaliser->count;

	parameters_reset(&normaliser->parameters);
	if (!connection_script(normaliser->connection, "ROLLBACK", why) ||
	    refusal == REFUSAL_OTHER) {
		*why = refused;
		return false;
	}
	if (refusal == REFUSAL_CONFLICT) {
		if (++normaliser->conflicts == CONFLICTS)
			log_write(LOG_LEVEL_WARNING, NULL,
			    "%s; items are tried again until they get through",
			    refused.text);
		normaliser->is_overtaken = true;
		normaliser->count = 0;
		return true;
	}
	*why = refused;
	if (count == 1)
		return charge_single(normaliser, refusal, &refused, why);
	normaliser->singles = count;
	return count > 0;
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
	normaliser->is_overtaken = false;
	arena_reset(normaliser->arena);
	if (!connection_script(normaliser->connection, "BEGIN", why))
		return false;
	if (!work_locked(normaliser, why) &&
	    !get_over(normaliser, refusal_of(normaliser->connection), why))
		return false;
	if (!normaliser->is_overtaken)
		normaliser->conflicts = 0;
	/* A batch that was refused is still to come, one by one. */
	if (normaliser->count == 0 || normaliser->singles > singles)
		return true;
	if (normaliser->singles > 0)
		normaliser->singles--;
	go_on_behind(normaliser, normaliser->count);
	return true;
}

/* Items that are made by older rules behind those who make all of them again
 * would stay so. Nobody has to think that there is a worker where we are. */
static bool
stand_aside(struct normaliser *normaliser, struct fault *why)
{
	bool is_ours;

	if (!normaliser->options->is_daemon) {
		if (normaliser->options->is_outdated != NULL)
			*normaliser->options->is_outdated = true;
		return fault_set(
		    why, FAULT_INPUT, RULE_VERSION_OTHER "run this again");
	}
	if (!normaliser->is_aside) {
		log_write(LOG_LEVEL_WARNING, NULL,
		    RULE_VERSION_OTHER
		    "restart it; until then it stands aside");
		worker_gone(normaliser->options);
		normaliser->is_aside = true;
	}
	if (!rule_version_is_ours(normaliser->connection, &is_ours, why))
		return false;
	normaliser->is_outdated = !is_ours;
	normaliser->is_aside = !is_ours;
	normaliser->is_marked = false;
	return true;
}

/* A batch; of those that we were started for alone, where there are such. */
static bool
mark_some(struct normaliser *normaliser, struct fault *why)
{
	const struct worker_options *options = normaliser->options;

	if (options->count == 0)
		return marking_go_on(
		    normaliser->connection, NULL, &normaliser->is_marking, why);
	return marking_go_on_of(normaliser->connection, options->ids,
	    options->count, &normaliser->is_marking, why);
}

/* What the server refuses of marks is no reason for not making items. */
static bool
mark(struct normaliser *normaliser, struct fault *why)
{
	int64_t now = clock_milliseconds();

	if (now < normaliser->mark_at)
		return true;
	if (mark_some(normaliser, why))
		return true;
	if (connection_is_lost(normaliser->connection))
		return false;
	log_write(LOG_LEVEL_WARNING, NULL,
	    "%s; what is to be made again for a change is looked for "
	    "again in a minute",
	    why->text);
	normaliser->is_marking = false;
	normaliser->mark_at = now + MARK_MILLISECONDS;
	return true;
}

/* One step: a batch of marks while there are some to set, and a batch of items,
 * or a look for the next repository. Who waits for a few repositories waits for
 * their marks to go: first all are set, and it sets those for what was said of
 * the vocabulary (daemon/marking_own.h). */
static bool
step(struct normaliser *normaliser, bool *is_idle, struct fault *why)
{
	bool found = true;
	bool is_first;

	*is_idle = normaliser->is_outdated;
	if (normaliser->is_outdated)
		return stand_aside(normaliser, why);
	if (!normaliser->is_marked &&
	    !rule_version_mark(
		normaliser->connection, &normaliser->is_marked, why))
		return false;
	if (!normaliser->is_marked && !normaliser->options->is_daemon)
		return true;
	if (!mark(normaliser, why))
		return false;
	if (normaliser->count == 0 && !find_repository(normaliser, &found, why))
		return false;
	is_first = normaliser->after.length == 0;
	if (found && !work(normaliser, why))
		return false;
	/* Marks that somebody else has locked are somebody else's; and whoever
	 * changes what items are made by takes a while, be all marked or not.
	 */
	*is_idle = normaliser->is_overtaken ||
	    (normaliser->is_marked && !normaliser->is_marking &&
		(!found || (is_first && normaliser->count == 0)));
	if (!*is_idle || !normaliser->options->is_daemon)
		return true;
	return housekeeping_work(
	    &normaliser->housekeeping, normaliser->connection, is_idle, why);
}

static bool
heartbeat(struct normaliser *normaliser, int64_t *seen_at, struct fault *why)
{
	int64_t now = clock_milliseconds();

	if (now < *seen_at || normaliser->is_outdated)
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
				(void)poll(&told, 1,
				    normaliser->is_aside ? ASIDE_MILLISECONDS
							 : IDLE_MILLISECONDS);
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
	struct reply *reply;
	bool is_ours;

	if (!blame_charge(normaliser->blame, options->connection,
		options->killed, &normaliser->repository_id, why))
		return false;
	if (!rule_version_take(normaliser->connection, &is_ours, why))
		return false;
	normaliser->is_outdated = !is_ours;
	if (normaliser->is_outdated)
		return true;
	parameter_string(&normaliser->parameters, sheaf_version());
	if (!run(normaliser, QUERY_STALE_RELEASE, &reply, why))
		return false;
	reply_free(reply);
	return schemas_settle(normaliser->connection, why);
}

bool
worker_normalise(const struct worker_options *options, struct fault *why)
{
	struct normaliser normaliser = { .options = options,
		.connection = options->connection };
	int signals = worker_signals();
	bool done;

	normaliser.blame = blame_open(options->blame);
	premise_init(&normaliser.premise);
	normaliser.arena = arena_new(BATCH_HELD + NORMALISE_ARENA_BYTES);
	arena_keep(normaliser.arena, BATCH_KEPT);
	normaliser.rows = heap_array(BATCH_ITEMS, sizeof(*normaliser.rows));
	parameters_init(&normaliser.parameters);
	buffer_init(&normaliser.after, 0);
	done = begin(&normaliser, why) && loop(&normaliser, signals, why);
	worker_gone(options);
	buffer_fini(&normaliser.after);
	parameters_fini(&normaliser.parameters);
	free(normaliser.rows);
	arena_free(normaliser.arena);
	premise_fini(&normaliser.premise);
	blame_close(normaliser.blame);
	return done;
}
