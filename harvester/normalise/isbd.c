#include "normalise/fold.h"
#include "normalise/isbd.h"
#include "normalise/slice.h"

#define ABBREVIATION_BYTES 24

static struct text
last_word(struct text text)
{
	size_t start = text.length;

	while (start > 0 && text.bytes[start - 1] != ' ' &&
	    text.bytes[start - 1] != '.')
		start--;
	return slice_from(text, start);
}

static bool
is_abbreviation(const struct vocabulary *vocabulary, struct text word)
{
	const struct text *kind;
	struct buffer key;

	if (word.length == 0 || word.length > ABBREVIATION_BYTES)
		return false;
	buffer_init(&key, 0);
	fold_key(&key, word);
	kind = vocabulary_find(vocabulary, SCHEME_WORD, buffer_text(&key));
	buffer_fini(&key);
	return kind != NULL && text_is(*kind, "abbreviation");
}

/* One letter, of any script; or "Th.", "Jr." */
static bool
is_initial(struct text word)
{
	uint32_t character;

	if (word.length == 0 || slice_is_digit(word.bytes[0]))
		return false;
	return text_character(word, &character) == word.length ||
	    (word.length == 2 && word.bytes[0] >= 'A' && word.bytes[0] <= 'Z');
}

struct text
isbd_strip(const struct vocabulary *vocabulary, struct text part)
{
	struct text word;

	part = text_trim(slice_strip(part, " ,;:/="));
	if (!slice_ends(part, ".") || slice_ends(part, ".."))
		return part;
	part.length--;
	word = last_word(part);
	if (is_initial(word) || is_abbreviation(vocabulary, word))
		part.length++;
	return part;
}

struct text
isbd_unbracket(struct text part)
{
	bool has_first = slice_until(part, "[").length < part.length;
	bool has_last = slice_until(part, "]").length < part.length;
	struct text inside = text_trim(slice_strip(part, "[]"));

	if (!has_first || !has_last)
		return inside;
	return part.length == inside.length + 2 &&
		slice_until(inside, "[]").length == inside.length
	    ? inside
	    : part;
}

void
isbd_add(struct buffer *into, const char *between, struct text part)
{
	if (part.length == 0)
		return;
	if (into->length > 0)
		buffer_add_string(into, between);
	buffer_add_text(into, part);
}
