#ifndef NORMALISE_ITEM_WORDS_H
#define NORMALISE_ITEM_WORDS_H

#include "normalise/draft.h"

/* The column words: after the other columns, of which it takes some. */
struct text item_words(struct draft *draft);

#endif
