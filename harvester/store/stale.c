#include "store/stale.h"

static bool
run_for_number(struct connection *connection, enum query query,
    struct parameters *parameters, int64_t *number, struct fault *why)
{
	struct reply *reply;

	if (!connection_run_once(connection, query, parameters, &reply, why))
		return false;
	*number = reply_number(reply, 0, 0);
	reply_free(reply);
	return true;
}

bool
stale_mark_all(struct connection *connection, int64_t repository_id,
    int64_t *items, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	return run_for_number(
	    connection, QUERY_STALE_MARK_ALL, &parameters, items, why);
}

bool
stale_mark(struct connection *connection, int64_t repository_id,
    const struct text *identifiers, size_t count, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	array_begin(&parameters, ARRAY_TEXT);
	for (size_t i = 0; i < count; i++)
		array_bytes(&parameters, identifiers[i]);
	array_end(&parameters);
	return connection_do_once(
	    connection, QUERY_STALE_MARK, &parameters, why);
}

bool
item_count(struct connection *connection, const int64_t *repository_ids,
    size_t count, int64_t *items, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	array_begin(&parameters, ARRAY_BIGINT);
	for (size_t i = 0; i < count; i++)
		array_bigint(&parameters, repository_ids[i]);
	array_end(&parameters);
	return run_for_number(
	    connection, QUERY_ITEM_COUNT, &parameters, items, why);
}
