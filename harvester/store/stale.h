#ifndef STORE_STALE_H
#define STORE_STALE_H

#include "store/connection.h"

/* Items that are to be made again. */

/* Of a repository. */
enum stale_which {
	STALE_ALL,
	STALE_GONE, /* of which a record is gone */
};

/* "items", "gone": as notes name them. */
const char *stale_which_name(enum stale_which which) RETURNS_VALID;
bool stale_which(struct text name, enum stale_which *which);

/* In the transaction of a change that makes them others: they are to be marked
 * behind it, by stale_mark_some(). */
bool stale_mark_later(struct connection *connection, int64_t repository_id,
    enum stale_which which, struct fault *why) MUSTUSE;
/* A batch. after: the last one of the batch before, and then of this one;
 * *items: how many; 0: there were no more. */
bool stale_mark_some(struct connection *connection, int64_t repository_id,
    enum stale_which which, struct buffer *after, int64_t *items,
    struct fault *why) MUSTUSE;

/* All of a repository, in batches: how many. Where it fails some are marked. */
bool stale_mark_all(struct connection *connection, int64_t repository_id,
    int64_t *items, struct fault *why) MUSTUSE;
bool stale_mark(struct connection *connection, int64_t repository_id,
    const struct text *identifiers, size_t count, struct fault *why) MUSTUSE;
/* How many items there are, tombstones too. */
bool item_count(struct connection *connection, const int64_t *repository_ids,
    size_t count, int64_t *items, struct fault *why) MUSTUSE;

#endif
