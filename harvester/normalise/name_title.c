#include "normalise/name_title.h"
#include "normalise/slice.h"

#define OTHERS_WORDS 2 /* "et al." */

/* Where the last word begins. */
static size_t
last_word(struct text value)
{
	size_t start = value.length;

	while (start > 0 && value.bytes[start - 1] != ' ')
		start--;
	return start;
}

static bool
has_small_begin(struct text word)
{
	return word.length > 0 &&
	    !(word.bytes[0] >= 'A' && word.bytes[0] <= 'Z');
}

struct text
name_without_others(struct name_reader *reader, struct text value)
{
	size_t start = value.length;

	for (size_t i = 0; i < OTHERS_WORDS; i++) {
		struct text word;

		start = last_word((struct text){ value.bytes, start });
		if (start < 2)
			return value;
		word = slice_from(value, start);
		if (!has_small_begin(word))
			return value;
		if (name_word_of(reader, word) == NAME_WORD_OTHERS)
			return slice_strip(
			    (struct text){ value.bytes, start }, " ,;&");
		start--;
	}
	return value;
}

/* "Dr.", and "Ph.D. Ilaria"; what is all in capitals is initials before a name:
 * "M.A. Smith". */
static bool
is_title_before(struct name_reader *reader, struct text word)
{
	return name_is_title_word(reader, word) &&
	    (name_word_of(reader, word) == NAME_WORD_TITLE ||
		name_has_degree_shape(word));
}

static struct text
without_first(struct name_reader *reader, struct text value, size_t least)
{
	for (;;) {
		struct text word = slice_until(value, " ");
		struct text rest = slice_from(value, word.length + 1);

		if (rest.length == 0 || slice_ends(word, ",") ||
		    !is_title_before(reader, word) ||
		    name_count_words(rest) < least)
			return value;
		value = text_trim(rest);
	}
}

/* All in capitals they are initials. */
static struct text
without_last(struct name_reader *reader, struct text value, size_t least)
{
	for (;;) {
		size_t start = last_word(value);
		struct text word = slice_from(value, start);
		struct text rest = { value.bytes, start };

		if (start == 0 || !name_has_degree_shape(word) ||
		    !name_is_title_word(reader, word) ||
		    name_count_words(rest) < least)
			return value;
		value = slice_strip(rest, " ,;");
	}
}

struct text
name_without_titles(struct name_reader *reader, struct text value, size_t least)
{
	value = without_first(reader, value, least);
	return without_last(reader, value, least);
}
