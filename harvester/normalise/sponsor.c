#include "base/array.h"
#include "normalise/name_shape.h"
#include "normalise/slice.h"
#include "normalise/sponsor.h"

#define VALUE_BYTES  250 /* longer is prose */
#define NUMBER_BYTES 40
#define NUMBER_WORDS 3
#define LETTERS      4 /* of a word of a number that has no digit */

/* What is in the last brackets of value, and what is before them. */
static bool
cut_brackets(struct text value, struct text *before, struct text *inside)
{
	size_t start = value.length;
	int depth = 0;

	do {
		if (start == 0)
			return false;
		start--;
		depth += value.bytes[start] == ')';
		depth -= value.bytes[start] == '(';
	} while (depth > 0);
	*before = text_trim((struct text){ value.bytes, start });
	*inside =
	    (struct text){ value.bytes + start + 1, value.length - start - 2 };
	return before->length > 0;
}

static bool
is_label(struct text word)
{
	static const char *const labels[] = { "agreement", "award", "contract",
		"grant", "no.", "number" };

	for (size_t i = 0; i < COUNT(labels); i++)
		if (slice_is(word, labels[i]))
			return true;
	return false;
}

/* "R01 HL28481", "DE-FG02-94ER61937" */
static bool
is_number(struct text value)
{
	struct text word;
	size_t count = 0;
	bool has_digit = false;

	if (value.length == 0 || value.length > NUMBER_BYTES)
		return false;
	for (size_t i = 0; i < value.length; i++)
		if (!slice_is_word(value.bytes[i]) &&
		    strchr(" -/.#", value.bytes[i]) == NULL)
			return false;
	while (name_next_word(&value, &word)) {
		bool has_one =
		    slice_until(word, "0123456789").length < word.length;

		if (++count > NUMBER_WORDS ||
		    (!has_one && word.length > LETTERS))
			return false;
		has_digit |= has_one;
	}
	return has_digit;
}

/* Behind the last of the words that say what it is. */
static struct text
number_of(struct text inside)
{
	struct text rest = inside;
	struct text number = { 0 };
	struct text word;

	while (name_next_word(&rest, &word))
		if (is_label(word))
			number = text_trim(rest);
	return is_number(number) ? number : (struct text){ 0 };
}

/* No sentence: its words have capitals, but for those between them. */
static bool
is_title(struct text name)
{
	static const char *const small[] = { "and", "de", "for", "in", "of",
		"on", "the", "to", "und" };
	struct text word;

	while (name_next_word(&name, &word)) {
		size_t i = 0;

		if (word.bytes[0] < 'a' || word.bytes[0] > 'z')
			continue;
		while (i < COUNT(small) && !text_is(word, small[i]))
			i++;
		if (i == COUNT(small))
			return false;
	}
	return true;
}

static bool
is_body(const struct draft *draft, struct text name)
{
	struct name_reader reader;
	bool is_one;

	name_reader_init(&reader, draft->arena, draft->vocabulary);
	is_one = name_is_corporate(&reader, name);
	name_reader_fini(&reader);
	return is_one;
}

bool
sponsor_read(const struct draft *draft, struct text value, struct grant *grant)
{
	struct text funder;
	struct text inside;
	struct text number;

	if (value.length > VALUE_BYTES || !slice_ends(value, ")") ||
	    !cut_brackets(value, &funder, &inside))
		return false;
	number = number_of(inside);
	if (number.length == 0 || !is_title(funder) || !is_body(draft, funder))
		return false;
	*grant = (struct grant){ .funder = funder, .grant = number };
	return true;
}
