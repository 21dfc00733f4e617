#ifndef STORE_STALE_H
#define STORE_STALE_H

#include "store/connection.h"

/* Items that are to be made again. */

/* All of a repository, in batches: how many. Where it fails some are marked. */
bool stale_mark_all(struct connection *connection, int64_t repository_id,
    int64_t *items, struct fault *why) MUSTUSE;
bool stale_mark(struct connection *connection, int64_t repository_id,
    const struct text *identifiers, size_t count, struct fault *why) MUSTUSE;
/* How many items there are, tombstones too. */
bool item_count(struct connection *connection, const int64_t *repository_ids,
    size_t count, int64_t *items, struct fault *why) MUSTUSE;

#endif
