#ifndef NORMALISE_STEM_H
#define NORMALISE_STEM_H

#include <stdint.h>

#include "base/hash.h"

/*
 * What the forms of a word have in common, by the Snowball algorithms of
 * libstemmer; sheaf.stems() of sql/view/010_query.sql asks those of PostgreSQL.
 *
 * A stem is a lexeme of its own: "/en" (ISO 639-1) and the stem, folded. So the
 * stem of one language is never taken for a word of another, nor for a word: no
 * word holds a slash.
 */
struct stem;

struct stem *stem_new(void) RETURNS_VALID;
void stem_free(struct stem *stem); /* takes NULL */

#define STEM_NONE (-1)
/* By ISO 639-3; STEM_NONE: no algorithm is known for it. */
int stem_language(struct text code) MUSTUSE;

/*
 * Of a word of fold_case(). Empty: its script is not that language's. Lives
 * until the next call. Remembers words: not for two threads at once.
 */
struct hashed stem_lexeme(struct stem *stem, int language, struct hashed word)
    MUSTUSE;

#endif
