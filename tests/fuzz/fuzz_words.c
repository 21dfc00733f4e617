#include <assert.h>
#include <string.h>

#include "base/limit.h"
#include "normalise/clean.h"
#include "normalise/fold.h"
#include "normalise/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
check_folding(struct text text)
{
	struct buffer once;
	struct buffer twice;

	buffer_init(&once, 0);
	buffer_init(&twice, 0);
	fold_text(&once, text);
	assert(text_is_utf8(buffer_text(&once)));
	fold_text(&twice, buffer_text(&once));
	assert(text_equals(buffer_text(&once), buffer_text(&twice)));
	buffer_fini(&once);
	buffer_fini(&twice);
}

/* 'word':1A,2 'other':3 with nothing between the quotes that would need
 * escaping. */
static void
check_form(struct text words)
{
	const char *at = words.bytes;
	const char *end = words.bytes + words.length;

	while (at < end) {
		const char *close;

		assert(*at == '\'');
		close = memchr(at + 1, '\'', (size_t)(end - at - 1));
		assert(close != NULL && close > at + 1);
		assert(close - at - 1 <= 4 * WORD_CHARACTERS);
		assert(memchr(at + 1, '\\', (size_t)(close - at - 1)) == NULL);
		at = close + 1 + strspn(close + 1, ":,0123456789A");
		assert(at > close + 1 && (at == end || *at == ' '));
		at++;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena *arena = arena_new(NORMALISE_ARENA_BYTES);
	struct text text = { (const char *)bytes, length };
	struct words words;
	struct text column;

	if (text_is_utf8(text)) {
		words_init(&words, arena);
		words_add(&words, text, 'A');
		words_add(&words, clean_markup(arena, text), 'D');
		column = words_text(&words);
		assert(text_is_utf8(column) && column.length <= WORDS_BYTES);
		check_form((struct text){ column.bytes, column.length });
		words_fini(&words);
		check_folding(text);
	}
	arena_free(arena);
	return 0;
}
