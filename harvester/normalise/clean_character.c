#include <stdbool.h>

#include "normalise/clean_character.h"

static bool
is_white(uint32_t character)
{
	return character == ' ' || (character >= '\t' && character <= '\r') ||
	    character == 0x85 || character == 0xA0 || character == 0x1680 ||
	    (character >= 0x2000 && character <= 0x200A) ||
	    character == 0x2028 || character == 0x2029 || character == 0x202F ||
	    character == 0x205F || character == 0x3000;
}

static bool
is_left_out(uint32_t character)
{
	return character < ' ' || (character >= 0x7F && character < 0xA0) ||
	    character == 0xAD || character == 0x200B || character == 0xFEFF ||
	    (character >= 0x202A && character <= 0x202E) ||
	    (character >= 0x2066 && character <= 0x2069);
}

/* Characters of common scripts that NFC never changes; others are asked. */
static bool
is_surely_composed(uint32_t character)
{
	return character < 0x300 ||
	    (character >= 0x391 && character <= 0x482) ||
	    (character >= 0x2010 && character <= 0x205E) ||
	    (character >= 0x3001 && character <= 0x3029) ||
	    (character >= 0x3041 && character <= 0x3096) ||
	    (character >= 0x309B && character <= 0x30FF) ||
	    (character >= 0x3400 && character <= 0x9FFF) ||
	    (character >= 0xAC00 && character <= 0xD7A3) ||
	    (character >= 0xFF01 && character <= 0xFFEE);
}

enum character_kind
clean_character(uint32_t character)
{
	if (character > 0xAD && character < 0x300)
		return CHARACTER_PLAIN;
	if (is_white(character))
		return CHARACTER_BLANK;
	if (is_left_out(character))
		return CHARACTER_LEFT_OUT;
	return is_surely_composed(character) ? CHARACTER_PLAIN
					     : CHARACTER_MARKED;
}
