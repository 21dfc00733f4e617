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
		{ SCHEME_TYPE, "collection", "" },
		{ SCHEME_BROADER, "doctoral thesis", "thesis" },
		{ SCHEME_BROADER, "text", "" },
		{ SCHEME_BROADER, "PCT application", "patent" },
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
the_key_of_a_statement_is_what_its_spellings_share(void **state)
{
	static const char *const cases[][2] = {
		{ "journalArticle", "journal article" },
		{ "Journal-Article", "journal article" },
		{ "JOURNAL", "journal" },
		{ "Thesis (B.A.)", "thesis b a" },
		{ "https://www.example.org/a/b/?lang=en", "example org a b" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buffer key;

		buffer_init(&key, 0);
		vocabulary_key(&key, SCHEME_TYPE, text_of(cases[i][0]));
		assert_true(text_is(buffer_text(&key), cases[i][1]));
		buffer_fini(&key);
	}
}

static void
the_meaning_of_a_platform_goes_first(void **state)
{
	struct vocabulary *vocabulary = vocabulary_new();
	const struct text *label;

	(void)state;
	label =
	    vocabulary_read(vocabulary, SCHEME_TYPE, TEXT("base"), TEXT("121"));
	assert_non_null(label);
	assert_true(text_is(*label, "journal article"));
	assert_null(vocabulary_read(
	    vocabulary, SCHEME_TYPE, TEXT("dspace"), TEXT("121")));
	label = vocabulary_read(
	    vocabulary, SCHEME_TYPE, TEXT("base"), TEXT("Preprint"));
	assert_non_null(label);
	assert_true(text_is(*label, "preprint"));
	vocabulary_free(vocabulary);
}

static void
what_an_operator_adds_goes_first(void **state)
{
	struct vocabulary *vocabulary = vocabulary_new();
	const struct text none = { 0 };
	const struct text *label;

	(void)state;
	vocabulary_add(
	    vocabulary, SCHEME_TYPE, none, TEXT("DFT"), TEXT("dataset"));
	vocabulary_add(vocabulary, SCHEME_TYPE, none, TEXT("Preprint"),
	    TEXT("working paper"));
	vocabulary_add(vocabulary, SCHEME_TYPE, TEXT("eprints"), TEXT("DFT"),
	    TEXT("software"));
	label = vocabulary_read(vocabulary, SCHEME_TYPE, none, TEXT("dft"));
	assert_non_null(label);
	assert_true(text_is(*label, "dataset"));
	label =
	    vocabulary_read(vocabulary, SCHEME_TYPE, none, TEXT("pre print"));
	assert_non_null(label);
	label =
	    vocabulary_read(vocabulary, SCHEME_TYPE, none, TEXT("preprint"));
	assert_non_null(label);
	assert_true(text_is(*label, "working paper"));
	label = vocabulary_read(
	    vocabulary, SCHEME_TYPE, TEXT("eprints"), TEXT("DFT"));
	assert_non_null(label);
	assert_true(text_is(*label, "software"));
	vocabulary_free(vocabulary);
}

static void
what_an_operator_says_of_all_goes_before_what_ships_for_a_platform(void **state)
{
	static const struct {
		const char *platform; /* of what is added; NULL: nothing is */
		const char *code;
		const char *read; /* on the platform */
		struct vocabulary_row_kind kind;
	} steps[] = {
		{ NULL, NULL, "journal article", { false, true } },
		{ "", "dataset", "dataset", { true, false } },
		{ "base", "software", "software", { true, true } },
	};
	struct vocabulary *vocabulary = vocabulary_new();
	struct vocabulary_row_kind kind;
	const struct text *label;

	(void)state;
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		if (steps[i].platform != NULL)
			vocabulary_add(vocabulary, SCHEME_TYPE,
			    text_of(steps[i].platform), TEXT("121"),
			    text_of(steps[i].code));
		label = vocabulary_read_row(
		    vocabulary, SCHEME_TYPE, TEXT("base"), TEXT("121"), &kind);
		assert_non_null(label);
		assert_true(text_is(*label, steps[i].read));
		assert_int_equal(kind.is_own, steps[i].kind.is_own);
		assert_int_equal(
		    kind.is_of_platform, steps[i].kind.is_of_platform);
	}
	vocabulary_free(vocabulary);
}

static void
a_scheme_has_a_name(void **state)
{
	(void)state;
	for (int i = 0; i < SCHEME_COUNT; i++) {
		enum scheme scheme;

		assert_true(vocabulary_scheme(
		    text_of(vocabulary_scheme_name((enum scheme)i)), &scheme));
		assert_int_equal(scheme, i);
	}
	assert_false(
	    vocabulary_scheme(TEXT("colour"), &(enum scheme){ SCHEME_TYPE }));
}

TESTS(TEST(the_meaning_of_a_platform_goes_first),
    TEST(what_an_operator_adds_goes_first),
    TEST(what_an_operator_says_of_all_goes_before_what_ships_for_a_platform),
    TEST(a_scheme_has_a_name), TEST(the_tables_of_the_tree_are_loaded),
    TEST(the_key_of_a_statement_is_what_its_spellings_share))
