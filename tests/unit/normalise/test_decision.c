#include "base/array.h"
#include "normalise/access.h"
#include "normalise/language.h"
#include "normalise/mime.h"
#include "normalise/rights.h"
#include "normalise/status.h"
#include "normalise/type.h"
#include "said.h"

/* What a person said of a value holds, and is told. */

static struct text
version_of(const struct item *item)
{
	return item->version;
}

static struct text
review_of(const struct item *item)
{
	return item->peer_reviewed == ANSWER_YES ? TEXT("yes") : TEXT("");
}

static struct text
type_of(const struct item *item)
{
	return item->type;
}

static struct text
access_of(const struct item *item)
{
	return item->access;
}

static struct text
license_of(const struct item *item)
{
	return item->license;
}

static struct text
statement_of(const struct item *item)
{
	return item->rights_statement;
}

static const struct place {
	enum scheme scheme;
	enum element element;
	const char *code;
	void (*field)(struct draft *draft);
	struct text (*value)(const struct item *item);
} places[] = {
	{ SCHEME_TYPE, ELEMENT_TYPE, "dataset", type_field, type_of },
	{ SCHEME_VERSION, ELEMENT_TYPE, "AM", status_field, version_of },
	{ SCHEME_PEER_REVIEWED, ELEMENT_TYPE, "yes", status_field, review_of },
	{ SCHEME_ACCESS, ELEMENT_RIGHTS, "restricted access", access_field,
	    access_of },
	{ SCHEME_LICENSE, ELEMENT_RIGHTS, "MIT", rights_field, license_of },
	{ SCHEME_RIGHTS_STATEMENT, ELEMENT_RIGHTS, "InC-1.0", rights_field,
	    statement_of },
};

/* A person says it of platform mapped ("": all); it is served on eprints. */
static void
make(struct said *said, const struct place *place, const char *mapped)
{
	said_begin(said);
	vocabulary_add(said->vocabulary, place->scheme, text_of(mapped),
	    TEXT("quixotic words"), text_of(place->code));
	said->draft.platform = TEXT("eprints");
	draft_begin(&said->draft, &oai_dc);
	say(said, place->element, QUALIFIER_NONE, "Quixotic words");
	place->field(&said->draft);
}

static void
what_a_person_says_may_hold_on_one_platform(void **state)
{
	struct said said;

	(void)state;
	for (size_t i = 0; i < COUNT(places); i++) {
		assert_true(vocabulary_has_platforms(places[i].scheme));
		make(&said, &places[i], "eprints");
		assert_said(places[i].value(&said.item), places[i].code);
		said_end(&said);
		make(&said, &places[i], "dspace");
		assert_said(places[i].value(&said.item), "");
		said_end(&said);
	}
}

static void
assert_told(struct said *said, const char *told)
{
	buffer_add_char(&said->draft.why_bytes, '\0');
	assert_int_equal(
	    strstr(said->draft.why_bytes.bytes, "means") != NULL, told != NULL);
	if (told != NULL)
		assert_non_null(strstr(said->draft.why_bytes.bytes, told));
}

static void
the_row_that_decided_is_told(void **state)
{
	struct said said;

	(void)state;
	for (size_t i = 0; i < COUNT(places); i++) {
		make(&said, &places[i], "eprints");
		assert_told(&said,
		    "; \\\"sheaf map\\\" says what it means on eprints\"");
		said_end(&said);
		make(&said, &places[i], "");
		assert_told(&said, "; \\\"sheaf map\\\" says what it means\"");
		said_end(&said);
	}
}

static void
so_it_is_of_values_that_no_platform_has_its_own_of(void **state)
{
	static const struct place others[] = {
		{ SCHEME_LANGUAGE_CODE, ELEMENT_LANGUAGE, "tlh", language_field,
		    NULL },
		{ SCHEME_FORMAT, ELEMENT_FORMAT, "text/html", mime_field,
		    NULL },
	};
	struct said said;

	(void)state;
	for (size_t i = 0; i < COUNT(others); i++) {
		make(&said, &others[i], "");
		assert_told(&said, "; \\\"sheaf map\\\" says what it means\"");
		said_end(&said);
	}
}

static void
make_type(struct said *said, const char *platform, const char *value)
{
	said_begin(said);
	said->draft.platform = text_of(platform);
	draft_begin(&said->draft, &oai_dc);
	say(said, ELEMENT_TYPE, QUALIFIER_NONE, value);
	type_field(&said->draft);
}

static void
what_ships_for_a_platform_is_told_and_the_rest_is_not(void **state)
{
	static const struct {
		const char *platform;
		const char *value;
		const char *told;
	} cases[] = {
		{ "base", "121", "; it means that on base\"" },
		{ "base", "x: 121", "; it means that on base\"" },
		{ "base", "preprint", NULL },
		{ "", "preprint", NULL },
	};
	struct said said;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		make_type(&said, cases[i].platform, cases[i].value);
		assert_told(&said, cases[i].told);
		said_end(&said);
	}
}

/* A row that says something else has not decided. */
static void
what_another_value_decided_is_not_told(void **state)
{
	struct said said;

	(void)state;
	said_begin(&said);
	vocabulary_add(said.vocabulary, SCHEME_TYPE, TEXT(""), TEXT("quixotry"),
	    TEXT("text"));
	draft_begin(&said.draft, &oai_dc);
	say(&said, ELEMENT_TYPE, QUALIFIER_NONE, "Quixotry");
	say(&said, ELEMENT_TYPE, QUALIFIER_NONE, "Preprint");
	type_field(&said.draft);
	assert_said(said.item.type, "preprint");
	assert_told(&said, NULL);
	said_end(&said);
}

TESTS(TEST(the_row_that_decided_is_told),
    TEST(so_it_is_of_values_that_no_platform_has_its_own_of),
    TEST(what_ships_for_a_platform_is_told_and_the_rest_is_not),
    TEST(what_another_value_decided_is_not_told),
    TEST(what_a_person_says_may_hold_on_one_platform))
