#include <assert.h>
#include <stdlib.h>

#include "base/heap.h"
#include "base/limit.h"
#include "normalise/fold.h"
#include "normalise/words_split.h"

#define FIRST_SIZE ((size_t)256)

void
tokens_init(struct tokens *tokens)
{
	*tokens = (struct tokens){ 0 };
}

void
tokens_fini(struct tokens *tokens)
{
	free(tokens->tokens);
	tokens_init(tokens);
}

static void
grow(struct tokens *tokens)
{
	size_t size = tokens->size == 0 ? FIRST_SIZE : tokens->size * 2;

	tokens->tokens =
	    realloc(tokens->tokens, size * sizeof(*tokens->tokens));
	if (tokens->tokens == NULL)
		heap_out();
	tokens->size = size;
}

/* In the place that was counted last. */
static void
add_token(struct tokens *tokens, struct text word)
{
	if (tokens->count == tokens->size)
		grow(tokens);
	tokens->tokens[tokens->count++] =
	    (struct token){ hash_text(word), tokens->position };
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
end_run(struct tokens *tokens, struct run *run)
{
	struct text word = { run->bytes, run->length };

	if (run->characters == 0)
		return;
	if (run->is_unspaced) {
		word.bytes = run->bytes + run->length - run->last_length;
		word.length = run->last_length;
		if (run->characters == 1)
			tokens->position++;
	} else {
		tokens->position++;
	}
	add_token(tokens, word);
	run->characters = 0;
}

static void
extend_run(struct tokens *tokens, struct run *run, struct text character)
{
	if (run->characters++ == 0) {
		run->bytes = character.bytes;
		run->length = character.length;
	} else if (run->is_unspaced) {
		struct text pair = { character.bytes - run->last_length,
			run->last_length + character.length };

		tokens->position++;
		add_token(tokens, pair);
		run->length += character.length;
	} else if (run->characters <= WORD_CHARACTERS) {
		run->length += character.length;
	}
	run->last_length = character.length;
}

/* One character of folded text; its length. */
static size_t
take_character(struct tokens *tokens, struct run *run, struct text text)
{
	uint32_t character;
	size_t length = text_character(text, &character);
	bool is_unspaced;

	assert(length > 0); /* folded text is UTF-8 */
	if (fold_is_separator(character)) {
		end_run(tokens, run);
		return length;
	}
	is_unspaced = fold_is_unspaced(character);
	if (is_unspaced != run->is_unspaced)
		end_run(tokens, run);
	run->is_unspaced = is_unspaced;
	extend_run(tokens, run, (struct text){ text.bytes, length });
	return length;
}

static bool
is_ascii_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Separators of ASCII, and a word of ASCII behind them that surely ends there,
 * added; their length. Most text is taken here. */
static size_t
take_ascii(struct tokens *tokens, struct text text)
{
	size_t start = 0;
	size_t end;

	while (start < text.length && (unsigned char)text.bytes[start] < 0x80 &&
	    !is_ascii_word(text.bytes[start]))
		start++;
	end = start;
	while (end < text.length && is_ascii_word(text.bytes[end]))
		end++;
	if (end == start || end - start > WORD_CHARACTERS ||
	    (end < text.length && (unsigned char)text.bytes[end] >= 0x80))
		return start;
	tokens->position++;
	add_token(tokens, (struct text){ text.bytes + start, end - start });
	return end;
}

void
tokens_split(struct tokens *tokens, struct text text)
{
	struct run run = { 0 };

	tokens->count = 0;
	tokens->position++;
	while (text.length > 0) {
		size_t length = 0;

		if (run.characters == 0)
			length = take_ascii(tokens, text);
		if (length == 0)
			length = take_character(tokens, &run, text);
		text.bytes += length;
		text.length -= length;
	}
	end_run(tokens, &run);
}
