#include <getopt.h>

#include "command/common.h"
#include "store/duplicates.h"

#define NAME       "duplicates"
#define SHOWN_SIZE 2100 /* a key */

struct wanted { /* NULL: any */
	const char *doi;
	const char *name;
	const char *identifier;
};

static void
print_group(struct command_context *context, const struct reply *reply, int row)
{
	char shown[SHOWN_SIZE];

	if (context->is_json) {
		command_print_json(
		    context, reply_string(reply, row, DUPLICATES_JSON));
		return;
	}
	(void)fprintf(context->out, "%s %s%s\n",
	    reply_string(reply, row, DUPLICATES_RULE),
	    text_printable(
		shown, sizeof(shown), reply_text(reply, row, DUPLICATES_KEY)),
	    reply_bool(reply, row, DUPLICATES_IS_SUGGESTION) ? "  (a guess)"
							     : "");
	command_print_lines(context, reply_text(reply, row, DUPLICATES_ITEMS));
	(void)fputc('\n', context->out);
}

/* None that are known are not none, where nobody has looked. */
static int
say_wait(struct command_context *context, struct connection *connection,
    bool is_any, int rows)
{
	static const char who[] = "a daemon does within the hour, \"sheaf "
				  "harvest\" and \"sheaf normalise\" at their "
				  "end";
	enum duplicates_wait wait;
	struct fault why;

	if (!duplicates_wait(connection, &wait, &why))
		return command_fail(context, NAME, &why);
	if (wait == WAIT_ALL)
		command_say(
		    context, "Nobody has looked for duplicates yet: %s.", who);
	else if (rows == 0)
		command_say(context,
		    is_any ? "No duplicates are known."
			   : "No duplicates of this are known.");
	if (wait == WAIT_SOME)
		command_say(context,
		    "Some items have changed and were not looked at yet: %s.",
		    who);
	return rows > 0 ? COMMAND_DONE : COMMAND_NOTHING;
}

static int
print_all(struct command_context *context, struct connection *connection,
    const struct wanted *wanted)
{
	struct reply *reply;
	struct fault why;
	int rows;

	if (!duplicates_list(connection, wanted->doi, wanted->name,
		wanted->identifier, &reply, &why))
		return command_fail(context, NAME, &why);
	rows = reply_rows(reply);
	for (int row = 0; row < rows; row++)
		print_group(context, reply, row);
	reply_free(reply);
	return say_wait(context, connection,
	    wanted->doi == NULL && wanted->name == NULL, rows);
}

static int
run(struct command_context *context, const struct wanted *wanted)
{
	struct connection *connection;
	struct repository repository = { 0 };
	int exit_code = COMMAND_DONE;

	if (!command_open(context, NAME, DATABASE_WRITER, &connection))
		return COMMAND_FAILED;
	if (wanted->name != NULL)
		exit_code = command_find(
		    context, NAME, connection, wanted->name, &repository);
	if (exit_code == COMMAND_DONE)
		exit_code = print_all(context, connection, wanted);
	repository_fini(&repository);
	connection_free(connection);
	return exit_code;
}

int
command_duplicates(struct command_context *context, int argc, char **argv)
{
	int exit_code = command_read_no_options(context, argc, argv);
	int count = argc - optind;

	if (exit_code != COMMAND_DONE)
		return exit_code;
	argv += optind;
	if (count > 2)
		return command_usage(context, NAME,
		    "say a DOI, or the name of a repository and an "
		    "identifier, or nothing");
	return run(context,
	    &(struct wanted){ .doi = count == 1 ? argv[0] : NULL,
		.name = count == 2 ? argv[0] : NULL,
		.identifier = count == 2 ? argv[1] : NULL });
}
