#include <stdlib.h>

#include "base/array.h"
#include "claims.h"
#include "normalise/text_field.h"
#include "normalise/title.h"

static void
a_title_loses_what_belongs_to_the_next_area(void **state)
{
	static const char *const cases[][2] = {
		{ "Title /", "Title" },
		{ "Title : ", "Title" },
		{ "Title:", "Title" },
		{ "Title ;", "Title" },
		{ "Title.", "Title" },
		{ "Title. /", "Title" },
		{ "Title...", "Title..." },
		{ "Life of Ronald Karlson, Ph.D.", NULL },
		{ "Smith, Inc.", NULL },
		{ "Notes by J.", NULL },
		{ "Works, vol.", NULL },
		{ "and/or", NULL },
		{ "1/", NULL },
		{ "What?", NULL },
		{ ":", NULL },
		{ ".", NULL },
		{ "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *expected =
		    cases[i][1] == NULL ? cases[i][0] : cases[i][1];
		struct text once =
		    title_clean(vocabulary, text_of(cases[i][0]));

		claims_assert(once, expected);
		claims_assert(title_clean(vocabulary, once), expected);
	}
}

static void
a_key_is_its_own_key(void **state)
{
	static const char *const cases[][2] = {
		{ "Müller’s Straße, II.", "mullersstrasseii" },
		{ "Новый метод", "новыйметод" },
		{ "!?", "" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text key = title_key(arena, text_of(cases[i][0]));

		claims_assert(key, cases[i][1]);
		claims_assert(title_key(arena, key), cases[i][1]);
	}
}

static void
a_long_title_has_a_key_that_fits(void **state)
{
	size_t length = 1000000;
	char *title = malloc(length);
	struct text key;

	(void)state;
	assert_non_null(title);
	for (size_t i = 0; i < length; i += 2)
		memcpy(title + i, "\u00E4", 2);
	key = title_key(arena, (struct text){ title, length });
	assert_int_equal(key.length, ITEM_KEY_BYTES);
	free(title);
}

static void (*const fields[])(struct draft *draft) = { title_field,
	abstract_field, publisher_field, NULL };

#define TITLE(p, q, v, l)                                                 \
	{                                                                 \
		.prefix = (p), .element = ELEMENT_TITLE,                  \
		.qualifier = QUALIFIER_##q, .value = (v), .language = (l) \
	}

static void
the_first_title_is_the_title_and_the_others_are_kept(void **state)
{
	static const struct said said[] = {
		TITLE("a", ALTERNATIVE, "Short", NULL),
		TITLE("a", NONE, "Main /", "en"),
		TITLE("a", SUBTITLE, "le reste", "fr"),
		TITLE("a", SUBTITLE, "the rest.", "en"),
		TITLE("a", NONE, "Titre", "fr"),
		TITLE("a", NONE, "Titre", "fr"),
		TITLE("a", TRANSLATED, "Titel", "xx-klingon"),
		TITLE("b", NONE, "Main", NULL),
		TITLE("c", NONE, "Titre", NULL),
		TITLE("d", NONE, "Something else", NULL),
		TITLE("old", NONE, "Of before", NULL),
		{ 0 },
	};
	struct item item = claims_make(said, NULL, fields);

	(void)state;
	claims_assert(item.title, "Main: the rest");
	claims_assert(item.title_key, "maintherest");
	claims_assert(item.other_titles,
	    "[{\"title\":\"Short\",\"kind\":\"alternative\"},"
	    "{\"title\":\"le reste\",\"language\":\"fra\","
	    "\"kind\":\"subtitle\"},"
	    "{\"title\":\"Titre\",\"language\":\"fra\","
	    "\"kind\":\"translated\"},"
	    "{\"title\":\"Titel\",\"kind\":\"translated\"}]");
	assert_int_equal(item.issues.count, 1);
	claims_assert(item.issues.texts[0], "title differs in d");
}

static void
a_subtitle_is_not_said_twice(void **state)
{
	static const struct said said[] = {
		SAID("a", TITLE, NONE, "Main: the rest"),
		SAID("a", TITLE, SUBTITLE, "the rest"),
		{ 0 },
	};
	struct item item = claims_make(said, NULL, fields);

	(void)state;
	claims_assert(item.title, "Main: the rest");
	claims_assert(item.other_titles, "");
}

#define ABOUT(p, q, v, l)                                                 \
	{                                                                 \
		.prefix = (p), .element = ELEMENT_DESCRIPTION,            \
		.qualifier = QUALIFIER_##q, .value = (v), .language = (l) \
	}

#define LONGER                                                    \
	"Longer than that, as who says what was done needs some " \
	"words for it."

static void
an_abstract_is_told_from_other_descriptions(void **state)
{
	static const struct {
		const char *abstract;
		struct said said[5];
	} cases[] = {
		{ LONGER,
		    { ABOUT("a", NONE, "12 p.", NULL),
			ABOUT("a", NONE, LONGER, NULL),
			ABOUT("a", NONE, "https://example.org/thumbnail.jpg",
			    NULL),
			ABOUT("a", NOTE,
			    "A note, and a very long one it is, longer than "
			    "the description.",
			    NULL),
			ABOUT("a", NONE,
			    "Comment: 5 figures, 12 pages, long, longer than "
			    "the description",
			    NULL) } },
		{ "Called so",
		    { ABOUT("a", NONE, "Not called so, but longer", NULL),
			ABOUT("a", ABSTRACT, "Called so", NULL),
			ABOUT(
			    "a", ABSTRACT, "The second, and longer", NULL) } },
		{ "In English",
		    { TITLE("a", NONE, "Title", "en"),
			ABOUT("a", ABSTRACT, "En français", "fr"),
			ABOUT("a", ABSTRACT, "In English", "en") } },
		{ LONGER,
		    { ABOUT("a", NONE, LONGER, NULL),
			ABOUT("b", NONE, LONGER " So it is.", NULL) } },
		/* Known to be none, and too short to be one */
		{ "", { ABOUT("a", NONE, "International audience", NULL) } },
		{ "", { ABOUT("a", ABSTRACT, "National audience", NULL) } },
		{ "", { ABOUT("a", NONE, "Duration: 3min., 30 sec.", NULL) } },
		{ "", { ABOUT("a", NONE, "sygn. 31935", NULL) } },
		{ LONGER,
		    { ABOUT("a", NONE, "International audience", "en"),
			TITLE("a", NONE, "Title", "en"),
			ABOUT("a", NONE, LONGER, "fr") } },
		{ "我们研究了城市空气质量的变化及其原因并加以比较",
		    { ABOUT("a", NONE,
			"我们研究了城市空气质量的变化及其原因并加以比较",
			NULL) } },
		{ "We do.", { ABOUT("a", NONE, "Résumé : We do.", NULL) } },
		{ "Abstract algebra: " LONGER,
		    { ABOUT("a", NONE, "Abstract algebra: " LONGER, NULL) } },
		{ "Abstract:", { ABOUT("a", ABSTRACT, "Abstract:", NULL) } },
		{ "", { ABOUT("a", NONE, "No abstract available.", NULL) } },
		{ "",
		    { TITLE("a", NONE, "Title", NULL),
			ABOUT("a", NONE, "Title", NULL) } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct said said[6] = { { 0 } };

		memcpy(said, cases[i].said, sizeof(cases[i].said));
		claims_assert(claims_make(said, NULL, fields).abstract,
		    cases[i].abstract);
	}
}

static void
a_short_abstract_is_one_where_nothing_else_is_meant(void **state)
{
	static const struct said said[] = {
		ABOUT("a", NONE, "We prove that all sheaves are flabby.", NULL),
		{ 0 },
	};

	(void)state;
	claims_assert(claims_make(said, "arxiv", fields).abstract,
	    "We prove that all sheaves are flabby.");
	claims_assert(claims_make(said, "dspace", fields).abstract, "");
}

static void
publishers_are_those_of_the_first_that_has_any(void **state)
{
	static const struct said said[] = {
		SAID("a", PUBLISHER, NONE, "[s.n.]"),
		SAID("b", PUBLISHER, NONE, "Cambridge University Press (CUP)"),
		SAID("b", PUBLISHER, NONE, "London : Royal College,"),
		SAID("b", PUBLISHER, NONE, "Royal College"),
		SAID("c", PUBLISHER, NONE, "CUP"),
		{ 0 },
	};
	struct item item = claims_make(said, NULL, fields);

	(void)state;
	assert_int_equal(item.publisher.count, 2);
	claims_assert(
	    item.publisher.texts[0], "Cambridge University Press (CUP)");
	claims_assert(item.publisher.texts[1], "Royal College");
}

static void
a_city_beside_a_publisher_is_where_that_is(void **state)
{
	static const struct said beside[] = {
		SAID("a", PUBLISHER, NONE, "Poznań"),
		SAID("a", PUBLISHER, NONE, "Warszawa"),
		SAID("a", PUBLISHER, NONE, "Państwowe Wydawnictwo Naukowe"),
		SAID("a", PUBLISHER, NONE, "Leipzig"),
		{ 0 },
	};
	static const struct said alone[] = {
		SAID("a", PUBLISHER, NONE, "Poznań"),
		SAID("a", PUBLISHER, NONE, "none"),
		SAID("b", PUBLISHER, NONE, "Państwowe Wydawnictwo Naukowe"),
		{ 0 },
	};
	static const struct said several[] = {
		SAID("a", PUBLISHER, NONE, "Poznań ; Warszawa"),
		SAID("a", PUBLISHER, NONE, "Oxford"),
		SAID("a", PUBLISHER, NONE, "Clarendon Press"),
		{ 0 },
	};
	struct item item = claims_make(beside, NULL, fields);

	(void)state;
	assert_int_equal(item.publisher.count, 1);
	claims_assert(item.publisher.texts[0], "Państwowe Wydawnictwo Naukowe");
	item = claims_make(alone, NULL, fields);
	assert_int_equal(item.publisher.count, 1);
	claims_assert(item.publisher.texts[0], "Poznań");
	item = claims_make(several, NULL, fields);
	assert_int_equal(item.publisher.count, 1);
	claims_assert(item.publisher.texts[0], "Clarendon Press");
}

TESTS(WITH_VOCABULARY(a_title_loses_what_belongs_to_the_next_area),
    WITH_VOCABULARY(a_key_is_its_own_key),
    WITH_VOCABULARY(a_long_title_has_a_key_that_fits),
    WITH_VOCABULARY(the_first_title_is_the_title_and_the_others_are_kept),
    WITH_VOCABULARY(a_subtitle_is_not_said_twice),
    WITH_VOCABULARY(an_abstract_is_told_from_other_descriptions),
    WITH_VOCABULARY(a_short_abstract_is_one_where_nothing_else_is_meant),
    WITH_VOCABULARY(publishers_are_those_of_the_first_that_has_any),
    WITH_VOCABULARY(a_city_beside_a_publisher_is_where_that_is))
