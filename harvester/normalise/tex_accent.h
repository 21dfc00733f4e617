#ifndef NORMALISE_TEX_ACCENT_H
#define NORMALISE_TEX_ACCENT_H

#include <string.h>

#include "base/arena.h"
#include "normalise/slice.h"

/*
 * TeX in what repositories serve: what it is read by, and its accents.
 */
static inline bool
tex_is_letter(char c)
{
	return slice_is_word(c) && !slice_is_digit(c);
}

static inline bool
tex_is_one_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

/* NUL behind the end. */
static inline char
tex_at(struct text text, size_t i)
{
	return i < text.length ? text.bytes[i] : '\0';
}

/* The name behind a backslash; none: it is no letter. */
struct text tex_name(struct text text) MUSTUSE;

/* \'{e}; and \'e where TeX is written and there is such a letter. */
struct tex_accent {
	char sign;
	struct text letter; /* or \i, \ae */
	size_t length;      /* of all; 0: it is none */
};
struct tex_accent tex_accent(struct text rest, bool is_tex) MUSTUSE;

/*
 * Accents and letters as people read them: L\'evy, Erd{\H{o}}s, Ambj{\o}rn.
 * Formulas stay as they are, and so do all other commands. is_tex: the source
 * writes TeX, so that \'e has an accent, which elsewhere may be an apostrophe
 * that a program escaped, and \o is a letter without braces, too.
 *
 * The result is the text itself or lives in the arena.
 */
struct text tex_read(struct arena *arena, struct text text, bool is_tex);

#endif
