#include "command/suppress.h"

#define SHOWN_SIZE 2100 /* an identifier */

static void
print_row(struct command_context *context, const struct reply *reply, int row)
{
	char shown[SHOWN_SIZE];
	FILE *out = context->out;

	(void)fprintf(out, "%s  %s UTC  ",
	    reply_string(reply, row, SUPPRESSED_NAME),
	    reply_string(reply, row, SUPPRESSED_AT));
	(void)fprintf(out, "%s  ",
	    text_printable(
		shown, sizeof(shown), reply_text(reply, row, SUPPRESSED_BY)));
	(void)fputs(text_printable(shown, sizeof(shown),
			reply_text(reply, row, SUPPRESSED_IDENTIFIER)),
	    out);
	if (!reply_is_null(reply, row, SUPPRESSED_REASON))
		(void)fprintf(out, "  (%s)",
		    text_printable(shown, sizeof(shown),
			reply_text(reply, row, SUPPRESSED_REASON)));
	if (!reply_bool(reply, row, SUPPRESSED_IS_HERE))
		(void)fputs("  nothing of it is here", out);
	(void)fputc('\n', out);
}

int
suppress_run_list(const struct suppressing *suppressing)
{
	struct command_context *context = suppressing->context;
	const char *name = suppressing->name;
	struct reply *reply;
	struct fault why;
	int rows;

	if (!suppressed_list(suppressing->connection, name, NULL, &reply, &why))
		return command_fail(context, SUPPRESS, &why);
	rows = reply_rows(reply);
	for (int row = 0; row < rows; row++)
		if (context->is_json)
			command_print_json(
			    context, reply_string(reply, row, SUPPRESSED_JSON));
		else
			print_row(context, reply, row);
	reply_free(reply);
	if (rows > 0)
		return COMMAND_DONE;
	command_say(context, "Nothing%s%s is suppressed.",
	    name == NULL ? "" : " of ", name == NULL ? "" : name);
	return COMMAND_NOTHING;
}

bool
suppress_explain(struct command_context *context, struct connection *connection,
    const char *name, const char *identifier)
{
	struct reply *reply;
	struct fault ignored;
	char shown[SHOWN_SIZE];
	bool is_so;

	if (!suppressed_list(connection, name, identifier, &reply, &ignored))
		return false;
	is_so = reply_rows(reply) > 0;
	if (is_so)
		(void)command_refuse(context, "show", COMMAND_NOTHING,
		    "\"%.400s\" is suppressed in %s, since %s UTC, by %s; "
		    "\"sheaf suppress %s --list\" says why",
		    text_printable(shown, sizeof(shown), text_of(identifier)),
		    reply_string(reply, 0, SUPPRESSED_NAME),
		    reply_string(reply, 0, SUPPRESSED_AT),
		    reply_string(reply, 0, SUPPRESSED_BY),
		    reply_string(reply, 0, SUPPRESSED_NAME));
	reply_free(reply);
	return is_so;
}
