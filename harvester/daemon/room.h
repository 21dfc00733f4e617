#ifndef DAEMON_ROOM_H
#define DAEMON_ROOM_H

#include "daemon/harvester.h"

/*
 * The memory of a harvest worker that strangers decide about, in two parts:
 * pages that wait to be stored (held_bytes, see page_queue.c: above its limit
 * transfers pause, and the database makes room), and what readers hold of
 * records that have not ended. Nobody can wait for those to end: whoever sends
 * them decides when. So above WORKER_READING_BYTES the transfer that holds most
 * is given up, as FAULT_TOO_LARGE; but none that holds no more than ordinary
 * ones do.
 */

/* After each push: notes what the lister's reader holds now, and makes room
 * where it is too much. False: this lister is given up, in broken. */
bool room_keep(struct lister *lister) MUSTUSE;
/* The reader goes, and what it holds. */
void room_leave(struct lister *lister);

#endif
