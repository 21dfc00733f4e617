#include "base/array.h"
#include "base/hash.h"
#include "command/bibtex_key.h"
#include "command/tex.h"
#include "normalise/fold.h"
#include "normalise/slice.h"

#define LONG_WORD 4 /* letters: no article, hardly a preposition */
#define SIGNS                                                             \
	8 /* 40 bits: of ten thousand that are alike otherwise hardly two \
	     have the same */

/* Folded letters of Cyrillic, from U+0430 on, and Greek, from U+03B1 on. */
static const char *const cyrillic[] = { "a", "b", "v", "g", "d", "e", "zh", "z",
	"i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh",
	"ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya", "e", "e", "dj",
	"g", "e", "dz", "i", "i", "j", "lj", "nj", "c", "k", "i", "u", "dz" };
static const char *const greek[] = { "a", "b", "g", "d", "e", "z", "i", "th",
	"i", "k", "l", "m", "n", "x", "o", "p", "r", "s", "s", "t", "y", "f",
	"ch", "ps", "o" };

static const char *
transliterate(uint32_t character)
{
	if (character >= 0x430 && character < 0x430 + COUNT(cyrillic))
		return cyrillic[character - 0x430];
	if (character >= 0x3B1 && character < 0x3B1 + COUNT(greek))
		return greek[character - 0x3B1];
	return character == 0x491 ? "g" : "";
}

/* Small letters and digits of ASCII, words with one blank between them. */
static struct text
make_plain(struct cited *cited, struct text text)
{
	struct buffer stripped;
	struct buffer folded;
	struct text rest;
	uint32_t character;

	buffer_init(&stripped, 0);
	buffer_init(&folded, 0);
	tex_strip(&stripped, text);
	fold_key(&folded, buffer_text(&stripped));
	buffer_reset(&cited->plain);
	rest = buffer_text(&folded);
	while (rest.length > 0) {
		size_t length = text_character(rest, &character);

		if (length == 1 && (character == ' ' || character >= '0'))
			buffer_add_char(&cited->plain, (char)character);
		else if (length > 0)
			buffer_add_string(
			    &cited->plain, transliterate(character));
		rest = slice_from(rest, length > 0 ? length : 1);
	}
	buffer_fini(&stripped);
	buffer_fini(&folded);
	return buffer_text(&cited->plain);
}

/* The next word that is long, or of all; numbers are none. */
static struct text
next_word(struct text *plain, bool is_long)
{
	struct text rest = *plain;
	struct text word;

	while (slice_next(&rest, " ", &word))
		if (word.length >= (is_long ? LONG_WORD : 1) &&
		    !slice_is_digit(word.bytes[0])) {
			*plain = rest;
			return word;
		}
	return (struct text){ 0 };
}

static bool
add_word(struct cited *cited, struct text *plain)
{
	struct text word = next_word(plain, true);

	if (word.length == 0)
		word = next_word(plain, false);
	buffer_add_text(&cited->key, word);
	return word.length > 0;
}

static void
add_name(struct cited *cited, const struct cited_name *name, size_t index)
{
	struct text plain;
	struct text word;

	if (index > 0)
		return;
	if (name->likely_family.length == 0) {
		plain = make_plain(cited, name->literal);
		(void)add_word(cited, &plain);
		return;
	}
	plain = make_plain(cited, name->likely_family);
	while (slice_next(&plain, " ", &word))
		buffer_add_text(&cited->key, word);
}

static void
add_editor(struct cited *cited, const struct cited_name *name, size_t index)
{
	if (text_is(cited->kind, "editor"))
		add_name(cited, name, index);
}

/* The first, of several; none where that is not known. */
static struct text
year_of(const struct reply *reply, int row)
{
	struct text issued = reply_text(reply, row, CITED_ISSUED);
	int parts[3];

	if (cited_date(issued, parts) == 0)
		return (struct text){ 0 };
	return (struct text){ issued.bytes, 4 };
}

/* "gillard2014peer", "peerworkers2014", "mdx2014". */
static void
add_words(struct cited *cited, const struct reply *reply, int row)
{
	struct text plain;
	bool is_named;

	cited_names(cited, reply_text(reply, row, CITED_CREATORS), add_name);
	if (cited->key.length == 0)
		cited_contributors(cited,
		    reply_text(reply, row, CITED_CONTRIBUTORS), CITED_BIBTEX,
		    &(struct cited_writer){ .name = add_editor });
	is_named = cited->key.length > 0;
	if (is_named)
		buffer_add_text(&cited->key, year_of(reply, row));
	plain = make_plain(cited, reply_text(reply, row, CITED_TITLE));
	if (add_word(cited, &plain) && !is_named)
		(void)add_word(cited, &plain);
	if (cited->key.length == 0) {
		plain =
		    make_plain(cited, reply_text(reply, row, CITED_REPOSITORY));
		(void)add_word(cited, &plain);
	}
	if (!is_named)
		buffer_add_text(&cited->key, year_of(reply, row));
}

/* Crockford's: no letter is taken for a digit. */
static void
add_signs(struct buffer *key, uint64_t hash)
{
	static const char signs[] = "0123456789abcdefghjkmnpqrstvwxyz";

	for (unsigned i = 0; i < SIGNS; i++, hash >>= 5)
		buffer_add_char(key, signs[hash & 31]);
}

void
bibtex_key(struct cited *cited, const struct reply *reply, int row)
{
	struct hash state;

	buffer_reset(&cited->key);
	add_words(cited, reply, row);
	hash_init(&state);
	hash_add_text(&state, reply_text(reply, row, CITED_REPOSITORY));
	hash_add_text(&state, reply_text(reply, row, CITED_IDENTIFIER));
	buffer_add_char(&cited->key, '-');
	add_signs(&cited->key, (uint64_t)hash_result(&state));
}
