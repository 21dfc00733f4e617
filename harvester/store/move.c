#include "store/move.h"

bool
move_sample(struct connection *connection, int64_t repository_id,
    const struct text *prefixes, size_t prefix_count, int64_t count,
    struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	array_begin(&parameters, ARRAY_TEXT);
	for (size_t i = 0; i < prefix_count; i++)
		array_bytes(&parameters, prefixes[i]);
	array_end(&parameters);
	parameter_bigint(&parameters, count);
	return connection_run_once(
	    connection, QUERY_MOVE_SAMPLE, &parameters, reply, why);
}

static void
add_text(struct parameters *parameters, struct text value)
{
	if (value.bytes == NULL)
		parameter_null(parameters);
	else
		parameter_text(parameters, value);
}

static void
add_move(struct parameters *parameters, const struct repository_move *move)
{
	parameter_bigint(parameters, move->repository_id);
	parameter_string(parameters, move->base_url);
	parameter_string(parameters, move->host);
	parameter_bigint(parameters, move->default_delay_milliseconds);
	parameter_integer(parameters, (int32_t)move->default_connections);
	add_text(parameters, move->repository_name);
	add_text(parameters, move->protocol_version);
	add_text(parameters, move->admin_emails);
	add_text(parameters, move->earliest_datestamp);
	add_text(parameters, move->deleted_record);
	add_text(parameters, move->granularity);
	add_text(parameters, move->descriptions);
	parameter_bool(parameters, move->is_full);
	parameter_string(parameters, move->reason);
}

bool
repository_move(struct connection *connection,
    const struct repository_move *move, struct repository_moved *moved,
    struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;
	bool done;

	parameters_init(&parameters);
	add_move(&parameters, move);
	if (!connection_run_once(
		connection, QUERY_REPOSITORY_MOVE, &parameters, &reply, why))
		return false;
	done = reply_rows(reply) == 1 ||
	    fault_set(why, FAULT_STORE, "the repository was removed just now");
	if (done)
		*moved = (struct repository_moved){
			.ended = reply_number(reply, 0, 0),
			.delay_milliseconds = (long)reply_number(reply, 0, 1),
			.connections = (long)reply_number(reply, 0, 2),
		};
	reply_free(reply);
	return done;
}
