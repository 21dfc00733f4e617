#include <string.h>

#include "base/config_key.h"
#include "base/json.h"
#include "command/common.h"

#define NAME "config"

static void
print_json(struct command_context *context)
{
	struct buffer text;
	struct buffer value;
	struct json json;

	buffer_init(&text, 0);
	buffer_init(&value, 0);
	json_init(&json, &text);
	json_object(&json);
	for (size_t i = 0; i < CONFIG_KEYS; i++) {
		const struct config_key *key = config_key_at(i);

		buffer_reset(&value);
		config_key_format(key, &context->config, &value);
		json_key(&json, config_key_name(key));
		json_text(&json, buffer_text(&value));
	}
	json_end(&json);
	command_print_json(context, text.bytes);
	buffer_fini(&value);
	buffer_fini(&text);
}

static void
print_text(struct command_context *context)
{
	struct buffer text;

	buffer_init(&text, 0);
	buffer_printf(&text, "# %s\n",
	    context->config_path == NULL ? "no file was read: all defaults"
					 : context->config_path);
	config_print(&context->config, &text);
	buffer_printf(&text, "# %s\n", context->database.text);
	(void)fputs(text.bytes, context->out);
	buffer_fini(&text);
}

/* main() has read the file already, and said what was wrong with it. */
int
command_config_check(struct command_context *context, int argc, char **argv)
{
	if (argc != 2 || strcmp(argv[1], "check") != 0)
		return command_usage(context, NAME, "say: sheaf config check");
	if (context->is_json)
		print_json(context);
	else
		print_text(context);
	return COMMAND_DONE;
}
