#include "store/duplicates.h"

bool
duplicates_list(struct connection *connection, const char *doi,
    const char *name, const char *identifier, struct reply **reply,
    struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_string(&parameters, doi);
	parameter_string(&parameters, name);
	parameter_string(&parameters, identifier);
	return connection_run_once(
	    connection, QUERY_DUPLICATES, &parameters, reply, why);
}

bool
duplicates_wait(struct connection *connection, enum duplicates_wait *wait,
    struct fault *why)
{
	struct reply *reply;

	if (!connection_run(
		connection, QUERY_DUPLICATES_WAIT, NULL, &reply, why))
		return false;
	*wait = WAIT_NONE;
	if (reply_bool(reply, 0, 0))
		*wait = reply_bool(reply, 0, 1) ? WAIT_ALL : WAIT_SOME;
	reply_free(reply);
	return true;
}
