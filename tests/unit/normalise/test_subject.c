#include "normalise/subject.h"
#include "said.h"

static void
subjects_are_labels_codes_and_uris(void **state)
{
	static const char *const cases[][2] = {
		{ "a; b;; a", "[{\"label\":\"a\"},{\"label\":\"b\"}]" },
		{ "a\u00A6"
		  "b; c",
		    "[{\"label\":\"a\"},{\"label\":\"b\"},{\"label\":\"c\"}]" },
		{ "wool,cotton,flax",
		    "[{\"label\":\"wool\"},{\"label\":\"cotton\"},"
		    "{\"label\":\"flax\"}]" },
		{ "Paris,Texas", "[{\"label\":\"Paris,Texas\"}]" },
		{ "1,2,3-propane,x", "[{\"label\":\"1,2,3-propane,x\"}]" },
		{ "N,N,N',N'-tetramethyl",
		    "[{\"label\":\"N,N,N',N'-tetramethyl\"}]" },
		{ "a,b, c", "[{\"label\":\"a,b, c\"}]" },
		{ "Heart Defects, Congenital",
		    "[{\"label\":\"Heart Defects, Congenital\"}]" },
		{ "Library Associations -- Colorado.",
		    "[{\"label\":\"Library Associations -- Colorado\"}]" },
		{ "*Hepatocytes", "[{\"label\":\"Hepatocytes\"}]" },
		{ "History, U.S.", "[{\"label\":\"History, U.S.\"}]" },
		{ "2008", "" },
		{ "H1N1; B12", "[{\"label\":\"H1N1\"},{\"label\":\"B12\"}]" },
		{ "ddc:330 ; Economics",
		    "[{\"scheme\":\"ddc\",\"code\":\"330\"},"
		    "{\"label\":\"Economics\"}]" },
		{ "info:eu-repo/classification/udc/33",
		    "[{\"scheme\":\"udc\",\"code\":\"33\"}]" },
		{ "JEL: Q16 - R&D",
		    "[{\"label\":\"R&D\",\"scheme\":\"jel\","
		    "\"code\":\"Q16\"}]" },
		{ "Q16 - R&D ; Biofuels",
		    "[{\"label\":\"R&D ; Biofuels\",\"scheme\":\"jel\","
		    "\"code\":\"Q16\"}]" },
		{ "Fields of Research::440000 Philosophy",
		    "[{\"label\":\"Philosophy\",\"scheme\":\"for\","
		    "\"code\":\"440000\"}]" },
		{ "Earth: a planet", "[{\"label\":\"Earth: a planet\"}]" },
		{ "ddc:", "[{\"label\":\"ddc:\"}]" },
		{ "http://www.yso.fi/onto/yso/p2069",
		    "[{\"scheme\":\"yso\",\"code\":\"p2069\","
		    "\"uri\":\"http://www.yso.fi/onto/yso/p2069\"}]" },
		{ "https://dewey.info/class/330/e23/",
		    "[{\"scheme\":\"ddc\",\"code\":\"330\","
		    "\"uri\":\"https://dewey.info/class/330/e23/\"}]" },
		{ "http://x.org/;/", "[{\"uri\":\"http://x.org/;/\"}]" },
		{ "--", "" },
		{ ";", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct said said;

		said_begin(&said);
		draft_begin(&said.draft, &oai_dc);
		say(&said, ELEMENT_SUBJECT, QUALIFIER_NONE, cases[i][0]);
		subject_field(&said.draft);
		assert_said(said.item.subjects, cases[i][1]);
		said_end(&said);
	}
}

static void
what_a_format_says_of_a_subject_is_kept(void **state)
{
	static const struct claim claims[] = {
		{ .element = ELEMENT_SUBJECT,
		    .value = { "Economics; general", 18 },
		    .scheme = { "LCSH", 4 },
		    .uri = { "http://id.loc.gov/authorities/subjects/sh1",
			42 } },
		{ .element = ELEMENT_SUBJECT,
		    .value = { "330", 3 },
		    .scheme = { "Dewey", 5 } },
		{ .element = ELEMENT_SUBJECT,
		    .value = { "Ours", 4 },
		    .scheme = { "Own list", 8 } },
	};
	struct said said;

	(void)state;
	said_begin(&said);
	draft_begin(&said.draft, &rioxx);
	for (size_t i = 0; i < sizeof(claims) / sizeof(claims[0]); i++)
		draft_claim(&said.draft, &claims[i]);
	draft_begin(&said.draft, &oai_dc);
	say(&said, ELEMENT_SUBJECT, QUALIFIER_NONE, "ddc:330");
	say(&said, ELEMENT_SUBJECT, QUALIFIER_NONE, "Ours");
	subject_field(&said.draft);
	assert_said(said.item.subjects,
	    "[{\"label\":\"Economics; general\",\"scheme\":\"lcsh\","
	    "\"code\":\"sh1\","
	    "\"uri\":\"http://id.loc.gov/authorities/subjects/sh1\"},"
	    "{\"scheme\":\"ddc\",\"code\":\"330\"},"
	    "{\"label\":\"Ours\",\"scheme\":\"Own list\"}]");
	said_end(&said);
}

static void
a_subject_without_a_word_is_told(void **state)
{
	struct said said;

	(void)state;
	said_begin(&said);
	draft_begin(&said.draft, &oai_dc);
	say(&said, ELEMENT_SUBJECT, QUALIFIER_NONE, "1945-1989; wool; 2010");
	subject_field(&said.draft);
	assert_said(said.item.subjects, "[{\"label\":\"wool\"}]");
	assert_int_equal(said.draft.issues.count, 2);
	assert_said(
	    said.draft.issues.texts[0], "subject has no word: 1945-1989");
	said_end(&said);
}

TESTS(TEST(a_subject_without_a_word_is_told),
    TEST(subjects_are_labels_codes_and_uris),
    TEST(what_a_format_says_of_a_subject_is_kept))
