#include <stdlib.h>

#include "base/heap.h"
#include "store/repository.h"

static struct repository
repository_of(const struct reply *reply, int row)
{
	return (struct repository){
		.repository_id = reply_number(reply, row, 0),
		.name = reply_string(reply, row, 1),
		.base_url = reply_string(reply, row, 2),
		.host = reply_string(reply, row, 3),
		.state = reply_string(reply, row, 4),
		.allow_private = reply_bool(reply, row, 5),
		.http2 = reply_bool(reply, row, 6),
		.compression = reply_bool(reply, row, 7),
		.delay_milliseconds = (long)reply_number(reply, row, 8),
		.neighbours = (long)reply_number(reply, row, 9),
		.access = { .credentials = reply_string(reply, row, 10),
		    .proxy = reply_string(reply, row, 11),
		    .ca_file = reply_string(reply, row, 12),
		    .user_agent = reply_string(reply, row, 13),
		    .insecure_credentials = reply_bool(reply, row, 14),
		    .verify_tls = reply_bool(reply, row, 15) },
	};
}

static bool
find(struct connection *connection, const char *name, const char *group_name,
    struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_string(&parameters, name);
	parameter_string(&parameters, group_name);
	return connection_run_once(
	    connection, QUERY_REPOSITORY_FIND, &parameters, reply, why);
}

bool
repository_find(struct connection *connection, const char *name,
    struct repository *repository, struct fault *why)
{
	struct reply *reply;
	char shown[80];

	if (!find(connection, name, NULL, &reply, why))
		return false;
	if (reply_rows(reply) == 0) {
		reply_free(reply);
		return fault_set(why, FAULT_INPUT,
		    "there is no repository \"%s\"",
		    text_printable(shown, sizeof(shown), text_of(name)));
	}
	*repository = repository_of(reply, 0);
	repository->reply = reply;
	return true;
}

void
repository_fini(struct repository *repository)
{
	reply_free(repository->reply);
	*repository = (struct repository){ 0 };
}

bool
repositories_find(struct connection *connection, const char *group_name,
    struct repositories *repositories, struct fault *why)
{
	struct reply *reply;
	char shown[80];
	size_t count;

	if (!find(connection, NULL, group_name, &reply, why))
		return false;
	count = (size_t)reply_rows(reply);
	if (count == 0) {
		reply_free(reply);
		return fault_set(why, FAULT_INPUT,
		    "no repository is in a group \"%s\"",
		    text_printable(shown, sizeof(shown), text_of(group_name)));
	}
	*repositories = (struct repositories){
		.list = heap_array(count, sizeof(*repositories->list)),
		.count = count,
		.reply = reply,
	};
	for (size_t i = 0; i < count; i++)
		repositories->list[i] = repository_of(reply, (int)i);
	return true;
}

void
repositories_fini(struct repositories *repositories)
{
	for (size_t i = 0; i < repositories->count; i++)
		repository_fini(&repositories->list[i]);
	free(repositories->list);
	reply_free(repositories->reply);
	*repositories = (struct repositories){ 0 };
}

bool
group_names(
    struct connection *connection, struct reply **reply, struct fault *why)
{
	return connection_run(connection, QUERY_GROUP_LIST, NULL, reply, why);
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

	parameters_init(&parameters);
	parameter_string(&parameters, base_url);
	return connection_run_once(
	    connection, QUERY_REPOSITORY_AT, &parameters, reply, why);
}

bool
repository_selections(struct connection *connection, int64_t repository_id,
    struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	return connection_run_once(
	    connection, QUERY_SELECTION_LIST, &parameters, reply, why);
}
