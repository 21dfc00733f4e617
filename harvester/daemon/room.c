#include "base/limit.h"
#include "daemon/lister.h"
#include "daemon/page_queue.h"
#include "daemon/room.h"

static void
note(struct lister *lister, size_t bytes)
{
	struct harvester *harvester = lister->holding->harvester;

	harvester->reading_bytes += bytes - lister->reading_bytes;
	lister->reading_bytes = bytes;
}

void
room_leave(struct lister *lister)
{
	note(lister, 0);
	reader_free(lister->reader);
	lister->reader = NULL;
}

/* What one may hold while others are to give theirs up; less where they are
 * many, so that all of them together have a limit as well. */
static size_t
ordinary(const struct harvester *harvester)
{
	size_t share = READING_SHARES * WORKER_READING_BYTES /
	    (harvester->listers == 0 ? 1 : harvester->listers);

	return share < READING_BYTES ? share : READING_BYTES;
}

/* Of those that are out of the ordinary; NULL: there is none. */
static struct lister *
largest(const struct harvester *harvester)
{
	struct lister *found = NULL;
	size_t most = ordinary(harvester);

	for (struct holding *holding = harvester->holdings; holding != NULL;
	     holding = holding->next)
		for (struct lister *lister = holding->listers; lister != NULL;
		     lister = lister->next)
			if (lister->reading_bytes > most) {
				found = lister;
				most = lister->reading_bytes;
			}
	return found;
}

static bool
set_fault(struct fault *why, size_t bytes)
{
	return fault_set(why, FAULT_TOO_LARGE,
	    "a record of more than %zu MiB, and there is no room for it beside "
	    "what else is being read",
	    bytes / 2 / MIB); /* as it came, and as it will be kept */
}

/* Its transfer is not the one that has just brought bytes. */
static void
give_up(struct lister *lister)
{
	struct fault why;

	(void)set_fault(&why, lister->reading_bytes);
	transfer_cancel(lister->transfer);
	lister->transfer = NULL;
	room_leave(lister);
	lister_fail(lister, &why);
	page_queue_pump(lister);
}

bool
room_keep(struct lister *lister)
{
	struct harvester *harvester = lister->holding->harvester;

	note(lister, reader_held(lister->reader));
	while (harvester->reading_bytes > WORKER_READING_BYTES) {
		struct lister *most = largest(harvester);

		if (most == NULL)
			break;
		if (most == lister)
			return set_fault(
			    &lister->broken, lister->reading_bytes);
		give_up(most);
	}
	return true;
}
