#include "store/status.h"

/* Records that a status counts one by one, in all repositories together: half
 * a second or so. */
#define STATUS_COUNTED 300000

static void
add_names(struct parameters *parameters, const struct status_wish *wish)
{
	if (wish->names == NULL) {
		parameter_null(parameters);
		return;
	}
	array_begin(parameters, ARRAY_TEXT);
	for (size_t i = 0; i < wish->count; i++)
		array_bytes(parameters, text_of(wish->names[i]));
	array_end(parameters);
}

bool
status_repositories(struct connection *connection,
    const struct status_wish *wish, struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	add_names(&parameters, wish);
	parameter_bigint(&parameters, STATUS_COUNTED);
	parameter_bool(&parameters, wish->is_by_trouble);
	return connection_run_once(
	    connection, QUERY_STATUS_REPOSITORY, &parameters, reply, why);
}

bool
status_harvests(struct connection *connection, const char *name, int64_t count,
    struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_string(&parameters, name);
	parameter_bigint(&parameters, count);
	return connection_run_once(
	    connection, QUERY_STATUS_HARVEST, &parameters, reply, why);
}

bool
status_quirks(struct connection *connection, const char *name,
    struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_string(&parameters, name);
	return connection_run_once(
	    connection, QUERY_QUIRK_LIST, &parameters, reply, why);
}

bool
status_workers(
    struct connection *connection, struct reply **reply, struct fault *why)
{
	return connection_run(
	    connection, QUERY_STATUS_WORKER, NULL, reply, why);
}

bool
status_worker_alive(struct connection *connection, const char *kind,
    bool *is_alive, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;

	parameters_init(&parameters);
	parameter_string(&parameters, kind);
	if (!connection_run_once(
		connection, QUERY_WORKER_ALIVE, &parameters, &reply, why))
		return false;
	*is_alive = reply_bool(reply, 0, 0);
	reply_free(reply);
	return true;
}

static void
add_instant(struct parameters *parameters, bool has_instant, time_t instant)
{
	if (has_instant)
		parameter_instant(parameters, instant);
	else
		parameter_null(parameters);
}

bool
harvest_request(struct connection *connection,
    const struct harvest_order *order, int64_t *harvest_id, bool *is_joined,
    struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;
	bool done;

	parameters_init(&parameters);
	parameter_bigint(&parameters, order->repository_id);
	parameter_text(&parameters, order->metadata_prefix);
	parameter_text(&parameters, order->set_spec);
	add_instant(&parameters, order->has_from, order->from);
	add_instant(&parameters, order->has_until, order->until);
	parameter_bool(&parameters, order->is_full);
	if (!connection_run_once(
		connection, QUERY_HARVEST_REQUEST, &parameters, &reply, why))
		return false;
	done = reply_rows(reply) == 1 ||
	    fault_set(why, FAULT_STORE, "the repository was removed just now");
	if (done) {
		*harvest_id = reply_number(reply, 0, 0);
		*is_joined = reply_bool(reply, 0, 1);
	}
	reply_free(reply);
	return done;
}

static void
add_ids(struct parameters *parameters, const int64_t *ids, size_t count)
{
	array_begin(parameters, ARRAY_BIGINT);
	for (size_t i = 0; i < count; i++)
		array_bigint(parameters, ids[i]);
	array_end(parameters);
}

bool
harvest_follow(struct connection *connection, const int64_t *repository_ids,
    const int64_t *harvest_ids, size_t count, struct reply **reply,
    struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	add_ids(&parameters, repository_ids, count);
	add_ids(&parameters, harvest_ids, count);
	return connection_run_once(
	    connection, QUERY_HARVEST_FOLLOW, &parameters, reply, why);
}

bool
stale_count(struct connection *connection, const int64_t *repository_ids,
    size_t count, int64_t *stale, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;

	parameters_init(&parameters);
	add_ids(&parameters, repository_ids, count);
	parameter_bigint(&parameters, STALE_COUNTED);
	if (!connection_run_once(
		connection, QUERY_STALE_COUNT, &parameters, &reply, why))
		return false;
	*stale = reply_number(reply, 0, 0);
	reply_free(reply);
	return true;
}
