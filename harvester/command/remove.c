#include <getopt.h>

#include "base/json.h"
#include "command/common.h"
#include "store/suppress.h"

static const struct option options[] = {
	{ "purge", no_argument, NULL, 'p' },
	{ 0 },
};

static bool
has_progress(const struct command_context *context)
{
	return !context->is_quiet && !context->is_json &&
	    command_is_terminal(context->err);
}

static void
show_progress(struct command_context *context, int64_t purged)
{
	char count[COUNT_SIZE];

	if (has_progress(context) && purged > 0)
		(void)fprintf(context->err, "\r%s records deleted",
		    count_format(count, purged));
}

/* In batches: each is done for good, and none keeps others waiting. */
static bool
purge(struct command_context *context, struct connection *connection,
    int64_t repository_id, int64_t *purged, struct fault *why)
{
	struct buffer after;
	bool is_last = false;
	bool done;

	if (!repository_close(connection, repository_id, why))
		return false;
	buffer_init(&after, 0);
	do {
		done = repository_purge(
		    connection, repository_id, &after, purged, &is_last, why);
		show_progress(context, *purged);
	} while (done && !is_last);
	buffer_fini(&after);
	if (has_progress(context) && *purged > 0)
		(void)fputc('\n', context->err);
	return done;
}

/* Added again, it would show what was taken down. */
static bool
say_suppressed(struct command_context *context, struct connection *connection,
    const char *name, struct fault *why)
{
	struct reply *reply;

	if (!suppressed_list(connection, name, NULL, &reply, why))
		return false;
	if (reply_rows(reply) > 0)
		command_say(context,
		    "%d of its identifiers %s suppressed: that is forgotten "
		    "too.",
		    reply_rows(reply), reply_rows(reply) == 1 ? "is" : "are");
	reply_free(reply);
	return true;
}

static int
report(struct command_context *context, const char *name, int64_t purged)
{
	char count[COUNT_SIZE];
	struct buffer buffer;
	struct json json;

	if (!context->is_json) {
		command_say(context, "%s is removed, with %s records.", name,
		    count_format(count, purged));
		return COMMAND_DONE;
	}
	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "repository");
	json_string(&json, name);
	json_key(&json, "purged");
	json_number(&json, purged);
	json_end(&json);
	command_print_json(context, buffer.bytes);
	buffer_fini(&buffer);
	return COMMAND_DONE;
}

static int
remove_one(struct command_context *context, struct connection *connection,
    const struct repository *repository, bool is_purge)
{
	int64_t id = repository->repository_id;
	bool has_records = false;
	int64_t purged = 0;
	struct fault why;

	if (!repository_has_records(connection, id, &has_records, &why))
		return command_fail(context, "remove", &why);
	if (has_records && !is_purge)
		return command_refuse(context, "remove", COMMAND_FAILED,
		    "%s has records; --purge deletes it with all its records "
		    "and items, and what is known of its harvests, for good; "
		    "\"sheaf retire %s\" keeps them and asks it no more",
		    repository->name, repository->name);
	if (has_records && !purge(context, connection, id, &purged, &why)) {
		command_say(context, "The same command again goes on.");
		return command_fail(context, "remove", &why);
	}
	if (!say_suppressed(context, connection, repository->name, &why) ||
	    !repository_delete(connection, id, &purged, &why))
		return command_fail(context, "remove", &why);
	return report(context, repository->name, purged);
}

int
command_remove(struct command_context *context, int argc, char **argv)
{
	struct repository repository = { 0 };
	struct connection *connection;
	bool is_purge = false;
	int exit_code;
	int option;

	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option != 'p')
			return command_bad_option(context, option, argv);
		is_purge = true;
	}
	if (argc - optind != 1)
		return command_usage(
		    context, argv[0], "it takes the name of one repository");
	if (!command_open(context, argv[0], DATABASE_WRITER, &connection))
		return COMMAND_FAILED;
	exit_code = command_find(
	    context, argv[0], connection, argv[optind], &repository);
	if (exit_code == COMMAND_DONE)
		exit_code =
		    remove_one(context, connection, &repository, is_purge);
	repository_fini(&repository);
	connection_free(connection);
	return exit_code;
}
