#ifndef DAEMON_HOUSEKEEPING_H
#define DAEMON_HOUSEKEEPING_H

#include "store/connection.h"

/*
 * Once an hour a daemon's normalise worker throws away what has had its time:
 * old quarantine, metadata of records deleted long ago, rows of dead workers;
 * and looks for duplicates, and counts how well fields are served.
 * One small statement a call; *is_done when there is nothing left for now.
 */
struct housekeeping {
	int64_t due_at; /* clock_milliseconds(); 0: now */
	unsigned chore;
};

bool housekeeping_work(struct housekeeping *housekeeping,
    struct connection *connection, bool *is_done, struct fault *why) MUSTUSE;

/* Of these only what concerns items, for who harvests without a daemon: from a
 * zeroed one on until it is done. */
bool housekeeping_of_items(struct housekeeping *housekeeping,
    struct connection *connection, bool *is_done, struct fault *why) MUSTUSE;
/* What of it is left begins with counting: duplicates are found. */
bool housekeeping_is_compared(const struct housekeeping *housekeeping);

#endif
