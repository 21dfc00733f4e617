#include <assert.h>
#include <string.h>

#include "base/limit.h"
#include "normalise/fold.h"
#include "normalise/memory.h"
#include "normalise/words.h"

#define LAST_POSITION   16383U
#define POSITIONS       255
#define FIRST_POSITIONS 2
#define WORD_OVERHEAD   4 /* two quotes, a colon, a blank */
#define POSITION_BYTES  7 /* ,16383A */

struct place {
	unsigned short position;
	char weight;
};

struct word {
	struct word *next;
	struct text text;
	struct place *places;
	unsigned short count;
	unsigned short size;
};

void
words_init(struct words *words, struct arena *arena)
{
	*words = (struct words){ .arena = arena };
	table_init(&words->table, arena);
	buffer_init(&words->folded, WORDS_BYTES);
}

void
words_fini(struct words *words)
{
	buffer_fini(&words->folded);
}

static struct word *
word_of(struct words *words, struct text text)
{
	struct word *word = table_find(&words->table, text);

	if (word != NULL)
		return word;
	word = memory_take(words->arena, sizeof(*word));
	word->text = memory_copy(words->arena, text);
	(void)table_add(&words->table, word->text, word);
	if (words->last == NULL)
		words->first = word;
	else
		words->last->next = word;
	words->last = word;
	words->bytes += text.length + WORD_OVERHEAD;
	return word;
}

static void
grow(struct words *words, struct word *word)
{
	unsigned size = word->size == 0 ? FIRST_POSITIONS : word->size * 2U;
	struct place *places =
	    memory_take(words->arena, size * sizeof(*places));

	if (word->count > 0)
		memcpy(places, word->places, word->count * sizeof(*places));
	word->places = places;
	word->size = (unsigned short)size;
}

static void
add_word(struct words *words, struct text text, unsigned position, char weight)
{
	struct word *word;

	if (position > LAST_POSITION)
		position = LAST_POSITION;
	if (words->bytes + text.length + WORD_OVERHEAD + POSITION_BYTES >
	    WORDS_BYTES) {
		words->is_full = true;
		return;
	}
	word = word_of(words, text);
	if (word->count == POSITIONS)
		return;
	if (word->count > 0 &&
	    word->places[word->count - 1].position == position)
		return;
	if (word->count == word->size)
		grow(words, word);
	word->places[word->count++] =
	    (struct place){ (unsigned short)position, weight };
	words->bytes += POSITION_BYTES;
}

/* One run of word characters, all unspaced or none. */
struct run {
	const char *bytes;
	size_t length;      /* of what is kept */
	size_t characters;  /* seen */
	size_t last_length; /* bytes of the last character */
	bool is_unspaced;
};

static void
end_run(struct words *words, struct run *run, char weight)
{
	struct text word = { run->bytes, run->length };

	if (run->characters == 0)
		return;
	if (run->is_unspaced) {
		word.bytes = run->bytes + run->length - run->last_length;
		word.length = run->last_length;
		if (run->characters == 1)
			words->position++;
	} else {
		words->position++;
	}
	add_word(words, word, words->position, weight);
	run->characters = 0;
}

static void
extend_run(
    struct words *words, struct run *run, struct text character, char weight)
{
	if (run->characters++ == 0) {
		run->bytes = character.bytes;
		run->length = character.length;
	} else if (run->is_unspaced) {
		struct text pair = { character.bytes - run->last_length,
			run->last_length + character.length };

		add_word(words, pair, ++words->position, weight);
		run->length += character.length;
	} else if (run->characters <= WORD_CHARACTERS) {
		run->length += character.length;
	}
	run->last_length = character.length;
}

static bool
is_ascii_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* A word of ASCII at the start of folded text that surely ends there, added;
 * its length. */
static size_t
add_ascii_word(struct words *words, struct text text, char weight)
{
	struct text word = { text.bytes, 0 };

	while (
	    word.length < text.length && is_ascii_word(text.bytes[word.length]))
		word.length++;
	if (word.length == 0 || word.length > WORD_CHARACTERS ||
	    (word.length < text.length &&
		(unsigned char)text.bytes[word.length] >= 0x80))
		return 0;
	add_word(words, word, ++words->position, weight);
	return word.length;
}

/* One character of folded text; its length. */
static size_t
take_character(
    struct words *words, struct run *run, struct text text, char weight)
{
	uint32_t character;
	size_t length = text_character(text, &character);
	bool is_unspaced;

	if (fold_is_separator(character)) {
		end_run(words, run, weight);
		return length;
	}
	is_unspaced = fold_is_unspaced(character);
	if (is_unspaced != run->is_unspaced)
		end_run(words, run, weight);
	run->is_unspaced = is_unspaced;
	extend_run(words, run, (struct text){ text.bytes, length }, weight);
	return length;
}

void
words_add(struct words *words, struct text text, char weight)
{
	struct run run = { 0 };
	struct text rest;

	buffer_reset(&words->folded);
	fold_text(&words->folded, text);
	rest = buffer_text(&words->folded);
	words->position++;
	while (rest.length > 0 && !words->is_full) {
		size_t length = 0;

		if (run.characters == 0)
			length = add_ascii_word(words, rest, weight);
		if (length == 0)
			length = take_character(words, &run, rest, weight);
		assert(length > 0); /* folded text is UTF-8 */
		rest.bytes += length;
		rest.length -= length;
	}
	end_run(words, &run, weight);
	words->is_full |= words->folded.is_over;
}

static char *
write_number(char *to, unsigned number)
{
	char digits[8];
	size_t count = 0;

	do {
		digits[count++] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	while (count > 0)
		*to++ = digits[--count];
	return to;
}

/* Words hold neither quotes nor backslashes: both are separators. */
static char *
write_word(char *to, const struct word *word)
{
	*to++ = '\'';
	memcpy(to, word->text.bytes, word->text.length);
	to += word->text.length;
	*to++ = '\'';
	for (unsigned i = 0; i < word->count; i++) {
		*to++ = i == 0 ? ':' : ',';
		to = write_number(to, word->places[i].position);
		if (word->places[i].weight != 'D')
			*to++ = word->places[i].weight;
	}
	*to++ = ' ';
	return to;
}

struct text
words_text(const struct words *words)
{
	char *bytes = memory_take(words->arena, words->bytes + 1);
	char *to = bytes;

	for (const struct word *word = words->first; word != NULL;
	     word = word->next)
		to = write_word(to, word);
	if (to > bytes)
		to--;
	return (struct text){ bytes, (size_t)(to - bytes) };
}
