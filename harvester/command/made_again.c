#include "command/made_again.h"
#include "store/status.h"

int
made_again_say(struct command_context *context, const char *command,
    struct connection *connection, int64_t items)
{
	bool has_daemon;
	char count[COUNT_SIZE];
	struct fault why;

	if (!status_worker_alive(connection, "normalise", &has_daemon, &why))
		return command_fail(context, command, &why);
	if (items == 0)
		command_say(context, "No item is made again for it.");
	else
		command_say(context, "%s %s made again%s.",
		    count_format(count, items),
		    items == 1 ? "item is" : "items are",
		    has_daemon ? ", by the daemon"
			       : " with the next \"sheaf harvest\" or \"sheaf "
				 "normalise\", or when a daemon runs");
	return COMMAND_DONE;
}
