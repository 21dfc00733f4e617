#include "base/clock.h"
#include "command/backlog.h"
#include "daemon/marking.h"
#include "store/status.h"

#define COUNT_MILLISECONDS 1000 /* between two counts of many items */
#define MANY               1000
#define MARK_MILLISECONDS  1000 /* then what there is is shown */

void
backlog_init(
    struct backlog *backlog, const int64_t *repository_ids, size_t count)
{
	*backlog = (struct backlog){ .repository_ids = repository_ids,
		.count = count };
	marking_own_init(&backlog->own, repository_ids, count);
}

void
backlog_fini(struct backlog *backlog)
{
	marking_own_fini(&backlog->own);
}

static bool
mark(struct backlog *backlog, struct connection *connection, bool *is_left,
    struct fault *why)
{
	int64_t until = clock_milliseconds() + MARK_MILLISECONDS;

	do {
		if (!marking_own_go_on(&backlog->own, connection, is_left, why))
			return false;
	} while (*is_left && clock_milliseconds() < until);
	return true;
}

/* By one snapshot: marks may be set for what is noted, and it is noted in the
 * middle of making items that others are to be made again. */
static bool
count(struct backlog *backlog, struct connection *connection, bool *is_left,
    struct fault *why)
{
	struct fault ignored;

	if (connection_script(connection,
		"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", why) &&
	    marking_is_left_of(connection, backlog->repository_ids,
		backlog->count, is_left, why) &&
	    stale_count(connection, backlog->repository_ids, backlog->count,
		&backlog->items, why) &&
	    connection_script(connection, "COMMIT", why))
		return true;
	(void)!connection_script(connection, "ROLLBACK", &ignored);
	return false;
}

/* Counting many costs the very processor that they wait for. */
bool
backlog_look(struct backlog *backlog, struct connection *connection,
    bool has_daemon, struct fault *why)
{
	int64_t now = clock_milliseconds();
	bool is_unmarked = false;
	bool is_left;

	if (backlog->counted_at != 0 && backlog->items > MANY &&
	    now - backlog->counted_at < COUNT_MILLISECONDS)
		return true;
	backlog->counted_at = now;
	/* Of what many repositories say a daemon sets the marks in its own
	 * time, whatever refuses it. */
	if ((!has_daemon && !mark(backlog, connection, &is_unmarked, why)) ||
	    !count(backlog, connection, &is_left, why))
		return false;
	/* There may be one. */
	if (backlog->items == 0 && (is_unmarked || is_left))
		backlog->items = 1;
	return true;
}
