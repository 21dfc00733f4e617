#include <string.h>

#include "command/choice.h"
#include "test.h"

#define OAI_DC    "http://www.openarchives.org/OAI/2.0/oai_dc/"
#define RIOXX     "http://www.rioxx.net/schema/v2.0/rioxx/"
#define OPENAIRE  "http://namespace.openaire.eu/schema/oaire/"
#define DATACITE3 "http://datacite.org/schema/kernel-3"
#define DATACITE4 "https://schema.datacite.org/meta/kernel-4/"
#define QDC       "http://dspace.org/qualifieddc/"
#define MODS      "http://www.loc.gov/mods/v3"
#define MARC      "http://www.loc.gov/MARC21/slim"
#define ETDMS     "http://www.ndltd.org/standards/metadata/etdms/1.0/"

#define FORMATS 5

/* Prefixes and namespaces as a repository lists them; what is taken. */
static const struct {
	const char *offered[FORMATS][2];
	const char *taken[2];
} cases[] = {
	{ { { "oai_dc", OAI_DC } }, { "oai_dc" } },
	{ { { "oai_dc", OAI_DC }, { "rioxx", RIOXX } }, { "oai_dc", "rioxx" } },
	{ { { "mods", MODS }, { "marcxml", MARC }, { "oai_dc", OAI_DC } },
	    { "oai_dc", "mods" } },
	/* The name is the repository's to choose. */
	{ { { "oai_dc", OAI_DC }, { "x", RIOXX }, { "rioxx", MARC } },
	    { "oai_dc", "x" } },
	{ { { "oai_dc", OAI_DC }, { "etdms", ETDMS }, { "qdc", QDC } },
	    { "oai_dc", "qdc" } },
	{ { { "oai_dc", OAI_DC }, { "d3", DATACITE3 }, { "o", OPENAIRE } },
	    { "oai_dc", "o" } },
	{ { { "oai_dc", OAI_DC }, { "d4", DATACITE4 }, { "qdc", QDC } },
	    { "oai_dc", "d4" } },
	/* https, no last slash, blanks around. */
	{ { { "oai_dc", OAI_DC },
	      { "q", " https://dspace.org/qualifieddc\n" } },
	    { "oai_dc", "q" } },
	/* Not a version of MODS. */
	{ { { "oai_dc", OAI_DC }, { "m", "http://www.loc.gov/modsx" } },
	    { "oai_dc" } },
	/* A prefix that cannot be asked for. */
	{ { { "oai_dc", OAI_DC }, { "r x", RIOXX }, { "m", MARC } },
	    { "oai_dc", "m" } },
	/* OAI-PMH wants oai_dc; some do without. */
	{ { { "marcxml", MARC } }, { "marcxml" } },
	{ { { "dc", OAI_DC }, { "marcxml", MARC } }, { "dc", "marcxml" } },
	{ { { "olac", "http://www.language-archives.org/OLAC/1.1/" } },
	    { NULL } },
};

static struct offer
offer_of(const char *const offered[FORMATS][2],
    struct metadata_format formats[FORMATS])
{
	struct offer offer = { .formats = formats };

	for (size_t i = 0; i < FORMATS && offered[i][0] != NULL; i++)
		formats[offer.format_count++] = (struct metadata_format){
			.prefix = text_of(offered[i][0]),
			.namespace = text_of(offered[i][1]),
		};
	return offer;
}

static void
test_oai_dc_and_the_richest_format_are_taken(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct metadata_format formats[FORMATS];
		struct offer offer = offer_of(cases[i].offered, formats);
		struct word_list chosen = { 0 };
		struct word_list none = { 0 };
		struct fault why;
		size_t count = 0;

		while (count < 2 && cases[i].taken[count] != NULL)
			count++;
		assert_int_equal(
		    choose_prefixes(&chosen, &none, &offer, &why), count > 0);
		assert_int_equal(chosen.count, count);
		for (size_t n = 0; n < count; n++)
			assert_true(
			    text_is(chosen.texts[n], cases[i].taken[n]));
		word_list_fini(&chosen);
	}
}

static void
test_prefixes_asked_for_are_taken_and_no_others(void **state)
{
	struct metadata_format formats[FORMATS];
	struct offer offer = offer_of(cases[2].offered, formats);
	struct word_list asked = { 0 };
	struct word_list chosen = { 0 };
	struct fault why;

	(void)state;
	word_list_add(&asked, TEXT("marcxml"));
	word_list_add(&asked, TEXT("marcxml"));
	assert_true(choose_prefixes(&chosen, &asked, &offer, &why));
	assert_int_equal(chosen.count, 1);
	assert_true(text_is(chosen.texts[0], "marcxml"));
	word_list_fini(&chosen);
	word_list_add(&asked, TEXT("rioxx"));
	assert_false(choose_prefixes(&chosen, &asked, &offer, &why));
	assert_non_null(strstr(why.text, "rioxx"));
	word_list_fini(&asked);
}

static void
test_a_plain_set_need_not_be_listed_but_a_pattern_must_match(void **state)
{
	static const struct set sets[] = {
		{ .spec = { "a:one", 5 } },
		{ .spec = { "a:two", 5 } },
		{ .spec = { "b", 1 } },
	};
	struct offer offer = { .sets = sets, .set_count = 3, .has_sets = true };
	struct word_list asked = { 0 };
	struct word_list chosen = { 0 };
	struct fault why;
	size_t unlisted;

	(void)state;
	word_list_add(&asked, TEXT("a:*"));
	word_list_add(&asked, TEXT("a:two"));
	word_list_add(&asked, TEXT("hidden"));
	assert_true(choose_sets(&chosen, &asked, &offer, &unlisted, &why));
	assert_int_equal(chosen.count, 3);
	assert_int_equal(unlisted, 1);
	assert_true(text_is(chosen.texts[2], "hidden"));
	word_list_fini(&chosen);
	word_list_add(&asked, TEXT("c*"));
	assert_false(choose_sets(&chosen, &asked, &offer, &unlisted, &why));
	word_list_fini(&asked);
}

static void
test_without_sets_the_whole_repository_is_taken(void **state)
{
	struct offer offer = { 0 };
	struct word_list none = { 0 };
	struct word_list chosen = { 0 };
	struct fault why;
	size_t unlisted;

	(void)state;
	assert_true(choose_sets(&chosen, &none, &offer, &unlisted, &why));
	assert_int_equal(chosen.count, 1);
	assert_int_equal(chosen.texts[0].length, 0);
	word_list_fini(&chosen);
}

static void
test_numbers_are_written_for_people(void **state)
{
	char into[COUNT_SIZE];

	(void)state;
	assert_string_equal(count_format(into, 0), "0");
	assert_string_equal(count_format(into, 999), "999");
	assert_string_equal(count_format(into, 1000), "1,000");
	assert_string_equal(count_format(into, 1234567), "1,234,567");
	assert_string_equal(bytes_format(into, 999), "999 bytes");
	assert_string_equal(bytes_format(into, 1234567), "1.2 MB");
	assert_string_equal(duration_format(into, 0), "0 s");
	assert_string_equal(duration_format(into, 59), "59 s");
	assert_string_equal(duration_format(into, 120), "2 min");
	assert_string_equal(duration_format(into, 3661), "1 h 1 min");
	assert_string_equal(duration_format(into, 86400), "1 d");
	assert_string_equal(
	    duration_format(into, INT64_MAX), "106751991167300 d 15 h");
}

TESTS(TEST(test_oai_dc_and_the_richest_format_are_taken),
    TEST(test_prefixes_asked_for_are_taken_and_no_others),
    TEST(test_a_plain_set_need_not_be_listed_but_a_pattern_must_match),
    TEST(test_without_sets_the_whole_repository_is_taken),
    TEST(test_numbers_are_written_for_people))
