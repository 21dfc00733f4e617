#include "store/repository.h"

static struct repository
repository_of(struct reply *reply)
{
	return (struct repository){
		.repository_id = reply_number(reply, 0, 0),
		.name = reply_string(reply, 0, 1),
		.base_url = reply_string(reply, 0, 2),
		.host = reply_string(reply, 0, 3),
		.state = reply_string(reply, 0, 4),
		.allow_private = reply_bool(reply, 0, 5),
		.http2 = reply_bool(reply, 0, 6),
		.compression = reply_bool(reply, 0, 7),
		.delay_milliseconds = (long)reply_number(reply, 0, 8),
		.neighbours = (long)reply_number(reply, 0, 9),
		.reply = reply,
	};
}

bool
repository_find(struct connection *connection, const char *name,
    struct repository *repository, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;
	char shown[80];
	bool done;

	parameters_init(&parameters);
	parameter_string(&parameters, name);
	done = connection_run(
	    connection, QUERY_REPOSITORY_FIND, &parameters, &reply, why);
	parameters_fini(&parameters);
	if (!done)
		return false;
	if (reply_rows(reply) == 0) {
		reply_free(reply);
		return fault_set(why, FAULT_INPUT,
		    "there is no repository \"%s\"",
		    text_printable(shown, sizeof(shown), text_of(name)));
	}
	*repository = repository_of(reply);
	return true;
}

void
repository_fini(struct repository *repository)
{
	reply_free(repository->reply);
	*repository = (struct repository){ 0 };
}

bool
repository_names(
    struct connection *connection, struct reply **reply, struct fault *why)
{
	return connection_run(
	    connection, QUERY_REPOSITORY_NAMES, NULL, reply, why);
}

bool
repository_at(struct connection *connection, const char *base_url,
    struct reply **reply, struct fault *why)
{
	struct parameters parameters;
	bool done;

	parameters_init(&parameters);
	parameter_string(&parameters, base_url);
	done = connection_run(
	    connection, QUERY_REPOSITORY_AT, &parameters, reply, why);
	parameters_fini(&parameters);
	return done;
}

bool
repository_selections(struct connection *connection, int64_t repository_id,
    struct reply **reply, struct fault *why)
{
	struct parameters parameters;
	bool done;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	done = connection_run(
	    connection, QUERY_SELECTION_LIST, &parameters, reply, why);
	parameters_fini(&parameters);
	return done;
}
