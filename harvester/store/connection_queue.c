#include <poll.h>
#include <stdlib.h>

#include "base/heap.h"
#include "store/connection_private.h"

/*
 * One statement at a time is under way:
 *
 *   queued --start()--> preparing --finish()--> queued (now prepared)
 *   queued --start()--> sent      --finish()--> answered
 *
 * Commit comes after the statement's own result and can still fail, so a
 * statement has succeeded only when libpq says that nothing more follows.
 */

static struct operation *
operation_take(struct connection *connection)
{
	struct operation *operation = connection->first;

	connection->first = operation->next;
	if (connection->first == NULL)
		connection->last = &connection->first;
	connection->pending--;
	connection->is_sent = false;
	connection->is_preparing = false;
	return operation;
}

static void
operation_free(struct operation *operation)
{
	parameters_fini(&operation->parameters);
	free(operation);
}

void
connection_send(
    struct connection *connection, const struct connection_call *call)
{
	struct operation *operation = heap_take(sizeof(*operation));

	operation->call = *call;
	if (call->parameters != NULL) {
		operation->parameters = *call->parameters;
		parameters_init(call->parameters);
	}
	*connection->last = operation;
	connection->last = &operation->next;
	connection->pending++;
}

void
connection_flush(struct connection *connection)
{
	if (!connection->is_lost &&
	    (connection->is_sent || connection->is_preparing))
		/* A failure shows up again in connection_work(). */
		(void)PQflush(connection->libpq);
}

unsigned
connection_pending(const struct connection *connection)
{
	return connection->pending;
}

static bool
is_idle(const struct connection *connection)
{
	return !connection->is_sent && !connection->is_preparing;
}

int
connection_poll(const struct connection *connection, short *events)
{
	*events = POLLIN;
	if (connection->is_lost || connection->first == NULL)
		return -1;
	if (is_idle(connection) || PQflush(connection->libpq) != 0)
		*events |= POLLOUT;
	return PQsocket(connection->libpq);
}

/* Whatever the call back does to the connection, the operation is out of it. */
static void
answer(struct connection *connection, const struct fault *why)
{
	struct operation *operation = operation_take(connection);
	PGresult *result = connection->result;

	connection->result = NULL;
	operation->call.answer(operation->call.context,
	    why == NULL ? (const struct reply *)result : NULL, why);
	PQclear(result);
	operation_free(operation);
}

void
connection_fail_queued(struct connection *connection)
{
	unsigned count = connection->pending;
	struct fault why;

	(void)connection_fault_lost(&why);
	connection->is_lost = true;
	/* What an answer queues now is for the next call, not for this loop. */
	for (; count > 0 && connection->first != NULL; count--)
		answer(connection, &why);
}

void
connection_drop_queued(struct connection *connection)
{
	while (connection->first != NULL)
		operation_free(operation_take(connection));
	PQclear(connection->result);
	connection->result = NULL;
}

/* Sends what is first in the queue, its preparation before it. */
static bool
start(struct connection *connection)
{
	struct operation *operation = connection->first;
	enum query query = operation->call.query;
	struct connection_values values =
	    connection_values(&operation->parameters);

	if (!connection->is_prepared[query]) {
		connection->is_preparing = true;
		return PQsendPrepare(connection->libpq, query_texts[query].name,
			   query_texts[query].text, 0, NULL) == 1;
	}
	connection->is_sent = true;
	if (PQsendQueryPrepared(connection->libpq, query_texts[query].name,
		values.count, values.pointers, values.lengths, values.formats,
		0) != 1)
		return false;
	/* libpq holds a copy now. */
	parameters_fini(&operation->parameters);
	if (operation->call.sent != NULL)
		operation->call.sent(operation->call.context);
	return true;
}

/* All results of the first in the queue have come. */
static void
finish(struct connection *connection)
{
	struct fault why;
	bool done = connection_judge(connection, connection->result, &why);

	if (done && connection->is_preparing) {
		PQclear(connection->result);
		connection->result = NULL;
		connection->is_prepared[connection->first->call.query] = true;
		connection->is_preparing = false;
		return;
	}
	answer(connection, done ? NULL : &why);
}

/* An error that follows a success is what became of it. */
static void
keep(struct connection *connection, PGresult *result)
{
	ExecStatusType status = PQresultStatus(result);

	if (connection->result != NULL && status != PGRES_FATAL_ERROR) {
		PQclear(result);
		return;
	}
	PQclear(connection->result);
	connection->result = result;
}

enum received {
	RECEIVED_NOTHING,
	RECEIVED_ALL,
	RECEIVED_LOSS
};

static enum received
receive(struct connection *connection)
{
	PGresult *result;

	if (PQflush(connection->libpq) < 0 ||
	    PQconsumeInput(connection->libpq) != 1)
		return RECEIVED_LOSS;
	do {
		if (PQisBusy(connection->libpq) != 0)
			return RECEIVED_NOTHING;
		result = PQgetResult(connection->libpq);
		if (result != NULL)
			keep(connection, result);
	} while (result != NULL);
	return connection->result != NULL ? RECEIVED_ALL : RECEIVED_LOSS;
}

/* False: nothing more can be done now. */
static bool
step(struct connection *connection)
{
	if (connection->is_lost)
		return false;
	if (is_idle(connection)) {
		connection->is_lost = !start(connection);
		return !connection->is_lost;
	}
	switch (receive(connection)) {
	case RECEIVED_NOTHING:
		return false;
	case RECEIVED_LOSS:
		connection->is_lost = true;
		return false;
	case RECEIVED_ALL:
		break;
	}
	finish(connection);
	return true;
}

void
connection_work(struct connection *connection)
{
	while (connection->first != NULL && step(connection))
		continue;
	if (connection->is_lost)
		connection_fail_queued(connection);
}

void
connection_drain(struct connection *connection)
{
	while (connection->pending > 0) {
		struct pollfd descriptor = { 0 };

		descriptor.fd = connection_poll(connection, &descriptor.events);
		if (descriptor.fd >= 0)
			(void)poll(&descriptor, 1, 1000);
		connection_work(connection);
	}
}
