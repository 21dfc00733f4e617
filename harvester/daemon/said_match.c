#include <string.h>

#include "daemon/said_match.h"
#include "normalise/name.h"
#include "normalise/slice.h"

/* Items have roles as they were mapped. Some are left out of them. */
static void
add_was(struct said_match *match, struct text was)
{
	struct text line;

	for (struct text rest = was; slice_next(&rest, "\n", &line);) {
		if (text_is(line, "-") || name_is_plain_role(line))
			match->is_any = true;
		vocabulary_key(&match->was, match->scheme, line);
		buffer_add_char(&match->was, '\n');
	}
}

void
said_match_init(struct said_match *match, const struct mapping *mapping)
{
	*match = (struct said_match){ .scheme = mapping->scheme };
	buffer_init(&match->key, 0);
	buffer_init(&match->was, 0);
	buffer_init(&match->scratch, 0);
	vocabulary_key(&match->key, mapping->scheme, mapping->spelling);
	if (mapping->scheme == SCHEME_ROLE)
		add_was(match, mapping->was);
}

void
said_match_fini(struct said_match *match)
{
	buffer_fini(&match->key);
	buffer_fini(&match->was);
	buffer_fini(&match->scratch);
}

static bool
has(struct text text, struct text part)
{
	return text.length > 0 && part.length > 0 &&
	    memmem(text.bytes, text.length, part.bytes, part.length) != NULL;
}

/* "ed" is in many names. */
static bool
has_words(struct text text, struct text words)
{
	while (words.length > 0 && text.length >= words.length) {
		const char *found =
		    memmem(text.bytes, text.length, words.bytes, words.length);
		struct text rest;

		if (found == NULL)
			return false;
		rest = slice_from(
		    text, (size_t)(found - text.bytes) + words.length);
		if ((found == text.bytes || found[-1] == ' ') &&
		    (rest.length == 0 || rest.bytes[0] == ' '))
			return true;
		text = slice_from(text, (size_t)(found - text.bytes) + 1);
		/* What begins within a word is none. */
		text = slice_from(text, slice_until(text, " ").length);
	}
	return false;
}

static bool
has_role(const struct said_match *match, struct text text)
{
	struct text line;

	if (match->is_any || has_words(text, buffer_text(&match->key)))
		return true;
	for (struct text rest = buffer_text(&match->was);
	     slice_next(&rest, "\n", &line);)
		if (has_words(text, line))
			return true;
	return false;
}

/* As a part, as in "info:eu-repo/x". What the key of a URL is without may be
 * looked up too, as its last part: the value is no URL here. */
bool
said_match(struct said_match *match, struct text value)
{
	struct text text;

	if (value.length == 0)
		return false;
	if (!slice_skip(&value, "http://"))
		(void)slice_skip(&value, "https://");
	buffer_reset(&match->scratch);
	vocabulary_key(&match->scratch, match->scheme, value);
	text = buffer_text(&match->scratch);
	return match->scheme == SCHEME_ROLE
	    ? has_role(match, text)
	    : has(text, buffer_text(&match->key));
}
