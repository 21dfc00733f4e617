#include <string.h>

#include "command/change_state.h"

static void
say(struct command_context *context, const struct reply *reply, int row)
{
	const char *name = reply_string(reply, row, STATE_NAME);
	const char *before = reply_string(reply, row, STATE_BEFORE);

	if (reply_bool(reply, row, STATE_IS_CHANGED))
		command_say(context, "%s is paused.", name);
	else if (strcmp(before, "paused") == 0)
		command_say(context, "%s is paused already.", name);
	else
		command_say(context,
		    "%s is %s, so that it is not harvested anyway.", name,
		    before);
}

int
command_pause(struct command_context *context, int argc, char **argv)
{
	static const struct state_change change = { "pause", "paused", say };

	return command_change_state(context, &change, argc, argv);
}
