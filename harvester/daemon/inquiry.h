#ifndef DAEMON_INQUIRY_H
#define DAEMON_INQUIRY_H

#include "daemon/harvester.h"

/*
 * Asks a repository who it is (Identify), before the list requests that wait
 * for it: once a week, after badArgument, and where it is blocked. What it says
 * otherwise than before is told as an event, and the list requests are read
 * again. Without an answer they go on a minute later, but for those of a
 * repository that is blocked: they fail with what came instead, or wait for
 * tomorrow when they are in mid-way.
 *
 * A holding has at most one at a time, which takes one of the connections of
 * its host, and starts no list requests meanwhile.
 */

/* The next list request that waits is one to ask for first. */
bool inquiry_is_due(const struct holding *holding);
struct inquiry *inquiry_new(struct holding *holding) RETURNS_VALID;
/* False: it has been answered, or given up. */
bool inquiry_goes_on(struct inquiry *inquiry, int64_t now);
void inquiry_free(struct inquiry *inquiry); /* cancels; takes NULL */

/* By what Identify said, the repository speaks another OAI-PMH than 2.0: its
 * lists fail, and Identify is asked again before the next harvest. */
bool inquiry_refuses(
    struct holding *holding, const struct list_request *request);

#endif
