#include "base/clock.h"
#include "base/limit.h"
#include "command/chores.h"
#include "command/interrupt.h"
#include "daemon/housekeeping.h"
#include "daemon/marking.h"

struct chores {
	struct command_context *context;
	const char *command;
	const struct marking_own *own;
	struct progress *progress;
	int64_t until;
	bool is_housekept;
	struct housekeeping housekeeping;
};

static bool
may_go_on(const struct chores *chores, struct fault *why)
{
	if (interrupt_came())
		return false;
	return clock_milliseconds() < chores->until ||
	    fault_set(
		why, FAULT_STORE, "%d seconds were not enough", CHORES_SECONDS);
}

/* Of others, which nobody waits for here: what is left of the time is theirs.
 */
static bool
mark(struct chores *chores, struct connection *connection, struct fault *why)
{
	bool is_busy = true;

	while (is_busy)
		if (!may_go_on(chores, why) ||
		    !marking_go_on(connection, chores->own, &is_busy, why))
			return false;
	return true;
}

static bool
keep_house(
    struct chores *chores, struct connection *connection, struct fault *why)
{
	struct snapshot now = { .is_harvested = true, .is_compared = true };

	while (!chores->is_housekept) {
		if (!may_go_on(chores, why) ||
		    !housekeeping_of_items(&chores->housekeeping, connection,
			&chores->is_housekept, why))
			return false;
		progress_show(chores->progress, &now);
	}
	return true;
}

static bool
go_on(struct chores *chores, struct connection *connection, struct fault *why)
{
	chores->until = clock_milliseconds() + INT64_C(1000) * CHORES_SECONDS;
	return keep_house(chores, connection, why) &&
	    mark(chores, connection, why);
}

/* By a connection of their own: one that is stopped takes nothing any more, and
 * what was done is still to be told. */
static bool
open_and_go_on(struct chores *chores, struct fault *why)
{
	char application[APPLICATION_SIZE];
	struct connection *connection;
	bool done;

	command_application(application, chores->command);
	interrupt_catch(NULL);
	if (!database_open(&chores->context->database, DATABASE_WRITER,
		application, &connection, why)) {
		interrupt_leave();
		return false;
	}
	interrupt_ends(connection);
	done = go_on(chores, connection, why);
	interrupt_leave();
	connection_free(connection);
	return done;
}

static bool
try(struct chores *chores, bool is_interrupted, struct fault *why)
{
	if (!is_interrupted && open_and_go_on(chores, why))
		return true;
	if (is_interrupted || interrupt_came())
		return fault_set(why, FAULT_STORE, "interrupted");
	return false;
}

void
chores_do(struct command_context *context, const char *command,
    const struct marking_own *own, struct progress *progress,
    bool is_interrupted)
{
	struct chores chores = { .context = context,
		.command = command,
		.own = own,
		.progress = progress };
	struct fault why;

	if (try(&chores, is_interrupted, &why))
		return;
	progress_clear(progress);
	if (chores.is_housekept)
		command_say(context,
		    "What was changed is not looked for in all repositories "
		    "(%s): a daemon goes on, or the next \"sheaf map\", "
		    "\"sheaf harvest\" or \"sheaf normalise\".",
		    why.text);
	else if (housekeeping_is_compared(&chores.housekeeping))
		command_say(context,
		    "Not all of api.quality is counted (%s): a daemon goes on, "
		    "or the next \"sheaf harvest\" or \"sheaf normalise\".",
		    why.text);
	else
		command_say(context,
		    "Not all items were looked at for duplicates (%s): a "
		    "daemon goes on, or the next \"sheaf harvest\" or \"sheaf "
		    "normalise\"; api.quality is counted then too.",
		    why.text);
}
