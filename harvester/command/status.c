#include <getopt.h>

#include "base/json.h"
#include "base/limit.h"
#include "command/common.h"
#include "store/status.h"

#define SHOWN_SIZE 400

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

static void
print_counts(FILE *out, const struct reply *reply, int row)
{
	char live[COUNT_SIZE];
	char deleted[COUNT_SIZE];

	(void)fprintf(out, "%s: %s, %s%s records, %s deleted",
	    reply_string(reply, row, STATUS_NAME),
	    reply_string(reply, row, STATUS_STATE),
	    reply_bool(reply, row, STATUS_IS_ESTIMATE) ? "about " : "",
	    count_format(live, reply_number(reply, row, STATUS_LIVE)),
	    count_format(deleted, reply_number(reply, row, STATUS_DELETED)));
	(void)fprintf(
	    out, "  (%s)\n", reply_string(reply, row, STATUS_BASE_URL));
}

static void
print_last(FILE *out, const struct reply *reply, int row)
{
	char shown[SHOWN_SIZE];

	if (reply_is_null(reply, row, STATUS_VERDICT)) {
		(void)fprintf(out, "  last       never harvested\n");
		return;
	}
	(void)fprintf(out, "  last       %s UTC, %s: %s\n",
	    reply_string(reply, row, STATUS_ENDED_AT),
	    reply_string(reply, row, STATUS_VERDICT),
	    text_printable(
		shown, sizeof(shown), reply_text(reply, row, STATUS_REASON)));
}

static void
print_next(FILE *out, const struct reply *reply, int row)
{
	if (reply_is_null(reply, row, STATUS_NEXT_DUE))
		(void)fprintf(out, "  next       not by itself\n");
	else if (reply_bool(reply, row, STATUS_IS_DUE))
		(void)fprintf(out, "  next       due now\n");
	else
		(void)fprintf(out, "  next       %s UTC\n",
		    reply_string(reply, row, STATUS_NEXT_DUE));
}

static void
print_open(FILE *out, const struct reply *reply, int row)
{
	int64_t listed = reply_number(reply, row, STATUS_OPEN_LISTED);
	int64_t size = reply_number(reply, row, STATUS_OPEN_SIZE);
	int64_t wait = reply_number(reply, row, STATUS_WAIT_SECONDS);
	char count[COUNT_SIZE];
	char shown[SHOWN_SIZE];

	if (reply_number(reply, row, STATUS_OPEN) == 0)
		return;
	(void)fprintf(out, "  under way  %s records",
	    count_format(count, reply_number(reply, row, STATUS_OPEN_RECORDS)));
	if (size > 0)
		(void)fprintf(out, ", %lld %% of %s",
		    (long long)(listed >= size ? 100 : listed * 100 / size),
		    count_format(count, size));
	if (wait > 0)
		(void)fprintf(
		    out, "; goes on in %s", duration_format(count, wait));
	if (!reply_is_null(reply, row, STATUS_WAIT_REASON))
		(void)fprintf(out, " (%s)",
		    text_printable(shown, sizeof(shown),
			reply_text(reply, row, STATUS_WAIT_REASON)));
	(void)fputc('\n', out);
}

static void
print_stale(FILE *out, const struct reply *reply, int row)
{
	int64_t stale = reply_number(reply, row, STATUS_STALE);
	char count[COUNT_SIZE];

	if (stale > 0)
		(void)fprintf(out, "  normalise  %s%s items wait\n",
		    stale >= STALE_COUNTED ? "more than " : "",
		    count_format(count, stale));
}

static void
print_held(FILE *out, const struct reply *reply, int row)
{
	int64_t held = reply_number(reply, row, STATUS_HELD);
	char count[COUNT_SIZE];
	char shown[SHOWN_SIZE];

	if (held == 0)
		return;
	(void)fprintf(out,
	    "  held       %s item%s that ended %d workers each, such as %s\n",
	    count_format(count, held), held == 1 ? "" : "s", CRASHES,
	    text_printable(shown, sizeof(shown),
		reply_text(reply, row, STATUS_HELD_EXAMPLE)));
	(void)fprintf(out,
	    "             all: sheaf sql -c 'SELECT * FROM api.held_item'; "
	    "please report them.\n"
	    "             They are tried again when they change, and by a new "
	    "version\n");
}

static void
print_all(struct command_context *context, const struct reply *workers,
    const struct reply *reply)
{
	FILE *out = context->out;

	(void)fprintf(out, "database: %s\n", context->database.text);
	print_workers(out, workers);
	for (int i = 0; i < reply_rows(reply); i++) {
		(void)fputc('\n', out);
		print_counts(out, reply, i);
		print_last(out, reply, i);
		print_next(out, reply, i);
		print_open(out, reply, i);
		print_stale(out, reply, i);
		print_held(out, reply, i);
	}
	if (reply_rows(reply) == 0)
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
print_as_json(struct command_context *context, const struct reply *workers,
    const struct reply *reply)
{
	struct buffer buffer;
	struct json json;

	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "database");
	json_string(&json, context->database.text);
	write_column(&json, "workers", workers, WORKER_JSON);
	write_column(&json, "repositories", reply, STATUS_JSON);
	json_end(&json);
	command_print_json(context, buffer.bytes);
	buffer_fini(&buffer);
}

static int
report(struct command_context *context, struct connection *connection,
    const char *name)
{
	struct reply *workers = NULL;
	struct reply *reply = NULL;
	struct fault why;
	int exit_code = COMMAND_DONE;

	if (!status_workers(connection, &workers, &why) ||
	    !status_repositories(connection, name, &reply, &why))
		exit_code = command_fail(context, "status", &why);
	else if (context->is_json)
		print_as_json(context, workers, reply);
	else
		print_all(context, workers, reply);
	reply_free(workers);
	reply_free(reply);
	return exit_code;
}

int
command_status(struct command_context *context, int argc, char **argv)
{
	struct repository repository = { 0 };
	struct connection *connection;
	int exit_code = command_read_no_options(context, argc, argv);

	if (exit_code != COMMAND_DONE)
		return exit_code;
	if (argc - optind > 1)
		return command_usage(
		    context, argv[0], "it takes one name, or none");
	if (!command_open(context, argv[0], DATABASE_WRITER, &connection))
		return COMMAND_FAILED;
	if (argc > optind)
		exit_code = command_find(
		    context, argv[0], connection, argv[optind], &repository);
	if (exit_code == COMMAND_DONE)
		exit_code = report(context, connection, argv[optind]);
	repository_fini(&repository);
	connection_free(connection);
	return exit_code;
}
