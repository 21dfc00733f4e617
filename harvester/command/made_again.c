#include "command/made_again.h"
#include "store/status.h"

/* Who does it is left out where it cannot be told. */
static const char *
who(struct connection *connection)
{
	struct fault ignored;
	bool has_daemon;

	if (!status_worker_alive(
		connection, "normalise", &has_daemon, &ignored))
		return "";
	return has_daemon ? ", by the daemon"
			  : " with the next \"sheaf harvest\" or \"sheaf "
			    "normalise\", or when a daemon runs";
}

void
made_again_say(struct command_context *context, struct connection *connection,
    int64_t items)
{
	char count[COUNT_SIZE];

	if (items == 0)
		command_say(context, "No item is made again for it.");
	else if (items == MADE_AGAIN_UNCOUNTED)
		command_say(
		    context, "Its items are made again%s.", who(connection));
	else
		command_say(context, "%s %s made again%s.",
		    count_format(count, items),
		    items == 1 ? "item is" : "items are", who(connection));
}
