#include <poll.h>
#include <signal.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/heap.h"
#include "base/limit.h"
#include "command/backlog.h"
#include "command/chores.h"
#include "command/follow.h"
#include "command/hand.h"
#include "command/progress.h"
#include "store/status.h"

#define LOOK_MILLISECONDS   200
#define ALIVE_MILLISECONDS  5000 /* between two looks for a daemon */
#define REOPEN_MILLISECONDS 1000
#define REOPENS             60
#define HANDS               3 /* that of the harvest first */
/* Items that one normaliser has made before a second would be there. */
#define FEW_ITEMS           500

static volatile sig_atomic_t interrupts;

static void
note_interrupt(int signal_number)
{
	(void)signal_number;
	interrupts++;
}

/* Without SA_RESTART: poll() ends at once. */
static void
catch_interrupts(struct sigaction *old_int, struct sigaction *old_term)
{
	struct sigaction action = { .sa_handler = note_interrupt };

	(void)sigemptyset(&action.sa_mask);
	interrupts = 0;
	(void)sigaction(SIGINT, &action, old_int);
	(void)sigaction(SIGTERM, &action, old_term);
}

struct follower {
	struct following *following;
	int64_t *repository_ids; /* one a target */
	int64_t *harvest_ids;
	struct hand hands[HANDS];
	bool has_daemon_harvest;
	bool has_daemon_normalise;
	int64_t alive_at;       /* when we looked for a daemon */
	struct backlog backlog; /* once all is harvested */
	bool is_paused;         /* nothing more is harvested, for a long time */
	struct progress progress;
};

static void
pause_for(int milliseconds)
{
	(void)poll(NULL, 0, milliseconds);
}

/* A database that restarts is waited for, as the workers do. */
static bool
reopen(struct follower *follower, struct fault *why)
{
	struct following *following = follower->following;
	struct command_context *context = following->context;
	char application[APPLICATION_SIZE];

	command_application(application, following->command);
	for (int i = 0; i < REOPENS && interrupts == 0; i++) {
		pause_for(REOPEN_MILLISECONDS);
		connection_free(*following->connection);
		*following->connection = NULL;
		if (database_open(&context->database, DATABASE_WRITER,
			application, following->connection, why))
			return true;
	}
	return false;
}

static bool
look_for_daemon(struct follower *follower, struct fault *why)
{
	struct connection *connection = *follower->following->connection;
	int64_t now = clock_milliseconds();

	if (follower->alive_at != 0 &&
	    now - follower->alive_at < ALIVE_MILLISECONDS)
		return true;
	if (!status_worker_alive(
		connection, "harvest", &follower->has_daemon_harvest, why) ||
	    !status_worker_alive(
		connection, "normalise", &follower->has_daemon_normalise, why))
		return false;
	follower->alive_at = now;
	return true;
}

static bool
is_harvested(const struct follower *follower)
{
	const struct reply *reply = follower->following->harvests;

	for (int i = 0; reply != NULL && i < reply_rows(reply); i++)
		if (reply_is_null(reply, i, FOLLOW_VERDICT))
			return false;
	return true;
}

static bool
look_at_items(struct follower *follower, struct fault *why)
{
	return (!is_harvested(follower) && !follower->is_paused) ||
	    backlog_look(&follower->backlog, *follower->following->connection,
		follower->has_daemon_normalise, why);
}

static bool
look_at_harvests(struct follower *follower, struct fault *why)
{
	struct following *following = follower->following;
	struct connection *connection = *following->connection;
	struct reply *reply;

	if (!harvest_follow(connection, follower->repository_ids,
		follower->harvest_ids, following->count, &reply, why))
		return false;
	if ((size_t)reply_rows(reply) != following->count) {
		reply_free(reply);
		return fault_set(why, FAULT_INPUT,
		    "the repository was removed while it was harvested");
	}
	reply_free(following->harvests);
	following->harvests = reply;
	return true;
}

static bool
look(struct follower *follower, struct fault *why)
{
	return (follower->following->is_harvested ||
		   look_at_harvests(follower, why)) &&
	    look_for_daemon(follower, why) && look_at_items(follower, why);
}

static struct snapshot
snapshot_of(const struct follower *follower)
{
	const struct reply *reply = follower->following->harvests;
	struct snapshot now = { .stale = follower->backlog.items,
		.is_harvested = is_harvested(follower) || follower->is_paused };
	bool all_wait = true;

	for (int i = 0; reply != NULL && i < reply_rows(reply); i++) {
		int64_t wait = reply_number(reply, i, FOLLOW_WAIT_SECONDS);

		now.records += reply_number(reply, i, FOLLOW_RECORDS);
		now.pages += reply_number(reply, i, FOLLOW_PAGES);
		now.listed += reply_number(reply, i, FOLLOW_LISTED);
		if (reply_is_null(reply, i, FOLLOW_SIZE))
			now.size = -1;
		else if (now.size >= 0)
			now.size += reply_number(reply, i, FOLLOW_SIZE);
		if (!reply_is_null(reply, i, FOLLOW_VERDICT))
			continue;
		all_wait = all_wait && wait > 0;
		if (now.wait_seconds == 0 || wait < now.wait_seconds) {
			now.wait_seconds = wait;
			now.reason = reply_text(reply, i, FOLLOW_WAIT_REASON);
			now.host = reply_bool(reply, i, FOLLOW_IS_HOST_PAUSE)
			    ? reply_text(reply, i, FOLLOW_HOST)
			    : (struct text){ 0 };
			now.until = reply_text(reply, i, FOLLOW_WAIT_UNTIL);
		}
	}
	if (!all_wait)
		now.wait_seconds = 0;
	return now;
}

/* The wait is said before it is not waited for. What came is normalised even
 * so, and paused stays paused. */
static void
consider_pause(struct follower *follower, const struct snapshot *now)
{
	if (follower->following->is_patient || now->is_harvested ||
	    now->wait_seconds <= PAUSE_SECONDS)
		return;
	progress_keep(&follower->progress);
	follower->is_paused = true;
}

static bool
look_after_hands(struct follower *follower)
{
	bool is_any_running = false;

	for (int i = 0; i < HANDS; i++) {
		hand_look_after(&follower->hands[i]);
		is_any_running |= hand_is_running(&follower->hands[i]);
	}
	return is_any_running;
}

static void
signal_hands(struct follower *follower, int signal_number)
{
	for (int i = 0; i < HANDS; i++)
		hand_signal(&follower->hands[i], signal_number);
}

static int
hands_for(const struct snapshot *now)
{
	return now->records > FEW_ITEMS || now->stale > FEW_ITEMS ? HANDS : 2;
}

/* Somebody does what is left to do. */
static bool
keep_hands(
    struct follower *follower, const struct snapshot *now, struct fault *why)
{
	const struct command_context *context = follower->following->context;
	int hands = hands_for(now);

	(void)look_after_hands(follower);
	if (!is_harvested(follower) && !follower->is_paused &&
	    !follower->has_daemon_harvest &&
	    !hand_start(&follower->hands[0], context, why))
		return false;
	for (int i = 1; i < hands && !follower->has_daemon_normalise; i++) {
		if (!hand_start(&follower->hands[i], context, why))
			return false;
	}
	return true;
}

/* One look. FOLLOW_LEFT: and on. */
static enum follow_end
step(struct follower *follower, struct fault *why)
{
	struct following *following = follower->following;
	struct snapshot now;

	if (!look(follower, why)) {
		if (!connection_is_lost(*following->connection) ||
		    !reopen(follower, why))
			return FOLLOW_FAILED;
		return FOLLOW_LEFT;
	}
	now = snapshot_of(follower);
	progress_show(&follower->progress, &now);
	consider_pause(follower, &now);
	if (now.is_harvested && now.stale == 0)
		return FOLLOW_DONE;
	/* A terminal's Ctrl-C reaches our children too: they are not started
	 * again for that. */
	if (interrupts > 0)
		return FOLLOW_LEFT;
	return keep_hands(follower, &now, why) ? FOLLOW_LEFT : FOLLOW_FAILED;
}

/* SIGTERM ends them after the page in hand; one more interrupt at once. */
static void
stop_hands(struct follower *follower)
{
	sig_atomic_t seen = interrupts;

	if (seen > 0 && look_after_hands(follower)) {
		progress_clear(&follower->progress);
		command_say(follower->following->context,
		    "Stopping after the page in hand; once more stops at "
		    "once.");
	}
	signal_hands(follower, SIGTERM);
	while (look_after_hands(follower)) {
		if (interrupts != seen)
			signal_hands(follower, SIGKILL);
		pause_for(LOOK_MILLISECONDS / 10);
	}
}

/* That does what we wait for. */
static bool
has_daemon(const struct follower *follower)
{
	return follower->following->is_harvested
	    ? follower->has_daemon_normalise
	    : follower->has_daemon_harvest;
}

static enum follow_end
go_on(struct follower *follower, struct fault *why)
{
	for (;;) {
		enum follow_end end = step(follower, why);

		if (end == FOLLOW_DONE && follower->is_paused)
			return follower->has_daemon_harvest ? FOLLOW_LEFT
							    : FOLLOW_PAUSED;
		if (end == FOLLOW_DONE)
			return end;
		if (interrupts > 0)
			return has_daemon(follower) ? FOLLOW_LEFT
						    : FOLLOW_STOPPED;
		if (end == FOLLOW_FAILED)
			return end;
		pause_for(LOOK_MILLISECONDS);
	}
}

static void
prepare(struct follower *follower)
{
	struct following *following = follower->following;
	size_t count = following->count;

	for (size_t i = 0; i < count; i++) {
		follower->repository_ids[i] =
		    following->targets[i].repository_id;
		follower->harvest_ids[i] = following->targets[i].harvest_id;
	}
	hands_prepare(following->context);
	hand_init(&follower->hands[0], "harvest", follower->harvest_ids, count);
	for (int i = 1; i < HANDS; i++) {
		hand_init(&follower->hands[i], "normalise",
		    follower->repository_ids, count);
		hand_blames(&follower->hands[i]);
	}
	backlog_init(&follower->backlog, follower->repository_ids, count);
	progress_init(&follower->progress, following->context,
	    following->targets[0].name);
}

enum follow_end
follow(struct following *following, struct fault *why)
{
	int64_t *repository_ids =
	    heap_array(following->count, sizeof(*repository_ids));
	int64_t *harvest_ids =
	    heap_array(following->count, sizeof(*harvest_ids));
	struct follower follower = { .following = following,
		.repository_ids = repository_ids,
		.harvest_ids = harvest_ids };
	struct sigaction old_int;
	struct sigaction old_term;
	struct fault ignored;
	enum follow_end end;

	prepare(&follower);
	catch_interrupts(&old_int, &old_term);
	end = go_on(&follower, why);
	stop_hands(&follower);
	if (end == FOLLOW_DONE && !follower.has_daemon_normalise)
		chores_do(following->context, following->command,
		    &follower.backlog.own, &follower.progress, interrupts > 0);
	/* The page in hand counts too. */
	if (end == FOLLOW_STOPPED)
		(void)!look(&follower, &ignored);
	(void)sigaction(SIGINT, &old_int, NULL);
	(void)sigaction(SIGTERM, &old_term, NULL);
	progress_clear(&follower.progress);
	for (int i = 0; i < HANDS; i++)
		hand_fini(&follower.hands[i]);
	backlog_fini(&follower.backlog);
	free(repository_ids);
	free(harvest_ids);
	return end;
}
