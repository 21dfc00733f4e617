#ifndef NORMALISE_GALLEY_H
#define NORMALISE_GALLEY_H

#include "normalise/draft.h"

/*
 * Galleys of Open Journal Systems: .../article/view/12/34 and
 * .../article/download/12/34 are the text itself in one of its forms, not
 * another work. They stand in dc:relation, as many as there are dc:format.
 */

/* A claim of dc:relation that is one, of the item's own article. */
bool galley_is(const struct draft *draft, const struct claim *claim) MUSTUSE;
/* The dc:format in the same place says PDF. */
bool galley_is_pdf(const struct draft *draft, const struct claim *claim)
    MUSTUSE;

#endif
