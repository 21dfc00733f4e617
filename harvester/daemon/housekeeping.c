#include "base/clock.h"
#include "daemon/housekeeping.h"

#define BETWEEN_MILLISECONDS INT64_C(3600000)

/* Each says how many rows it dealt with: 0, and it is done. */
static const enum query chores[] = {
	QUERY_QUARANTINE_EXPIRE,
	QUERY_EVENT_EXPIRE,
	QUERY_WANTED_EXPIRE,
	QUERY_RECORD_EXPIRE,
	QUERY_SWEEP_FORGET,
	QUERY_WORKER_EXPIRE,
};
#define CHORES (sizeof(chores) / sizeof(chores[0]))

bool
housekeeping_work(struct housekeeping *housekeeping,
    struct connection *connection, bool *is_done, struct fault *why)
{
	struct reply *reply;
	int64_t now = clock_milliseconds();

	*is_done = now < housekeeping->due_at;
	if (*is_done)
		return true;
	if (!connection_run(
		connection, chores[housekeeping->chore], NULL, &reply, why))
		return false;
	if (reply_number(reply, 0, 0) == 0)
		housekeeping->chore++;
	reply_free(reply);
	if (housekeeping->chore < CHORES)
		return true;
	*is_done = true;
	housekeeping->chore = 0;
	housekeeping->due_at = now + BETWEEN_MILLISECONDS;
	return true;
}
