#ifndef MEMORY_SCARCE_WORKER_H
#define MEMORY_SCARCE_WORKER_H

#include <assert.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/heap.h"
#include "daemon/blame.h"
#include "daemon/holding.h"
#include "daemon/lister.h"
#include "daemon/settle.h"

/*
 * A harvest worker with one list request in hand: the product's lister, page
 * queue and connection. In place of what they are between stand the functions
 * below: the wire, which brings one page, and what is to follow from it.
 */

/* Small, so that there is more than one to a page. */
#define PIECE_BYTES 4000

enum outcome {
	OUTCOME_NOTHING, /* nobody said anything: never right */
	OUTCOME_STORED,
	OUTCOME_FAULT,  /* why says which */
	OUTCOME_LOST,   /* the connection; why of what was under way */
	OUTCOME_LET_GO, /* no row came back: another fence */
};

static struct {
	struct fence fence;
	struct harvester harvester;
	struct holding holding;
	struct lister *lister;
	const struct transfer_events *events;
	bool let_go;
	struct fault why;
} worker;

struct transfer *
fetch_start(struct fetch *fetch, const char *url, const char *form_data,
    const struct fetch_policy *policy, const struct transfer_events *events,
    void *context)
{
	(void)fetch;
	(void)form_data;
	(void)policy;
	assert(context == worker.lister && strstr(url, "verb=ListRecords"));
	worker.events = events;
	return (struct transfer *)&worker;
}

void
transfer_cancel(struct transfer *transfer)
{
	(void)transfer;
}

void
transfer_resume(struct transfer *transfer)
{
	(void)transfer;
	abort();
}

void
holding_doubt(struct holding *holding)
{
	(void)holding;
	worker.let_go = true;
}

bool
holding_is_closing(const struct holding *holding)
{
	(void)holding;
	return false;
}

/* The list is neither split nor asked for record by record. */
void
holding_reload(struct holding *holding)
{
	(void)holding;
	abort();
}

void
holding_send(struct holding *holding, enum query query,
    struct parameters *parameters, connection_answer *answer, void *context)
{
	(void)holding;
	(void)query;
	(void)parameters;
	(void)answer;
	(void)context;
	abort();
}

bool
holding_hears(struct holding *holding, const struct fault *why)
{
	(void)holding;
	(void)why;
	abort();
}

/* The page does not end its list. */
void
settle_harvest(
    struct holding *holding, const struct fence *fence, const char *repository)
{
	(void)holding;
	(void)fence;
	(void)repository;
	abort();
}

void
settle_failure(struct holding *holding, const struct list_request *request,
    const struct failure *failure)
{
	(void)holding;
	(void)request;
	worker.why = failure->why;
}

static inline struct list_request *
worker_request(void)
{
	struct list_request *request = heap_take(sizeof(*request));
	char **const not_said[] = { &request->earliest_datestamp,
		&request->quirks, &request->quirks_off, &request->tried,
		&request->trying, &request->trying_reason, &request->error,
		&request->credentials, &request->proxy, &request->ca_file,
		&request->user_agent, &request->moved_to };

	for (size_t i = 0; i < sizeof(not_said) / sizeof(not_said[0]); i++)
		*not_said[i] = heap_string("");
	request->verify_tls = true;
	request->fence = worker.fence;
	request->repository = heap_string("r");
	request->base_url = heap_string("https://h/oai");
	request->verb = heap_string("ListRecords");
	request->parts = 1;
	request->metadata_prefix = heap_string("oai_dc");
	request->set_spec = heap_string("");
	request->has_seconds = true;
	request->is_known = true;
	return request;
}

static inline void
worker_receive(struct text bytes)
{
	struct response response = { .status = 200,
		.retry_after_seconds = -1,
		.body_bytes = bytes.length };
	struct text rest = bytes;

	while (rest.length > 0) {
		struct text piece = rest;

		if (piece.length > PIECE_BYTES)
			piece.length = PIECE_BYTES;
		if (worker.events->body(worker.lister, piece) != BODY_TAKEN)
			break;
		rest.bytes += piece.length;
		rest.length -= piece.length;
	}
	worker.events->done(worker.lister, &response);
}

static inline void
worker_wait(struct connection *connection)
{
	while (connection_pending(connection) > 0 &&
	    !connection_is_lost(connection)) {
		struct pollfd descriptor = { 0 };

		descriptor.fd = connection_poll(connection, &descriptor.events);
		if (descriptor.fd >= 0)
			(void)poll(&descriptor, 1, 200);
		connection_work(connection);
	}
}

static inline enum outcome
worker_outcome(void)
{
	bool is_stored = worker.lister->request->fence.page_number >
	    worker.fence.page_number;

	if (connection_is_lost(worker.harvester.connection))
		return OUTCOME_LOST;
	if (worker.let_go)
		return OUTCOME_LET_GO;
	if (worker.why.kind != FAULT_NONE)
		return is_stored ? OUTCOME_NOTHING : OUTCOME_FAULT;
	return is_stored ? OUTCOME_STORED : OUTCOME_NOTHING;
}

/* Asks for the page of worker.fence, which is bytes, and reads it; the
 * connection is not spoken to yet. */
static inline void
worker_read(struct connection *connection, struct text bytes)
{
	worker.harvester =
	    (struct harvester){ .connection = connection, .transfers = 1 };
	worker.holding = (struct holding){ .harvester = &worker.harvester };
	worker.let_go = false;
	worker.why.kind = FAULT_NONE;
	worker.harvester.blame = blame_open(-1);
	worker.lister = lister_new(&worker.holding, worker_request());
	lister_tick(worker.lister, clock_milliseconds());
	worker_receive(bytes);
}

/* Until what was read is stored, or is not. */
static inline enum outcome
worker_store(void)
{
	worker_wait(worker.harvester.connection);
	return worker_outcome();
}

/* Lets go of everything, and has a connection again: as a worker does that has
 * lost it. */
static inline bool
worker_come_back(struct fault *why)
{
	struct connection *connection = worker.harvester.connection;

	if (!worker.lister->is_dropped)
		lister_drop(worker.lister);
	if (connection_is_lost(connection) && !connection_open(connection, why))
		return false;
	assert(worker.lister->calls == 0);
	lister_free(worker.lister);
	blame_close(worker.harvester.blame);
	assert(worker.harvester.held_bytes == 0);
	return true;
}

#endif
