#include "normalise/relation.h"
#include "said.h"

#define RELATION ELEMENT_RELATION

static void
what_has_an_identifier_is_related_once(void **state)
{
	struct said said;

	(void)state;
	said_begin(&said);
	draft_begin(&said.draft, &rioxx);
	say(&said, ELEMENT_IDENTIFIER, QUALIFIER_NONE, "10.1000/own");
	say(&said, RELATION, QUALIFIER_IS_PART_OF, "urn:isbn:9780306406157");
	draft_begin(&said.draft, &oai_dc);
	say(&said, RELATION, QUALIFIER_NONE, "https://doi.org/10.1000/OWN");
	say(&said, RELATION, QUALIFIER_NONE, "10.1136/bmj.e921");
	say(&said, RELATION, QUALIFIER_NONE, "doi:10.1136/bmj.e921");
	say(&said, RELATION, QUALIFIER_NONE, "Print #M105. 2013");
	say(&said, RELATION, QUALIFIER_SERIES, "https://example.org/series");
	say(&said, RELATION, QUALIFIER_NONE,
	    "info:eu-repo/semantics/reference/doi/10.1234/abc");
	say(&said, RELATION, QUALIFIER_NONE,
	    "info:eu-repo/semantics/altIdentifier/pmid/23456789");
	said.item.identifiers =
	    (struct text_list){ &TEXT("doi:10.1000/own"), 1 };
	relation_field(&said.draft);
	assert_said(said.item.relations,
	    "[{\"rel\":\"isPartOf\",\"scheme\":\"isbn\","
	    "\"value\":\"9780306406157\"},"
	    "{\"rel\":\"relation\",\"scheme\":\"doi\","
	    "\"value\":\"10.1136/bmj.e921\"},"
	    "{\"rel\":\"references\",\"scheme\":\"doi\","
	    "\"value\":\"10.1234/abc\"}]");
	said_end(&said);
}

static void
a_grant_is_read_to_its_parts(void **state)
{
	static const struct {
		const char *value;
		const char *grant; /* NULL: it is none */
		const char *title;
	} cases[] = {
		{ "info:eu-repo/grantAgreement/EC/FP7/1", "1", "" },
		{ "info:eu-repo/grantAgreement/EC//1//T%2FU/A", "1", "T/U" },
		{ "info:eu-repo/grantAgreement/EC", "", "" },
		{ "info:eu-repo/grantAgreement/EC/x/%FF", "%FF", "" },
		{ "info:eu-repo/grantAgreement/", NULL, "" },
		{ "info:eu-repo/grantAgreement////", NULL, "" },
		{ "info:eu-repo/grant", NULL, "" },
	};
	struct arena *arena = arena_new(NORMALISE_ARENA_BYTES);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct grant grant = { 0 };

		assert_int_equal(
		    relation_read_grant(arena, text_of(cases[i].value), &grant),
		    cases[i].grant != NULL);
		if (cases[i].grant == NULL)
			continue;
		assert_said(grant.grant, cases[i].grant);
		assert_said(grant.title, cases[i].title);
	}
	arena_free(arena);
}

static void
two_formats_name_one_grant_once(void **state)
{
	static const struct grant grant = {
		.funder = { "European Commission", 19 },
		.grant = { "244909", 6 },
	};
	struct said said;

	(void)state;
	said_begin(&said);
	draft_begin(&said.draft, &rioxx);
	draft_claim(&said.draft,
	    &(struct claim){ .element = ELEMENT_FUNDING, .grant = &grant });
	say(&said, ELEMENT_FUNDING, QUALIFIER_NONE, "EP/K503733/1");
	draft_begin(&said.draft, &oai_dc);
	say(&said, RELATION, QUALIFIER_NONE,
	    "info:eu-repo/grantAgreement/EC/FP7/244909");
	say(&said, RELATION, QUALIFIER_NONE,
	    "info:eu-repo/grantAgreement/FCT/5876/7");
	say(&said, RELATION, QUALIFIER_NONE,
	    "info:eu-repo/grantAgreement/ANR//7");
	funding_field(&said.draft);
	assert_said(said.item.funding,
	    "[{\"funder\":\"European Commission\",\"grant\":\"244909\"},"
	    "{\"grant\":\"EP/K503733/1\"},"
	    "{\"funder\":\"FCT\",\"programme\":\"5876\",\"grant\":\"7\"},"
	    "{\"funder\":\"ANR\",\"grant\":\"7\"}]");
	said_end(&said);
}

static void
dspace_has_grants_among_its_descriptions(void **state)
{
	static const char *const cases[][3] = {
		{ "National Science Foundation (U.S.) (Grant ACI-1322254)",
		    "National Science Foundation (U.S.)", "ACI-1322254" },
		{ "National Institutes of Health (U.S.) (Training Grant T 32 "
		  "GM007287)",
		    "National Institutes of Health (U.S.)", "T 32 GM007287" },
		{ "National Cancer Institute (U.S.) (Cancer Center Support "
		  "(Core) Grant P30-CA14051)",
		    "National Cancer Institute (U.S.)", "P30-CA14051" },
		{ "United States. Army Research Office (Cooperative Agreement "
		  "Number W911NF-09-2-0053)",
		    "United States. Army Research Office", "W911NF-09-2-0053" },
		{ "Smith Family Foundation (Contract LTR DATED 11/6/09)", "",
		    "" },
		{ "National Science Foundation (U.S.)", "", "" },
		{ "National Science Foundation (Grants 12, 13)", "", "" },
		{ "This work was supported by the Foundation (Grant 12)", "",
		    "" },
		{ "Wool of Sheep (Grant 12)", "", "" },
		{ "Foundation Grant 12)", "", "" },
		{ ")", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct said said;
		char expected[256] = "";

		said_begin(&said);
		said.draft.platform = TEXT("dspace");
		draft_begin(&said.draft, &oai_dc);
		say(&said, ELEMENT_DESCRIPTION, QUALIFIER_NONE, cases[i][0]);
		funding_field(&said.draft);
		if (cases[i][1][0] != '\0')
			(void)snprintf(expected, sizeof(expected),
			    "[{\"funder\":\"%s\",\"grant\":\"%s\"}]",
			    cases[i][1], cases[i][2]);
		assert_said(said.item.funding, expected);
		said_end(&said);
		said_begin(&said);
		draft_begin(&said.draft, &oai_dc);
		say(&said, ELEMENT_DESCRIPTION, QUALIFIER_NONE, cases[i][0]);
		funding_field(&said.draft);
		assert_said(said.item.funding, "");
		said_end(&said);
	}
}

TESTS(TEST(what_has_an_identifier_is_related_once),
    TEST(a_grant_is_read_to_its_parts), TEST(two_formats_name_one_grant_once),
    TEST(dspace_has_grants_among_its_descriptions))
