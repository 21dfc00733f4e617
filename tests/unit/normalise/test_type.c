#include "normalise/type.h"
#include "test.h"

static void
a_value_names_a_type(void **state)
{
	static const char *const cases[][2] = {
		{ "journal article", "journal article" },
		{ "JournalArticle", "journal article" },
		{ " journal_article ", "journal article" },
		{ "http://purl.org/coar/resource_type/c_db06",
		    "doctoral thesis" },
		{ "http://purl.org/coar/resource_type/R60J-J5BD/",
		    "conference presentation" },
		{ "info:eu-repo/semantics/doctoralThesis", "doctoral thesis" },
		{ "http://purl.org/eprint/type/JournalArticle",
		    "journal article" },
		{ "publications:dataset", "dataset" },
		{ "Foo / Thesis", "thesis" },
		{ "Thesis / Foo", "thesis" },
		{ "Yüksek lisans", "master thesis" },
		{ "PeerReviewed", "" },
		{ "info:eu-repo/semantics/publishedVersion", "" },
		{ "DFT", NULL },
		{ "", NULL },
		{ "http://", NULL },
		{ ":", NULL },
		{ "info:", NULL },
	};
	struct vocabulary *vocabulary = vocabulary_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct text *label =
		    type_parse(vocabulary, text_of(cases[i][0]));

		if (cases[i][1] == NULL) {
			assert_null(label);
		} else {
			assert_non_null(label);
			assert_true(text_is(*label, cases[i][1]));
		}
	}
	vocabulary_free(vocabulary);
}

static void
the_narrower_of_two_types_is_known(void **state)
{
	static const struct {
		const char *a;
		const char *b;
		bool is_narrower;
	} cases[] = {
		{ "doctoral thesis", "thesis", true },
		{ "thesis", "doctoral thesis", false },
		{ "research article", "contribution to journal", true },
		{ "book", "thesis", false },
		{ "thesis", "book", false },
		{ "dataset", "other", true },
		{ "other", "dataset", false },
		{ "dataset", "text", true },
		{ "text", "other", true },
		{ "other", "text", false },
		{ "text", "text", false },
	};
	struct vocabulary *vocabulary = vocabulary_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(type_is_narrower(vocabulary,
				     text_of(cases[i].a), text_of(cases[i].b)),
		    cases[i].is_narrower);
	vocabulary_free(vocabulary);
}

TESTS(TEST(a_value_names_a_type), TEST(the_narrower_of_two_types_is_known))
