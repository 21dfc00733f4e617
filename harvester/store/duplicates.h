#ifndef STORE_DUPLICATES_H
#define STORE_DUPLICATES_H

#include "store/connection.h"

/* The same work in several repositories: see migration 0029. */
enum duplicates_column { /* duplicates.sql: a group a row */
	DUPLICATES_RULE,
	DUPLICATES_KEY,
	DUPLICATES_IS_SUGGESTION,
	DUPLICATES_ITEMS, /* a line each */
	DUPLICATES_JSON,
};

/* Of a DOI, of an item (both of name and identifier), or all; what is not said
 * is NULL. Free the reply. */
bool duplicates_list(struct connection *connection, const char *doi,
    const char *name, const char *identifier, struct reply **reply,
    struct fault *why) MUSTUSE;

enum duplicates_wait { /* for being looked at */
	WAIT_NONE,
	WAIT_SOME,
	WAIT_ALL, /* nobody has ever looked */
};

bool duplicates_wait(struct connection *connection, enum duplicates_wait *wait,
    struct fault *why) MUSTUSE;

#endif
