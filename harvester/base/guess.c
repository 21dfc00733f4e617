#include "base/guess.h"

#define LONGEST ((size_t)64)

static char
fold(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return c;
}

static size_t
smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Letters to add, drop or replace (Levenshtein), one row of the table. */
static size_t
distance(struct text written, const char *name)
{
	size_t row[LONGEST + 1];

	for (size_t i = 0; i <= written.length; i++)
		row[i] = i;
	for (size_t j = 1; *name != '\0'; j++, name++) {
		size_t diagonal = row[0];

		row[0] = j;
		for (size_t i = 1; i <= written.length; i++) {
			size_t above = row[i];
			size_t replaced =
			    diagonal + (fold(written.bytes[i - 1]) != *name);

			row[i] =
			    smaller(replaced, smaller(above, row[i - 1]) + 1);
			diagonal = above;
		}
	}
	return row[written.length];
}

void
guess_init(struct guess *guess, struct text written)
{
	*guess = (struct guess){ .written = written,
		.least = written.length / 2 + 1 };
}

void
guess_look_at(struct guess *guess, const char *name)
{
	size_t far;

	if (guess->written.length > LONGEST)
		return;
	far = distance(guess->written, name);
	if (far < guess->least) {
		guess->least = far;
		guess->best = name;
	}
}
