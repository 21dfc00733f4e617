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

/* What a change concerns is not all marked yet: there may be one. Of what many
 * repositories say a daemon does that in its own time, whatever refuses it. */
static bool
count_unmarked(struct backlog *backlog, struct connection *connection,
    bool has_daemon, int64_t *items, struct fault *why)
{
	bool is_left;

	if (has_daemon
		? !marking_is_left_of(connection, backlog->repository_ids,
		      backlog->count, &is_left, why)
		: !mark(backlog, connection, &is_left, why))
		return false;
	*items = is_left ? 1 : 0;
	return true;
}

/* Counting many costs the very processor that they wait for. */
bool
backlog_look(struct backlog *backlog, struct connection *connection,
    bool has_daemon, struct fault *why)
{
	int64_t now = clock_milliseconds();
	int64_t unmarked;

	if (backlog->counted_at != 0 && backlog->items > MANY &&
	    now - backlog->counted_at < COUNT_MILLISECONDS)
		return true;
	backlog->counted_at = now;
	/* First what is to be marked: it may be, before the marks are counted.
	 */
	if (!count_unmarked(backlog, connection, has_daemon, &unmarked, why) ||
	    !stale_count(connection, backlog->repository_ids, backlog->count,
		&backlog->items, why))
		return false;
	if (backlog->items == 0)
		backlog->items = unmarked;
	return true;
}
