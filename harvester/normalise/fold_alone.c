#include <string.h>

#include "base/array.h"
#include "normalise/fold_alone.h"

struct fold_range {
	uint32_t first;
	uint32_t last;
};

#include "normalise/fold_alone_table.h"

#define LAST_SHORT (FIRST_SHORT + COUNT(folded) - 1)
#define STEP       sizeof(uint64_t)

/* Eight bytes of ASCII at once; false: they are not all ASCII. */
static bool
fold_step(char into[STEP], const char bytes[STEP])
{
	const uint64_t ones = 0x0101010101010101;
	const uint64_t high = 0x80 * ones;
	uint64_t word;
	uint64_t capitals;

	memcpy(&word, bytes, sizeof(word));
	if ((word & high) != 0)
		return false;
	/* High where a byte is 'A' or more, but for those above 'Z'. */
	capitals =
	    (word + (0x80 - 'A') * ones) & ~(word + (0x7F - 'Z') * ones) & high;
	word += capitals >> 2; /* 0x20 */
	memcpy(into, &word, sizeof(word));
	return true;
}

static bool
is_same(uint32_t character)
{
	size_t low = 0;
	size_t high = COUNT(same);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (character < same[middle].first)
			high = middle;
		else if (character > same[middle].last)
			low = middle + 1;
		else
			return true;
	}
	return false;
}

/* What the character folds to alone; 0: it does not. */
static uint32_t
alone(uint32_t character, bool keeps_accents)
{
	if (character <= LAST_SHORT)
		return (
		    keeps_accents ? cased : folded)[character - FIRST_SHORT];
	return is_same(character) ? character : 0;
}

/* The character that is not ASCII, and what it folds to; its length. 0: there
 * is no such character. */
static size_t
read_alone(struct text text, bool keeps_accents, uint32_t *to)
{
	uint32_t character;
	size_t length = text_character(text, &character);

	*to = length > 1 ? alone(character, keeps_accents) : 0;
	return *to == 0 ? 0 : length;
}

/* Those that are not ASCII. The last may belong to what follows. */
static size_t
fold_others(char into[FOLD_PIECE], struct text text, bool keeps_accents,
    size_t *written)
{
	size_t done = 0;
	uint32_t to;
	size_t length = read_alone(text, keeps_accents, &to);

	while (length > 0 && *written + TEXT_CHARACTER <= FOLD_PIECE) {
		struct text rest = { text.bytes + done + length,
			text.length - done - length };
		uint32_t next_to = 0;
		size_t next = 0;

		if (rest.length > 0 && (unsigned char)rest.bytes[0] >= 0x80) {
			next = read_alone(rest, keeps_accents, &next_to);
			if (next == 0)
				break;
		}
		*written += text_encode(into + *written, to);
		done += length;
		length = next;
		to = next_to;
	}
	return done;
}

static size_t
fold_ascii(char into[FOLD_PIECE], struct text text, size_t *written)
{
	size_t room = FOLD_PIECE - *written;
	size_t done = 0;

	if (room > text.length)
		room = text.length;
	into += *written;
	while (done + STEP <= room && fold_step(into + done, text.bytes + done))
		done += STEP;
	while (done < room && (unsigned char)text.bytes[done] < 0x80) {
		char c = text.bytes[done];

		into[done++] =
		    (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
	}
	*written += done;
	return done;
}

size_t
fold_alone(char into[FOLD_PIECE], struct text text, bool keeps_accents,
    size_t *written)
{
	size_t done = 0;

	*written = 0;
	while (done < text.length) {
		struct text rest = { text.bytes + done, text.length - done };
		size_t length = (unsigned char)rest.bytes[0] < 0x80
		    ? fold_ascii(into, rest, written)
		    : fold_others(into, rest, keeps_accents, written);

		if (length == 0)
			break;
		done += length;
	}
	return done;
}
