#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "command/several.h"
#include "command/status_print.h"

/* The columns that are as wide as their widest value. */
static const struct column {
	const char *title;
	int column; /* enum status_column */
} columns[] = {
	{ "name", STATUS_NAME },
	{ "group", STATUS_GROUP }, /* left out where nobody is in one */
	{ "state", STATUS_STATE },
	{ "next (UTC)", STATUS_NEXT_DUE },
	{ "formats", STATUS_PREFIXES },
	{ "base URL", STATUS_BASE_URL },
};

static const struct option options[] = {
	{ "group", required_argument, NULL, 'g' },
	{ 0 },
};

#define COLUMNS     (sizeof(columns) / sizeof(columns[0]))
#define SHOWN_SIZE  2100 /* a base URL */
#define WIDEST_SIZE 60   /* one that is wider pushes its own line only */

static bool
has_groups(const struct reply *reply)
{
	for (int i = 0; i < reply_rows(reply); i++)
		if (!reply_is_null(reply, i, STATUS_GROUP))
			return true;
	return false;
}

/* -1: it is left out. */
static int
widest(const struct reply *reply, const struct column *column)
{
	size_t width = strlen(column->title);

	if (column->column == STATUS_GROUP && !has_groups(reply))
		return -1;
	for (int i = 0; i < reply_rows(reply); i++) {
		size_t length = reply_text(reply, i, column->column).length;

		if (length > width && length <= WIDEST_SIZE)
			width = length;
	}
	return (int)width;
}

static const char *
cell(char shown[SHOWN_SIZE], const struct reply *reply, int row, int column)
{
	if (reply_is_null(reply, row, column))
		return "-";
	if (column == STATUS_STATE)
		return status_state(reply, row);
	return text_printable(
	    shown, SHOWN_SIZE, reply_text(reply, row, column));
}

/* Sets and notes come last: they may be of any length, and mostly are not
 * there. */
static void
print_row(FILE *out, const struct reply *reply, int row, const int *widths)
{
	char shown[SHOWN_SIZE];
	struct buffer line;
	struct buffer notes;

	buffer_init(&line, 0);
	buffer_init(&notes, 0);
	for (size_t i = 0; i < COLUMNS; i++)
		if (widths[i] >= 0)
			buffer_printf(&line, "%s%-*s", i == 0 ? "" : "  ",
			    widths[i],
			    cell(shown, reply, row, columns[i].column));
	if (reply_text(reply, row, STATUS_SETS).length > 0)
		buffer_printf(
		    &line, "  set=%s", cell(shown, reply, row, STATUS_SETS));
	if (status_notes(&notes, reply, row))
		buffer_printf(&line, "  %s", notes.bytes);
	while (line.length > 0 && line.bytes[line.length - 1] == ' ')
		line.bytes[--line.length] = '\0';
	(void)fprintf(out, "%s\n", line.bytes);
	buffer_fini(&notes);
	buffer_fini(&line);
}

static void
print_all(struct command_context *context, const struct reply *reply)
{
	int widths[COLUMNS];

	if (reply_rows(reply) == 0) {
		command_say(context,
		    "There are no repositories yet; \"sheaf add NAME "
		    "BASE_URL\" adds one.");
		return;
	}
	for (size_t i = 0; i < COLUMNS; i++) {
		widths[i] = widest(reply, &columns[i]);
		if (widths[i] < 0)
			continue;
		(void)fprintf(context->out, "%s%-*s", i == 0 ? "" : "  ",
		    i + 1 < COLUMNS ? widths[i] : 0, columns[i].title);
	}
	(void)fputc('\n', context->out);
	for (int i = 0; i < reply_rows(reply); i++)
		print_row(context->out, reply, i, widths);
}

static void
print_as_json(struct command_context *context, const struct reply *reply)
{
	struct buffer buffer;
	struct json json;

	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "repositories");
	json_array(&json);
	for (int i = 0; i < reply_rows(reply); i++)
		json_raw(&json, reply_string(reply, i, STATUS_JSON));
	json_end(&json);
	json_end(&json);
	command_print_json(context, buffer.bytes);
	buffer_fini(&buffer);
}

static int
report(struct command_context *context, struct connection *connection,
    const struct status_wish *wish)
{
	struct reply *reply;
	struct fault why;

	if (!status_repositories(connection, wish, &reply, &why))
		return command_fail(context, "list", &why);
	if (context->is_json)
		print_as_json(context, reply);
	else
		print_all(context, reply);
	reply_free(reply);
	return COMMAND_DONE;
}

static int
run(struct command_context *context, const char *group)
{
	struct several_names names = { .group = group };
	struct several several = { 0 };
	struct status_wish wish = { 0 };
	struct connection *connection;
	int exit_code = COMMAND_DONE;

	if (!command_open(context, "list", DATABASE_WRITER, &connection))
		return COMMAND_FAILED;
	if (group != NULL)
		exit_code =
		    several_find(context, "list", connection, &names, &several);
	if (exit_code == COMMAND_DONE) {
		const char **listed = several_list_names(&several);

		wish.count = several.count;
		wish.names = group == NULL ? NULL : listed;
		exit_code = report(context, connection, &wish);
		free(listed);
	}
	several_fini(&several);
	connection_free(connection);
	return exit_code;
}

int
command_list(struct command_context *context, int argc, char **argv)
{
	const char *group = NULL;
	int option;

	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option != 'g')
			return command_bad_option(context, option, argv);
		group = optarg;
	}
	if (argc > optind)
		return command_usage(context, argv[0], "it takes no arguments");
	return run(context, group);
}
