#include <string.h>

#include "normalise/vocabulary.h"
#include "test.h"

static const struct text *
find(const struct vocabulary *vocabulary, enum scheme scheme, const char *key)
{
	return vocabulary_find(vocabulary, scheme, text_of(key));
}

static void
the_tables_of_the_tree_are_loaded(void **state)
{
	static const struct {
		enum scheme scheme;
		const char *key;
		const char *value; /* NULL: not known */
	} cases[] = {
		{ SCHEME_LANGUAGE_CODE, "en", "eng" },
		{ SCHEME_LANGUAGE_CODE, "ger", "deu" },
		{ SCHEME_LANGUAGE_CODE, "zzj", "zzj" },
		{ SCHEME_LANGUAGE_CODE, "in", "ind" },
		{ SCHEME_LANGUAGE_CODE, "und", "" },
		{ SCHEME_LANGUAGE_CODE, "", NULL },
		{ SCHEME_LANGUAGE_CODE, "#", NULL },
		{ SCHEME_LANGUAGE_NAME, "english", "eng" },
		{ SCHEME_LANGUAGE_NAME, "occitan", "oci" },
		{ SCHEME_LANGUAGE_NAME, "greek", "ell" },
		{ SCHEME_LANGUAGE_NAME, "en", NULL },
		{ SCHEME_TYPE, "c 6501", "journal article" },
		{ SCHEME_TYPE, "ph d", "doctoral thesis" },
		{ SCHEME_TYPE, "peer reviewed", "" },
		{ SCHEME_BROADER, "doctoral thesis", "thesis" },
		{ SCHEME_BROADER, "text", "" },
		{ SCHEME_MONTH, "marz", "3" },
		{ SCHEME_MONTH, "winter", "24" },
	};
	struct vocabulary *vocabulary = vocabulary_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct text *value =
		    find(vocabulary, cases[i].scheme, cases[i].key);

		if (cases[i].value == NULL) {
			assert_null(value);
		} else {
			assert_non_null(value);
			assert_true(text_is(*value, cases[i].value));
		}
	}
	vocabulary_free(vocabulary);
	vocabulary_free(NULL);
}

static void
a_type_key_parts_words_that_were_joined(void **state)
{
	static const char *const cases[][2] = {
		{ "journalArticle", "journal article" },
		{ "Journal-Article", "journal article" },
		{ "JOURNAL", "journal" },
		{ "Thesis (B.A.)", "thesis b a" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buffer key;

		buffer_init(&key, 0);
		vocabulary_type_key(&key, text_of(cases[i][0]));
		assert_true(text_is(buffer_text(&key), cases[i][1]));
		buffer_fini(&key);
	}
}

TESTS(TEST(the_tables_of_the_tree_are_loaded),
    TEST(a_type_key_parts_words_that_were_joined))
