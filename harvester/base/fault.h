#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include <stdbool.h>

#include "base/attribute.h"

/*
 * Why an operation failed, in the terms its caller acts on.
 *
 * A kind exists only where some caller behaves differently for it: the
 * scheduler picks the next attempt by kind, the supervisor never sees one.
 * Everything finer-grained belongs in the text.
 */
enum fault_kind {
	FAULT_NONE,
	FAULT_NETWORK, /* no answer, or half of one: try again soon */
	FAULT_BUSY,    /* 503 or 429: try again when they ask us to */
	FAULT_BLOCKED, /* 401, 403, 451, a bot wall: ask seldom, tell people */
	FAULT_GONE,    /* 404, 410, unknown host: back off hard */
	FAULT_REFUSED, /* by us (address, scheme): until an operator edits */
	FAULT_MALFORMED, /* not XML, or not OAI-PMH */
	FAULT_PROTOCOL,  /* a well-formed OAI-PMH error reply */
	FAULT_TOKEN,     /* badResumptionToken: restart the list request */
	FAULT_TOO_LARGE, /* over one of our own limits */
	FAULT_FENCED,    /* the lease is somebody else's now: let go */
	FAULT_STORE,     /* the database is away or refused: ours to fix */
	FAULT_INPUT,     /* a person's mistake: option, file, name */
};

struct fault {
	enum fault_kind kind;
	char text[240]; /* one line, no full stop, safe to log */
};

/* Records a fault and returns false, so callers can return it directly. */
bool fault_set(struct fault *why, enum fault_kind kind, const char *format, ...)
    PRINTF(3, 4);

const char *fault_name(enum fault_kind kind) RETURNS_VALID;

#endif
