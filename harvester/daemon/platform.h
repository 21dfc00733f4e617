#ifndef DAEMON_PLATFORM_H
#define DAEMON_PLATFORM_H

#include "base/buffer.h"
#include "store/connection.h"

/*
 * The platform of a repository, as a person said, or as it is told by what it
 * shows now. That is noted; where it changes, all items of the repository are
 * to be marked behind it (daemon/marking.h). Not inside a transaction: it waits
 * for those who store items.
 */
bool platform_settle(struct connection *connection, int64_t repository_id,
    struct buffer *platform, struct fault *why) MUSTUSE;

#endif
