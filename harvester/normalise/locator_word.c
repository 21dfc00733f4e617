#include <string.h>

#include "base/array.h"
#include "normalise/fold.h"
#include "normalise/locator.h"
#include "normalise/slice.h"

#define WORD_BYTES   32  /* of a label or the name of a month */
#define NAME_BYTES   300 /* of a journal or a book */
#define PLAIN_BYTES  60  /* of one with dots in it */
#define DOTTED_BYTES 9   /* of an abbreviated word in it: "Astrophys." */

bool
locator_is_plain_year(struct text text)
{
	return text.length == 4 && slice_is_digits(text) &&
	    memcmp(text.bytes, "1500", 4) >= 0 &&
	    memcmp(text.bytes, "2100", 4) < 0;
}

bool
locator_is_year(struct text value)
{
	if (value.length == 9 && value.bytes[4] == '/')
		return locator_is_plain_year((struct text){ value.bytes, 4 }) &&
		    locator_is_plain_year(slice_from(value, 5));
	return locator_is_plain_year(value);
}

bool
locator_is_years(struct text value)
{
	struct text rest = slice_from(value, 4);

	return locator_is_plain_year(
		   (struct text){ value.bytes, value.length < 4 ? 0 : 4 }) &&
	    locator_skip_dash(&rest) && locator_is_plain_year(rest);
}

/* ". " only behind words that may be abbreviated. */
static bool
has_sentences(struct text name)
{
	size_t word = 0;

	for (size_t i = 0; i + 1 < name.length; i++) {
		if (name.bytes[i] == ' ')
			word = i + 1;
		if ((name.bytes[i] == '.' && name.bytes[i + 1] == ' ' &&
			i - word > DOTTED_BYTES) ||
		    name.bytes[i] == '?' || name.bytes[i] == '!')
			return true;
	}
	return false;
}

bool
locator_is_name(struct text value)
{
	static const char *const never[] = { "://", "#", ";", ", ed. ", "(ed.",
		"(eds", "(hrsg", "(hg.", " // ", "\u27E8", "\u00AB", "\u201C",
		"\"" };
	bool has_letter = false;
	int depth = 0;

	if (value.length < 2 || value.length > NAME_BYTES ||
	    strchr("()[]<\"'", value.bytes[0]) != NULL ||
	    slice_starts(value, "dans ") || has_sentences(value))
		return false;
	for (size_t i = 0; i < COUNT(never); i++)
		if (slice_find(value, never[i]).length > 0)
			return false;
	for (size_t i = 0; i < value.length; i++)
		depth += (value.bytes[i] == '(') - (value.bytes[i] == ')');
	for (size_t i = 0; i < value.length; i++)
		has_letter = has_letter ||
		    (slice_is_word(value.bytes[i]) &&
			!slice_is_digit(value.bytes[i])) ||
		    (value.bytes[i] & 0x80) != 0;
	return has_letter && depth == 0;
}

/* In a journal's name with dots all words are written large, but these. */
static bool
is_small_word(struct text word)
{
	static const char *const words[] = { "of", "and", "in", "the", "for",
		"de", "et", "der", "und", "&" };

	for (size_t i = 0; i < COUNT(words); i++)
		if (slice_is(word, words[i]))
			return true;
	return false;
}

bool
locator_is_plain_name(struct text value)
{
	struct text rest = value;
	struct text word;

	if (memchr(value.bytes, '.', value.length) == NULL)
		return true;
	if (value.length > PLAIN_BYTES ||
	    memchr(value.bytes, ',', value.length) != NULL)
		return false;
	while (slice_next(&rest, " ", &word))
		if (word.length > 0 && word.bytes[0] >= 'a' &&
		    word.bytes[0] <= 'z' && !is_small_word(word))
			return false;
	return true;
}

const struct text *
locator_word(
    const struct citation_reader *reader, enum scheme scheme, struct text word)
{
	const struct text *found;
	struct buffer key;

	if (word.length == 0 || word.length > WORD_BYTES ||
	    !vocabulary_may_have(reader->vocabulary, scheme, word))
		return NULL;
	buffer_init(&key, 0);
	fold_key(&key, word);
	found = vocabulary_find(reader->vocabulary, scheme, buffer_text(&key));
	buffer_fini(&key);
	return found;
}

const struct text *
locator_part(const struct citation_reader *reader, struct text word)
{
	return locator_word(reader, SCHEME_LOCATOR, word);
}

/* S12 is a page of a supplement, p12 page 12. */
const struct text *
locator_label(
    const struct citation_reader *reader, struct text text, struct text *word)
{
	*word = locator_first_word(text);
	if (word->length == 1 && word->length < text.length &&
	    slice_is_digit(text.bytes[1]) && !slice_is(*word, "p"))
		return NULL;
	return locator_part(reader, *word);
}

/* "2014", "June 2011", "November 12, 2014"; none: no date. */
struct text
locator_year(const struct citation_reader *reader, struct text value)
{
	struct text year = { 0 };
	struct text part;

	if (locator_is_year(value))
		return value;
	while (slice_next(&value, " ,.:-", &part)) {
		if (part.length == 0 || part.length == 1 ||
		    (part.length == 2 && slice_is_digits(part)))
			continue;
		if (locator_word(reader, SCHEME_MONTH, part) != NULL)
			continue;
		if (year.length > 0 || !locator_is_plain_year(part))
			return (struct text){ 0 };
		year = part;
	}
	return year;
}

/* "J. Chem. Phys." keeps its last dot, "Mental Health." does not. */
struct text
locator_name(struct text value)
{
	struct text name = slice_strip(value, " ,;:");
	struct text bare = slice_strip(name, " ,;:.");
	size_t word = bare.length;

	while (word > 0 && bare.bytes[word - 1] != ' ')
		word--;
	if (bare.length < name.length && slice_find(bare, ".").length > 0 &&
	    bare.length - word < DOTTED_BYTES)
		bare.length++;
	return bare;
}

bool
locator_has_bracketed_year(struct text rest)
{
	while ((rest = slice_find(rest, "(")).length > 0) {
		rest = slice_from(rest, 1);
		if (locator_is_plain_year(slice_until(rest, ")")))
			return true;
	}
	return false;
}

bool
locator_has_range(struct text rest)
{
	for (size_t i = 0; i < rest.length; i++) {
		struct text behind = slice_from(rest, i + 1);

		if (slice_is_digit(rest.bytes[i]) &&
		    locator_skip_dash(&behind) && behind.length > 0 &&
		    slice_is_digit(behind.bytes[0]))
			return true;
	}
	return false;
}

static bool
is_in_word(char c)
{
	if (slice_is_word(c))
		return !slice_is_digit(c);
	return c == '\0' || strchr(" .,;:()[]<>/-", c) == NULL;
}

struct text
locator_first_word(struct text text)
{
	size_t length = 0;

	while (length < text.length && is_in_word(text.bytes[length]))
		length++;
	return (struct text){ text.bytes, length };
}
