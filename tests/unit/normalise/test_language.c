#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/buffer.h"
#include "claims.h"
#include "normalise/language.h"
#include "normalise/schema.h"

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
		{ "Tyska", "deu", true },
		{ "n\u011Bm\u010Dina", "deu", true },
		{ "Portugiesisch", "por", true },
		{ "\u5FB7\u8BED", "deu", true },
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
		{ "English (United States)", "eng", true },
		{ "English (US) and French (Quebec)", "", false },
		{ "English and French", "eng fra", true },
		{ "Deutsch und Englisch", "deu eng", true },
		{ "in English and French", "", false },
		{ "y e en", "", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct memory_list codes = { .arena = arena };
		struct buffer joined;
		bool is_name;

		buffer_init(&joined, 0);
		assert_int_equal(language_parse(vocabulary,
				     text_of(cases[i].value), &codes, &is_name),
		    cases[i].is_known);
		for (size_t j = 0; j < codes.count; j++) {
			if (j > 0)
				buffer_add_char(&joined, ' ');
			buffer_add_text(&joined, codes.texts[j]);
		}
		assert_true(text_is(buffer_text(&joined), cases[i].codes));
		buffer_fini(&joined);
	}
}

static void
a_code_is_its_own_normal_form(void **state)
{
	const char *text = schema_text("language");
	struct text row[SCHEMA_COLUMNS];

	(void)state;
	while (schema_row(&text, row)) {
		struct memory_list codes = { .arena = arena };
		bool is_name;

		if (text_is(row[0], "und") || text_is(row[0], "mis"))
			continue;
		assert_true(
		    language_parse(vocabulary, row[0], &codes, &is_name));
		assert_int_equal(codes.count, 1);
		assert_true(text_equals(codes.texts[0], row[0]));
		assert_false(is_name);
	}
}

static void (*const fields[])(struct draft *draft) = { language_field, NULL };

static void
a_language_says_what_it_rests_on(void **state)
{
	static const struct {
		const char *platform;
		const char *codes; /* the first */
		const char *basis;
		const char *issue;
		struct said said[4];
	} cases[] = {
		{ NULL, "eng", "code", NULL,
		    { SAID("a", LANGUAGE, NONE, "en_US") } },
		{ "dspace", "eng", "default", NULL,
		    { SAID("a", LANGUAGE, NONE, "en_US") } },
		{ "dspace", "eng", "code", NULL,
		    { SAID("a", LANGUAGE, NONE, "en_US"),
			SAID("a", LANGUAGE, NONE, "de") } },
		{ "dspace", "eng", "code", NULL,
		    { SAID("a", LANGUAGE, NONE, "en") } },
		{ NULL, "deu", "name", "language differs: b says fra",
		    { SAID("a", LANGUAGE, NONE, "other"),
			SAID("a", LANGUAGE, NONE, "German"),
			SAID("b", LANGUAGE, NONE, "fr") } },
		{ NULL, "deu", "code", NULL,
		    { SAID("a", LANGUAGE, NONE, "de"),
			SAID("old", LANGUAGE, NONE, "fr") } },
		{ NULL, "fra", "code", NULL,
		    { SAID("a", LANGUAGE, NONE, "und"),
			SAID("old", LANGUAGE, NONE, "fr") } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct said said[5] = { { 0 } };
		struct item item;

		memcpy(said, cases[i].said, sizeof(cases[i].said));
		item = claims_make(said, cases[i].platform, fields);
		assert_true(item.language.count > 0);
		claims_assert(item.language.texts[0], cases[i].codes);
		claims_assert(item.language_basis, cases[i].basis);
		assert_int_equal(item.issues.count, cases[i].issue != NULL);
		if (cases[i].issue != NULL)
			claims_assert(item.issues.texts[0], cases[i].issue);
	}
}

static void
words_that_say_no_language_are_told(void **state)
{
	static const struct said none[] = {
		SAID("a", LANGUAGE, NONE, "other"),
		SAID("a", LANGUAGE, NONE, "qqqq"),
		SAID("b", LANGUAGE, NONE, "und"),
		SAID("b", LANGUAGE, NONE, "other"),
		{ 0 },
	};
	static const struct said one[] = {
		SAID("a", LANGUAGE, NONE, "other"),
		SAID("a", LANGUAGE, NONE, "zxx"),
		{ 0 },
	};
	struct item item = claims_make(none, NULL, fields);

	(void)state;
	assert_int_equal(item.language.count, 0);
	assert_int_equal(item.issues.count, 2);
	claims_assert(
	    item.issues.texts[0], "language is known to say none: other");
	claims_assert(
	    item.issues.texts[1], "language is known to say none: und");
	item = claims_make(one, NULL, fields);
	assert_int_equal(item.language.count, 1);
	assert_int_equal(item.issues.count, 0);
}

TESTS(WITH_VOCABULARY(a_value_names_languages),
    WITH_VOCABULARY(a_code_is_its_own_normal_form),
    WITH_VOCABULARY(a_language_says_what_it_rests_on),
    WITH_VOCABULARY(words_that_say_no_language_are_told))
