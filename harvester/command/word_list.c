#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "command/common.h"

#define LONGEST_GUESS ((size_t)64)

void
word_list_add(struct word_list *words, struct text word)
{
	/* Doubles at 1, 2, 4, ...: no size to remember. */
	if ((words->count & (words->count - 1)) == 0) {
		size_t room = words->count == 0 ? 1 : words->count * 2;
		struct text *grown = calloc(room, sizeof(*grown));

		if (grown == NULL)
			heap_out();
		if (words->count > 0)
			memcpy(
			    grown, words->texts, words->count * sizeof(*grown));
		free(words->texts);
		words->texts = grown;
	}
	words->texts[words->count++] = word;
}

void
word_list_fini(struct word_list *words)
{
	free(words->texts);
	*words = (struct word_list){ 0 };
}

bool
word_list_have(const struct word_list *words, struct text word)
{
	for (size_t i = 0; i < words->count; i++)
		if (text_equals(words->texts[i], word))
			return true;
	return false;
}

static size_t
smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Letters to add, drop or replace (Levenshtein), one row of the table. */
static size_t
distance(const char *written, const char *name)
{
	size_t row[LONGEST_GUESS + 1];
	size_t length = strlen(written);

	for (size_t i = 0; i <= length; i++)
		row[i] = i;
	for (size_t j = 1; *name != '\0'; j++, name++) {
		size_t diagonal = row[0];

		row[0] = j;
		for (size_t i = 1; i <= length; i++) {
			size_t above = row[i];
			bool is_other =
			    tolower((unsigned char)written[i - 1]) != *name;

			row[i] = smaller(diagonal + (is_other ? 1 : 0),
			    smaller(above, row[i - 1]) + 1);
			diagonal = above;
		}
	}
	return row[length];
}

void
guess_init(struct guess *guess, const char *written)
{
	*guess = (struct guess){ .written = written,
		.least = strlen(written) / 2 + 1 };
}

void
guess_look_at(struct guess *guess, const char *name)
{
	size_t far;

	if (strlen(guess->written) > LONGEST_GUESS)
		return;
	far = distance(guess->written, name);
	if (far < guess->least) {
		guess->least = far;
		guess->best = name;
	}
}
