#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limit.h"
#include "normalise/language.h"
#include "test.h"

static void
a_value_names_languages(void **state)
{
	static const struct {
		const char *value;
		const char *codes; /* joined with blanks */
		bool is_known;
	} cases[] = {
		{ "en", "eng", true },
		{ "EN", "eng", true },
		{ "eng", "eng", true },
		{ "ger", "deu", true },
		{ "en_US", "eng", true },
		{ "zh-Hans-CN", "zho", true },
		{ "English", "eng", true },
		{ "deutsch", "deu", true },
		{ "日本語", "jpn", true },
		{ "http://id.loc.gov/vocabulary/iso639-2/fre", "fra", true },
		{ "en fr", "eng fra", true },
		{ "English; German", "eng deu", true },
		{ "engfre", "eng fra", true },
		{ "eng##fra", "eng fra", true },
		{ "und", "", true },
		{ "other", "", true },
		{ "mul", "mul", true },
		{ "", "", false },
		{ "Klingonish", "", false },
		{ "2.1MB", "", false },
		{ "ge", "", false },
		{ "in the garden", "", false },
		{ "English; Klingonish", "eng", false },
		{ "no-no-no", "nor", true },
	};
	struct arena *arena = arena_new(NORMALISE_ARENA_BYTES);
	struct vocabulary *vocabulary = vocabulary_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct memory_list codes = { .arena = arena };
		struct buffer joined;

		buffer_init(&joined, 0);
		assert_int_equal(
		    language_parse(vocabulary, text_of(cases[i].value), &codes),
		    cases[i].is_known);
		for (size_t j = 0; j < codes.count; j++) {
			if (j > 0)
				buffer_add_char(&joined, ' ');
			buffer_add_text(&joined, codes.texts[j]);
		}
		assert_true(text_is(buffer_text(&joined), cases[i].codes));
		buffer_fini(&joined);
	}
	vocabulary_free(vocabulary);
	arena_free(arena);
}

TESTS(TEST(a_value_names_languages))
