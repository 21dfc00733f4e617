#ifndef COMMAND_TEX_MATH_H
#define COMMAND_TEX_MATH_H

#include <string.h>

#include "base/buffer.h"
#include "normalise/slice.h"

/*
 * Formulas of TeX, and what TeX is read by. For tex.c.
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

/* Is it a formula, without its dollars, that LaTeX reads to its end? */
bool tex_is_math(struct text text) MUSTUSE;
/* With dollars around it. BibTeX counts \{ as a brace, and what % stands before
 * is a comment: they become what means the same. */
void tex_add_math(struct buffer *buffer, struct text text);

#endif
