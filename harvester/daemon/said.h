#ifndef DAEMON_SAID_H
#define DAEMON_SAID_H

#include "daemon/mapping.h"

/*
 * The items whose statements say a spelling, by a walk over all items, batch by
 * batch: what is held of a batch has a limit. By what statements say, also
 * where nothing knew the spelling before: unmapped[] has only what was
 * certainly meant as a value of its scheme, and no more than a share of that.
 */
struct said {
	int64_t repository_id; /* the last item that was looked at */
	struct buffer identifier;
	struct reply *rows; /* of said_read.sql */
	int *found;         /* rows of the items that say it, each once */
	size_t count;
	bool is_end; /* there are no more items */
	/* Of these repositories none are found; in their order. */
	const int64_t *but;
	size_t but_count;
};

/* Behind an item; 0 and none: from the first on. */
void said_init(
    struct said *said, int64_t repository_id, struct text identifier);
void said_fini(struct said *said);

/* The next batch. */
bool said_next(struct said *said, struct connection *connection,
    const struct mapping *mapping, struct fault *why) MUSTUSE;
/* Marks what was found in it. */
bool said_mark(const struct said *said, struct connection *connection,
    struct fault *why) MUSTUSE;

#endif
