#include "base/limit.h"
#include "normalise/identifier.h"
#include "normalise/web_url.h"
#include "test.h"

typedef struct text reading(struct arena *arena, struct text value);

static void
identifiers_are_read_from_whole_values(void **state)
{
	static const struct {
		reading *read;
		const char *value;
		const char *identifier; /* "": none */
	} cases[] = {
		{ identifier_doi, "10.1000/ABC", "10.1000/abc" },
		{ identifier_doi, "https://doi.org/10.1000%2Fabc",
		    "10.1000/abc" },
		{ identifier_doi, "http://doi.acm.org/10.1145/1.2/",
		    "10.1145/1.2" },
		{ identifier_doi, "http://doi.acm.org/1.2", "" },
		{ identifier_doi,
		    "http://doi.ieeecomputersociety.org/10.1109/PACT.2007.40",
		    "10.1109/pact.2007.40" },
		{ identifier_doi, "https://doi.org/10.1000/a%20b", "" },
		{ identifier_doi, "https://doi.org/10.1000/a%FF", "" },
		{ identifier_doi, "10.1000/a(b)c", "10.1000/a(b)c" },
		{ identifier_doi, "10.1000/a)", "10.1000/a" },
		{ identifier_doi, "10.1000/).,;", "" },
		{ identifier_doi, "10.1002/(SICI)1097<1661::AID>3.0.CO;2-2",
		    "10.1002/(sici)1097<1661::aid>3.0.co;2-2" },
		{ identifier_doi, "Smith 2014, doi:10.1000/1", "" },
		{ identifier_doi, "10.1000/", "" },
		{ identifier_doi, "10.1/abc", "" },
		{ identifier_doi, "", "" },
		{ identifier_doi, "https://doi.org/", "" },
		{ identifier_handle, "hdl:1854/x", "1854/x" },
		{ identifier_handle, "http://hdl.handle.net/2027.42/1",
		    "2027.42/1" },
		{ identifier_handle, "1854/x", "" },
		{ identifier_handle, "http://x.org/handle/abc/1", "" },
		{ identifier_handle,
		    "http://x.org/bitstream/handle/1721.1/1209/a.pdf", "" },
		{ identifier_oclc, "(OCoLC)ocm26987283", "26987283" },
		{ identifier_oclc, "(OCoLC)", "" },
		{ identifier_umi, "(UMI) 9021708", "9021708" },
		{ identifier_osti, "OSTI ID: 1172172, Legacy ID: OSTI ID: 1",
		    "1172172" },
		{ identifier_osti, "OSTI ID: none", "" },
		{ identifier_arxiv, "arXiv:2101.00001v3", "2101.00001" },
		{ identifier_arxiv, "http://arxiv.org/abs/hep-th/9901001",
		    "hep-th/9901001" },
		{ identifier_arxiv, "2101.00001", "" },
		{ identifier_arxiv, "arXiv:", "" },
		{ identifier_pmid, "12345678", "" },
		{ identifier_pmid, "PMID: 17824323", "17824323" },
		{ identifier_pmid,
		    "http://www.ncbi.nlm.nih.gov/entrez/query.fcgi?cmd="
		    "Retrieve&db=PubMed&list_uids=26921297&dopt=Abstract",
		    "26921297" },
		{ identifier_pmid,
		    "http://www.ncbi.nlm.nih.gov/entrez/query.fcgi?db="
		    "PubMed&list_uids=1,2",
		    "" },
		{ identifier_pmcid, "pmc4152610", "PMC4152610" },
		{ identifier_nbn, "urn:urn:nbn:de:0183-x", "nbn:de:0183-x" },
		{ identifier_nbn, "see urn:nbn:de:1", "" },
		{ identifier_ark, "http://x.org/ark:/13030/a1", "/13030/a1" },
		{ identifier_ark, "ark:/abc/a1", "" },
		{ web_url, "http://x.org", "http://x.org" },
		{ web_url, "HTTPS://X.org:443/A?b#c", "https://x.org/A?b#c" },
		{ web_url, "http://x.org:8080/", "http://x.org:8080/" },
		{ web_url, "http://x.org/\"><script>",
		    "http://x.org/%22%3E%3Cscript%3E" },
		{ web_url, "javascript:alert(1)", "" },
		{ web_url, " JavaScript:alert(1)//http://x.org", "" },
		{ web_url, "data:text/html,x", "" },
		{ web_url, "//x.org/", "" },
		{ web_url, "http:///x", "" },
		{ web_url, "http://user@x.org/", "" },
		{ web_url, "http://x y/", "" },
	};
	struct arena *arena = arena_new(NORMALISE_ARENA_BYTES);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text identifier =
		    cases[i].read(arena, text_of(cases[i].value));

		assert_true(text_is(identifier, cases[i].identifier));
	}
	arena_free(arena);
}

static void
a_doi_or_url_is_its_own_normal_form(void **state)
{
	static const char *const dois[] = { "10.1000/182",
		"10.1016/s1473-3099(10)70008-6",
		"10.1002/(sici)1097<1661::aid>3.0.co;2-2" };
	static const char *const urls[] = { "http://x.org/%22%20a",
		"https://x.org/a?b=c%2Fd" };
	struct arena *arena = arena_new(NORMALISE_ARENA_BYTES);

	(void)state;
	for (size_t i = 0; i < sizeof(dois) / sizeof(dois[0]); i++)
		assert_true(
		    text_is(identifier_doi(arena, text_of(dois[i])), dois[i]));
	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
		assert_true(text_is(web_url(arena, text_of(urls[i])), urls[i]));
	arena_free(arena);
}

static void
a_scheme_that_is_said_makes_a_bare_value_an_identifier(void **state)
{
	static const struct {
		const char *said;
		const char *value;
		const char *scheme; /* NULL: none */
		const char *identifier;
	} cases[] = {
		{ "", "12345678", NULL, "" },
		{ "PubMed ID", "12345678", "pmid", "12345678" },
		{ "PMID", "PMID: 12345678", "pmid", "12345678" },
		{ "ISBN", "0306406152", "isbn", "9780306406157" },
		{ "ISBN", "0306406153", NULL, "" },
		{ "DOI", "https://doi.org/10.1000/182", "doi", "10.1000/182" },
		{ "URI", "https://doi.org/10.1000/182", "doi", "10.1000/182" },
		{ "Handle", "1854/x", "handle", "1854/x" },
		{ "URN", "nbn:de:0183-x", "urn", "nbn:de:0183-x" },
		{ "local", "https://x.org/1", NULL, "" },
		{ "of our own", "https://x.org/1", "url", "https://x.org/1" },
	};
	struct arena *arena = arena_new(NORMALISE_ARENA_BYTES);
	struct vocabulary *vocabulary = vocabulary_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct identified read = identifier_read_as(arena, vocabulary,
		    text_of(cases[i].said), text_of(cases[i].value));

		assert_true(text_is(read.value, cases[i].identifier));
		if (cases[i].scheme == NULL)
			assert_null(read.scheme);
		else
			assert_string_equal(read.scheme, cases[i].scheme);
	}
	vocabulary_free(vocabulary);
	arena_free(arena);
}

TESTS(TEST(identifiers_are_read_from_whole_values),
    TEST(a_doi_or_url_is_its_own_normal_form),
    TEST(a_scheme_that_is_said_makes_a_bare_value_an_identifier))
