#ifndef DAEMON_PACE_H
#define DAEMON_PACE_H

#include "daemon/harvester.h"

/*
 * How many list requests a harvest worker runs. Those that something comes from
 * are work, and there are "transfers" of them at most. Those that are waited
 * for (a name server that does not answer, a page that takes minutes, an answer
 * that drips, a long delay between requests) cost little more than memory; if
 * they counted, a few hundred bad repositories could keep all good ones
 * waiting. So there may be QUIET_SHARE times as many with them.
 */

/* Of a new one, and then whenever time may have passed. */
void pace_tick(struct lister *lister, int64_t now);
/* Something came. */
void pace_hear(struct lister *lister, size_t bytes);
/* The lister goes. */
void pace_leave(struct lister *lister);

/* May one more be begun? */
bool pace_allows(const struct harvester *harvester);
/* How many there is work with; at least 1. */
unsigned pace_busy(const struct harvester *harvester);

#endif
