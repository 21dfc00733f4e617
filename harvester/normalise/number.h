#ifndef NORMALISE_NUMBER_H
#define NORMALISE_NUMBER_H

#include "base/arena.h"
#include "base/text.h"

/* Standard numbers with a check digit, which must hold. None: it is none. */

/* "1355-5146". A bare one must have its hyphen, and not be a range of years. */
struct text number_issn(struct arena *arena, struct text value) MUSTUSE;
/* Labelled: "ISSN ...", urn:issn:, doaj.org/toc/, portal.issn.org. */
bool number_is_issn_labelled(struct text value) MUSTUSE;
/* Of what is known to hold one: without its hyphen too, or in brackets behind
 * a title. */
struct text number_issn_inside(struct arena *arena, struct text value) MUSTUSE;
/* The next with its hyphen off the start of *rest, and what stands before it.
 * False: there is none. */
bool number_next_issn(struct arena *arena, struct text *rest,
    struct text *before, struct text *issn) MUSTUSE;
/* Thirteen digits. A bare one must be 978..., 979... or have hyphens. */
struct text number_isbn(struct arena *arena, struct text value) MUSTUSE;
/* "0000-0002-1694-233X", which may stand anywhere in the value. */
struct text number_orcid(struct arena *arena, struct text value) MUSTUSE;
/* Where it stands. */
struct text number_find_orcid(struct text value) MUSTUSE;

#endif
