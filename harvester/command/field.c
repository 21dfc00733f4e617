#include <string.h>

#include "command/field.h"
#include "store/export.h"

static int
refuse(struct command_context *context, const char *command, const char *field,
    const char *best)
{
	char shown[80];

	(void)text_printable(shown, sizeof(shown), text_of(field));
	if (best != NULL)
		return command_usage(context, command,
		    "there is no field \"%s\"; did you mean \"%s\"?", shown,
		    best);
	return command_usage(context, command,
	    "there is no field \"%s\"; fields are columns of api.item, such "
	    "as issued",
	    shown);
}

int
field_check(struct command_context *context, const char *command,
    struct connection *connection, const char *field)
{
	struct guess guess;
	struct reply *reply;
	struct fault why;
	bool is_one = false;
	int exit_code = COMMAND_DONE;

	if (!show_fields(connection, &reply, &why))
		return command_fail(context, command, &why);
	guess_init(&guess, text_of(field));
	for (int row = 0; row < reply_rows(reply); row++) {
		const char *name = reply_string(reply, row, 0);

		is_one = is_one || strcmp(name, field) == 0;
		guess_look_at(&guess, name);
	}
	if (!is_one)
		exit_code = refuse(context, command, field, guess.best);
	reply_free(reply);
	return exit_code;
}
