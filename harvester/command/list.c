#include <getopt.h>
#include <string.h>

#include "base/json.h"
#include "command/common.h"
#include "store/status.h"

static int
widest(const struct reply *reply, int column)
{
	size_t width = 0;

	for (int i = 0; i < reply_rows(reply); i++) {
		size_t length = reply_text(reply, i, column).length;

		width = length > width ? length : width;
	}
	return (int)width;
}

static void
print_row(FILE *out, const struct reply *reply, int row, int width)
{
	char shown[400];
	const char *sets = reply_string(reply, row, LIST_SETS);

	(void)fprintf(out, "%-*s  %-8s %-16s  %s", width,
	    reply_string(reply, row, LIST_NAME),
	    reply_string(reply, row, LIST_STATE),
	    reply_is_null(reply, row, LIST_NEXT_DUE)
		? "-"
		: reply_string(reply, row, LIST_NEXT_DUE),
	    text_printable(
		shown, sizeof(shown), reply_text(reply, row, LIST_PREFIXES)));
	if (*sets != '\0')
		(void)fprintf(out, " (%s)",
		    text_printable(shown, sizeof(shown), text_of(sets)));
	(void)fprintf(out, "  %s\n", reply_string(reply, row, LIST_BASE_URL));
}

static void
print_all(struct command_context *context, const struct reply *reply)
{
	int width = widest(reply, LIST_NAME);

	if (reply_rows(reply) == 0) {
		command_say(context,
		    "There are no repositories yet; \"sheaf add NAME "
		    "BASE_URL\" adds one.");
		return;
	}
	if (width < (int)strlen("name"))
		width = (int)strlen("name");
	(void)fprintf(context->out, "%-*s  %-8s %-16s  %s\n", width, "name",
	    "state", "next (UTC)", "formats (sets), base URL");
	for (int i = 0; i < reply_rows(reply); i++)
		print_row(context->out, reply, i, width);
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
		json_raw(&json, reply_string(reply, i, LIST_JSON));
	json_end(&json);
	json_end(&json);
	command_print_json(context, buffer.bytes);
	buffer_fini(&buffer);
}

int
command_list(struct command_context *context, int argc, char **argv)
{
	struct connection *connection;
	struct reply *reply;
	struct fault why;
	int exit_code = command_read_no_options(context, argc, argv);

	if (exit_code != COMMAND_DONE)
		return exit_code;
	if (argc > optind)
		return command_usage(context, argv[0], "it takes no arguments");
	if (!command_open(context, argv[0], DATABASE_WRITER, &connection))
		return COMMAND_FAILED;
	if (!status_list(connection, NULL, &reply, &why))
		exit_code = command_fail(context, argv[0], &why);
	else if (context->is_json)
		print_as_json(context, reply);
	else
		print_all(context, reply);
	reply_free(reply);
	connection_free(connection);
	return exit_code;
}
