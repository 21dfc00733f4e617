#include <string.h>

#include "normalise/date_shape.h"
#include "normalise/fold.h"
#include "normalise/slice.h"

#define SEASON_ONE 21

/* Folded. */
static const struct {
	const char *word;
	char letter; /* 0: says nothing */
	int number;
} words[] = {
	{ "c", 'c', 0 },
	{ "ca", 'a', 0 },
	{ "circa", 'a', 0 },
	{ "um", 'a', 0 },
	{ "vers", 'a', 0 },
	{ "ok", 'a', 0 },
	{ "okolo", 'a', 0 },
	{ "ок", 'a', 0 },
	{ "около", 'a', 0 },
	{ "yaklasik", 'a', 0 },
	{ "cop", 'o', 0 },
	{ "copyright", 'o', 0 },
	{ "p", 'o', 0 },
	{ "s", 's', 0 },
	{ "x", 'x', 0 },
	{ "xx", 'w', 0 },
	{ "century", 'z', 0 },
	{ "jahrhundert", 'z', 0 },
	{ "early", 0, 0 },
	{ "mid", 0, 0 },
	{ "late", 0, 0 },
	{ "de", 0, 0 },
	{ "del", 0, 0 },
	{ "of", 0, 0 },
	{ "er", 0, 0 },
	{ "st", 0, 0 },
	{ "nd", 0, 0 },
	{ "rd", 0, 0 },
	{ "th", 0, 0 },
	{ "г", 0, 0 },
	{ "год", 0, 0 },
	{ "года", 0, 0 },
	{ "r", 0, 0 },
	{ "roku", 0, 0 },
	{ "年", 'y', 0 },
	{ "月", 'm', 0 },
	{ "日", 'd', 0 },
	{ "明治", 'E', 1867 },
	{ "大正", 'E', 1911 },
	{ "昭和", 'E', 1925 },
	{ "平成", 'E', 1988 },
	{ "令和", 'E', 2018 },
};

static bool
add_letter(struct date_shape *shape, char letter)
{
	if (shape->letter_count == SHAPE_TOKENS)
		return false;
	shape->letters[shape->letter_count++] = letter;
	return true;
}

static bool
add_number(struct date_shape *shape, char letter, int number)
{
	if (!add_letter(shape, letter))
		return false;
	shape->numbers[shape->number_count++] = number;
	return true;
}

static size_t
read_digits(struct date_shape *shape, struct text text)
{
	static const char letters[] = "\0DDHY\0\0\0F";
	size_t length = 0;
	int number = 0;

	while (length < text.length && slice_is_digit(text.bytes[length]) &&
	    length < sizeof(letters) - 1) {
		number = number * 10 + (text.bytes[length] - '0');
		length++;
	}
	if (length == sizeof(letters) - 1 || letters[length] == '\0' ||
	    !add_number(shape, letters[length], number))
		return 0;
	return length;
}

static bool
add_word(struct date_shape *shape, const struct vocabulary *vocabulary,
    struct text word)
{
	const struct text *month =
	    vocabulary_find(vocabulary, SCHEME_MONTH, word);
	long long number;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (!text_is(word, words[i].word))
			continue;
		if (words[i].letter == 'E')
			return add_number(shape, 'E', words[i].number);
		return words[i].letter == 0 ||
		    add_letter(shape, words[i].letter);
	}
	if (month == NULL || !text_number(*month, &number))
		return false;
	return add_number(shape, number < SEASON_ONE ? 'M' : 'S', (int)number);
}

/* A run of letters; of Han two at once for an era, else one. */
static size_t
read_word(struct date_shape *shape, const struct vocabulary *vocabulary,
    struct text text)
{
	struct text word = { text.bytes, 0 };

	while (word.length < text.length) {
		struct text rest = slice_from(text, word.length);
		uint32_t character;
		size_t length = text_character(rest, &character);

		if (length == 0 || fold_is_separator(character) ||
		    slice_is_digit(*rest.bytes))
			break;
		word.length += length;
		if (fold_is_unspaced(character) &&
		    add_word(shape, vocabulary, word))
			return word.length;
	}
	if (word.length == 0 || !add_word(shape, vocabulary, word))
		return 0;
	return word.length;
}

static bool
add_sign(struct date_shape *shape, uint32_t sign)
{
	switch (sign) {
	case '(':
	case ')':
	case '[':
	case ']':
	case ',':
	case '\'':
	case 0x2019:
		return true;
	case 0xA9:
		return add_letter(shape, 'c');
	case 0x2010:
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2014:
		return add_letter(shape, '-');
	case ' ':
		return shape->letter_count == 0 ||
		    shape->letters[shape->letter_count - 1] == ' ' ||
		    add_letter(shape, ' ');
	}
	return sign < 0x80 && strchr("-/.?~", (int)sign) != NULL &&
	    add_letter(shape, (char)sign);
}

bool
date_shape_read(struct date_shape *shape, const struct vocabulary *vocabulary,
    struct text text)
{
	*shape = (struct date_shape){ 0 };
	while (text.length > 0) {
		uint32_t character;
		size_t length = text_character(text, &character);

		if (length == 0)
			return false;
		if (slice_is_digit(*text.bytes))
			length = read_digits(shape, text);
		else if (!fold_is_separator(character))
			length = read_word(shape, vocabulary, text);
		else if (!add_sign(shape, character))
			return false;
		if (length == 0)
			return false;
		text = slice_from(text, length);
	}
	while (shape->letter_count > 0 &&
	    strchr(" .", shape->letters[shape->letter_count - 1]) != NULL)
		shape->letter_count--;
	shape->letters[shape->letter_count] = '\0';
	return true;
}
