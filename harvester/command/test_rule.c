#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/limit.h"
#include "command/command.h"
#include "command/common.h"
#include "normalise/platform.h"
#include "normalise/rule.h"

/* Raw values in, one a line; normal forms out, one a line, in step: whoever
 * types sees each answer at once. */

#define SHOWN_SIZE 80 /* a name */

static void
print_rules(struct command_context *context)
{
	const struct rule *rule;

	for (size_t i = 0; (rule = rule_at(i)) != NULL; i++)
		(void)fprintf(context->out, "%s\t%s\n", rule->name, rule->help);
}

static int
refuse_line(
    struct command_context *context, const struct rule *rule, size_t number)
{
	struct fault why;

	(void)fault_set(&why, FAULT_INPUT,
	    "line %zu is not what %s takes: a JSON array of strings, or an "
	    "object",
	    number, rule->name);
	return command_fail(context, "test-rule", &why);
}

static int
read_lines(struct command_context *context, const struct rule *rule,
    struct rule_call *call)
{
	char *line = NULL;
	size_t size = 0;
	size_t number = 0;
	ssize_t length;
	int exit_code = COMMAND_DONE;

	while (exit_code == COMMAND_DONE &&
	    (length = getline(&line, &size, stdin)) >= 0) {
		struct text input = { line, (size_t)length };
		struct text output;

		number++;
		if (input.length > 0 && line[input.length - 1] == '\n')
			input.length--;
		arena_reset(call->arena);
		if (input.length > FIELD_BYTES || !text_is_utf8(input) ||
		    !rule_run(rule, call, input, &output)) {
			exit_code = refuse_line(context, rule, number);
			break;
		}
		if (output.length == 0)
			output = TEXT("NULL");
		(void)fwrite(output.bytes, 1, output.length, context->out);
		(void)fputc('\n', context->out);
		(void)fflush(context->out);
	}
	free(line);
	return exit_code;
}

static int
refuse_platform(struct command_context *context, struct text platform)
{
	struct buffer known;
	char shown[SHOWN_SIZE];
	int exit_code;

	buffer_init(&known, 0);
	platform_list(&known);
	exit_code = command_usage(context, "test-rule",
	    "there is no platform \"%s\"; there are %s",
	    text_printable(shown, sizeof(shown), platform), known.bytes);
	buffer_fini(&known);
	return exit_code;
}

int
command_test_rule(struct command_context *context, int argc, char **argv)
{
	struct rule_call call = { 0 };
	const struct rule *rule;
	struct vocabulary *vocabulary;
	const char *at;
	int exit_code = command_read_no_options(context, argc, argv);

	if (exit_code != COMMAND_DONE)
		return exit_code;
	if (argc == optind) {
		print_rules(context);
		return COMMAND_DONE;
	}
	if (argc - optind != 1)
		return command_usage(context, argv[0],
		    "it takes one rule, FIELD or FIELD@PLATFORM");
	at = strchrnul(argv[optind], '@');
	rule = rule_find(
	    (struct text){ argv[optind], (size_t)(at - argv[optind]) });
	if (rule == NULL)
		return command_usage(context, argv[0],
		    "there is no such rule; without one, it lists them");
	if (*at == '@' && !platform_is_known(text_of(at + 1)))
		return refuse_platform(context, text_of(at + 1));
	vocabulary = vocabulary_new();
	call.arena = arena_new(NORMALISE_ARENA_BYTES);
	call.vocabulary = vocabulary;
	if (*at == '@')
		call.platform = text_of(at + 1);
	exit_code = read_lines(context, rule, &call);
	arena_free(call.arena);
	vocabulary_free(vocabulary);
	return exit_code;
}
