#ifndef NORMALISE_TITLE_H
#define NORMALISE_TITLE_H

#include "normalise/draft.h"

/* Without the punctuation that ISBD puts before the next area (" /", " :") and
 * the full stop at the end, unless an abbreviation's. */
struct text title_clean(const struct vocabulary *vocabulary, struct text title)
    MUSTUSE;

/* For comparing: folded, letters and digits only. Lives in the arena. */
struct text title_key(struct arena *arena, struct text title) MUSTUSE;

/*
 * title, other_titles, title_key: of the first record that has any. The first
 * is the title, with its subtitle; in other_titles "kind" is "alternative",
 * "translated" or "subtitle".
 */
void title_field(struct draft *draft);

#endif
