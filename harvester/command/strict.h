#ifndef COMMAND_STRICT_H
#define COMMAND_STRICT_H

#include "base/text.h"

/*
 * Holds OAI-PMH responses against schemas/oai_pmh.rng, and the oai_dc in them
 * against schemas/oai_dc.rng: for those who want to know what is not as the
 * specification has it. The only place that uses libxml2's RELAX NG, and never
 * for a harvest: a response that the reader did not take is not shown to it.
 */
struct strict;

struct strict *strict_new(void) RETURNS_VALID;
void strict_free(struct strict *strict); /* takes NULL */

struct strict_finding {
	long line;           /* of the response */
	const char *element; /* its name as written; "": it has none */
	const char *text;    /* what libxml2 says, one line, no full stop */
};

/* Tells each finding, in the order of the response: one an element. Asks for
 * nothing from anywhere. Returns how many there were; none where an element has
 * thousands of children, which would take libxml2 minutes. */
typedef void strict_tell(void *context, const struct strict_finding *finding);
size_t strict_check(struct strict *strict, struct text response,
    strict_tell *tell, void *context);

#endif
