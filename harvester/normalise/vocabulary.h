#ifndef NORMALISE_VOCABULARY_H
#define NORMALISE_VOCABULARY_H

#include "base/buffer.h"
#include "normalise/stem.h"

/*
 * The tables of schemas/, loaded once; then what an operator adds to them, and
 * then only read. What a repository writes is looked up by its key: folded
 * (fold_key()), so that spellings differ in letters only. Where a value is a
 * statement (type, version, access, licence, ...), without "http://www." and
 * query, and with a blank between fooBar too.
 */
struct vocabulary;

struct vocabulary *vocabulary_new(void) RETURNS_VALID;
void vocabulary_free(struct vocabulary *vocabulary); /* takes NULL */

enum scheme {
	SCHEME_LANGUAGE_CODE, /* ISO 639-1, 639-2/B, 639-3 -> 639-3 */
	SCHEME_LANGUAGE_NAME, /* -> ISO 639-3 */
	SCHEME_TYPE,          /* spelling, label, code -> COAR label */
	SCHEME_BROADER,       /* COAR label -> the broader one, or empty */
	SCHEME_LOCATOR,       /* word before a number in a citation */
	SCHEME_MONTH,         /* name -> "1" to "12", seasons "21" to "24" */
	SCHEME_IDENTIFIER,    /* name of a scheme -> that of identifier.h */
	SCHEME_FORMAT,        /* name of a format -> MIME type, or empty */
	SCHEME_EXTENT,        /* word behind a number -> extent.c */
	SCHEME_WORD,          /* -> what it is good for: word.tsv */
	SCHEME_NAME_WORD,     /* word in a name -> what it tells: name.h */
	SCHEME_ROLE,          /* what somebody did -> in one English word */
	SCHEME_VERSION,       /* -> AO SMUR AM P VoR CVoR EVoR NA */
	SCHEME_PEER_REVIEWED, /* -> "yes", "no" */
	SCHEME_ACCESS,        /* -> label of COAR Access Rights */
	SCHEME_LICENSE,       /* -> SPDX identifier or our own */
	SCHEME_LICENSE_URI,   /* such a code, as it is -> URI */
	SCHEME_LICENSE_WORD,  /* -> an element of Creative Commons' */
	SCHEME_RIGHTS_STATEMENT,
	SCHEME_SUBJECT, /* classification, where its URIs begin -> code */
	SCHEME_COUNT,
};

/* "type", as people and the table of unmapped values call it. */
const char *vocabulary_scheme_name(enum scheme scheme) RETURNS_VALID;
/* False: there is none of that name. */
bool vocabulary_scheme(struct text name, enum scheme *scheme) MUSTUSE;

/* Whether a person can say what a value means: those of other schemes are only
 * read in the midst of a text. */
bool vocabulary_is_open(enum scheme scheme) MUSTUSE;
/* Whether a value may mean something else on one platform. */
bool vocabulary_has_platforms(enum scheme scheme) MUSTUSE;
/* A longer value is prose to whoever looks it up, so that a longer spelling is
 * never found. Of a URL more than of words, in some. */
size_t vocabulary_value_bytes(enum scheme scheme, struct text value);
/* Its file of spellings in schemas/; NULL: it has none of its own. */
const char *vocabulary_file(enum scheme scheme);

/* NULL: not known. An empty text: known to say nothing. */
const struct text *vocabulary_find(const struct vocabulary *vocabulary,
    enum scheme scheme, struct text key) MUSTUSE;
/* The same for a value as served: what an operator said goes before what ships,
 * and in both what the platform means by it before what it means elsewhere.
 * Prose is never known. */
const struct text *vocabulary_read(const struct vocabulary *vocabulary,
    enum scheme scheme, struct text platform, struct text value) MUSTUSE;

/* False: no key is that of the value, as served. Takes no time: for who would
 * make the key in vain. */
bool vocabulary_may_have(const struct vocabulary *vocabulary,
    enum scheme scheme, struct text value) MUSTUSE;

struct vocabulary_row_kind {
	bool is_own; /* of an operator */
	bool is_of_platform;
};
/* And which row says so. */
const struct text *vocabulary_read_row(const struct vocabulary *vocabulary,
    enum scheme scheme, struct text platform, struct text value,
    struct vocabulary_row_kind *kind) MUSTUSE;

/* Whether any row is not one of all that ships for all platforms. */
bool vocabulary_has_others(const struct vocabulary *vocabulary,
    enum scheme scheme, struct text platform) MUSTUSE;

/* A spelling of an operator: goes before those of schemas/. Copied.
 * Platform none: of all. */
void vocabulary_add(struct vocabulary *vocabulary, enum scheme scheme,
    struct text platform, struct text spelling, struct text code);

/* The stemmers, which remember words; see stem.h. */
struct stem *vocabulary_stem(const struct vocabulary *vocabulary);
/* What one item is made in, emptied when the next begins: memory that is still
 * in the processor's cache. */
struct arena *vocabulary_work(const struct vocabulary *vocabulary);

void vocabulary_key(struct buffer *into, enum scheme scheme, struct text value);

#endif
