#include "store/vocabulary.h"

static bool
run_for(struct connection *connection, enum query query, const char *word,
    struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_string(&parameters, word);
	return connection_run_once(connection, query, &parameters, reply, why);
}

/* All items are looked through. */
static bool
prepare_to_read_all(struct connection *connection, struct fault *why)
{
	return connection_do(connection, QUERY_SESSION_READS_ALL, NULL, why);
}

bool
unmapped_list(struct connection *connection, const char *scheme,
    const char *repository, int64_t limit, struct reply **reply,
    struct fault *why)
{
	struct parameters parameters;

	if (!prepare_to_read_all(connection, why))
		return false;
	parameters_init(&parameters);
	parameter_string(&parameters, scheme);
	parameter_string(&parameters, repository);
	parameter_bigint(&parameters, limit);
	return connection_run_once(
	    connection, QUERY_UNMAPPED_LIST, &parameters, reply, why);
}

bool
unmapped_summary(struct connection *connection, const char *repository,
    struct reply **reply, struct fault *why)
{
	return prepare_to_read_all(connection, why) &&
	    run_for(connection, QUERY_UNMAPPED_SUMMARY, repository, reply, why);
}

bool
synonym_list(struct connection *connection, const char *scheme,
    struct reply **reply, struct fault *why)
{
	return run_for(connection, QUERY_SYNONYM_LIST, scheme, reply, why);
}

bool
vocabulary_term(struct connection *connection, const char *scheme,
    const char *written, struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_string(&parameters, scheme);
	parameter_string(&parameters, written);
	return connection_run_once(
	    connection, QUERY_VOCABULARY_TERM, &parameters, reply, why);
}

bool
vocabulary_terms(struct connection *connection, const char *scheme,
    struct reply **reply, struct fault *why)
{
	return run_for(connection, QUERY_VOCABULARY_TERMS, scheme, reply, why);
}
