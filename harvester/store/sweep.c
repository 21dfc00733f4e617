#include "base/limit.h"
#include "store/sweep.h"

static void
begin(struct parameters *parameters, int64_t repository_id, int64_t harvest_id)
{
	parameters_init(parameters);
	parameter_bigint(parameters, repository_id);
	if (harvest_id > 0)
		parameter_bigint(parameters, harvest_id);
	else
		parameter_null(parameters);
}

bool
sweep_request(struct connection *connection, const struct sweep_order *order,
    int64_t *harvest_id, bool *is_joined, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;
	bool done;

	parameters_init(&parameters);
	parameter_bigint(&parameters, order->repository_id);
	parameter_text(&parameters, order->metadata_prefix);
	parameter_text(&parameters, order->set_spec);
	parameter_bool(&parameters, order->is_urgent);
	if (!connection_run_once(
		connection, QUERY_SWEEP_REQUEST, &parameters, &reply, why))
		return false;
	done = reply_rows(reply) > 0 ||
	    fault_set(why, FAULT_STORE, "the repository was removed just now");
	if (done) {
		*harvest_id = reply_number(reply, 0, 0);
		*is_joined = reply_bool(reply, 0, 1);
	}
	reply_free(reply);
	return done;
}

bool
sweep_show(struct connection *connection, int64_t repository_id,
    int64_t harvest_id, int64_t examples, struct reply **reply,
    struct fault *why)
{
	struct parameters parameters;

	begin(&parameters, repository_id, harvest_id);
	parameter_bigint(&parameters, examples);
	return connection_run_once(
	    connection, QUERY_SWEEP_SHOW, &parameters, reply, why);
}

bool
sweep_concluded(struct connection *connection, int64_t repository_id,
    int64_t harvest_id, struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	begin(&parameters, repository_id, harvest_id);
	return connection_run_once(
	    connection, QUERY_SWEEP_CONCLUDED, &parameters, reply, why);
}

static bool
lock(struct connection *connection, int64_t repository_id, int64_t harvest_id,
    struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;
	bool done;

	begin(&parameters, repository_id, harvest_id);
	done = connection_run_once(
	    connection, QUERY_SWEEP_LOCK, &parameters, &reply, why);
	reply_free(reply);
	return done;
}

/* One batch, whose first parameters are a sweep's key, behind sweep_lock.sql,
 * which sees what it waited for. */
static bool
transact(struct connection *connection, int64_t repository_id,
    int64_t harvest_id, enum query query, struct parameters *parameters,
    struct reply **reply, struct fault *why)
{
	struct fault ignored;
	bool done;

	*reply = NULL;
	done = connection_script(connection, "BEGIN", why) &&
	    lock(connection, repository_id, harvest_id, why) &&
	    connection_run(connection, query, parameters, reply, why) &&
	    connection_script(connection, "COMMIT", why);
	parameters_fini(parameters);
	if (done)
		return true;
	reply_free(*reply);
	(void)!connection_script(connection, "ROLLBACK", &ignored);
	return false;
}

bool
sweep_confirm(struct connection *connection, int64_t repository_id,
    int64_t harvest_id, int64_t *count, bool *is_under_way, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;
	int64_t looked;

	*count = 0;
	*is_under_way = false;
	do {
		begin(&parameters, repository_id, harvest_id);
		parameter_bigint(&parameters, SWEEP_BATCH);
		if (!transact(connection, repository_id, harvest_id,
			QUERY_SWEEP_CONFIRM, &parameters, &reply, why))
			return false;
		looked = 0;
		if (reply_rows(reply) > 0) {
			*is_under_way = reply_bool(reply, 0, 2);
			looked = reply_number(reply, 0, 0);
			if (!*is_under_way)
				*count = reply_number(reply, 0, 1);
		}
		reply_free(reply);
	} while (looked == SWEEP_BATCH);
	return true;
}

bool
sweep_undo(struct connection *connection, int64_t repository_id,
    int64_t harvest_id, int64_t *count, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;
	int64_t looked;

	*count = 0;
	do {
		begin(&parameters, repository_id, harvest_id);
		parameter_integer(&parameters, SWEEP_SPARED_DAYS);
		parameter_bigint(&parameters, SWEEP_BATCH);
		if (!transact(connection, repository_id, harvest_id,
			QUERY_SWEEP_UNDO, &parameters, &reply, why))
			return false;
		looked = 0;
		if (reply_rows(reply) > 0) {
			looked = reply_number(reply, 0, 0);
			*count += reply_number(reply, 0, 1);
		}
		reply_free(reply);
	} while (looked == SWEEP_BATCH);
	return true;
}
