#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/limit.h"
#include "claims.h"
#include "normalise/schema.h"
#include "normalise/slice.h"
#include "normalise/type.h"

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
		{ "1.1 Articolo in rivista", "journal article" },
		{ "02.01. Capitolo di libro", "book part" },
		{ "2010 Foo", NULL },
		/* Of research, and of persons */
		{ "Letter", "letter" },
		{ "http://purl.org/coar/resource_type/c_0857", "letter" },
		{ "Briefe", "text" },
		{ "Lettre", "text" },
		{ "Correspondence", "text" },
		{ "Письмо", "text" },
		{ "Leserbrief", "letter to the editor" },
		{ "Collection", "" },
		{ "PeerReviewed", NULL },
		{ "info:eu-repo/semantics/publishedVersion", NULL },
		{ "DFT", NULL },
		{ "", NULL },
		{ "http://", NULL },
		{ ":", NULL },
		{ "info:", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct text *label = type_parse(
		    vocabulary, (struct text){ 0 }, text_of(cases[i][0]));

		if (cases[i][1] == NULL) {
			assert_null(label);
		} else {
			assert_non_null(label);
			assert_true(text_is(*label, cases[i][1]));
		}
	}
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

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(type_is_narrower(vocabulary,
				     text_of(cases[i].a), text_of(cases[i].b)),
		    cases[i].is_narrower);
}

/* Whatever a table says is a label of COAR, and is its own normal form. */
static void
a_label_is_its_own_normal_form(void **state)
{
	const char *text = schema_text("type");
	struct text row[SCHEMA_COLUMNS];

	(void)state;
	while (schema_row(&text, row)) {
		const struct text *label;

		if (row[1].length == 0)
			continue;
		assert_non_null(
		    vocabulary_find(vocabulary, SCHEME_BROADER, row[1]));
		label = type_parse(vocabulary, (struct text){ 0 }, row[1]);
		assert_non_null(label);
		assert_true(text_equals(*label, row[1]));
	}
}

/* A record that says these types, each as value, scheme and URI. */
static void
assert_type(const char *const said[][3], const char *type)
{
	static const struct origin origin = { .format = "x",
		.is_current = true };
	struct item item = { 0 };
	struct draft draft;

	draft_init(&draft, arena, vocabulary, &item);
	draft_begin(&draft, &origin);
	for (size_t i = 0; said[i][0] != NULL; i++)
		draft_claim(&draft,
		    &(struct claim){ .element = ELEMENT_TYPE,
			.value = text_of(said[i][0]),
			.scheme = text_of(said[i][1]),
			.uri = text_of(said[i][2]) });
	type_field(&draft);
	assert_true(text_is(item.type, type));
	draft_fini(&draft);
}

static void
the_best_said_and_narrowest_type_is_chosen(void **state)
{
	static const struct {
		const char *type;
		const char *said[4][3];
	} cases[] = {
		{ "", { { NULL } } },
		{ "book", { { "Book" }, { "Thesis" } } },
		{ "thesis",
		    { { "Book" }, { "info:eu-repo/semantics/thesis" } } },
		{ "doctoral thesis",
		    { { "info:eu-repo/semantics/studentThesis" }, { "PhD" } } },
		{ "software",
		    { { "info:eu-repo/semantics/article" },
			{ "Foo", NULL,
			    "http://purl.org/coar/resource_type/c_5ce6" } } },
		{ "conference paper",
		    { { "Article" },
			{ "http://purl.org/eprint/type/ConferencePaper" } } },
		{ "moving image",
		    { { "http://purl.org/dc/dcmitype/MovingImage" },
			{ "Book" } } },
		/* What makes a branch narrower keeps the branch in front. */
		{ "doctoral thesis",
		    { { "http://purl.org/coar/resource_type/c_46ec" },
			{ "PhD" }, { "info:eu-repo/semantics/article" } } },
		{ "doctoral thesis",
		    { { "PhD" },
			{ "http://purl.org/coar/resource_type/c_46ec" },
			{ "info:eu-repo/semantics/article" } } },
		{ "journal article",
		    { { "http://purl.org/coar/resource_type/c_1843" },
			{ "Book" }, { "info:eu-repo/semantics/article" } } },
		{ "dataset", { { "Book", "Dataset" } } },
		{ "book", { { "Book", "Text" } } },
		{ "dataset", { { "Shapefile", "Dataset" } } },
		{ "journal article",
		    { { "other" }, { "text" }, { "Article" }, { "other" } } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *said[5][3] = { { NULL } };

		memcpy(said, cases[i].said, sizeof(cases[i].said));
		assert_type((const char *const(*)[3])said, cases[i].type);
	}
}

static void
a_degree_makes_a_thesis_one_of_its_level(void **state)
{
	static const enum qualifier qualifiers[] = { QUALIFIER_LEVEL,
		QUALIFIER_NAME };
	static const struct origin origin = { .format = "x" };

	(void)state;
	for (size_t i = 0; i < COUNT(qualifiers); i++) {
		struct item item = { 0 };
		struct draft draft;

		draft_init(&draft, arena, vocabulary, &item);
		draft_begin(&draft, &origin);
		draft_say(&draft, ELEMENT_TYPE, QUALIFIER_NONE, TEXT("thesis"));
		draft_say(&draft, ELEMENT_DEGREE, qualifiers[i], TEXT("PhD"));
		draft_say(&draft, ELEMENT_DEGREE, QUALIFIER_GRANTOR,
		    TEXT("Guild of Sheep"));
		type_field(&draft);
		assert_true(text_is(item.type, "doctoral thesis"));
		assert_int_equal(draft.unmapped.count, 0);
		draft_fini(&draft);
	}
}

/* OJS calls everything an article. */
static void
what_software_says_of_everything_goes_last(void **state)
{
	static void (*const fields[])(
	    struct draft * draft) = { type_field, NULL };
	static const struct said said[] = {
		SAID("a", TYPE, NONE, "info:eu-repo/semantics/article"),
		SAID("a", TYPE, NONE, "Editorial"),
		{ 0 },
	};

	(void)state;
	claims_assert(
	    claims_make(said, "dspace", fields).type, "journal article");
	claims_assert(claims_make(said, "ojs", fields).type, "editorial");
}

static void
what_the_platform_means_goes_before_words(void **state)
{
	static void (*const fields[])(
	    struct draft * draft) = { type_field, NULL };
	static const struct said said[] = {
		SAID("a", TYPE, NONE, "Book"),
		SAID("a", TYPE, NONE, "Monograph"),
		{ 0 },
	};

	(void)state;
	claims_assert(claims_make(said, "dspace", fields).type, "book");
	claims_assert(claims_make(said, "eprints", fields).type, "report");
}

/* The rule that its type is explained by. */
static void
assert_rule(const char *platform, const struct said *said, const char *rule)
{
	struct item item = { 0 };
	char expected[128];
	struct draft draft;

	arena_reset(arena);
	draft_init(&draft, arena, vocabulary, &item);
	draft.platform = text_of(platform);
	claims_say(&draft, said);
	type_field(&draft);
	(void)snprintf(expected, sizeof(expected), "\"rule\":\"%s\"", rule);
	assert_true(
	    slice_find(buffer_text(&draft.why_bytes), expected).length > 0);
	draft_fini(&draft);
}

static void
what_decided_is_told(void **state)
{
	static const struct said cases[][4] = {
		{ SAID("a", TYPE, NONE, "Thesis") },
		{ SAID("a", TYPE, NONE, "Thesis"),
		    SAID("a", TYPE, NONE, "Sound") },
		{ SAID("a", TYPE, NONE, "Thesis"),
		    SAID("a", TYPE, NONE, "PhD") },
		{ SAID("a", TYPE, NONE, "Thesis"), SAID("a", TYPE, NONE, "PhD"),
		    SAID("a", TYPE, NONE, "info:eu-repo/semantics/article") },
		{ SAID("a", TYPE, NONE, "Monograph") },
	};
	static const char *const rules[] = { "the type that is said",
		"first of several types", "narrowest type",
		"said in the vocabulary that goes first",
		"the type that is said; it means that on eprints" };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_rule(i == COUNT(cases) - 1 ? "eprints" : NULL, cases[i],
		    rules[i]);
}

static void
what_says_nothing_on_arxiv_is_a_preprint(void **state)
{
	static void (*const fields[])(
	    struct draft * draft) = { type_field, NULL };
	static const struct said text[] = {
		SAID("a", TYPE, NONE, "text"),
		{ 0 },
	};
	static const struct said nothing[] = {
		SAID("a", IDENTIFIER, NONE, "http://arxiv.org/abs/0704.0001"),
		{ 0 },
	};
	static const struct said more[] = {
		SAID("a", TYPE, NONE, "text"),
		SAID("a", TYPE, NONE, "Dataset"),
		{ 0 },
	};

	(void)state;
	claims_assert(claims_make(text, "arxiv", fields).type, "preprint");
	claims_assert(claims_make(nothing, "arxiv", fields).type, "preprint");
	claims_assert(claims_make(more, "arxiv", fields).type, "dataset");
	claims_assert(claims_make(text, "dspace", fields).type, "text");
	claims_assert(claims_make(nothing, "dspace", fields).type, "");
}

/* Nobody would look for it among the values that no table knows. */
static void
what_is_known_to_say_no_type_is_told(void **state)
{
	static void (*const fields[])(
	    struct draft * draft) = { type_field, NULL };
	static const struct said none[] = {
		SAID("a", TYPE, NONE, "Student Work"),
		{ 0 },
	};
	static const struct said beside[] = {
		SAID("a", TYPE, NONE, "Student Work"),
		SAID("a", TYPE, NONE, "Presentation"),
		{ 0 },
	};
	struct item item;

	(void)state;
	item = claims_make(none, "", fields);
	assert_int_equal(item.issues.count, 1);
	claims_assert(
	    item.issues.texts[0], "type is known to say none: Student Work");
	item = claims_make(beside, "", fields);
	assert_int_equal(item.issues.count, 0);
	claims_assert(item.type, "conference presentation");
}

TESTS(WITH_VOCABULARY(what_is_known_to_say_no_type_is_told),
    WITH_VOCABULARY(what_the_platform_means_goes_before_words),
    WITH_VOCABULARY(what_decided_is_told),
    WITH_VOCABULARY(what_says_nothing_on_arxiv_is_a_preprint),
    WITH_VOCABULARY(what_software_says_of_everything_goes_last),
    WITH_VOCABULARY(the_best_said_and_narrowest_type_is_chosen),
    WITH_VOCABULARY(a_degree_makes_a_thesis_one_of_its_level),
    WITH_VOCABULARY(a_label_is_its_own_normal_form),
    WITH_VOCABULARY(a_value_names_a_type),
    WITH_VOCABULARY(the_narrower_of_two_types_is_known))
