#ifndef STORE_EXPLAIN_H
#define STORE_EXPLAIN_H

#include "store/connection.h"

/* Where the values of an item come from. */

enum explain_item_column { /* explain_item.sql */
	EXPLAIN_ITEM_REPOSITORY_ID,
	EXPLAIN_ITEM_NAME,
	EXPLAIN_ITEM_RULE_VERSION,
	EXPLAIN_ITEM_IS_STALE,
	EXPLAIN_ITEM_IS_HELD,
};

/* The repositories that have an item of this identifier; name NULL: all. */
bool explain_find(struct connection *connection, const char *name,
    const char *identifier, struct reply **reply, struct fault *why) MUSTUSE;

struct explained {
	const char *name; /* of the repository */
	const char *identifier;
	const char *field; /* NULL: all */
	/* What was traced (normalise/trace.h), and what is stored otherwise
	 * than it would be made now: {"field": "in words", ...}. None: nobody
	 * made it again. */
	struct text trace;
	struct text otherwise;
};

enum explain_column { /* item_explain.sql: a row a field */
	EXPLAIN_FIELD,
	EXPLAIN_VALUE, /* in words; NULL: none, see EXPLAIN_ABSENCE */
	EXPLAIN_RULE,
	EXPLAIN_PREFIX,
	EXPLAIN_ELEMENT,
	EXPLAIN_POSITION,
	EXPLAIN_STATEMENT,
	EXPLAIN_ABSENCE,
	EXPLAIN_IS_OTHERWISE,
	EXPLAIN_WOULD_BE, /* in words, cut; NULL: nothing */
	EXPLAIN_JSON,
};

bool explain_fields(struct connection *connection,
    const struct explained *explained, struct reply **reply, struct fault *why)
    MUSTUSE;

enum explain_part_column { /* item_explain_parts.sql: a row a statement */
	EXPLAIN_PART_FIELD,
	EXPLAIN_PART_NUMBER, /* from 1 */
	EXPLAIN_PART_VALUE,
	EXPLAIN_PART_RULE,
	EXPLAIN_PART_PREFIX,
	EXPLAIN_PART_ELEMENT,
	EXPLAIN_PART_POSITION,
	EXPLAIN_PART_STATEMENT,
	EXPLAIN_PART_COUNT, /* of parts that the field has */
};

/* At most so many elements of a list, and statements of each. */
bool explain_parts(struct connection *connection,
    const struct explained *explained, int64_t most, struct reply **reply,
    struct fault *why) MUSTUSE;

#endif
