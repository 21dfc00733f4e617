#include <getopt.h>
#include <stdlib.h>

#include "base/json.h"
#include "command/several.h"
#include "command/status_print.h"

#define HARVESTS 5 /* that are told of one repository */

static const struct option options[] = {
	{ "failing", no_argument, NULL, 'f' },
	{ "group", required_argument, NULL, 'g' },
	{ 0 },
};

/* What was asked for, and what is there. */
struct status {
	struct command_context *context;
	const char *name;  /* NULL: all, or a group */
	const char *group; /* NULL: all, or one */
	struct several several;
	bool is_failing; /* only those that a person should look at */
	struct reply *workers;
	struct reply *repositories;
	struct reply *harvests; /* of the one; NULL: of all */
	struct reply *quirks;   /* likewise */
};

static void
print_workers(FILE *out, const struct reply *workers)
{
	char age[COUNT_SIZE];

	if (reply_rows(workers) == 0)
		(void)fprintf(out,
		    "daemon:   not running; nothing is harvested by itself\n");
	for (int i = 0; i < reply_rows(workers); i++)
		(void)fprintf(out, "%-9s %s worker, process %s on %s, up %s\n",
		    reply_bool(workers, i, WORKER_IS_DAEMON) ? "daemon:"
							     : "command:",
		    reply_string(workers, i, WORKER_KIND),
		    reply_string(workers, i, WORKER_PID),
		    reply_string(workers, i, WORKER_MACHINE),
		    duration_format(
			age, reply_number(workers, i, WORKER_SECONDS)));
}

static bool
is_told(const struct status *status, int row)
{
	return !status->is_failing ||
	    status_is_troubled(status->repositories, row);
}

static void
print_all(const struct status *status)
{
	struct command_context *context = status->context;
	FILE *out = context->out;
	int rows = reply_rows(status->repositories);

	(void)fprintf(out, "database: %s\n", context->database.text);
	print_workers(out, status->workers);
	status_print_refusal(out, status->repositories);
	if (rows > 1)
		status_print_summary(out, status->repositories);
	for (int i = 0; i < rows; i++) {
		if (!is_told(status, i))
			continue;
		(void)fputc('\n', out);
		status_print(out, status->repositories, i);
		if (status->harvests == NULL)
			continue;
		status_print_quirks(out, status->quirks);
		status_print_more(
		    out, status->repositories, i, status->harvests);
	}
	if (rows == 0)
		command_say(context,
		    "\nThere are no repositories yet; \"sheaf add NAME "
		    "BASE_URL\" adds one.");
}

static void
write_column(
    struct json *json, const char *key, const struct reply *reply, int column)
{
	json_key(json, key);
	json_array(json);
	for (int i = 0; i < reply_rows(reply); i++)
		json_raw(json, reply_string(reply, i, column));
	json_end(json);
}

static void
print_as_json(const struct status *status)
{
	struct buffer buffer;
	struct json json;

	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "database");
	json_string(&json, status->context->database.text);
	write_column(&json, "workers", status->workers, WORKER_JSON);
	json_key(&json, "repositories");
	json_array(&json);
	for (int i = 0; i < reply_rows(status->repositories); i++)
		if (is_told(status, i))
			json_raw(&json,
			    reply_string(status->repositories, i, STATUS_JSON));
	json_end(&json);
	if (status->harvests != NULL)
		write_column(&json, "harvests", status->harvests, ENDED_JSON);
	json_end(&json);
	command_print_json(status->context, buffer.bytes);
	buffer_fini(&buffer);
}

static bool
ask(struct status *status, struct connection *connection, struct fault *why)
{
	bool is_all = status->name == NULL && status->group == NULL;
	const char **names = several_list_names(&status->several);
	struct status_wish wish = { .names = is_all ? NULL : names,
		.count = status->several.count,
		.is_by_trouble = true };
	bool done = status_workers(connection, &status->workers, why) &&
	    status_repositories(
		connection, &wish, &status->repositories, why) &&
	    (status->name == NULL ||
		(status_harvests(connection, status->name, HARVESTS,
		     &status->harvests, why) &&
		    status_quirks(
			connection, status->name, &status->quirks, why)));

	free(names);
	return done;
}

/* For whoever watches: only --failing makes an exit code of it. */
static int
judge(const struct status *status)
{
	if (!status->is_failing)
		return COMMAND_DONE;
	for (int i = 0; i < reply_rows(status->repositories); i++)
		if (is_told(status, i))
			return COMMAND_PARTIAL;
	return COMMAND_DONE;
}

static int
report(struct status *status, struct connection *connection)
{
	struct fault why;

	if (!ask(status, connection, &why))
		return command_fail(status->context, "status", &why);
	if (status->context->is_json)
		print_as_json(status);
	else
		print_all(status);
	return judge(status);
}

static int
run(struct status *status)
{
	struct several_names names = { .names = &status->name,
		.count = status->name == NULL ? 0 : 1,
		.group = status->group };
	struct connection *connection;
	int exit_code = COMMAND_DONE;

	if (!command_open(
		status->context, "status", DATABASE_WRITER, &connection))
		return COMMAND_FAILED;
	if (status->name != NULL || status->group != NULL)
		exit_code = several_find(status->context, "status", connection,
		    &names, &status->several);
	if (exit_code == COMMAND_DONE)
		exit_code = report(status, connection);
	several_fini(&status->several);
	connection_free(connection);
	return exit_code;
}

int
command_status(struct command_context *context, int argc, char **argv)
{
	struct status status = { .context = context };
	int exit_code;
	int option;

	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option == 'f')
			status.is_failing = true;
		else if (option == 'g')
			status.group = optarg;
		else
			return command_bad_option(context, option, argv);
	}
	if (argc - optind > (status.group == NULL ? 1 : 0))
		return command_usage(context, argv[0],
		    "it takes one name, or --group, or neither");
	status.name = argv[optind];
	exit_code = run(&status);
	reply_free(status.workers);
	reply_free(status.repositories);
	reply_free(status.harvests);
	reply_free(status.quirks);
	return exit_code;
}
