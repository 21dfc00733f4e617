#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "normalise/fold.h"
#include "normalise/name_shape.h"
#include "normalise/slice.h"

#define WORD_BYTES      64
#define TEXT_BYTES      1024
#define TITLE_WORDS     4
#define HIERARCHY_BYTES 4 /* "Chr. Smith" is no hierarchy */

static enum name_word
kind_of(struct name_reader *reader, struct text key)
{
	static const char *const kinds[] = { "", "corporate", "body",
		"collaboration", "company", "title", "degree", "suffix",
		"particle", "others", "editor", "placeholder" };
	const struct text *kind =
	    vocabulary_find(reader->vocabulary, SCHEME_NAME_WORD, key);

	for (size_t i = 1; kind != NULL && i < COUNT(kinds); i++)
		if (text_is(*kind, kinds[i]))
			return (enum name_word)i;
	return NAME_WORD_NONE;
}

static struct text
key_of(struct name_reader *reader, struct text text)
{
	buffer_reset(&reader->key);
	if (text.length <= TEXT_BYTES)
		fold_key(&reader->key, text);
	return buffer_text(&reader->key);
}

enum name_word
name_word_of(struct name_reader *reader, struct text text)
{
	if (text.length > WORD_BYTES ||
	    !vocabulary_may_have(reader->vocabulary, SCHEME_NAME_WORD, text))
		return NAME_WORD_NONE;
	return kind_of(reader, key_of(reader, text));
}

/* "Universidade do Porto. Faculdade de Engenharia" */
static bool
is_hierarchy(struct name_reader *reader, struct text text)
{
	struct text rest = text;

	while ((rest = slice_find(rest, ". ")).length > 2) {
		size_t end = (size_t)(rest.bytes - text.bytes);
		size_t start = end;
		struct text word;

		while (start > 0 && text.bytes[start - 1] != ' ' &&
		    text.bytes[start - 1] != '.')
			start--;
		word = (struct text){ text.bytes + start, end - start };
		if (word.length >= HIERARCHY_BYTES &&
		    name_has_small_letter(word) &&
		    !name_is_title_word(reader, word))
			return true;
		rest = slice_from(rest, 2);
	}
	return false;
}

/* "Co." is, with its period; "Co" is a name. */
static bool
is_abbreviated(struct text text, struct text key)
{
	struct text word;

	while (name_next_word(&text, &word)) {
		word = slice_strip(word, ",;()");
		if (word.length == key.length + 1 && slice_ends(word, ".") &&
		    strncasecmp(word.bytes, key.bytes, key.length) == 0)
			return true;
	}
	return false;
}

bool
name_has_corporate(struct name_reader *reader, struct text text)
{
	struct text rest;
	struct text word;

	if (text.length > TEXT_BYTES)
		return false;
	rest = key_of(reader, text);
	while (slice_next(&rest, " ", &word)) {
		enum name_word kind = kind_of(reader, word);

		if (kind == NAME_WORD_CORPORATE || kind == NAME_WORD_BODY ||
		    kind == NAME_WORD_COLLABORATION ||
		    (kind == NAME_WORD_COMPANY && is_abbreviated(text, word)))
			return true;
	}
	return false;
}

bool
name_is_body(struct name_reader *reader, struct text text)
{
	enum name_word kind = name_word_of(reader, text);

	return kind == NAME_WORD_BODY || kind == NAME_WORD_COLLABORATION;
}

bool
name_is_collaboration(struct name_reader *reader, struct text text)
{
	return name_word_of(reader, text) == NAME_WORD_COLLABORATION;
}

bool
name_is_corporate(struct name_reader *reader, struct text text)
{
	return name_has_corporate(reader, text) ||
	    (text.length <= TEXT_BYTES && is_hierarchy(reader, text));
}

bool
name_is_title_word(struct name_reader *reader, struct text word)
{
	enum name_word kind = name_word_of(reader, word);

	return kind == NAME_WORD_TITLE ||
	    (kind == NAME_WORD_DEGREE &&
		(name_is_upper(word) || name_has_degree_shape(word)));
}

bool
name_is_title(struct name_reader *reader, struct text text)
{
	struct text word;
	size_t count = 0;

	if (name_is_title_word(reader, text))
		return true;
	while (name_next_word(&text, &word)) {
		if (++count > TITLE_WORDS || !name_is_title_word(reader, word))
			return false;
	}
	return count > 0;
}

bool
name_is_particle(struct name_reader *reader, struct text word)
{
	return word.length > 0 && word.bytes[0] >= 'a' &&
	    word.bytes[0] <= 'z' &&
	    name_word_of(reader, word) == NAME_WORD_PARTICLE;
}

struct text
name_role(struct name_reader *reader, struct text text)
{
	const struct text *role;

	if (text.length == 0 || text.length > WORD_BYTES ||
	    !vocabulary_may_have(reader->vocabulary, SCHEME_ROLE, text))
		return (struct text){ 0 };
	role = vocabulary_find(
	    reader->vocabulary, SCHEME_ROLE, key_of(reader, text));
	return role == NULL ? (struct text){ 0 } : *role;
}

/* Up to "for the" in given names, of a person who speaks for somebody; all of
 * it: nobody speaks. */
static struct text
before_for(struct text given)
{
	static const char *const words[] = { "for the", "on behalf of the" };

	for (size_t i = 0; i < COUNT(words); i++) {
		struct text found = slice_find(given, words[i]);
		struct text before = { given.bytes,
			given.length - found.length };
		struct text behind = slice_from(found, strlen(words[i]));

		if (found.length > 0 &&
		    (before.length == 0 || slice_ends(before, " ")) &&
		    (behind.length == 0 || behind.bytes[0] == ' '))
			return before;
	}
	return given;
}

bool
name_is_turned(
    struct name_reader *reader, struct text family, struct text given)
{
	return name_is_collaboration(reader, family) ||
	    slice_ends(given, " for the") || slice_is(given, "for the") ||
	    (slice_starts(given, "the ") && name_is_body(reader, family));
}

struct text
name_turn(struct name_reader *reader, struct text body, struct text first,
    struct text served)
{
	struct text person = before_for(first);

	if (!name_is_turned(reader, body, first) || first.length == 0)
		return served;
	if (person.length == 0 && !slice_skip(&first, "for the"))
		(void)slice_skip(&first, "on behalf of the");
	first = text_trim(first);
	if (first.length == 0)
		return body;
	if (name_is_collaboration(reader, body) &&
	    name_is_corporate(reader, person))
		return served;
	first = memory_join(reader->arena, first, TEXT(" "));
	return memory_join(reader->arena, first, body);
}
