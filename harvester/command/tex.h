#ifndef COMMAND_TEX_H
#define COMMAND_TEX_H

#include "base/buffer.h"

/*
 * What repositories serve, for LaTeX. TeX that is known is left as it is, and
 * all else shown as it was served: formulas, $x_1$ or \(x_1\), whose commands
 * LaTeX with amsmath and amssymb knows; commands of letters and mathematics
 * outside of them; accents and groups as {\"o}, {\it x}, \emph{x}. An amount of
 * money is no formula. Of what strangers write no other command gets through:
 * it may be a macro of the author's, which would stop LaTeX, or do worse.
 *
 * Braces balance in what is added, those that are escaped too: BibTeX counts
 * all.
 */
void tex_add(struct buffer *buffer, struct text text, bool is_tex);
/* is_tex: the source writes TeX, so that L\'evy has an accent, which elsewhere
 * may be an apostrophe that a program escaped, ~ is a blank and {X} an X. */

/* Without commands, dollars and braces: to make keys of. */
void tex_strip(struct buffer *buffer, struct text text);

enum tex_command {
	TEX_UNKNOWN,
	TEX_SYMBOL,   /* of mathematics */
	TEX_OPERATOR, /* of mathematics; takes what follows */
	TEX_LEFT,     /* of a pair */
	TEX_RIGHT,
	TEX_LETTER, /* of text */
	TEX_FONT,   /* until its group ends */
	TEX_STYLE,  /* takes the group that follows */
};
/* By its name, without the backslash. */
enum tex_command tex_command_find(struct text name) MUSTUSE;

#endif
