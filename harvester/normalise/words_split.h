#ifndef NORMALISE_WORDS_SPLIT_H
#define NORMALISE_WORDS_SPLIT_H

#include "base/hash.h"

/* A word, or a pair of characters, of folded text; see words.h. */
struct token {
	struct hashed word; /* points into the text */
	unsigned position;
};

/* The tokens of one value, in the order of their positions. */
struct tokens {
	struct token *tokens;
	size_t count;
	size_t size;
	unsigned position; /* that was counted last */
};

void tokens_init(struct tokens *tokens);
void tokens_fini(struct tokens *tokens);
/* Those of folded text, in place of those before. Positions are counted on,
 * one for the beginning of the text too. */
void tokens_split(struct tokens *tokens, struct text text);

#endif
