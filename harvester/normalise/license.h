#ifndef NORMALISE_LICENSE_H
#define NORMALISE_LICENSE_H

#include "normalise/memory.h"
#include "normalise/vocabulary.h"

/*
 * The licence that one value names: a URL of Creative Commons anywhere in it,
 * all of it as license.tsv has it, or the words or letters of a Creative
 * Commons licence in one of the languages of license_word.tsv. Letters in
 * brackets go before words: who writes "(CC BY-NC)" means it. None: it names no
 * licence, or two. Lives in the arena.
 */
struct text license_parse(struct arena *arena,
    const struct vocabulary *vocabulary, struct text platform,
    struct text value) MUSTUSE;

/* The canonical URI of a code; none: it has none, as without a version. */
struct text license_uri(struct arena *arena,
    const struct vocabulary *vocabulary, struct text code) MUSTUSE;

/* CC-BY says nothing against CC-BY-4.0, nor that against CC-BY-4.0-UK. */
bool license_agrees(struct text a, struct text b);

#endif
