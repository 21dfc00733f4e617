#ifndef TRACED_H
#define TRACED_H

#include "base/item.h"

/* The first column of which an element has no statement in what was traced
 * (normalise/trace.h); NULL: all have. */
const char *traced_missing(const struct item *item, const char *trace);

#endif
