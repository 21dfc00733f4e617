#ifndef NORMALISE_ISBD_H
#define NORMALISE_ISBD_H

#include "base/buffer.h"
#include "normalise/vocabulary.h"

/*
 * Library catalogues give a description in parts, and in MARC with the
 * punctuation between them (International Standard Bibliographic Description)
 * at the end of each: "Wool :", "a history /".
 */

/* Without it. A full stop stays behind an initial and an abbreviation. */
struct text isbd_strip(const struct vocabulary *vocabulary, struct text part);
/* Without brackets around all of it, or what is left of some that were around
 * more: cataloguers put them where they know more than is printed. */
struct text isbd_unbracket(struct text part);
/* Appends, with between before it unless it is the first; nothing if it is
 * empty. */
void isbd_add(struct buffer *into, const char *between, struct text part);

#endif
