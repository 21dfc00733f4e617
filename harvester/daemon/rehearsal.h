#ifndef DAEMON_REHEARSAL_H
#define DAEMON_REHEARSAL_H

#include "normalise/trace.h"
#include "store/connection.h"

/*
 * Normalises the items of a repository again, in this process, and compares
 * with what is stored; writes nothing. A batch at a time, in order of
 * identifier.
 */
struct rehearsal;

/* Reads the vocabulary, with what people added, and the platform. */
bool rehearsal_new(struct connection *connection, int64_t repository_id,
    struct rehearsal **rehearsal, struct fault *why) MUSTUSE;
void rehearsal_free(struct rehearsal *rehearsal); /* takes NULL */

enum rehearsal_column { /* item_compare.sql */
	REHEARSAL_IDENTIFIER,
	REHEARSAL_FIELD,
	REHEARSAL_OLD, /* in words, cut; NULL: none */
	REHEARSAL_NEW,
};

/* The next batch. *count: of items, 0 at the end, and then there is no reply;
 * else a row a value that would be another one, to be freed. */
bool rehearsal_step(struct rehearsal *rehearsal, size_t *count,
    struct reply **changes, struct fault *why) MUSTUSE;

/* Of this one alone: also where each element of its lists comes from. Not one
 * that is held: making it may end the process. */
bool rehearsal_one(struct rehearsal *rehearsal, struct text identifier,
    struct trace *trace, struct reply **changes, struct fault *why) MUSTUSE;

#endif
