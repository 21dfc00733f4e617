#ifndef DAEMON_SETTLE_H
#define DAEMON_SETTLE_H

#include "daemon/harvester.h"
#include "daemon/verdict.h"

/*
 * How things end, written under the fence. Both return at once; the holding
 * counts the answers that are outstanding.
 */

/* If all list requests of the harvest have ended: its verdict. */
void settle_harvest(
    struct holding *holding, const struct fence *fence, const char *repository);
/* A request failed: again later, the list again, or given up and settled. */
void settle_failure(struct holding *holding, const struct list_request *request,
    const struct failure *failure);

#endif
