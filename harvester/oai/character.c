#include <assert.h>

#include "oai/character.h"

bool
character_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct text
character_skip_blanks(struct text text)
{
	while (text.length > 0 && character_is_blank(*text.bytes)) {
		text.bytes++;
		text.length--;
	}
	return text;
}

void
character_add(struct buffer *into, uint32_t character)
{
	static const unsigned char leads[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	size_t length = character < 0x80 ? 1
	    : character < 0x800          ? 2
	    : character < 0x10000        ? 3
					 : 4;
	char bytes[4];

	assert(character <= 0x10ffff);
	for (size_t i = length; i-- > 1; character >>= 6)
		bytes[i] = (char)(0x80 | (character & 0x3f));
	bytes[0] = (char)(leads[length] | character);
	buffer_add(into, bytes, length);
}

uint32_t
character_of_windows_1252(unsigned char byte)
{
	/* Where it differs from ISO 8859-1. Its five holes become what the
	 * WHATWG has there, controls that XML allows. */
	static const uint16_t from_80[32] = { 0x20ac, 0x81, 0x201a, 0x192,
		0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039,
		0x152, 0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d,
		0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153,
		0x9d, 0x17e, 0x178 };

	return byte >= 0x80 && byte < 0xa0 ? from_80[byte - 0x80] : byte;
}

uint32_t
character_of_pair(uint32_t high, uint32_t low)
{
	assert(high - SURROGATE_HIGH < SURROGATE_COUNT);
	assert(low - SURROGATE_LOW < SURROGATE_COUNT);
	return 0x10000 + ((high - SURROGATE_HIGH) << 10) +
	    (low - SURROGATE_LOW);
}
