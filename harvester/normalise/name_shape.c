#include <string.h>

#include <utf8proc.h>

#include "base/array.h"
#include "normalise/name_shape.h"
#include "normalise/slice.h"

#define WORD_BYTES 64
#define CAPITALS   3

bool
name_next_word(struct text *rest, struct text *word)
{
	while (slice_next(rest, " ", word))
		if (word->length > 0)
			return true;
	return false;
}

size_t
name_count_words(struct text text)
{
	struct text word;
	size_t count = 0;

	while (name_next_word(&text, &word))
		count++;
	return count;
}

enum letter {
	LETTER_NONE,
	LETTER_CAPITAL,
	LETTER_SMALL,
	LETTER_OTHER, /* of a script without capitals */
};

/* Takes a character off the start. */
static enum letter
next_letter(struct text *text, uint32_t *character)
{
	size_t length = text_character(*text, character);

	*text = slice_from(*text, length == 0 ? 1 : length);
	if (length == 0) {
		*character = 0xFFFD;
		return LETTER_NONE;
	}
	if (*character < 0x80)
		return *character >= 'a' && *character <= 'z' ? LETTER_SMALL
		    : *character >= 'A' && *character <= 'Z'  ? LETTER_CAPITAL
							      : LETTER_NONE;
	switch (utf8proc_category((utf8proc_int32_t)*character)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LT:
		return LETTER_CAPITAL;
	case UTF8PROC_CATEGORY_LL:
		return LETTER_SMALL;
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_LM:
		return LETTER_OTHER;
	default:
		return LETTER_NONE;
	}
}

bool
name_is_initials(struct text text)
{
	bool is_behind_period = false;
	uint32_t character;

	while (text.length > 0) {
		if (strchr(" -", text.bytes[0]) != NULL) {
			text = slice_from(text, 1);
			continue;
		}
		if (next_letter(&text, &character) != LETTER_CAPITAL)
			return false;
		if (text.length > 0 && text.bytes[0] != '.' &&
		    next_letter(&text, &character) != LETTER_SMALL)
			return false;
		is_behind_period = text.length > 0 && text.bytes[0] == '.';
		if (!is_behind_period)
			return false;
		text = slice_from(text, 1);
	}
	return is_behind_period;
}

bool
name_is_capitals(struct text word)
{
	uint32_t character;
	size_t count = 0;

	while (word.length > 0) {
		if (next_letter(&word, &character) != LETTER_CAPITAL)
			return false;
		count++;
	}
	return count > 0 && count <= CAPITALS;
}

struct letters {
	size_t capital;
	size_t small;
	size_t other;
};

static struct letters
count_letters(struct text text)
{
	struct letters letters = { 0 };
	uint32_t character;

	while (text.length > 0) {
		enum letter letter = next_letter(&text, &character);

		letters.capital += letter == LETTER_CAPITAL;
		letters.small += letter == LETTER_SMALL;
		letters.other += letter == LETTER_OTHER;
	}
	return letters;
}

bool
name_is_upper(struct text text)
{
	struct letters letters = count_letters(text);

	return letters.capital >= 2 && letters.small + letters.other == 0;
}

bool
name_has_small_letter(struct text text)
{
	return count_letters(text).small > 0;
}

/* Behind its first letter. */
bool
name_has_degree_shape(struct text word)
{
	struct text rest = word;
	struct letters letters;
	uint32_t character;

	if (word.length == 0 || next_letter(&rest, &character) == LETTER_NONE)
		return false;
	letters = count_letters(rest);
	return letters.capital > 0 && name_has_small_letter(word);
}

bool
name_has_letter(struct text text)
{
	struct letters letters = count_letters(text);

	return letters.capital + letters.small + letters.other > 0;
}

bool
name_is_word(struct text word)
{
	struct text rest = word;
	uint32_t character;
	enum letter first;

	if (word.length == 0 || word.length > WORD_BYTES)
		return false;
	first = next_letter(&rest, &character);
	if (first != LETTER_CAPITAL && first != LETTER_OTHER)
		return false;
	return slice_until(word, "0123456789:/\\_+=*#$%&@!?\"|~^{}<>()[]")
		   .length == word.length;
}

/* A year of a life, and what may follow it. */
static bool
skip_year(struct text *text)
{
	size_t count = 0;

	while (count < text->length && slice_is_digit(text->bytes[count]))
		count++;
	if (count < 3 || count > 4)
		return false;
	*text = text_trim(slice_from(*text, count));
	(void)slice_skip(text, "?");
	return true;
}

bool
name_is_dates(struct text text)
{
	static const char *const prefixes[] = { "b.", "d.", "ca.", "c.", "fl.",
		"active ", "born ", "approximately ", "geb.", "*" };

	text = slice_strip(text, " .");
	for (size_t i = 0; i < COUNT(prefixes); i++)
		if (slice_skip(&text, prefixes[i]))
			text = text_trim(text);
	if (slice_skip(&text, "-"))
		return skip_year(&text) && text.length == 0;
	if (!skip_year(&text))
		return false;
	if (!slice_skip(&text, "-") && !slice_skip(&text, "\u2013"))
		return text.length == 0;
	text = text_trim(text);
	(void)slice_skip(&text, "ca.");
	text = text_trim(text);
	return text.length == 0 || (skip_year(&text) && text.length == 0);
}

struct text
name_capitalise(struct arena *arena, struct text text)
{
	/* A small letter is at most as long, but for a few that are not. */
	char *bytes = memory_take(arena, text.length * TEXT_CHARACTER + 1);
	size_t length = 0;
	bool is_first = true;

	while (text.length > 0) {
		uint32_t character;
		enum letter letter = next_letter(&text, &character);

		if (letter == LETTER_CAPITAL && !is_first)
			character = (uint32_t)utf8proc_tolower(
			    (utf8proc_int32_t)character);
		is_first = letter == LETTER_NONE;
		length += text_encode(bytes + length, character);
	}
	return (struct text){ bytes, length };
}
