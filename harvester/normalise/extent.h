#ifndef NORMALISE_EXTENT_H
#define NORMALISE_EXTENT_H

#include "normalise/draft.h"

struct extent {
	int64_t pages; /* 0: not said */
	int64_t bytes;
};

/*
 * "ix, 295 leaves : ill. ; 29 cm." has 295 pages; "81712048 bytes", and a bare
 * number as large, is a size. A range of pages is not an extent, and sizes
 * that are rounded (2.1 MB) are none either. False: neither is said.
 */
bool extent_read(struct draft *draft, struct text value, struct extent *extent)
    MUSTUSE;
/* {"pages":13,"bytes":4711} */
struct text extent_text(struct draft *draft, const struct extent *extent);

/* extent: the first number of pages; of several files, the largest. */
void extent_field(struct draft *draft);

#endif
