#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

int
text_compare(struct text a, struct text b)
{
	size_t common = a.length < b.length ? a.length : b.length;
	int order = common == 0 ? 0 : memcmp(a.bytes, b.bytes, common);

	if (order != 0)
		return order;
	return (a.length > b.length) - (a.length < b.length);
}

static struct text
skip(struct text text, size_t length)
{
	return (struct text){ text.bytes + length, text.length - length };
}

/*
 * What the first byte says (RFC 3629): how many bytes follow, and the bits of
 * the character in it. False for a byte that begins none.
 */
static bool
read_lead(unsigned char lead, size_t *following, uint32_t *bits)
{
	if (lead < 0x80)
		*following = 0;
	else if (lead >= 0xc2 && lead <= 0xdf)
		*following = 1;
	else if (lead >= 0xe0 && lead <= 0xef)
		*following = 2;
	else if (lead >= 0xf0 && lead <= 0xf4)
		*following = 3;
	else
		return false;
	*bits = *following == 0 ? lead : lead & (0x3fU >> *following);
	return true;
}

size_t
text_character(struct text text, uint32_t *character)
{
	static const uint32_t smallest[] = { 0, 0x80, 0x800, 0x10000 };
	size_t following;
	uint32_t found;

	assert(text.length > 0);
	if (!read_lead((unsigned char)text.bytes[0], &following, &found) ||
	    following >= text.length)
		return 0;
	for (size_t i = 1; i <= following; i++) {
		unsigned char byte = (unsigned char)text.bytes[i];

		if ((byte & 0xc0) != 0x80)
			return 0;
		found = found << 6 | (byte & 0x3fU);
	}
	if (found < smallest[following] || found > 0x10ffff ||
	    (found >= 0xd800 && found <= 0xdfff))
		return 0;
	*character = found;
	return following + 1;
}

size_t
text_encode(char *into, uint32_t character)
{
	static const unsigned char leads[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	size_t length = 1U + (character >= 0x80) + (character >= 0x800) +
	    (character >= 0x10000);

	assert(character <= 0x10ffff);
	assert(character < 0xd800 || character > 0xdfff);
	for (size_t i = length - 1; i > 0; i--) {
		into[i] = (char)(0x80 | (character & 0x3f));
		character >>= 6;
	}
	into[0] = (char)(leads[length] | character);
	return length;
}

/* Length of the ASCII at the front without U+0000, in steps of eight. */
static size_t
plain_length(struct text text)
{
	const uint64_t ones = 0x0101010101010101;
	const uint64_t high = 0x8080808080808080;
	size_t length = 0;

	while (text.length - length >= sizeof(uint64_t)) {
		uint64_t word;

		memcpy(&word, text.bytes + length, sizeof(word));
		/* Set where a byte is 0 or above 127. */
		if ((((word - ones) | word) & high) != 0)
			break;
		length += sizeof(word);
	}
	return length;
}

bool
text_is_utf8(struct text text)
{
	while (text.length > 0) {
		uint32_t character;
		size_t length = plain_length(text);

		if (length == 0) {
			length = text_character(text, &character);
			if (length == 0 || character == 0)
				return false;
		}
		text = skip(text, length);
	}
	return true;
}

/* Controls move a terminal's cursor, the others turn or break its lines, or
 * hide what is said. What joins or parts letters may stay. */
static bool
is_printable(uint32_t c)
{
	static const struct {
		uint32_t first;
		uint32_t last;
	} refused[] = {
		{ 0, 0x1f },
		{ 0x7f, 0x9f },
		{ 0x61c, 0x61c },
		{ 0x200e, 0x200f },
		{ 0x2028, 0x202e },
		{ 0x2060, 0x206f },
		{ 0xfeff, 0xfeff },
		{ 0xfff9, 0xfffb },
		{ 0xe0000, 0xe007f },
	};

	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		if (c >= refused[i].first && c <= refused[i].last)
			return false;
	}
	return true;
}

#define PIECE_SIZE sizeof("\\xNN\\xNN\\xNN\\xNN")

/* The next character as it may be shown; returns its bytes in text. */
static size_t
next_piece(char piece[PIECE_SIZE], struct text text)
{
	uint32_t character;
	size_t length = text_character(text, &character);

	if (length > 0 && is_printable(character)) {
		memcpy(piece, text.bytes, length);
		piece[length] = '\0';
		return length;
	}
	if (length == 0)
		length = 1;
	for (size_t i = 0; i < length; i++)
		(void)snprintf(piece + 4 * i, 5, "\\x%02X",
		    (unsigned)(unsigned char)text.bytes[i]);
	return length;
}

char *
text_printable(char *into, size_t size, struct text text)
{
	size_t written = 0;
	size_t cut = 0; /* the last place where "..." still fits */

	assert(size > strlen("..."));
	while (text.length > 0) {
		char piece[PIECE_SIZE];
		size_t length = next_piece(piece, text);
		size_t width = strlen(piece);

		if (written + width >= size) {
			memcpy(into + cut, "...", 3);
			written = cut + 3;
			break;
		}
		memcpy(into + written, piece, width);
		written += width;
		if (written + 3 < size)
			cut = written;
		text = skip(text, length);
	}
	into[written] = '\0';
	return into;
}

bool
text_number(struct text text, long long *number)
{
	long long sum = 0;

	if (text.length == 0)
		return false;
	for (size_t i = 0; i < text.length; i++) {
		int digit = text.bytes[i] - '0';

		if (digit < 0 || digit > 9 ||
		    __builtin_mul_overflow(sum, 10, &sum) ||
		    __builtin_add_overflow(sum, digit, &sum))
			return false;
	}
	*number = sum;
	return true;
}
