#include <string.h>

#include "base/config_key.h"
#include "command/common.h"
#include "store/conninfo.h"

#define NAME "config"

static void
write_keys(struct json *json, const struct config *config)
{
	json_key(json, "settings");
	json_object(json);
	for (size_t i = 0; i < CONFIG_KEYS; i++)
		config_key_write(config_key_at(i), config, json);
	json_end(json);
}

static void
print_json(struct command_context *context, const struct config *config)
{
	struct buffer text;
	struct json json;

	buffer_init(&text, 0);
	json_init(&json, &text);
	json_object(&json);
	json_key(&json, "file");
	json_string(&json, context->config_path);
	json_key(&json, "database");
	json_string(&json, context->database.text);
	write_keys(&json, config);
	json_end(&json);
	command_print_json(context, text.bytes);
	buffer_fini(&text);
}

static void
print_text(struct command_context *context, const struct config *config)
{
	struct buffer text;

	buffer_init(&text, 0);
	buffer_printf(&text, "# %s\n",
	    context->config_path == NULL ? "no file was read: all defaults"
					 : context->config_path);
	config_print(config, &text);
	buffer_printf(&text, "# %s\n", context->database.text);
	(void)fputs(text.bytes, context->out);
	buffer_fini(&text);
}

/* Mistakes as they are found. */
struct telling {
	struct command_context *context;
	struct buffer text; /* JSON */
	struct json json;
	size_t count;
};

static void
tell(void *context, const struct fault *mistake)
{
	struct telling *telling = context;

	telling->count++;
	(void)fprintf(
	    telling->context->err, "sheaf %s: %s\n", NAME, mistake->text);
	json_string(&telling->json, mistake->text);
}

/* The file has mistakes, all of which are told; or, if it has none, there is
 * no database like that. */
static int
tell_mistakes(struct command_context *context)
{
	struct telling telling = { .context = context };
	struct json *json = &telling.json;

	buffer_init(&telling.text, 0);
	json_init(json, &telling.text);
	json_object(json);
	json_key(json, "error");
	json_string(json, context->fault->text);
	json_key(json, "fault");
	json_string(json, fault_name(context->fault->kind));
	json_key(json, "mistakes");
	json_array(json);
	if (context->config_path != NULL)
		config_check(context->config_path, tell, &telling);
	if (telling.count == 0)
		tell(&telling, context->fault);
	json_end(json);
	json_end(json);
	if (context->is_json)
		command_print_json(context, telling.text.bytes);
	buffer_fini(&telling.text);
	return COMMAND_USAGE;
}

/* main() has read the file already; where it failed, it is read again for all
 * that is wrong with it. */
int
command_config_check(struct command_context *context, int argc, char **argv)
{
	struct config shown = context->config; /* owns nothing */
	struct buffer database;

	if (argc != 2 || strcmp(argv[1], "check") != 0)
		return command_usage(context, NAME, "say: sheaf config check");
	if (context->fault != NULL)
		return tell_mistakes(context);
	buffer_init(&database, 0);
	buffer_add_string(&database, "");
	conninfo_masked(&database, shown.database);
	shown.database = database.bytes;
	if (context->is_json)
		print_json(context, &shown);
	else
		print_text(context, &shown);
	buffer_fini(&database);
	return COMMAND_DONE;
}
