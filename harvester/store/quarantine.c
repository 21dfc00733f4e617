#include "store/quarantine.h"

bool
quarantine_repositories(
    struct connection *connection, struct reply **reply, struct fault *why)
{
	return connection_run(
	    connection, QUERY_QUARANTINE_REPOSITORY, NULL, reply, why);
}

bool
quarantine_list(struct connection *connection, int64_t repository_id,
    bool is_dropped, struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	parameter_bool(&parameters, is_dropped);
	return connection_run_once(
	    connection, QUERY_QUARANTINE_LIST, &parameters, reply, why);
}

bool
quarantine_show(struct connection *connection, int64_t repository_id,
    const char *word, struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	parameter_string(&parameters, word);
	return connection_run_once(
	    connection, QUERY_QUARANTINE_SHOW, &parameters, reply, why);
}

static void
add_words(struct parameters *parameters, const struct text *words, size_t count)
{
	array_begin(parameters, ARRAY_TEXT);
	for (size_t i = 0; i < count; i++)
		array_bytes(parameters, words[i]);
	array_end(parameters);
}

bool
quarantine_retry(struct connection *connection, int64_t repository_id,
    const struct text *words, size_t word_count, struct reply **reply,
    struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	add_words(&parameters, words, word_count);
	parameter_bool(&parameters, word_count == 0);
	return connection_run_once(
	    connection, QUERY_QUARANTINE_RETRY, &parameters, reply, why);
}

bool
quarantine_drop(struct connection *connection,
    const struct quarantine_drop *drop, struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, drop->repository_id);
	add_words(&parameters, drop->words, drop->word_count);
	parameter_bool(&parameters, drop->is_all);
	parameter_bool(&parameters, drop->is_undone);
	return connection_run_once(
	    connection, QUERY_QUARANTINE_DROP, &parameters, reply, why);
}
