#ifndef NORMALISE_RIGHTS_H
#define NORMALISE_RIGHTS_H

#include "normalise/draft.h"

/*
 * The licence that one value names by URL or by code: "CC-BY-NC-ND-4.0",
 * "CC0-1.0", "MIT". None: it names none; prose is not read. Lives in the
 * arena.
 */
struct text rights_license(struct arena *arena, struct text value) MUSTUSE;

/* rights; license, unless two values name different ones. */
void rights_field(struct draft *draft);

#endif
