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
character_of_pair(uint32_t high, uint32_t low)
{
	assert(high - SURROGATE_HIGH < SURROGATE_COUNT);
	assert(low - SURROGATE_LOW < SURROGATE_COUNT);
	return 0x10000 + ((high - SURROGATE_HIGH) << 10) +
	    (low - SURROGATE_LOW);
}
