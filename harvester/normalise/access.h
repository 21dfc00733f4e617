#ifndef NORMALISE_ACCESS_H
#define NORMALISE_ACCESS_H

#include "normalise/draft.h"

/* The label of COAR Access Rights that one value states. None: it says nothing
 * of access; a copyright never does. */
struct text access_parse(const struct vocabulary *vocabulary,
    struct text platform, struct text value) MUSTUSE;

/* "info:eu-repo/date/embargoEnd/2018-05-27", "Embargo expires: 2016-11-04", or
 * any date where it is said to be one. *end: YYYY-MM-DD, the last day it can
 * mean; none: it has no end that anybody knows. False: it speaks of no embargo.
 */
bool access_embargo(struct arena *arena, const struct vocabulary *vocabulary,
    struct text value, bool is_said, struct text *end) MUSTUSE;

/*
 * access, access_basis, embargo_end. A COAR URI goes before info:eu-repo, that
 * before a phrase, that before an embargo of which only the end is known, that
 * before an open licence (so it comes behind the rights). Today's date plays no
 * part.
 */
void access_field(struct draft *draft);

#endif
