#include <sys/wait.h>

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "command/hand.h"
#include "daemon/blame.h"
#include "daemon/child.h"
#include "daemon/rule_version.h"

#define STARTS 4 /* once, and three times more */

void
hand_init(struct hand *hand, const char *kind, const int64_t *ids, size_t count)
{
	struct buffer list;

	buffer_init(&list, 0);
	for (size_t i = 0; i < count; i++)
		buffer_printf(
		    &list, "%s%lld", i == 0 ? "" : ",", (long long)ids[i]);
	*hand = (struct hand){
		.kind = kind, .ids = buffer_take(&list), .blame = -1
	};
	buffer_init(&hand->ending, 0);
}

void
hand_fini(struct hand *hand)
{
	free(hand->ids);
	buffer_fini(&hand->ending);
	if (hand->blame >= 0)
		(void)close(hand->blame);
}

void
hand_blames(struct hand *hand)
{
	hand->blame = blame_make();
}

/* By the environment: a command line is for everybody to read, and a
 * connection string may hold a password. */
void
hands_prepare(const struct command_context *context)
{
	const struct database *database = &context->database;
	const char *name =
	    database->is_private ? "SHEAF_STATE" : "SHEAF_DATABASE";

	(void)unsetenv("SHEAF_DATABASE");
	if (setenv(name,
		database->is_private ? database->state : database->conninfo,
		1) != 0)
		abort();
}

bool
hand_start(
    struct hand *hand, const struct command_context *context, struct fault *why)
{
	struct child_arguments arguments = { .count = 0 };

	if (hand->pid > 0)
		return true;
	if (hand->is_outdated)
		return fault_set(
		    why, FAULT_INPUT, RULE_VERSION_OTHER "run this again");
	if (hand->starts >= STARTS)
		return fault_set(why, FAULT_STORE,
		    "the %s worker %s, for the %dth time; its messages above "
		    "say why",
		    hand->kind, hand->ending.bytes, hand->starts);
	if (context->config_path != NULL) {
		child_argument(&arguments, "--config");
		child_argument(&arguments, context->config_path);
	}
	/* The verdict is ours to say; its warnings and errors still come. */
	child_argument(&arguments, "--quiet");
	child_argument(&arguments, "worker");
	child_argument(&arguments, hand->kind);
	child_argument(&arguments, "--for");
	child_argument(&arguments, hand->ids);
	child_blame(&arguments, hand->blame, hand->killed);
	hand->pid = child_start(&arguments);
	hand->starts++;
	return true;
}

void
hand_look_after(struct hand *hand)
{
	int status;
	pid_t ended;

	if (hand->pid <= 0)
		return;
	ended = waitpid(hand->pid, &status, WNOHANG);
	if (ended == 0 || (ended < 0 && errno == EINTR))
		return;
	hand->pid = 0;
	hand->killed = ended > 0 ? child_crash(status) : 0;
	hand->is_outdated = ended > 0 && WIFEXITED(status) &&
	    WEXITSTATUS(status) == CHILD_OUTDATED;
	buffer_reset(&hand->ending);
	if (ended > 0)
		child_ending(&hand->ending, status);
}

void
hand_signal(struct hand *hand, int signal_number)
{
	if (hand->pid > 0)
		(void)kill(hand->pid, signal_number);
}

bool
hand_is_running(const struct hand *hand)
{
	return hand->pid > 0;
}
