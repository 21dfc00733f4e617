#include "command/change_state.h"

static void
say(struct command_context *context, const struct reply *reply, int row)
{
	const char *name = reply_string(reply, row, STATE_NAME);

	if (reply_bool(reply, row, STATE_IS_CHANGED))
		command_say(context,
		    "%s is retired: it is asked no more%s. Its records and "
		    "items stay; \"sheaf resume %s\" takes it up again.",
		    name,
		    reply_number(reply, row, STATE_ENDED) > 0
			? ", and what was under way has ended"
			: "",
		    name);
	else
		command_say(context, "%s is retired already.", name);
}

int
command_retire(struct command_context *context, int argc, char **argv)
{
	static const struct state_change change = { "retire", "retired", say };

	return command_change_state(context, &change, argc, argv);
}
