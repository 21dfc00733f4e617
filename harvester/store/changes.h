#ifndef STORE_CHANGES_H
#define STORE_CHANGES_H

#include "store/connection.h"

/* The change feed: see sql/view/073_changes.sql. */
enum changes_column { /* changes.sql */
	CHANGES_CURSOR,
	CHANGES_NAME, /* of the repository */
	CHANGES_IDENTIFIER,
	CHANGES_IS_DELETED,
	CHANGES_AT,   /* UTC, in words */
	CHANGES_JSON, /* all that, with the item */
};

/* Could it be one? Nothing is: what begins with the first change. */
bool changes_is_cursor(struct text cursor);
/* The next few behind the cursor. Free the reply. */
bool changes_next(struct connection *connection, struct text cursor,
    struct reply **reply, struct fault *why) MUSTUSE;
/* The cursor behind all that has changed so far: replaces what is in into. */
bool changes_end(struct connection *connection, struct buffer *into,
    struct fault *why) MUSTUSE;

#endif
