#include "base/limit.h"
#include "daemon/pace.h"

static void
set_quiet(struct lister *lister, bool is_quiet)
{
	struct harvester *harvester = lister->holding->harvester;

	if (lister->is_quiet == is_quiet)
		return;
	lister->is_quiet = is_quiet;
	if (is_quiet)
		harvester->quiet++;
	else
		harvester->quiet--;
}

/* What we keep waiting is not quiet. */
static bool
is_ours(const struct lister *lister)
{
	return lister->first != NULL || lister->is_paused ||
	    lister->is_writing || lister->calls > 0;
}

void
pace_tick(struct lister *lister, int64_t now)
{
	if (is_ours(lister)) {
		set_quiet(lister, false);
		lister->heard = 0;
		lister->heard_since = now;
	} else if (lister->heard_since == 0) {
		lister->heard_since = now;
	} else if (now - lister->heard_since >= QUIET_MILLISECONDS) {
		set_quiet(lister, lister->heard < QUIET_BYTES);
		lister->heard = 0;
		lister->heard_since = now;
	}
}

void
pace_hear(struct lister *lister, size_t bytes)
{
	lister->heard += bytes;
	if (lister->heard >= QUIET_BYTES)
		set_quiet(lister, false);
}

void
pace_leave(struct lister *lister)
{
	set_quiet(lister, false);
}

unsigned
pace_busy(const struct harvester *harvester)
{
	unsigned busy = harvester->listers - harvester->quiet;

	return busy == 0 ? 1 : busy;
}

bool
pace_allows(const struct harvester *harvester)
{
	unsigned transfers = (unsigned)harvester->transfers;
	unsigned most = transfers * QUIET_SHARE;

	return harvester->listers - harvester->quiet < transfers &&
	    harvester->listers < (most < LISTERS ? most : LISTERS);
}
