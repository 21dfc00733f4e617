#ifndef NORMALISE_BEGINS_H
#define NORMALISE_BEGINS_H

#include <stdint.h>

#include "base/text.h"

/*
 * How keys of fold_key() begin. Most values are looked up in vain, and their
 * first letters tell so without folding all of them: letters and digits of
 * ASCII are folded to themselves, what is between them is left out on both
 * sides.
 */
#define BEGINS_BITS 16384 /* a power of two: most are empty */

struct begins {
	uint64_t bits[BEGINS_BITS / 64];
};

void begins_add(struct begins *begins, struct text key);
/* False: value is folded to none of the keys. */
bool begins_may_have(const struct begins *begins, struct text value) MUSTUSE;

#endif
