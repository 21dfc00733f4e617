#include <assert.h>
#include <stdlib.h>

#include "base/heap.h"
#include "base/limit.h"
#include "daemon/making.h"
#include "daemon/rehearsal.h"
#include "daemon/synonym.h"
#include "normalise/normalise.h"
#include "store/item.h"

#define BATCH_ITEMS 500
#define BATCH_BYTES ((int64_t)(8 * MIB)) /* of their records */
#define BATCH_HELD  (64 * MIB)

struct rehearsal {
	struct connection *connection;
	int64_t repository_id;
	struct vocabulary *vocabulary;
	struct buffer platform;
	struct buffer after; /* the identifier up to which it is done */
	struct arena *arena;
	struct parameters parameters;
	struct item_row rows[BATCH_ITEMS];
	size_t count;
};

static bool
run(struct rehearsal *rehearsal, enum query query, struct reply **reply,
    struct fault *why)
{
	bool done = connection_run(
	    rehearsal->connection, query, &rehearsal->parameters, reply, why);

	parameters_reset(&rehearsal->parameters);
	return done;
}

/* As it was told, or said: what it shows now is for those who may note it. */
static bool
read_platform(struct rehearsal *rehearsal, struct fault *why)
{
	struct reply *reply;

	parameter_bigint(&rehearsal->parameters, rehearsal->repository_id);
	if (!run(rehearsal, QUERY_REPOSITORY_PLATFORM_KNOWN, &reply, why))
		return false;
	if (reply_rows(reply) > 0)
		buffer_add_text(&rehearsal->platform, reply_text(reply, 0, 0));
	reply_free(reply);
	return true;
}

bool
rehearsal_new(struct connection *connection, int64_t repository_id,
    struct rehearsal **rehearsal, struct fault *why)
{
	struct rehearsal *made = heap_take(sizeof(*made));

	*made = (struct rehearsal){ .connection = connection,
		.repository_id = repository_id,
		.arena = arena_new(BATCH_HELD + NORMALISE_ARENA_BYTES) };
	buffer_init(&made->platform, 0);
	buffer_init(&made->after, 0);
	parameters_init(&made->parameters);
	if (read_platform(made, why) &&
	    synonym_vocabulary(connection, &made->vocabulary, why)) {
		*rehearsal = made;
		return true;
	}
	rehearsal_free(made);
	return false;
}

void
rehearsal_free(struct rehearsal *rehearsal)
{
	if (rehearsal == NULL)
		return;
	vocabulary_free(rehearsal->vocabulary);
	arena_free(rehearsal->arena);
	buffer_fini(&rehearsal->platform);
	buffer_fini(&rehearsal->after);
	parameters_fini(&rehearsal->parameters);
	free(rehearsal);
}

static struct text
keep(struct rehearsal *rehearsal, struct text text)
{
	char *copy = arena_copy(rehearsal->arena, text.bytes, text.length);

	assert(copy != NULL);
	return (struct text){ copy, text.length };
}

static bool
choose(struct rehearsal *rehearsal, struct fault *why)
{
	struct parameters *parameters = &rehearsal->parameters;
	struct reply *reply;
	int64_t bytes = 0;

	arena_reset(rehearsal->arena);
	rehearsal->count = 0;
	parameter_bigint(parameters, rehearsal->repository_id);
	parameter_text(parameters,
	    rehearsal->after.length > 0 ? buffer_text(&rehearsal->after)
					: TEXT(""));
	parameter_bigint(parameters, BATCH_ITEMS);
	if (!run(rehearsal, QUERY_ITEM_AFTER, &reply, why))
		return false;
	for (int row = 0; row < reply_rows(reply); row++) {
		if (row > 0 && bytes > BATCH_BYTES)
			break;
		bytes += reply_number(reply, row, 1);
		rehearsal->rows[rehearsal->count++] = (struct item_row){
			.identifier = keep(rehearsal, reply_text(reply, row, 0))
		};
	}
	reply_free(reply);
	return true;
}

static bool
read_records(
    struct rehearsal *rehearsal, struct reply **records, struct fault *why)
{
	item_name(&rehearsal->parameters, rehearsal->repository_id,
	    rehearsal->rows, rehearsal->count);
	return run(rehearsal, QUERY_RECORD_READ, records, why);
}

static void
make_items(struct rehearsal *rehearsal, const struct reply *records)
{
	struct making making = { rehearsal->arena, rehearsal->vocabulary,
		buffer_text(&rehearsal->platform) };
	int at = 0;

	for (size_t i = 0; i < rehearsal->count; i++) {
		making_item(&making, records, &at, &rehearsal->rows[i]);
		if (arena_held(rehearsal->arena) > BATCH_HELD)
			rehearsal->count = i + 1;
	}
}

static bool
compare(struct rehearsal *rehearsal, struct reply **changes, struct fault *why)
{
	item_values(&rehearsal->parameters, rehearsal->repository_id,
	    rehearsal->rows, rehearsal->count);
	return run(rehearsal, QUERY_ITEM_COMPARE, changes, why);
}

bool
rehearsal_step(struct rehearsal *rehearsal, size_t *count,
    struct reply **changes, struct fault *why)
{
	struct reply *records;
	bool done;

	*changes = NULL;
	*count = 0;
	if (!choose(rehearsal, why))
		return false;
	if (rehearsal->count == 0)
		return true;
	if (!read_records(rehearsal, &records, why))
		return false;
	make_items(rehearsal, records);
	done = compare(rehearsal, changes, why);
	reply_free(records);
	if (!done)
		return false;
	*count = rehearsal->count;
	buffer_reset(&rehearsal->after);
	buffer_add_text(&rehearsal->after,
	    rehearsal->rows[rehearsal->count - 1].identifier);
	return true;
}

bool
rehearsal_one(struct rehearsal *rehearsal, struct text identifier,
    struct trace *trace, struct reply **changes, struct fault *why)
{
	struct making making = { rehearsal->arena, rehearsal->vocabulary,
		buffer_text(&rehearsal->platform) };
	struct reply *records;
	bool done;
	int at = 0;

	arena_reset(rehearsal->arena);
	rehearsal->count = 1;
	rehearsal->rows[0] = (struct item_row){ .identifier = identifier };
	if (!read_records(rehearsal, &records, why))
		return false;
	making_traced(&making, records, &at, &rehearsal->rows[0], trace);
	done = compare(rehearsal, changes, why);
	reply_free(records);
	return done;
}
