#ifndef NORMALISE_WORDS_H
#define NORMALISE_WORDS_H

#include "base/buffer.h"
#include "normalise/stem.h"
#include "normalise/table.h"
#include "normalise/words_split.h"

#define WORDS_LANGUAGES 2 /* of one item; DOAJ names all of a journal */

/*
 * The search vector of one item, in the binary form of PostgreSQL's tsvector
 * (tsvectorrecv() in src/backend/utils/adt/tsvector.c): the server would spend
 * five times as long on the text form.
 *
 * A text is folded and split at separators (fold.h), as sheaf.words() does. A
 * run of a script that puts no blanks between words becomes overlapping pairs,
 * and its last character stands alone too, in the place of the last pair: so
 * one character finds every run it is in, as a prefix.
 *
 * Words of prose are there a second time, as the stems (stem.h) of the
 * languages of the item, each in the place of its word.
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
	struct tokens tokens;
	struct stem *stem;
	int languages[WORDS_LANGUAGES];
	size_t language_count;
	size_t count;
	size_t bytes; /* of the vector */
	bool is_full;
};

void words_init(struct words *words, struct arena *arena, struct stem *stem);
void words_fini(struct words *words);
/* ISO 639-3: prose that is added from here on is stemmed as this language too.
 * One more than WORDS_LANGUAGES, or unknown: nothing happens. */
void words_stem(struct words *words, struct text language);
/* One value; no phrase reaches from one value into the next. */
void words_add(struct words *words, struct text text, char weight);
void words_add_prose(struct words *words, struct text text, char weight);
/* In the order of their bytes, or the server would sort them, six times as
 * slowly. Lives in the arena. */
struct text words_vector(const struct words *words);

#endif
