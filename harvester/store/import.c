#include <stdio.h>
#include <string.h>

#include "store/import.h"

/* The columns of import_take.sql. */
enum column {
	HARVEST_ID,
	PAGE_NUMBER,
	PLACE,
	LISTED,
	UNNAMED,
	INSERTED,
	UPDATED,
	DELETED,
	QUARANTINED,
	REPAIRED,
	BYTES,
	IS_KNOWN,
};

static void
add_order(struct parameters *parameters, const struct import_order *order)
{
	parameters_init(parameters);
	parameter_bigint(parameters, order->repository_id);
	parameter_string(parameters, order->metadata_prefix);
	parameter_string(parameters, order->set_spec);
}

static bool
open(struct connection *connection, const struct import_order *order,
    struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;

	add_order(&parameters, order);
	parameter_string(&parameters, order->source);
	if (!connection_run_once(
		connection, QUERY_IMPORT_OPEN, &parameters, &reply, why))
		return false;
	reply_free(reply);
	return true;
}

static void
read_taken(struct import_taken *taken, const struct import_order *order,
    struct reply *reply)
{
	*taken = (struct import_taken){
		.fence = { .repository_id = order->repository_id,
		    .harvest_id = reply_number(reply, 0, HARVEST_ID),
		    .n = 1,
		    .page_number =
			(int32_t)reply_number(reply, 0, PAGE_NUMBER) },
		.place = reply_text(reply, 0, PLACE),
		.listed = reply_number(reply, 0, LISTED),
		.unnamed = reply_number(reply, 0, UNNAMED),
		.inserted = reply_number(reply, 0, INSERTED),
		.updated = reply_number(reply, 0, UPDATED),
		.deleted = reply_number(reply, 0, DELETED),
		.quarantined = reply_number(reply, 0, QUARANTINED),
		.repaired = reply_number(reply, 0, REPAIRED),
		.bytes = reply_number(reply, 0, BYTES),
		.is_known = reply_bool(reply, 0, IS_KNOWN),
		.reply = reply,
	};
	(void)snprintf(taken->fence.lease_id, sizeof(taken->fence.lease_id),
	    "%s", order->lease_id);
}

bool
import_take(struct connection *connection, const struct import_order *order,
    struct import_taken *taken, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;

	if (!open(connection, order, why))
		return false;
	add_order(&parameters, order);
	parameter_string(&parameters, order->source);
	parameter_string(&parameters, order->lease_id);
	parameter_bool(&parameters, order->is_again);
	if (!connection_run_once(
		connection, QUERY_IMPORT_TAKE, &parameters, &reply, why))
		return false;
	if (reply_rows(reply) == 0) {
		reply_free(reply);
		return fault_set(why, FAULT_FENCED,
		    "another command ended this import just now, or the "
		    "repository was removed");
	}
	read_taken(taken, order, reply);
	return true;
}

void
import_taken_fini(struct import_taken *taken)
{
	reply_free(taken->reply);
	*taken = (struct import_taken){ 0 };
}

bool
import_settle(struct connection *connection, const struct fence *fence,
    const struct import_verdict *verdict, bool *is_moved, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;
	bool done;

	parameters_init(&parameters);
	parameter_fence(&parameters, fence);
	parameter_string(&parameters, verdict->verdict);
	parameter_string(&parameters, verdict->proof);
	parameter_string(&parameters, verdict->fault);
	parameter_string(&parameters, verdict->reason);
	if (verdict->has_next_from)
		parameter_instant(&parameters, verdict->next_from);
	else
		parameter_null(&parameters);
	array_begin(&parameters, ARRAY_TEXT);
	for (size_t i = 0; i < verdict->file_count; i++)
		array_bytes(&parameters, text_of(verdict->files[i]));
	array_end(&parameters);
	if (!connection_run_once(
		connection, QUERY_IMPORT_SETTLE, &parameters, &reply, why))
		return false;
	done = reply_rows(reply) == 1 ||
	    fault_set(why, FAULT_FENCED,
		"another command goes on with this import, or the repository "
		"was removed");
	if (done)
		*is_moved = reply_number(reply, 0, 1) > 0;
	reply_free(reply);
	return done;
}

bool
import_next(struct connection *connection, const struct import_order *order,
    struct import_next *next, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;

	add_order(&parameters, order);
	if (!connection_run_once(
		connection, QUERY_IMPORT_NEXT, &parameters, &reply, why))
		return false;
	*next = (struct import_next){ .is_regular = reply_rows(reply) == 1 };
	if (next->is_regular) {
		next->has_from = reply_bool(reply, 0, 0);
		(void)snprintf(next->from, sizeof(next->from), "%s",
		    reply_string(reply, 0, 1));
		next->overlap_seconds = (long)reply_number(reply, 0, 2);
	}
	reply_free(reply);
	return true;
}
