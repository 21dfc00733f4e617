#ifndef NORMALISE_CLEAN_H
#define NORMALISE_CLEAN_H

#include "base/arena.h"
#include "base/text.h"

/*
 * A value as people should see it: entities that were escaped twice decoded
 * once more; UTF-8 that was taken for Latin-1 mended, if all of the value
 * can be; NFC; controls, soft hyphens, zero-width blanks and bidirectional
 * overrides left out; white space of any kind one blank, none at the ends.
 * Nothing left is none. Cleaning twice is cleaning once, but for what was
 * escaped more than twice.
 *
 * The result is the text itself or lives in the arena.
 */
struct text clean_text(struct arena *arena, struct text text);
/* The same without tags of HTML and JATS; "a < b" stays. */
struct text clean_markup(struct arena *arena, struct text text);

#endif
