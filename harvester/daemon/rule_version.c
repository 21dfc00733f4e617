#include "daemon/rule_version.h"
#include "normalise/normalise.h"
#include "normalise/schema.h"

#define BATCH_ITEMS 10000

static void
add_version(struct parameters *parameters)
{
	parameters_init(parameters);
	parameter_integer(parameters, RULE_VERSION);
	parameter_bigint(parameters, schema_hash());
}

bool
rule_version_take(
    struct connection *connection, bool *is_ours, struct fault *why)
{
	struct parameters parameters;
	bool done;

	add_version(&parameters);
	done = connection_do_once(
	    connection, QUERY_RULE_VERSION_TAKE, &parameters, why);
	return done && rule_version_is_ours(connection, is_ours, why);
}

bool
rule_version_mark(
    struct connection *connection, bool *is_marked, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;

	add_version(&parameters);
	parameter_bigint(&parameters, BATCH_ITEMS);
	if (!connection_run_once(
		connection, QUERY_RULE_VERSION_MARK, &parameters, &reply, why))
		return false;
	*is_marked = reply_rows(reply) == 0 || reply_bool(reply, 0, 0);
	reply_free(reply);
	return true;
}

bool
rule_version_is_ours(
    struct connection *connection, bool *is_ours, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;

	add_version(&parameters);
	if (!connection_run_once(
		connection, QUERY_RULE_VERSION_READ, &parameters, &reply, why))
		return false;
	*is_ours = reply_rows(reply) > 0;
	reply_free(reply);
	return true;
}
