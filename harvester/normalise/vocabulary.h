#ifndef NORMALISE_VOCABULARY_H
#define NORMALISE_VOCABULARY_H

#include "base/buffer.h"

/*
 * The tables of schemas/, loaded once and then only read. What a repository
 * writes is looked up folded (fold_key()).
 */
struct vocabulary;

struct vocabulary *vocabulary_new(void) RETURNS_VALID;
void vocabulary_free(struct vocabulary *vocabulary); /* takes NULL */

enum scheme {
	SCHEME_LANGUAGE_CODE, /* ISO 639-1, 639-2/B, 639-3 -> 639-3 */
	SCHEME_LANGUAGE_NAME, /* -> ISO 639-3 */
	SCHEME_TYPE,          /* spelling, label, code -> COAR label */
	SCHEME_BROADER,       /* COAR label -> the broader one, or empty */
	SCHEME_MONTH,         /* name -> "1" to "12", seasons "21" to "24" */
	SCHEME_COUNT,
};

/* NULL: not known. An empty text: known to say nothing. */
const struct text *vocabulary_find(const struct vocabulary *vocabulary,
    enum scheme scheme, struct text key) MUSTUSE;

/* The key of a type: fold_key(), with a blank between fooBar too. */
void vocabulary_type_key(struct buffer *into, struct text value);

#endif
