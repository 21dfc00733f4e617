#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "store/connection_private.h"

#define CONNECT_TIMEOUT "10" /* seconds, an address */

struct connection *
connection_new(const struct connection_options *options)
{
	struct connection *connection = heap_take(sizeof(*connection));

	connection->conninfo = heap_string(options->conninfo);
	connection->role = heap_string(options->role);
	connection->application = heap_string(options->application);
	connection->read_only = options->read_only;
	connection->is_lost = true;
	connection->last = &connection->first;
	return connection;
}

/* A handler of signals may come in between; see connection_stop(). */
static void
forget_cancel(struct connection *connection)
{
	PGcancel *cancel = connection->cancel;

	connection->cancel = NULL;
	PQfreeCancel(cancel);
}

void
connection_free(struct connection *connection)
{
	if (connection == NULL)
		return;
	connection_drop_queued(connection);
	forget_cancel(connection);
	PQfinish(connection->libpq);
	free(connection->conninfo);
	free(connection->role);
	free(connection->application);
	free(connection);
}

bool
connection_fault_lost(struct fault *why)
{
	return fault_set(
	    why, FAULT_STORE, "the connection to the database was lost");
}

/* libpq's messages have several lines; the first says what happened. */
static bool
store_fault(struct fault *why, const char *what, const char *message)
{
	int length = (int)strcspn(message, "\n");

	return fault_set(why, FAULT_STORE, "%s: %.*s", what, length, message);
}

static void
ignore_notice(void *context, const char *message)
{
	(void)context;
	(void)message;
}

static PGconn *
dial(const struct connection *connection)
{
	const char *keywords[] = { "dbname", "application_name",
		"client_encoding", "connect_timeout", "keepalives_idle",
		"tcp_user_timeout", NULL };
	const char *values[] = { connection->conninfo, connection->application,
		"UTF8", CONNECT_TIMEOUT, "30", "30000", NULL };

	return PQconnectdbParams(keywords, values, 1);
}

/* The settings of a session; see sql/query/session.sql. */
static bool
prepare_session(struct connection *connection, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_string(&parameters, connection->role);
	parameter_bool(&parameters, connection->read_only);
	return connection_do_once(connection, QUERY_SESSION, &parameters, why);
}

bool
connection_open(struct connection *connection, struct fault *why)
{
	connection_fail_queued(connection);
	forget_cancel(connection);
	PQfinish(connection->libpq);
	memset(connection->is_prepared, 0, sizeof(connection->is_prepared));
	connection->is_lost = true;
	connection->libpq = dial(connection);
	connection->cancel = PQgetCancel(connection->libpq);
	if (PQstatus(connection->libpq) != CONNECTION_OK)
		return store_fault(why, "could not connect to the database",
		    connection->libpq == NULL
			? "out of memory"
			: PQerrorMessage(connection->libpq));
	(void)PQsetNoticeProcessor(connection->libpq, ignore_notice, NULL);
	connection->is_lost = false;
	if (PQsetnonblocking(connection->libpq, 1) != 0 ||
	    !prepare_session(connection, why)) {
		connection->is_lost = true;
		return false;
	}
	return true;
}

bool
connection_is_lost(const struct connection *connection)
{
	return connection->is_lost;
}

const char *
connection_sqlstate(const struct connection *connection)
{
	return connection->sqlstate;
}

bool
connection_is_about_rows(const struct connection *connection)
{
	const char *sqlstate = connection->sqlstate;

	return strncmp(sqlstate, "22", 2) == 0 ||
	    strncmp(sqlstate, "23", 2) == 0 ||
	    strncmp(sqlstate, "54", 2) == 0 || strcmp(sqlstate, "53200") == 0;
}

/*
 * FATAL: the server has ended this session (administrator, time-out, crash of
 * another). libpq itself notices only when it reads on.
 */
static bool
ends_session(const PGresult *result)
{
	const char *severity =
	    PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);

	return severity != NULL && strcmp(severity, "ERROR") != 0;
}

bool
connection_judge(
    struct connection *connection, const PGresult *result, struct fault *why)
{
	ExecStatusType status = PQresultStatus(result);
	const char *sqlstate;
	const char *message;

	connection->sqlstate[0] = '\0';
	if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
		return true;
	sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	if (sqlstate != NULL)
		(void)snprintf(connection->sqlstate,
		    sizeof(connection->sqlstate), "%s", sqlstate);
	/*
	 * Without one it is libpq that speaks, because it could not write or
	 * read. A server that crashes sends a last notice, and as long as there
	 * was something to read libpq holds the connection for sound.
	 */
	if (sqlstate == NULL || PQstatus(connection->libpq) == CONNECTION_BAD ||
	    ends_session(result)) {
		connection->is_lost = true;
		return connection_fault_lost(why);
	}
	message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	if (message == NULL)
		message = PQerrorMessage(connection->libpq);
	return store_fault(why, "the database refused", message);
}

struct connection_values
connection_values(const struct parameters *parameters)
{
	struct connection_values values = { .count = 0 };

	if (parameters == NULL)
		return values;
	values.count = parameters->count;
	values.lengths = parameters->lengths;
	values.formats = parameters->formats;
	for (int i = 0; i < parameters->count; i++)
		values.pointers[i] = parameters->lengths[i] < 0
		    ? NULL
		    : parameters->bytes.bytes + parameters->offsets[i];
	return values;
}

void
connection_stop(struct connection *connection)
{
	char ignored[256];

	connection->is_stopped = 1;
	if (connection->cancel != NULL)
		(void)PQcancel(connection->cancel, ignored, sizeof(ignored));
}

static bool
is_ready(const struct connection *connection, struct fault *why)
{
	if (connection->is_lost)
		return connection_fault_lost(why);
	return connection->is_stopped == 0 ||
	    fault_set(why, FAULT_STORE, "interrupted");
}

static bool
prepare(struct connection *connection, enum query query, struct fault *why)
{
	PGresult *result;

	if (connection->is_prepared[query])
		return true;
	result = PQprepare(connection->libpq, query_texts[query].name,
	    query_texts[query].text, 0, NULL);
	connection->is_prepared[query] =
	    connection_judge(connection, result, why);
	PQclear(result);
	return connection->is_prepared[query];
}

bool
connection_run(struct connection *connection, enum query query,
    const struct parameters *parameters, struct reply **reply,
    struct fault *why)
{
	struct connection_values values = connection_values(parameters);
	PGresult *result;

	/* What was queued before runs before. */
	connection_drain(connection);
	*reply = NULL;
	/* It may be stopped while it prepares. */
	if (!is_ready(connection, why) || !prepare(connection, query, why) ||
	    !is_ready(connection, why))
		return false;
	result = PQexecPrepared(connection->libpq, query_texts[query].name,
	    values.count, values.pointers, values.lengths, values.formats, 0);
	if (!connection_judge(connection, result, why)) {
		PQclear(result);
		return false;
	}
	*reply = (struct reply *)result;
	return true;
}

bool
connection_spend(struct connection *connection, enum query query,
    struct parameters *parameters, struct reply **reply, struct fault *why)
{
	bool done = connection_run(connection, query, parameters, reply, why);

	parameters_reset(parameters);
	return done;
}

bool
connection_run_once(struct connection *connection, enum query query,
    struct parameters *parameters, struct reply **reply, struct fault *why)
{
	bool done = connection_run(connection, query, parameters, reply, why);

	parameters_fini(parameters);
	return done;
}

bool
connection_do(struct connection *connection, enum query query,
    const struct parameters *parameters, struct fault *why)
{
	struct reply *reply;
	bool done = connection_run(connection, query, parameters, &reply, why);

	reply_free(reply);
	return done;
}

bool
connection_do_once(struct connection *connection, enum query query,
    struct parameters *parameters, struct fault *why)
{
	bool done = connection_do(connection, query, parameters, why);

	parameters_fini(parameters);
	return done;
}

bool
connection_script(
    struct connection *connection, const char *sql, struct fault *why)
{
	PGresult *result;
	bool done;

	connection_drain(connection);
	if (!is_ready(connection, why))
		return false;
	result = PQexec(connection->libpq, sql);
	done = connection_judge(connection, result, why);
	PQclear(result);
	return done;
}
