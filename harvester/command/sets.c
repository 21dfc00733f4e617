#include <getopt.h>

#include "base/json.h"
#include "command/asking.h"

struct found {
	const struct set *sets;
	size_t count;
	bool is_whole;
};

static void
print_rows(struct command_context *context, const struct found *found)
{
	for (size_t i = 0; i < found->count; i++) {
		command_print(context, found->sets[i].spec);
		(void)fputc('\t', context->out);
		command_print(context, found->sets[i].name);
		(void)fputc('\n', context->out);
	}
	if (!found->is_whole)
		command_say(context,
		    "There are more: this is what Sheaf asks for at most.");
}

static void
print_as_json(struct command_context *context, const char *repository,
    const struct found *found)
{
	struct buffer buffer;
	struct json json;

	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "repository");
	json_string(&json, repository);
	json_key(&json, "is_whole");
	json_bool(&json, found->is_whole);
	json_key(&json, "sets");
	json_array(&json);
	for (size_t i = 0; i < found->count; i++) {
		json_object(&json);
		json_key(&json, "set_spec");
		json_text(&json, found->sets[i].spec);
		json_key(&json, "name");
		json_text(&json, found->sets[i].name);
		json_end(&json);
	}
	json_end(&json);
	json_end(&json);
	command_print_json(context, buffer.bytes);
	buffer_fini(&buffer);
}

static int
report(struct command_context *context, const char *repository,
    const struct found *found)
{
	if (context->is_json)
		print_as_json(context, repository, found);
	else if (found->count > 0)
		print_rows(context, found);
	else
		command_say(context, "%s has no sets.", repository);
	return found->count > 0 ? COMMAND_DONE : COMMAND_NOTHING;
}

int
command_sets(struct command_context *context, int argc, char **argv)
{
	struct found found;
	struct asked asked;
	struct fault why;
	int exit_code = command_read_no_options(context, argc, argv);

	if (exit_code != COMMAND_DONE)
		return exit_code;
	if (argc - optind != 1)
		return command_usage(
		    context, argv[0], "it takes the name of a repository");
	exit_code = asked_open(&asked, context, argv[0], argv[optind]);
	if (exit_code != COMMAND_DONE)
		return exit_code;
	if (probe_sets(asked.asking.probe, &found.sets, &found.count,
		&found.is_whole, &why))
		exit_code = report(context, argv[optind], &found);
	else
		exit_code = command_fail(context, argv[0], &why);
	asked_close(&asked);
	return exit_code;
}
