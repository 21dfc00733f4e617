#ifndef DAEMON_SAID_H
#define DAEMON_SAID_H

#include "daemon/mapping.h"

/*
 * The items whose statements say a spelling. All statements are read, which
 * takes a while, before the vocabulary is locked; then only those of items that
 * were stored since.
 */
struct said {
	struct buffer moment; /* when it was begun to read them */
	struct reply *items;  /* rows of said_items.sql */
};

/* Zeroed before. */
bool said_find(struct said *said, struct connection *connection,
    const struct mapping *mapping, struct fault *why) MUSTUSE;
void said_fini(struct said *said);

/* Behind the change of the vocabulary, in its transaction: these, and those
 * that were stored since, are made again. How many. */
bool said_mark(const struct said *said, struct connection *connection,
    const struct mapping *mapping, int64_t *count, struct fault *why) MUSTUSE;

#endif
