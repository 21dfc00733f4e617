#include "base/json.h"
#include "command/common.h"
#include "command/dependent.h"

#define NAME_SIZE 300 /* of an object, schema and all, for people */

static const char heading[] =
    "this is built on what the migration has to drop and make again";
static const char advice[] =
    "Nothing was changed. Save how each was made (a view: SELECT "
    "pg_get_viewdef('NAME'::regclass);\na function: SELECT "
    "pg_get_functiondef('NAME'::regproc); who may use it: \\dp in psql),\n"
    "drop them in this order and revoke the grants, run \"sheaf db migrate\", "
    "and make them\nand the grants again.\n";

static void
print(
    struct command_context *context, const char *name, const struct reply *list)
{
	char shown[NAME_SIZE];

	(void)fprintf(context->err, "sheaf %s: %s:\n", name, heading);
	for (int row = 0; row < reply_rows(list); row++)
		(void)fprintf(context->err, "  %s\n",
		    text_printable(
			shown, sizeof(shown), reply_text(list, row, 0)));
	(void)fputs(advice, context->err);
}

static void
print_json(struct command_context *context, const struct reply *list)
{
	struct buffer text;
	struct json json;

	buffer_init(&text, 0);
	json_init(&json, &text);
	json_object(&json);
	json_key(&json, "error");
	json_string(&json, heading);
	json_key(&json, "fault");
	json_string(&json, fault_name(FAULT_INPUT));
	json_key(&json, "dependents");
	json_array(&json);
	for (int row = 0; row < reply_rows(list); row++)
		json_text(&json, reply_text(list, row, 0));
	json_end(&json);
	json_end(&json);
	command_print_json(context, text.bytes);
	buffer_fini(&text);
}

int
dependent_refuse(
    struct command_context *context, const char *name, struct connection *owner)
{
	struct reply *list;
	struct fault why;
	int exit_code = COMMAND_DONE;

	if (!migrate_dependents(owner, &list, &why))
		return command_fail(context, name, &why);
	if (reply_rows(list) > 0) {
		print(context, name, list);
		if (context->is_json)
			print_json(context, list);
		exit_code = COMMAND_FAILED;
	}
	reply_free(list);
	return exit_code;
}
