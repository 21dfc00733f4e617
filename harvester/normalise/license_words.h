#ifndef NORMALISE_LICENSE_WORDS_H
#define NORMALISE_LICENSE_WORDS_H

#include "normalise/vocabulary.h"

/* The licence of Creative Commons that a text mentions, in letters or in words;
 * empty: none, or several. */
struct text license_read_words(struct arena *arena,
    const struct vocabulary *vocabulary, struct text value);

#endif
