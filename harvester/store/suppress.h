#ifndef STORE_SUPPRESS_H
#define STORE_SUPPRESS_H

#include "store/connection.h"

/*
 * Take-downs: see migration 0021. Each of these is a transaction; whoever
 * normalises one of the identifiers at that moment is waited for. Free the
 * replies.
 */
struct suppression {
	int64_t repository_id;
	const struct text *identifiers;
	size_t count;
	const char *reason; /* NULL: none, or as it was */
	const char *by;
};

enum suppress_column { /* suppress.sql, suppress_undo.sql: a row each */
	SUPPRESS_IDENTIFIER,
	SUPPRESS_IS_HERE,  /* there are records of it */
	SUPPRESS_WAS_DONE, /* it was suppressed before */
	/* Of suppress.sql alone: other repositories of which it is shown. */
	SUPPRESS_ALSO_FIRST,
	SUPPRESS_ALSO_IN, /* some in words; NULL: in none */
	SUPPRESS_ALSO_JSON,
};

bool suppress(struct connection *connection,
    const struct suppression *suppression, struct reply **reply,
    struct fault *why) MUSTUSE;
/* What is here of them is to be normalised then. */
bool suppress_undo(struct connection *connection,
    const struct suppression *suppression, struct reply **reply,
    struct fault *why) MUSTUSE;

enum suppressed_column { /* suppressed_list.sql */
	SUPPRESSED_NAME,
	SUPPRESSED_IDENTIFIER,
	SUPPRESSED_AT, /* UTC, in words */
	SUPPRESSED_BY,
	SUPPRESSED_REASON, /* NULL: none was given */
	SUPPRESSED_IS_HERE,
	SUPPRESSED_JSON,
};

/* Of one repository, by its name, or of all (NULL); one identifier, or all. */
bool suppressed_list(struct connection *connection, const char *name,
    const char *identifier, struct reply **reply, struct fault *why) MUSTUSE;

/* How many of them wait to be normalised. */
bool suppress_stale(struct connection *connection,
    const struct suppression *suppression, int64_t *stale, struct fault *why)
    MUSTUSE;

#endif
