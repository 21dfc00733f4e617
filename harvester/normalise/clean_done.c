#include <stdint.h>
#include <string.h>

#include "normalise/clean_character.h"
#include "normalise/clean_done.h"

bool
clean_may_be_twice_encoded(struct text text)
{
	uint32_t character = 0;
	size_t length = text_character(text, &character);

	return length > 0 && character <= 0xFF && length < text.length &&
	    (unsigned char)text.bytes[length] == 0xC2;
}

/* Bytes of the character at the start; 0: there is something to do. */
static size_t
clean_length(struct text text)
{
	uint32_t character = 0;
	size_t length = text_character(text, &character);

	return clean_character(character) == CHARACTER_PLAIN ? length : 0;
}

static bool
is_plain(char c)
{
	return c > ' ' && c < 0x7F && c != '&' && c != '<';
}

#define STEP sizeof(uint64_t)

/* Eight bytes of which nothing has to be done to any: printable ASCII, with no
 * blank beside another. There is a byte in front of them. */
static bool
is_clean_step(const char bytes[STEP])
{
	const uint64_t ones = 0x0101010101010101;
	const uint64_t high = 0x80 * ones;
	uint64_t word;
	uint64_t not_clean;
	uint64_t blanks;

	memcpy(&word, bytes, sizeof(word));
	/* High where a byte is below a blank, above '~', or one of both. */
	not_clean = (word - ' ' * ones) | (word + ones) | word |
	    ((word ^ '&' * ones) - ones) | ((word ^ '<' * ones) - ones);
	if ((not_clean & high) != 0)
		return false;
	blanks = ~((word ^ ' ' * ones) + 0x7F * ones) & high;
	return (blanks & blanks << 8) == 0 &&
	    (bytes[0] != ' ' || bytes[-1] != ' ');
}

/* Where a byte is that may have to be looked at. */
static const char *
skip_clean(const char *at, const char *end)
{
	while ((size_t)(end - at) > STEP && is_clean_step(at))
		at += STEP;
	while (at < end && is_plain(*at))
		at++;
	return at;
}

bool
clean_is_done(struct text text)
{
	const char *end = text.bytes + text.length;
	const char *at = text.bytes;
	bool is_ascii = true;

	if (!is_plain(*at) && (unsigned char)*at < 0x80)
		return false;
	at += is_plain(*at);
	while ((at = skip_clean(at, end)) < end) {
		struct text rest = { at, (size_t)(end - at) };
		size_t length = 1;

		if ((unsigned char)*at >= 0x80) {
			if (is_ascii && clean_may_be_twice_encoded(rest))
				return false;
			is_ascii = false;
			length = clean_length(rest);
		} else if (*at != ' ' || rest.length == 1 || at[-1] == ' ') {
			/* One blank, between two others, is all right. */
			return false;
		}
		if (length == 0)
			return false;
		at += length;
	}
	return true;
}
