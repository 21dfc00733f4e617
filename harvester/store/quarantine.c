#include "store/quarantine.h"

static bool
run(struct connection *connection, enum query query,
    struct parameters *parameters, struct reply **reply, struct fault *why)
{
	bool done = connection_run(connection, query, parameters, reply, why);

	parameters_fini(parameters);
	return done;
}

bool
quarantine_list(struct connection *connection, int64_t repository_id,
    bool is_dropped, struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	parameter_bool(&parameters, is_dropped);
	return run(connection, QUERY_QUARANTINE_LIST, &parameters, reply, why);
}

bool
quarantine_show(struct connection *connection, int64_t repository_id,
    const char *word, struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	parameter_string(&parameters, word);
	return run(connection, QUERY_QUARANTINE_SHOW, &parameters, reply, why);
}

bool
quarantine_drop(struct connection *connection,
    const struct quarantine_drop *drop, struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, drop->repository_id);
	array_begin(&parameters, ARRAY_TEXT);
	for (size_t i = 0; i < drop->word_count; i++)
		array_bytes(&parameters, drop->words[i]);
	array_end(&parameters);
	parameter_bool(&parameters, drop->is_all);
	parameter_bool(&parameters, drop->is_undone);
	return run(connection, QUERY_QUARANTINE_DROP, &parameters, reply, why);
}
