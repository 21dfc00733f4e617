#include <getopt.h>
#include <poll.h>
#include <string.h>

#include "base/json.h"
#include "command/common.h"
#include "command/interrupt.h"
#include "store/changes.h"

#define NAME              "changes"
#define LOOK_MILLISECONDS 1000
#define SHOWN_SIZE        2100 /* an identifier */

struct changing {
	struct command_context *context;
	struct connection *connection;
	struct buffer cursor;
	bool is_followed;
	bool is_from_now;
	int64_t rows; /* that are written */
};

static const struct option options[] = {
	{ "since", required_argument, NULL, 's' },
	{ "follow", no_argument, NULL, 'f' },
	{ 0 },
};

static void
print_row(struct command_context *context, const struct reply *reply, int row)
{
	char shown[SHOWN_SIZE];

	if (context->is_json) {
		command_print_json(
		    context, reply_string(reply, row, CHANGES_JSON));
		return;
	}
	(void)fprintf(context->out, "%s UTC  %s  %s  ",
	    reply_string(reply, row, CHANGES_AT),
	    reply_bool(reply, row, CHANGES_IS_DELETED) ? "deleted" : "changed",
	    reply_string(reply, row, CHANGES_NAME));
	(void)fprintf(context->out, "%s\n",
	    text_printable(shown, sizeof(shown),
		reply_text(reply, row, CHANGES_IDENTIFIER)));
}

static bool
print_piece(struct changing *changing, int *rows, struct fault *why)
{
	FILE *out = changing->context->out;
	struct reply *reply;

	if (!changes_next(changing->connection, buffer_text(&changing->cursor),
		&reply, why))
		return false;
	*rows = reply_rows(reply);
	for (int row = 0; row < *rows; row++)
		print_row(changing->context, reply, row);
	changing->rows += *rows;
	if (*rows > 0) {
		buffer_reset(&changing->cursor);
		buffer_add_text(&changing->cursor,
		    reply_text(reply, *rows - 1, CHANGES_CURSOR));
	}
	reply_free(reply);
	if (fflush(out) != 0 || ferror(out) != 0)
		return fault_set(
		    why, FAULT_INPUT, "what changed could not be written");
	return true;
}

/* Where now is: for who has no change to take a cursor from. */
static void
print_cursor(struct changing *changing)
{
	struct command_context *context = changing->context;
	struct buffer buffer;
	struct json json;

	if (!context->is_json && changing->is_followed)
		return;
	changing->rows++;
	if (!context->is_json) {
		(void)fprintf(context->out, "%s\n", changing->cursor.bytes);
		return;
	}
	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "cursor");
	json_text(&json, buffer_text(&changing->cursor));
	json_end(&json);
	command_print_json(context, buffer.bytes);
	buffer_fini(&buffer);
}

static bool
follow(struct changing *changing, struct fault *why)
{
	int rows = 0;

	if (changing->is_from_now) {
		if (!changes_end(changing->connection, &changing->cursor, why))
			return false;
		print_cursor(changing);
	}
	while (!interrupt_came()) {
		if (!print_piece(changing, &rows, why))
			return false;
		if (rows > 0)
			continue;
		if (!changing->is_followed)
			break;
		(void)poll(NULL, 0, LOOK_MILLISECONDS);
	}
	return true;
}

static int
run(struct changing *changing)
{
	struct command_context *context = changing->context;
	struct fault why;
	bool done;

	if (!command_open(
		context, NAME, DATABASE_READER, &changing->connection))
		return COMMAND_FAILED;
	interrupt_catch(NULL);
	done = follow(changing, &why);
	interrupt_leave();
	connection_free(changing->connection);
	if (!done)
		return command_fail(context, NAME, &why);
	if (changing->cursor.length > 0)
		command_say(context, "Go on with: sheaf changes --since '%s'",
		    changing->cursor.bytes);
	return changing->rows > 0 || changing->is_followed ? COMMAND_DONE
							   : COMMAND_NOTHING;
}

static bool
read_since(struct changing *changing, const char *word)
{
	changing->is_from_now = strcmp(word, "now") == 0;
	if (changing->is_from_now)
		return true;
	buffer_reset(&changing->cursor);
	buffer_add_string(&changing->cursor, word);
	return changes_is_cursor(text_of(word));
}

static int
read_words(struct changing *changing, int argc, char **argv)
{
	struct command_context *context = changing->context;
	int option;

	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option == 'f')
			changing->is_followed = true;
		else if (option != 's')
			return command_bad_option(context, option, argv);
		else if (!read_since(changing, optarg))
			return command_usage(context, NAME,
			    "\"%.60s\" is no cursor: it is what --json gives "
			    "with each change, or \"now\"",
			    optarg);
	}
	if (optind < argc)
		return command_usage(context, NAME,
		    "it takes no names; \"%.60s\" is too much", argv[optind]);
	return COMMAND_DONE;
}

int
command_changes(struct command_context *context, int argc, char **argv)
{
	struct changing changing = { .context = context };
	int exit_code;

	buffer_init(&changing.cursor, 0);
	exit_code = read_words(&changing, argc, argv);
	if (exit_code == COMMAND_DONE)
		exit_code = run(&changing);
	buffer_fini(&changing.cursor);
	return exit_code;
}
