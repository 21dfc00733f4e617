#ifndef NORMALISE_WORDS_H
#define NORMALISE_WORDS_H

#include "base/buffer.h"
#include "normalise/table.h"

/*
 * The search vector of one item, in the text form of PostgreSQL's tsvector:
 * 'word':1A,7 'other':2B ...
 *
 * A text is folded and split at separators (fold.h), as sheaf.words() does. A
 * run of a script that puts no blanks between words becomes overlapping pairs,
 * and its last character stands alone too, in the place of the last pair: so
 * one character finds every run it is in, as a prefix.
 *
 * Words are cut after WORD_CHARACTERS. Limits of tsvector: positions end at
 * 16383, 255 of them a word, 1 MiB in all; words after WORDS_BYTES are left
 * out, see is_full.
 */
struct words {
	struct arena *arena;
	struct table table; /* of struct word */
	struct word *first;
	struct word *last;
	struct buffer folded;
	size_t bytes; /* of the text form */
	unsigned position;
	bool is_full;
};

void words_init(struct words *words, struct arena *arena);
void words_fini(struct words *words);
/* One value; no phrase reaches from one value into the next. */
void words_add(struct words *words, struct text text, char weight);
/* In the order in which they first came. Lives in the arena. */
struct text words_text(const struct words *words);

#endif
