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
	struct buffer again;

	buffer_init(&once, 0);
	buffer_init(&twice, 0);
	buffer_init(&again, 0);
	fold_text(&once, text);
	assert(text_is_utf8(buffer_text(&once)));
	fold_text(&twice, buffer_text(&once));
	assert(text_equals(buffer_text(&once), buffer_text(&twice)));
	buffer_reset(&twice);
	fold_case(&twice, text);
	buffer_reset(&again);
	fold_text(&again, buffer_text(&twice));
	assert(text_equals(buffer_text(&once), buffer_text(&again)));
	buffer_fini(&again);
	buffer_fini(&once);
	buffer_fini(&twice);
}

static size_t
short_at(const char *at)
{
	return (size_t)(unsigned char)at[0] << 8 | (unsigned char)at[1];
}

/* As tsvectorrecv() takes it: it refuses places that do not rise. */
static void
check_form(struct text vector)
{
	const char *at = vector.bytes + 4;
	const char *end = vector.bytes + vector.length;
	struct text before = { 0 };
	size_t count = 0;

	assert(vector.length <= WORDS_BYTES);
	for (; at < end; count++) {
		struct text word = { at, strnlen(at, (size_t)(end - at)) };
		size_t places;
		size_t last = 0;

		assert(word.length > 0 && text_is_utf8(word));
		assert(word.length <= 4 * WORD_CHARACTERS + 3); /* "/en" */
		assert(count == 0 || text_compare(before, word) < 0);
		before = word;
		at += word.length + 1;
		assert(end - at >= 4);
		places = short_at(at);
		at += 2;
		assert(places > 0 && places < 256 &&
		    (size_t)(end - at) >= 2 * places);
		for (; places > 0; places--, at += 2) {
			assert((short_at(at) & 0x3FFF) > last);
			last = short_at(at) & 0x3FFF;
		}
	}
	assert(at == end);
	assert(count ==
	    (short_at(vector.bytes) << 16 | short_at(vector.bytes + 2)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static struct stem *stem;
	struct arena *arena = arena_new(NORMALISE_ARENA_BYTES);
	struct text text = { (const char *)bytes, length };
	struct words words;

	if (stem == NULL)
		stem = stem_new();
	if (text_is_utf8(text)) {
		words_init(&words, arena, stem);
		words_stem(&words, text_of(length % 2 == 0 ? "fra" : "ara"));
		words_stem(&words, text_of(length % 3 == 0 ? "ell" : "tur"));
		words_add_prose(&words, text, 'A');
		words_add_prose(&words, clean_markup(arena, text), 'D');
		check_form(words_vector(&words));
		words_fini(&words);
		check_folding(text);
	}
	arena_free(arena);
	return 0;
}
