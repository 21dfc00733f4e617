#include "base/clock.h"
#include "base/log.h"
#include "daemon/housekeeping.h"

#define BETWEEN_MILLISECONDS INT64_C(3600000)

/* Each says how many rows it dealt with: 0, and it is done. What needs a lock
 * gets it by a statement of its own, which says 0 where somebody else has it.
 */
static const struct chore {
	enum query lock; /* QUERY_COUNT: none */
	enum query work;
} chores[] = {
	{ QUERY_COUNT, QUERY_QUARANTINE_EXPIRE },
	{ QUERY_COUNT, QUERY_EVENT_EXPIRE },
	{ QUERY_COUNT, QUERY_WANTED_EXPIRE },
	{ QUERY_COUNT, QUERY_RECORD_EXPIRE },
	{ QUERY_COUNT, QUERY_SWEEP_FORGET },
	{ QUERY_COUNT, QUERY_WORKER_EXPIRE },
	{ QUERY_DUPLICATE_LOCK, QUERY_DUPLICATE_FIND },
	{ QUERY_QUALITY_LOCK, QUERY_QUALITY_COUNT },
};
#define CHORES   (sizeof(chores) / sizeof(chores[0]))
#define OF_ITEMS 2 /* the last of them; the very last one counts */

static bool
run(struct connection *connection, enum query query, int64_t *rows,
    struct fault *why)
{
	struct reply *reply;

	if (!connection_run(connection, query, NULL, &reply, why))
		return false;
	*rows = reply_number(reply, 0, 0);
	reply_free(reply);
	return true;
}

static bool
run_locked(struct connection *connection, const struct chore *chore,
    int64_t *rows, struct fault *why)
{
	struct fault ignored;

	if (!connection_script(connection, "BEGIN", why))
		return false;
	if (run(connection, chore->lock, rows, why) &&
	    (*rows == 0 || run(connection, chore->work, rows, why)))
		return connection_script(connection, "COMMIT", why);
	(void)!connection_script(connection, "ROLLBACK", &ignored);
	return false;
}

static bool
do_chore(struct connection *connection, const struct chore *chore,
    int64_t *rows, struct fault *why)
{
	return chore->lock == QUERY_COUNT
	    ? run(connection, chore->work, rows, why)
	    : run_locked(connection, chore, rows, why);
}

/* A step of the chore that is next; past the last one there is none. */
static bool
step(struct housekeeping *housekeeping, struct connection *connection,
    struct fault *why)
{
	int64_t rows;

	if (!do_chore(connection, &chores[housekeeping->chore], &rows, why))
		return false;
	if (rows == 0)
		housekeeping->chore++;
	return true;
}

/* What the server refuses is no reason for not normalising. */
bool
housekeeping_work(struct housekeeping *housekeeping,
    struct connection *connection, bool *is_done, struct fault *why)
{
	int64_t now = clock_milliseconds();

	*is_done = now < housekeeping->due_at;
	if (*is_done)
		return true;
	if (!step(housekeeping, connection, why)) {
		if (connection_is_lost(connection))
			return false;
		log_write(LOG_LEVEL_WARNING, NULL,
		    "%s; what was to be tidied or counted is tried again in "
		    "an hour",
		    why->text);
		housekeeping->chore++;
	}
	if (housekeeping->chore < CHORES)
		return true;
	*is_done = true;
	housekeeping->chore = 0;
	housekeeping->due_at = now + BETWEEN_MILLISECONDS;
	return true;
}

bool
housekeeping_of_items(struct housekeeping *housekeeping,
    struct connection *connection, bool *is_done, struct fault *why)
{
	if (housekeeping->chore < CHORES - OF_ITEMS)
		housekeeping->chore = CHORES - OF_ITEMS;
	if (!step(housekeeping, connection, why))
		return false;
	*is_done = housekeeping->chore == CHORES;
	return true;
}

bool
housekeeping_is_compared(const struct housekeeping *housekeeping)
{
	return housekeeping->chore == CHORES - 1;
}
