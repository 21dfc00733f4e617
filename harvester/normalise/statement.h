#ifndef NORMALISE_STATEMENT_H
#define NORMALISE_STATEMENT_H

#include "normalise/draft.h"

/* All claims, as the column statements of an item has them: what was served,
 * for people and for explaining. None if there are none. */
struct text statement_column(struct draft *draft) MUSTUSE;

#endif
