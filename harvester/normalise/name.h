#ifndef NORMALISE_NAME_H
#define NORMALISE_NAME_H

#include "normalise/draft.h"

/*
 * The key under which works of one author are found: "family initial", folded,
 * of a name with a comma ("van der Mee, C.V.M." is "vandermee c"); of any other
 * name the words of it, folded. Where the parts of a name without a comma
 * begin nobody can tell, so nobody guesses. Appends; nothing if no letter is
 * left.
 */
void name_key(struct buffer *into, struct text name);

/* False: a placeholder ("Unknown"), a URL or an e-mail address. */
bool name_is_name(struct text value) MUSTUSE;

/* creators, creator_keys and contributors. */
void name_field(struct draft *draft);

#endif
