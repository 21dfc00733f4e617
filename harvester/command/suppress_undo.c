#include <poll.h>
#include <signal.h>

#include "base/clock.h"
#include "command/hand.h"
#include "command/suppress.h"
#include "store/status.h"

#define SHOWN_SIZE        400
#define LOOK_MILLISECONDS 100
#define WAIT_MILLISECONDS 20000

/* Until none of them waits to be normalised, or a person would not wait any
 * more; *stale are left. */
static bool
wait_for_items(const struct suppressing *suppressing, struct hand *hand,
    bool has_daemon, int64_t *stale, struct fault *why)
{
	int64_t until = clock_milliseconds() + WAIT_MILLISECONDS;

	for (;;) {
		if (!suppress_stale(suppressing->connection,
			&suppressing->suppression, stale, why))
			return false;
		if (*stale == 0 || clock_milliseconds() > until)
			return true;
		hand_look_after(hand);
		if (!has_daemon && !hand_start(hand, suppressing->context, why))
			return false;
		(void)poll(NULL, 0, LOOK_MILLISECONDS);
	}
}

static bool
normalise(
    const struct suppressing *suppressing, int64_t *stale, struct fault *why)
{
	struct hand hand;
	bool has_daemon;
	bool done;

	if (!status_worker_alive(
		suppressing->connection, "normalise", &has_daemon, why))
		return false;
	hands_prepare(suppressing->context);
	hand_init(
	    &hand, "normalise", &suppressing->suppression.repository_id, 1);
	hand_blames(&hand);
	done = wait_for_items(suppressing, &hand, has_daemon, stale, why);
	hand_signal(&hand, SIGTERM);
	while (hand_is_running(&hand)) {
		(void)poll(NULL, 0, LOOK_MILLISECONDS / 10);
		hand_look_after(&hand);
	}
	hand_fini(&hand);
	return done;
}

static void
say_one(
    const struct suppressing *suppressing, const struct reply *reply, int row)
{
	struct command_context *context = suppressing->context;
	char shown[SHOWN_SIZE];

	(void)text_printable(
	    shown, sizeof(shown), reply_text(reply, row, SUPPRESS_IDENTIFIER));
	if (!reply_bool(reply, row, SUPPRESS_WAS_DONE))
		command_say(context, "%s is not suppressed.", shown);
	else if (reply_bool(reply, row, SUPPRESS_IS_HERE))
		command_say(context, "%s is shown again.", shown);
	else
		command_say(context,
		    "%s will be shown when it comes; there is nothing of it "
		    "here.",
		    shown);
}

/* Where none was suppressed, or some were not, an identifier may be wrong. */
static int
report(const struct suppressing *suppressing, const struct reply *reply)
{
	int rows = reply_rows(reply);
	int undone = 0;

	for (int row = 0; row < rows; row++) {
		if (!suppressing->context->is_json)
			say_one(suppressing, reply, row);
		undone += reply_bool(reply, row, SUPPRESS_WAS_DONE) ? 1 : 0;
	}
	if (suppressing->context->is_json)
		suppress_print_json(suppressing, reply, false);
	if (undone == rows)
		return COMMAND_DONE;
	return undone == 0 ? COMMAND_NOTHING : COMMAND_PARTIAL;
}

int
suppress_run_undo(const struct suppressing *suppressing)
{
	struct command_context *context = suppressing->context;
	struct reply *reply;
	struct fault why;
	int64_t stale = 0;
	int exit_code;

	if (!suppress_undo(suppressing->connection, &suppressing->suppression,
		&reply, &why))
		return command_fail(context, SUPPRESS, &why);
	if (normalise(suppressing, &stale, &why))
		exit_code = report(suppressing, reply);
	else
		exit_code = command_fail(context, SUPPRESS, &why);
	if (stale > 0)
		command_say(context,
		    "The records are shown; %lld of the items wait to be "
		    "normalised, and come back then.",
		    (long long)stale);
	reply_free(reply);
	return exit_code;
}
