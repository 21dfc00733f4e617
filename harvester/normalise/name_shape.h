#ifndef NORMALISE_NAME_SHAPE_H
#define NORMALISE_NAME_SHAPE_H

#include "normalise/name.h"

/* What parts of names look like. */

/* The next word between blanks; false at the end. */
bool name_next_word(struct text *rest, struct text *word);
size_t name_count_words(struct text text) MUSTUSE;

/* "J.H.", "J. H.", "J.-P.", "Yu. A.": each letter with its period. */
bool name_is_initials(struct text text) MUSTUSE;
/* "AM", "J": up to three capitals. */
bool name_is_capitals(struct text word) MUSTUSE;
/* All letters are capitals, and there are two at least. */
bool name_is_upper(struct text text) MUSTUSE;
bool name_has_small_letter(struct text text) MUSTUSE;
bool name_has_letter(struct text text) MUSTUSE;
/* Begins with a capital or a letter of a script without them; has no digits
 * and signs. */
bool name_is_word(struct text word) MUSTUSE;
/* "1653-1726", "1932-", "b. 1950" */
bool name_is_dates(struct text text) MUSTUSE;
/* Small letters but for the first of each part: of "O'BRIEN", "O'Brien". */
struct text name_capitalise(struct arena *arena, struct text text);

/* By schemas/name_word.tsv. */
enum name_word {
	NAME_WORD_NONE,
	NAME_WORD_CORPORATE,
	NAME_WORD_BODY,          /* corporate, and nobody's family name */
	NAME_WORD_COLLABORATION, /* the same, in a form's family name */
	NAME_WORD_COMPANY,       /* corporate, if abbreviated: "Co." */
	NAME_WORD_TITLE,
	NAME_WORD_DEGREE, /* a title that may be a name or initials: "MD" */
	NAME_WORD_SUFFIX,
	NAME_WORD_PARTICLE,
	NAME_WORD_OTHERS, /* "et al." */
	NAME_WORD_EDITOR, /* in brackets */
	NAME_WORD_PLACEHOLDER,
};

/* Of all of text, folded. */
enum name_word name_word_of(struct name_reader *reader, struct text text)
    MUSTUSE;
/* A word of it is one of organisations. */
bool name_has_corporate(struct name_reader *reader, struct text text) MUSTUSE;
/* The same, or it is like "Porto. Faculdade de Engenharia". */
bool name_is_corporate(struct name_reader *reader, struct text text) MUSTUSE;
/* A family name of one word that is none: "Collaboration, ATLAS". */
bool name_is_body(struct name_reader *reader, struct text text) MUSTUSE;
/* One that no person has: there are people called Tribe and Bureau. */
bool name_is_collaboration(struct name_reader *reader, struct text text)
    MUSTUSE;
/* Parts that a form has taken for those of a person: "Collaboration, for the
 * ALICE", "MAST, for the", "Group, The T2K Beam". */
bool name_is_turned(
    struct name_reader *reader, struct text family, struct text given) MUSTUSE;
/* These in the order in which they are read; of others what was served. */
struct text name_turn(struct name_reader *reader, struct text body,
    struct text first, struct text served);
/* A capital, and a small letter before or behind it: "PhD", "Ph.D.", not "Md."
 * and "MD". */
bool name_has_degree_shape(struct text word) MUSTUSE;
/* "Dr.", "PhD", "Ph.D.", "MD"; not "Md.". */
bool name_is_title_word(struct name_reader *reader, struct text word) MUSTUSE;
/* Nothing but titles. */
bool name_is_title(struct name_reader *reader, struct text text) MUSTUSE;
/* In small letters: "van", not "Van". */
bool name_is_particle(struct name_reader *reader, struct text word) MUSTUSE;
/* None: it is no role that role.tsv knows. */
struct text name_role(struct name_reader *reader, struct text text) MUSTUSE;

#endif
