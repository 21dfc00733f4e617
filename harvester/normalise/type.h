#ifndef NORMALISE_TYPE_H
#define NORMALISE_TYPE_H

#include "normalise/draft.h"

/*
 * The COAR label of one value. NULL: not known. Empty: known not to be a type
 * (a version, a review status, a format). URIs and info:eu-repo are looked up
 * by their last part, "Thèse / Thesis" by each.
 */
const struct text *type_parse(
    const struct vocabulary *vocabulary, struct text value) MUSTUSE;

/* True: a says more than b. Of two that do not lie in each other, neither. */
bool type_is_narrower(
    const struct vocabulary *vocabulary, struct text a, struct text b) MUSTUSE;

/* type: the narrowest of those served; unknown values go to unmapped. */
void type_field(struct draft *draft);

#endif
