#include <string.h>

#include "command/change_state.h"

#define SHOWN_SIZE 400

/* What held it may do so again. */
static void
say_what_held(
    struct command_context *context, const struct reply *reply, int row)
{
	const char *name = reply_string(reply, row, STATE_NAME);
	char reason[SHOWN_SIZE];
	char prefix[SHOWN_SIZE];

	if (reply_is_null(reply, row, STATE_REASON)) {
		command_say(context, "%s is active; it was held.", name);
		return;
	}
	command_say(context,
	    "%s is active. It was held because %s workers died of its %s, the "
	    "last one so: %s. It is tried again from the same page; the bytes "
	    "are in quarantine.",
	    name, reply_string(reply, row, STATE_CRASHES),
	    text_printable(
		prefix, sizeof(prefix), reply_text(reply, row, STATE_PREFIX)),
	    text_printable(
		reason, sizeof(reason), reply_text(reply, row, STATE_REASON)));
}

static void
say_unchanged(
    struct command_context *context, const char *name, const char *before)
{
	if (strcmp(before, "active") == 0)
		command_say(context, "%s is active already.", name);
	else
		command_say(context,
		    "%s is not paused: it is %s, and asked again by itself; "
		    "\"sheaf harvest %s\" asks now.",
		    name, before, name);
}

static void
say(struct command_context *context, const struct reply *reply, int row)
{
	const char *name = reply_string(reply, row, STATE_NAME);
	const char *before = reply_string(reply, row, STATE_BEFORE);

	if (!reply_bool(reply, row, STATE_IS_CHANGED))
		say_unchanged(context, name, before);
	else if (strcmp(before, "held") == 0)
		say_what_held(context, reply, row);
	else
		command_say(context, "%s is active; it was %s.", name, before);
}

int
command_resume(struct command_context *context, int argc, char **argv)
{
	static const struct state_change change = { "resume", "active", say };

	return command_change_state(context, &change, argc, argv);
}
