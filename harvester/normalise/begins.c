#include "normalise/begins.h"
#include "normalise/slice.h"

#define LETTERS 8

/* False: a letter that is not ASCII is among the first, so that only folding
 * tells. */
static bool
first_letters(struct text text, uint64_t *letters)
{
	size_t count = 0;

	*letters = 0;
	for (size_t i = 0; i < text.length && count < LETTERS; i++) {
		unsigned char c = (unsigned char)text.bytes[i];

		if (c >= 0x80)
			return false;
		if (!slice_is_word((char)c))
			continue;
		*letters = *letters << 8 | c | 0x20; /* a digit has that bit */
		count++;
	}
	return true;
}

/* By the fraction of the golden ratio: its upper bits depend on all letters. */
static size_t
bit_of(uint64_t letters)
{
	return (size_t)(letters * 0x9E3779B97F4A7C15 >> 32) % BEGINS_BITS;
}

void
begins_add(struct begins *begins, struct text key)
{
	uint64_t letters;
	size_t bit;

	if (!first_letters(key, &letters))
		return;
	bit = bit_of(letters);
	begins->bits[bit / 64] |= (uint64_t)1 << bit % 64;
}

bool
begins_may_have(const struct begins *begins, struct text value)
{
	uint64_t letters;
	size_t bit;

	if (!first_letters(value, &letters))
		return true;
	bit = bit_of(letters);
	return (begins->bits[bit / 64] >> bit % 64 & 1) != 0;
}
