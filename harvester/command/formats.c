#include <getopt.h>

#include "base/json.h"
#include "command/asking.h"

static void
print_rows(struct command_context *context,
    const struct metadata_format *formats, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		command_print(context, formats[i].prefix);
		(void)fputc('\t', context->out);
		command_print(context, formats[i].namespace);
		(void)fputc('\n', context->out);
	}
}

static void
print_as_json(struct command_context *context, const char *repository,
    const struct metadata_format *formats, size_t count)
{
	struct buffer buffer;
	struct json json;

	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "repository");
	json_string(&json, repository);
	json_key(&json, "formats");
	json_array(&json);
	for (size_t i = 0; i < count; i++) {
		json_object(&json);
		json_key(&json, "metadata_prefix");
		json_text(&json, formats[i].prefix);
		json_key(&json, "schema");
		json_text(&json, formats[i].schema);
		json_key(&json, "namespace");
		json_text(&json, formats[i].namespace);
		json_end(&json);
	}
	json_end(&json);
	json_end(&json);
	command_print_json(context, buffer.bytes);
	buffer_fini(&buffer);
}

int
command_formats(struct command_context *context, int argc, char **argv)
{
	const struct metadata_format *formats;
	struct asked asked;
	struct fault why;
	size_t count;
	int exit_code = command_read_no_options(context, argc, argv);

	if (exit_code != COMMAND_DONE)
		return exit_code;
	if (argc - optind != 1)
		return command_usage(
		    context, argv[0], "it takes the name of a repository");
	exit_code = asked_open(&asked, context, argv[0], argv[optind]);
	if (exit_code != COMMAND_DONE)
		return exit_code;
	if (!probe_formats(asked.asking.probe, &formats, &count, &why))
		exit_code = command_fail(context, argv[0], &why);
	else if (context->is_json)
		print_as_json(context, argv[optind], formats, count);
	else
		print_rows(context, formats, count);
	asked_close(&asked);
	return exit_code;
}
