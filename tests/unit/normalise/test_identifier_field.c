#include "base/array.h"
#include "normalise/identifier.h"
#include "normalise/relation.h"
#include "said.h"

#define IDENTIFIER ELEMENT_IDENTIFIER
#define RELATION   ELEMENT_RELATION

static void
all_that_names_the_item_is_an_identifier_of_it(void **state)
{
	static const struct {
		enum element element;
		enum qualifier qualifier;
		const char *value;
	} values[] = {
		{ IDENTIFIER, QUALIFIER_OTHER, "10.1000/other" },
		{ IDENTIFIER, QUALIFIER_NONE, "http://hdl.handle.net/1854/x" },
		{ IDENTIFIER, QUALIFIER_NONE, "2492" },
		{ IDENTIFIER, QUALIFIER_NONE, "https://doi.org/10.1000/A" },
		{ IDENTIFIER, QUALIFIER_NONE, "10.1000/a" },
		{ RELATION, QUALIFIER_NONE, "10.1000/related" },
		{ RELATION, QUALIFIER_NONE,
		    "info:eu-repo/semantics/altIdentifier/pmid/23456789" },
		{ RELATION, QUALIFIER_NONE, "ISSN:1355-5146" },
		{ ELEMENT_SOURCE, QUALIFIER_NONE, "1355-5146" },
	};
	struct said said;

	(void)state;
	said_begin(&said);
	draft_begin(&said.draft, &oai_dc);
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		say(&said, values[i].element, values[i].qualifier,
		    values[i].value);
	identifier_field(&said.draft);
	assert_said(said.item.doi, "10.1000/a");
	assert_all_said(said.item.identifiers,
	    "handle:1854/x|doi:10.1000/a|pmid:23456789|issn:1355-5146");
	said_end(&said);
}

#define CITATION                                                    \
	"Citation: J Biol Chem. 2010 May 7;285(19):14217-28. doi: " \
	"10.1074/jbc.M110.121848. <a href=\"http://dx.doi.org/10."  \
	"1074/jbc.M110.121848\">Link to article</a>"
#define PUBMED                                                        \
	"<a href=\"http://www.ncbi.nlm.nih.gov/entrez/query.fcgi?db=" \
	"pubmed&cmd=Retrieve&list_uids=20220133&dopt=Abstract\">"

static void
forms_are_filled_in_with_a_citation_and_links(void **state)
{
	static const struct {
		const char *rights;
		const char *relation;
		const char *identifiers;
	} cases[] = {
		{ CITATION, PUBMED "Link to Article in PubMed</a>",
		    "pmid:20220133|doi:10.1074/jbc.m110.121848" },
		{ "See 10.1074/jbc.M110.121848", PUBMED "Another article</a>",
		    "" },
		{ "Citation: 10.1000/a, and its data 10.1000/b", "<", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct said said;

		said_begin(&said);
		draft_begin(&said.draft, &oai_dc);
		say(&said, ELEMENT_RIGHTS, QUALIFIER_NONE, cases[i].rights);
		say(&said, RELATION, QUALIFIER_NONE, cases[i].relation);
		identifier_field(&said.draft);
		assert_all_said(said.item.identifiers, cases[i].identifiers);
		assert_said(
		    said.item.doi, i == 0 ? "10.1074/jbc.m110.121848" : "");
		said_end(&said);
	}
}

static void
formats_that_name_another_doi_are_told(void **state)
{
	struct said said;

	(void)state;
	said_begin(&said);
	draft_begin(&said.draft, &rioxx);
	say(&said, IDENTIFIER, QUALIFIER_NONE, "10.1000/a");
	say(&said, IDENTIFIER, QUALIFIER_NONE, "10.1000/b");
	draft_begin(&said.draft, &oai_dc);
	say(&said, IDENTIFIER, QUALIFIER_NONE, "10.1000/c");
	identifier_field(&said.draft);
	assert_said(said.item.doi, "10.1000/a");
	assert_int_equal(said.draft.issues.count, 1);
	assert_said(said.draft.issues.texts[0],
	    "doi differs: rioxx says 10.1000/a, oai_dc 10.1000/c");
	said_end(&said);
}

static void
a_doi_that_all_formats_know_differs_from_none(void **state)
{
	struct said said;

	(void)state;
	said_begin(&said);
	draft_begin(&said.draft, &rioxx);
	say(&said, IDENTIFIER, QUALIFIER_NONE, "10.1000/a");
	draft_begin(&said.draft, &oai_dc);
	say(&said, IDENTIFIER, QUALIFIER_NONE, "10.1000/c");
	say(&said, IDENTIFIER, QUALIFIER_NONE, "doi:10.1000/A");
	identifier_field(&said.draft);
	assert_int_equal(said.draft.issues.count, 0);
	said_end(&said);
}

static void
a_doi_is_looked_for_in_a_citation_last(void **state)
{
	static const char *const cases[][2] = {
		{ "Gillard, S. 2014. Peer workers. 20 (4), pp. 286-292. "
		  "https://doi.org/10.1192/apt.bp.113.011940",
		    "10.1192/apt.bp.113.011940" },
		{ "Smith 2014 (doi:10.1000/182).", "10.1000/182" },
		{ "Smith 2014, 10.1000/182, see 10.1000/183", "" },
		{ "Smith 2014, 10.1000/182 = doi:10.1000/182", "10.1000/182" },
		{ "Smith 2014, vol. 10.1 no. 10.2/3", "" },
		{ "Smith x10.1000/182 y", "" },
		{ "CiteSeerX 10.1.1.101.3924 x", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct said said;

		said_begin(&said);
		draft_begin(&said.draft, &oai_dc);
		say(&said, IDENTIFIER, QUALIFIER_CITATION, cases[i][0]);
		identifier_field(&said.draft);
		assert_said(said.item.doi, cases[i][1]);
		said_end(&said);
	}
}

/* Values of relation, of a record in this platform, of this type. */
static void
the_one_doi_that_a_paper_is_related_to_is_its_own(void **state)
{
	static const struct {
		const char *platform;
		const char *type;
		const char *values[2];
		const char *doi;
	} cases[] = {
		{ "dspace", "journal article", { "10.1000/a" }, "10.1000/a" },
		{ "dspace", "research article",
		    { "10.1000/a", "https://doi.org/10.1000/A" }, "10.1000/a" },
		{ "dspace", "journal article", { "10.1000/a", "10.1000/b" },
		    "" },
		{ "dspace", "dataset", { "10.1000/a" }, "" },
		{ "ojs", "journal article", { "10.1000/a" }, "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct said said;

		said_begin(&said);
		said.draft.platform = text_of(cases[i].platform);
		draft_begin(&said.draft, &oai_dc);
		said.item.type = text_of(cases[i].type);
		for (size_t j = 0; j < 2 && cases[i].values[j] != NULL; j++)
			say(&said, RELATION, QUALIFIER_NONE,
			    cases[i].values[j]);
		identifier_field(&said.draft);
		assert_said(said.item.doi, cases[i].doi);
		said_end(&said);
	}
}

/* Nobody says what type it is: its citation has to say what it is in. */
static void
what_is_cited_in_its_container_has_its_one_doi(void **state)
{
	static const struct {
		const char *citation;
		const char *related;
		const char *doi;
	} cases[] = {
		{ "Stuart M. Shieber. The Turing test as interactive proof. "
		  "Noûs, 41(4):686-713, December 2007.",
		    "http://dx.doi.org/10.1111/j.1468-0068.2007.00636.x",
		    "10.1111/j.1468-0068.2007.00636.x" },
		{ "S. The Turing Test as Interactive Proof. In Noûs '97.",
		    "10.1145/604045.604103", "10.1145/604045.604103" },
		{ "S. The Turing test as interactive proof. In A. Editor, "
		  "Noûs.",
		    "10.1145/604045.604103", "" },
		{ "S. What data it has. Noûs, 41(4):686-713.",
		    "10.1145/604045.604103", "" },
		{ "S. The Turing test as interactive proof. Noûs",
		    "10.1007/b11710", "" },
		{ "S. The Turing test as interactive proof. Noûs",
		    "10.1007/978-3-540-69132-7", "" },
		{ "S. The Turing test as interactive proof. Noûs",
		    "10.1007/978-3-540-69132-7_21",
		    "10.1007/978-3-540-69132-7_21" },
		{ "S. The Turing test as interactive proof. Noûs",
		    "https://doi.org/10.5061/dryad.abc12", "" },
		{ "S. The Turing test as interactive proof. Noûs",
		    "10.5281/zenodo.123", "" },
		{ "S. The Turing test as interactive proof. Noûs",
		    "10.17605/OSF.IO/ABC12", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct said said;

		said_begin(&said);
		said.draft.platform = TEXT("dspace");
		draft_begin(&said.draft, &oai_dc);
		said.item.title_key = TEXT("theturingtestasinteractiveproof");
		said.item.container = TEXT("Noûs");
		say(&said, IDENTIFIER, QUALIFIER_NONE, cases[i].citation);
		say(&said, RELATION, QUALIFIER_NONE, cases[i].related);
		identifier_field(&said.draft);
		assert_said(said.item.doi, cases[i].doi);
		said_end(&said);
	}
}

static void
a_correction_has_not_the_doi_of_what_it_corrects(void **state)
{
	static const struct {
		const char *title;
		const char *doi;
	} cases[] = {
		{ "The Turing test as interactive proof", "10.1145/1.2" },
		{ "Correction to: The Turing test as interactive proof", "" },
		{ "Erratum: The Turing test as interactive proof", "" },
		{ "Comment on \"The Turing test as interactive proof\"", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct said said;

		said_begin(&said);
		said.draft.platform = TEXT("dspace");
		draft_begin(&said.draft, &oai_dc);
		said.item.title = text_of(cases[i].title);
		said.item.title_key = TEXT("theturingtestasinteractiveproof");
		said.item.container = TEXT("Noûs");
		say(&said, IDENTIFIER, QUALIFIER_NONE,
		    "S. The Turing test as interactive proof. Noûs");
		say(&said, RELATION, QUALIFIER_NONE, "10.1145/1.2");
		identifier_field(&said.draft);
		assert_said(said.item.doi, cases[i].doi);
		said_end(&said);
	}
}

#define MOST 4

/* Values of identifier, of relation if they begin with '>', of format if with
 * '+'. */
static void
links_are_chosen_by_what_they_are(void **state)
{
	static const struct {
		const char *platform;
		const char *values[MOST];
		const char *landing;
		const char *file;
	} cases[] = {
		{ "", { "10.1000/a" }, "", "" },
		{ "", { "https://doi.org/10.1000/a" },
		    "https://doi.org/10.1000/a", "" },
		{ "", { "https://doi.org/10.1000/a", "https://x.org/1" },
		    "https://x.org/1", "" },
		{ "",
		    { "https://x.org/1", "http://hdl.handle.net/1854/x",
			"http://hdl.handle.net/1854/y" },
		    "http://hdl.handle.net/1854/x", "" },
		{ "", { "http://hdl.handle.net/123456789/1", "http://x.org/1" },
		    "http://x.org/1", "" },
		{ "",
		    { "http://x.org/cgi/viewcontent.cgi?article=1",
			"http://x.org/1" },
		    "http://x.org/1",
		    "http://x.org/cgi/viewcontent.cgi?article=1" },
		{ "",
		    { "http://x.org/1/a.pdf", "http://x.org/1/b.pdf",
			">http://y.org/1", ">http://x.org/1" },
		    "http://x.org/1", "http://x.org/1/a.pdf" },
		{ "", { "http://x.org/1/a.pdf" }, "http://x.org/1/a.pdf",
		    "http://x.org/1/a.pdf" },
		{ "", { "10.1000/a", ">http://x.org/1" }, "", "" },
		{ "haplo", { "https://doi.org/10.1000/a", ">http://x.org/1" },
		    "http://x.org/1", "" },
		{ "",
		    { "http://arxiv.org/abs/2101.00001",
			"http://www.ncbi.nlm.nih.gov/pubmed/12345678" },
		    "http://arxiv.org/abs/2101.00001", "" },
		{ "", { "http://x.org/bitstream/1/t.pdf.jpg" },
		    "http://x.org/bitstream/1/t.pdf.jpg", "" },
		{ "ojs",
		    { "http://x.org/j/article/view/1",
			">http://x.org/j/article/view/1/2" },
		    "http://x.org/j/article/view/1",
		    "http://x.org/j/article/view/1/2" },
		{ "",
		    { "http://x.org/j/article/view/1",
			">http://x.org/j/article/download/1/2",
			">http://x.org/j/article/view/1/3",
			"+application/pdf" },
		    "http://x.org/j/article/view/1",
		    "http://x.org/j/article/download/1/2" },
		{ "",
		    { "http://x.org/j/article/view/1",
			">http://x.org/j/article/view/1/2", "+text/html" },
		    "http://x.org/j/article/view/1",
		    "http://x.org/j/article/view/1/2" },
		{ "",
		    { "http://x.org/j/article/view/1",
			">http://x.org/j/article/view/7/2" },
		    "http://x.org/j/article/view/1", "" },
		{ "", { "javascript:alert(1)", "ftp://x.org/1.pdf" }, "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct said said;

		said_begin(&said);
		said.draft.platform = text_of(cases[i].platform);
		draft_begin(&said.draft, &oai_dc);
		for (size_t j = 0; j < MOST && cases[i].values[j] != NULL;
		     j++) {
			const char *value = cases[i].values[j];
			bool is_other = strchr(">+", value[0]) != NULL;
			enum element element = value[0] == '>' ? RELATION
			    : value[0] == '+'                  ? ELEMENT_FORMAT
							       : IDENTIFIER;

			say(&said, element, QUALIFIER_NONE, value + is_other);
		}
		link_field(&said.draft);
		assert_said(said.item.landing_url, cases[i].landing);
		assert_said(said.item.full_text_url, cases[i].file);
		said_end(&said);
	}
}

static void
the_galley_that_is_a_pdf_goes_first(void **state)
{
	struct said said;

	(void)state;
	said_begin(&said);
	draft_begin(&said.draft, &oai_dc);
	say(&said, IDENTIFIER, QUALIFIER_NONE, "http://x.org/article/view/1");
	say(&said, ELEMENT_FORMAT, QUALIFIER_NONE, "text/html");
	say(&said, ELEMENT_FORMAT, QUALIFIER_NONE, "application/pdf");
	say(&said, RELATION, QUALIFIER_NONE, "http://x.org/article/view/1/2");
	say(&said, RELATION, QUALIFIER_NONE, "http://x.org/article/view/1/3");
	say(&said, RELATION, QUALIFIER_NONE, "http://x.org/other");
	link_field(&said.draft);
	relation_field(&said.draft);
	assert_said(said.item.full_text_url, "http://x.org/article/view/1/3");
	assert_said(said.item.relations,
	    "[{\"rel\":\"relation\",\"scheme\":\"url\","
	    "\"value\":\"http://x.org/other\"}]");
	said_end(&said);
}

static void
what_a_format_says_of_a_link_goes_first(void **state)
{
	struct said said;

	(void)state;
	said_begin(&said);
	draft_begin(&said.draft, &rioxx);
	say(&said, IDENTIFIER, QUALIFIER_NONE, "http://x.org/1/a.pdf");
	say(&said, IDENTIFIER, QUALIFIER_NONE, "http://x.org/1");
	say(&said, IDENTIFIER, QUALIFIER_LANDING, "http://x.org/page");
	say(&said, IDENTIFIER, QUALIFIER_FULL_TEXT, "http://x.org/download/1");
	say(&said, ELEMENT_FORMAT, QUALIFIER_NONE,
	    "application/pdf https://x.org/b c.pdf");
	link_field(&said.draft);
	assert_said(said.item.landing_url, "http://x.org/page");
	assert_said(said.item.full_text_url, "http://x.org/download/1");
	said_end(&said);
	said_begin(&said);
	draft_begin(&said.draft, &oai_dc);
	say(&said, ELEMENT_FORMAT, QUALIFIER_NONE,
	    "application/pdf https://x.org/b c.pdf");
	link_field(&said.draft);
	assert_said(said.item.full_text_url, "https://x.org/b%20c.pdf");
	said_end(&said);
}

TESTS(TEST(all_that_names_the_item_is_an_identifier_of_it),
    TEST(formats_that_name_another_doi_are_told),
    TEST(a_doi_that_all_formats_know_differs_from_none),
    TEST(a_doi_is_looked_for_in_a_citation_last),
    TEST(forms_are_filled_in_with_a_citation_and_links),
    TEST(the_one_doi_that_a_paper_is_related_to_is_its_own),
    TEST(what_is_cited_in_its_container_has_its_one_doi),
    TEST(a_correction_has_not_the_doi_of_what_it_corrects),
    TEST(links_are_chosen_by_what_they_are),
    TEST(the_galley_that_is_a_pdf_goes_first),
    TEST(what_a_format_says_of_a_link_goes_first))
