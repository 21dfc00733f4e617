#ifndef NORMALISE_TYPE_H
#define NORMALISE_TYPE_H

#include "normalise/draft.h"

/*
 * The COAR label of one value, as the platform means it. NULL: not known.
 * Empty: known not to be a type (a format, a collection). URIs and info:eu-repo
 * are looked up as they are and by their last part, "Thèse / Thesis" by each.
 */
const struct text *type_parse(const struct vocabulary *vocabulary,
    struct text platform, struct text value) MUSTUSE;

/* True: a says more than b. Of two that do not lie in each other, neither. */
bool type_is_narrower(
    const struct vocabulary *vocabulary, struct text a, struct text b) MUSTUSE;

/*
 * type and types: all that were served, and one of them. Of one branch the
 * narrowest; of several, that of a COAR URI goes before info:eu-repo, that
 * before DataCite's general type and other URIs, that before words that the
 * platform gives a meaning, those before other words, of which the first goes
 * before the next. "other" and "text" are behind all. Where a platform holds
 * one kind of things (arXiv), what says no more is of that kind. Unknown values
 * go to unmapped.
 */
void type_field(struct draft *draft);

#endif
