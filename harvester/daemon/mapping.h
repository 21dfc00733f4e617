#ifndef DAEMON_MAPPING_H
#define DAEMON_MAPPING_H

#include "normalise/vocabulary.h"
#include "store/connection.h"

/*
 * What a person says a spelling stands for. Each of these marks the items that
 * are to be made again: the statements of all are read, then in one transaction
 * the change is made and they are marked. Items that are being made meanwhile
 * are not stored (daemon/premise.h).
 */
struct mapping {
	enum scheme scheme;
	struct text platform; /* it holds there only; none: everywhere */
	struct text spelling;
	struct text code; /* none: it says nothing */
};

/* What it stands for until now, copied into code; false: it is not known. */
bool mapping_find(struct connection *connection, const struct mapping *mapping,
    bool *is_known, struct buffer *code, struct fault *why) MUSTUSE;
/* *items: that are marked. */
bool mapping_set(struct connection *connection, const struct mapping *mapping,
    int64_t *items, struct fault *why) MUSTUSE;
/* False in *found: nobody said anything of it. */
bool mapping_undo(struct connection *connection, const struct mapping *mapping,
    bool *found, int64_t *items, struct fault *why) MUSTUSE;

#endif
