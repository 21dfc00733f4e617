#include "daemon/premise.h"
#include "daemon/synonym.h"

void
premise_init(struct premise *premise)
{
	premise->vocabulary = vocabulary_new();
	buffer_init(&premise->number, 0);
	buffer_init(&premise->platform, 0);
}

void
premise_fini(struct premise *premise)
{
	vocabulary_free(premise->vocabulary);
	buffer_fini(&premise->number);
	buffer_fini(&premise->platform);
}

static struct text
known(const struct buffer *buffer)
{
	return buffer->length > 0 ? buffer_text(buffer) : TEXT("");
}

/* Where a person has changed it since. */
static bool
renew_vocabulary(struct premise *premise, struct connection *connection,
    struct text number, struct fault *why)
{
	struct vocabulary *renewed;

	if (text_equals(number, buffer_text(&premise->number)))
		return true;
	if (!synonym_vocabulary(connection, &renewed, why))
		return false;
	vocabulary_free(premise->vocabulary);
	premise->vocabulary = renewed;
	buffer_reset(&premise->number);
	buffer_add_text(&premise->number, number);
	return true;
}

/* The number is read before the vocabulary: changed in between, it will not
 * hold. */
static bool
read_vocabulary(
    struct premise *premise, struct connection *connection, struct fault *why)
{
	struct parameters none = { 0 };
	struct reply *reply;
	bool done;

	if (!connection_run(
		connection, QUERY_VOCABULARY_NUMBER, &none, &reply, why))
		return false;
	done = reply_rows(reply) == 0 ||
	    renew_vocabulary(premise, connection, reply_text(reply, 0, 0), why);
	reply_free(reply);
	return done;
}

static bool
run_of(struct connection *connection, enum query query, struct text text,
    int64_t repository_id, struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	if (text.bytes != NULL)
		parameter_text(&parameters, text);
	return connection_run_once(connection, query, &parameters, reply, why);
}

static bool
read_platform(struct premise *premise, struct connection *connection,
    int64_t repository_id, struct fault *why)
{
	struct reply *reply;

	if (!run_of(connection, QUERY_REPOSITORY_PLATFORM_KNOWN,
		(struct text){ 0 }, repository_id, &reply, why))
		return false;
	buffer_reset(&premise->platform);
	if (reply_rows(reply) > 0)
		buffer_add_text(&premise->platform, reply_text(reply, 0, 0));
	reply_free(reply);
	return true;
}

bool
premise_read(struct premise *premise, struct connection *connection,
    int64_t repository_id, struct fault *why)
{
	return read_vocabulary(premise, connection, why) &&
	    read_platform(premise, connection, repository_id, why);
}

static bool
vocabulary_holds(const struct premise *premise, struct connection *connection,
    bool *holds, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;
	bool done;

	parameters_init(&parameters);
	parameter_text(&parameters, known(&premise->number));
	done = connection_run_once(
	    connection, QUERY_VOCABULARY_HOLDS, &parameters, &reply, why);
	*holds = done && reply_rows(reply) > 0;
	reply_free(reply);
	return done;
}

bool
premise_holds(const struct premise *premise, struct connection *connection,
    int64_t repository_id, bool *is_overtaken, struct fault *why)
{
	struct reply *reply;
	bool holds;

	*is_overtaken = true;
	if (!vocabulary_holds(premise, connection, &holds, why))
		return false;
	if (!holds)
		return true;
	if (!run_of(connection, QUERY_REPOSITORY_PLATFORM_HOLDS,
		known(&premise->platform), repository_id, &reply, why))
		return false;
	*is_overtaken = reply_rows(reply) == 0;
	reply_free(reply);
	return true;
}
