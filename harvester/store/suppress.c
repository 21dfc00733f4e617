#include "store/suppress.h"

static void
add_identifiers(
    struct parameters *parameters, const struct suppression *suppression)
{
	parameter_bigint(parameters, suppression->repository_id);
	array_begin(parameters, ARRAY_TEXT);
	for (size_t i = 0; i < suppression->count; i++)
		array_bytes(parameters, suppression->identifiers[i]);
	array_end(parameters);
}

static bool
lock(struct connection *connection, const struct suppression *suppression,
    struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;
	bool done;

	parameters_init(&parameters);
	add_identifiers(&parameters, suppression);
	done = connection_run_once(
	    connection, QUERY_SUPPRESS_LOCK, &parameters, &reply, why);
	reply_free(reply);
	return done;
}

/* Statements behind suppress_lock.sql, which sees what it waited for. */
static bool
transact(struct connection *connection, const struct suppression *suppression,
    enum query query, struct reply **reply, struct fault *why)
{
	struct parameters parameters;
	struct fault ignored;

	*reply = NULL;
	if (!connection_script(connection, "BEGIN", why))
		return false;
	parameters_init(&parameters);
	add_identifiers(&parameters, suppression);
	if (query == QUERY_SUPPRESS) {
		parameter_string(&parameters, suppression->reason);
		parameter_string(&parameters, suppression->by);
	}
	if (lock(connection, suppression, why) &&
	    connection_run(connection, query, &parameters, reply, why) &&
	    connection_script(connection, "COMMIT", why)) {
		parameters_fini(&parameters);
		return true;
	}
	parameters_fini(&parameters);
	reply_free(*reply);
	*reply = NULL;
	(void)!connection_script(connection, "ROLLBACK", &ignored);
	return false;
}

bool
suppress(struct connection *connection, const struct suppression *suppression,
    struct reply **reply, struct fault *why)
{
	return transact(connection, suppression, QUERY_SUPPRESS, reply, why);
}

bool
suppress_undo(struct connection *connection,
    const struct suppression *suppression, struct reply **reply,
    struct fault *why)
{
	return transact(
	    connection, suppression, QUERY_SUPPRESS_UNDO, reply, why);
}

bool
suppressed_list(struct connection *connection, const char *name,
    const char *identifier, struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_string(&parameters, name);
	parameter_string(&parameters, identifier);
	return connection_run_once(
	    connection, QUERY_SUPPRESSED_LIST, &parameters, reply, why);
}

bool
suppress_stale(struct connection *connection,
    const struct suppression *suppression, int64_t *stale, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;

	parameters_init(&parameters);
	add_identifiers(&parameters, suppression);
	if (!connection_run_once(
		connection, QUERY_STALE_AMONG, &parameters, &reply, why))
		return false;
	*stale = reply_number(reply, 0, 0);
	reply_free(reply);
	return true;
}
