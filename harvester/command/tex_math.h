#ifndef COMMAND_TEX_MATH_H
#define COMMAND_TEX_MATH_H

#include "base/buffer.h"
#include "normalise/tex_accent.h"

/*
 * Formulas of TeX. For tex.c.
 */

/* Is it a formula, without its dollars, that LaTeX reads to its end? */
bool tex_is_math(struct text text) MUSTUSE;
/* With dollars around it. BibTeX counts \{ as a brace, and what % stands before
 * is a comment: they become what means the same. */
void tex_add_math(struct buffer *buffer, struct text text);

#endif
