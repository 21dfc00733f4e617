#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "command/quarantine.h"
#include "command/rule.h"
#include "store/quarantine.h"

#define SHOWN_SIZE 2100

/* What it is about goes to standard error, so that standard output is the
 * record. */
static void
say(struct command_context *context, const char *field, struct text value)
{
	char shown[SHOWN_SIZE];

	command_say(context, "  %-11s %s", field,
	    text_printable(shown, sizeof(shown), value));
}

static void
say_rule(struct command_context *context, const struct reply *one)
{
	const struct rule_words *rule =
	    rule_words(reply_text(one, 0, QUARANTINED_RULE));

	if (rule != NULL)
		command_say(context, "  %-11s %s (%s): %s", "rule", rule->name,
		    rule->paragraph, rule->what);
}

static void
say_where(struct command_context *context, const struct reply *one)
{
	command_say(context, "  %-11s harvest %s%s%s%s, page %lld of its list",
	    "where", reply_string(one, 0, QUARANTINED_HARVEST_ID),
	    reply_is_null(one, 0, QUARANTINED_KIND) ? "" : " (",
	    reply_string(one, 0, QUARANTINED_KIND),
	    reply_is_null(one, 0, QUARANTINED_KIND) ? "" : ")",
	    (long long)reply_number(one, 0, QUARANTINED_PAGE_NUMBER) + 1);
	if (reply_number(one, 0, QUARANTINED_TIMES) > 1)
		command_say(context,
		    "  %-11s %s UTC, the last of %s tries "
		    "since %s UTC",
		    "when", reply_string(one, 0, QUARANTINED_AT),
		    reply_string(one, 0, QUARANTINED_TIMES),
		    reply_string(one, 0, QUARANTINED_FIRST_AT));
	else
		command_say(context, "  %-11s %s UTC", "when",
		    reply_string(one, 0, QUARANTINED_AT));
}

static void
say_state(struct command_context *context, const struct reply *one)
{
	const char *state = reply_string(one, 0, QUARANTINED_STATE);

	if (strcmp(state, "read") == 0)
		command_say(context, "  %-11s it was read since, on %s UTC",
		    "state", reply_string(one, 0, QUARANTINED_SINCE));
	else if (strcmp(state, "dropped") == 0)
		command_say(context, "  %-11s dropped on %s UTC", "state",
		    reply_string(one, 0, QUARANTINED_SINCE));
	else if (strcmp(state, "suppressed") == 0)
		command_say(context,
		    "  %-11s suppressed: no list or view shows it", "state");
	else if (strcmp(state, "over") == 0)
		command_say(context,
		    "  %-11s over: everything was harvested since, without it",
		    "state");
	else
		command_say(context, "  %-11s it waits to be read", "state");
}

static void
say_stored(struct command_context *context, const struct reply *one)
{
	char shown[80];

	if (reply_is_null(one, 0, QUARANTINED_STATUS))
		command_say(context, "  %-11s no version of it", "stored");
	else
		command_say(context,
		    "  %-11s the version of %s (%s), here since %s UTC",
		    "stored",
		    text_printable(shown, sizeof(shown),
			reply_text(one, 0, QUARANTINED_DATESTAMP)),
		    reply_string(one, 0, QUARANTINED_STATUS),
		    reply_string(one, 0, QUARANTINED_CHANGED_AT));
}

static void
say_facts(
    const struct quarantine *quarantine, const struct reply *one, size_t kept)
{
	struct command_context *context = quarantine->context;
	int64_t length = reply_number(one, 0, QUARANTINED_LENGTH);
	char shown[SHOWN_SIZE];
	char count[COUNT_SIZE];

	command_say(context, "%s #%s  %s", quarantine->repository.name,
	    reply_string(one, 0, QUARANTINED_ID),
	    reply_is_null(one, 0, QUARANTINED_IDENTIFIER)
		? "(no identifier that could be read)"
		: text_printable(shown, sizeof(shown),
		      reply_text(one, 0, QUARANTINED_IDENTIFIER)));
	say(context, "format", reply_text(one, 0, QUARANTINED_PREFIX));
	say(context, "reason", reply_text(one, 0, QUARANTINED_REASON));
	say_rule(context, one);
	say_where(context, one);
	say_state(context, one);
	say_stored(context, one);
	if ((int64_t)kept < length)
		command_say(context,
		    "  %-11s %s, of which the first %zu are kept:", "bytes",
		    count_format(count, length), kept);
	else
		command_say(context, "  %-11s %s, as they came:", "bytes",
		    count_format(count, length));
}

static int
digit(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* Exact, but on a terminal. */
static void
print_bytes(struct command_context *context, struct text hex)
{
	char *bytes = heap_take(hex.length / 2 + 1);
	struct text text = { bytes, hex.length / 2 };

	for (size_t i = 0; i < text.length; i++)
		bytes[i] = (char)(digit(hex.bytes[2 * i]) * 16 +
		    digit(hex.bytes[2 * i + 1]));
	command_print_lines(context, text);
	if (command_is_terminal(context->out))
		(void)fputc('\n', context->out);
	free(bytes);
}

static int
refuse_several(const struct quarantine *quarantine, const struct reply *reply)
{
	struct buffer formats;
	char shown[80];
	int exit_code;

	buffer_init(&formats, 0);
	for (int i = 0; i < reply_rows(reply); i++)
		buffer_printf(&formats, "%s%s (%s)", i == 0 ? "" : ", ",
		    reply_string(reply, i, QUARANTINED_ID),
		    text_printable(shown, sizeof(shown),
			reply_text(reply, i, QUARANTINED_PREFIX)));
	exit_code =
	    command_refuse(quarantine->context, QUARANTINE, COMMAND_USAGE,
		"it is there in several formats; say which by its number: %s",
		formats.bytes);
	buffer_fini(&formats);
	return exit_code;
}

static int
print(const struct quarantine *quarantine, const struct reply *reply)
{
	struct command_context *context = quarantine->context;
	struct text hex;
	char shown[SHOWN_SIZE];

	if (reply_rows(reply) == 0)
		return command_refuse(context, QUARANTINE, COMMAND_NOTHING,
		    "%s has nothing \"%s\" in quarantine; \"sheaf quarantine "
		    "list %s\" shows what it has",
		    quarantine->repository.name,
		    text_printable(
			shown, sizeof(shown), text_of(quarantine->words[0])),
		    quarantine->repository.name);
	if (context->is_json) {
		for (int i = 0; i < reply_rows(reply); i++)
			command_print_json(
			    context, reply_string(reply, i, QUARANTINED_JSON));
		return COMMAND_DONE;
	}
	if (reply_rows(reply) > 1)
		return refuse_several(quarantine, reply);
	hex = reply_text(reply, 0, QUARANTINED_BYTES);
	say_facts(quarantine, reply, hex.length / 2);
	print_bytes(context, hex);
	return COMMAND_DONE;
}

int
quarantine_run_show(struct quarantine *quarantine)
{
	struct reply *reply;
	struct fault why;
	int exit_code;

	if (!quarantine_show(quarantine->connection,
		quarantine->repository.repository_id, quarantine->words[0],
		&reply, &why))
		return command_fail(quarantine->context, QUARANTINE, &why);
	exit_code = print(quarantine, reply);
	reply_free(reply);
	return exit_code;
}
