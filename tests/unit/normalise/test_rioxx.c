#include <stdio.h>

#include "record.h"

#define RIOXX_2(inside)                                                      \
	"<rioxx:rioxx xmlns:rioxx='http://www.rioxx.net/schema/v2.0/rioxx/'" \
	" xmlns:rioxxterms='http://www.rioxx.net/schema/v2.0/rioxxterms/'"   \
	" xmlns:dc='http://purl.org/dc/elements/1.1/'"                       \
	" xmlns:dcterms='http://purl.org/dc/terms/'"                         \
	" xmlns:ali='http://ali.niso.org/2014/ali/1.0'>" inside              \
	"</rioxx:rioxx>"

/* DSpace 8: the root is of no namespace. */
#define RIOXX_3(inside)                                                     \
	"<rioxx xmlns:dc='http://purl.org/dc/elements/1.1/'"                \
	" xmlns:dcterms='http://purl.org/dc/terms/'"                        \
	" xmlns:rioxxterms='http://docs.rioxx.net/schema/v3.0/rioxxterms/'" \
	">" inside "</rioxx>"

#define ARTICLE "https://purl.org/coar/resource_type/c_6501"
#define VOR     "https://purl.org/coar/version/c_970fb48d4fbd8a85"
#define AM      "https://purl.org/coar/version/c_ab4af688f83e57aa"

/* In the order of Haplo: its own terms, all of Dublin Core, the rest. */
static void
version_2_is_read(void **state)
{
	(void)state;
	assert_claims("rioxx",
	    RIOXX_2("<rioxxterms:author>Bloggs, J.</rioxxterms:author>"
		    "<rioxxterms:author first-named-author='true'"
		    " id='http://orcid.org/0000-0002-1825-0097'>\n Doe, Jane \n"
		    "</rioxxterms:author>"
		    "<rioxxterms:author id='http://isni.org/isni/0000000122"
		    "'>Some Survey</rioxxterms:author>"
		    "<rioxxterms:contributor>Roe, R.</rioxxterms:contributor>"
		    "<rioxxterms:apc>paid</rioxxterms:apc>"
		    "<rioxxterms:project funder_name='Wool Board'"
		    " funder_id='http://dx.doi.org/10.13039/1'>WB/7"
		    "</rioxxterms:project>"
		    "<rioxxterms:project funder_name='Guild'/>"
		    "<rioxxterms:publication_date>Jul 2014"
		    "</rioxxterms:publication_date>"
		    "<rioxxterms:type>Journal Article/Review</rioxxterms:type>"
		    "<rioxxterms:version>VoR</rioxxterms:version>"
		    "<rioxxterms:version-of-record>10.5555/one"
		    "</rioxxterms:version-of-record>"
		    "<dc:relation>https://example.org/item/1</dc:relation>"
		    "<dc:type>journal-article</dc:type>"
		    "<dc:title xml:lang='en'>On wool</dc:title>"
		    "<dc:creator>Doe, J.</dc:creator>"
		    "<dc:subject>Sheep</dc:subject>"
		    "<dc:description>All about it.</dc:description>"
		    "<dc:publisher>Press</dc:publisher>"
		    "<dc:date>Jul 2014</dc:date>"
		    "<dc:contributor>Richard Roe</dc:contributor>"
		    "<dc:coverage>Skye</dc:coverage>"
		    "<dc:language>en-GB</dc:language>"
		    "<dc:source>1355-5146</dc:source>"
		    "<dc:rights>CC BY 4.0</dc:rights>"
		    "<dc:identifier>https://example.org/1.pdf</dc:identifier>"
		    "<dc:format>application/pdf</dc:format>"
		    "<dcterms:dateAccepted>2014-05-01</dcterms:dateAccepted>"
		    "<ali:free_to_read/>"
		    "<ali:license_ref start_date='2014-07-01'>"
		    "https://creativecommons.org/licenses/by/4.0/"
		    "</ali:license_ref>"),
	    "title: On wool [language=en]\n"
	    "creator: Doe, Jane [orcid=http://orcid.org/0000-0002-1825-0097]\n"
	    "creator: Bloggs, J.\n"
	    "creator: Some Survey [uri=http://isni.org/isni/0000000122]\n"
	    "subject: Sheep\n"
	    "description: All about it.\n"
	    "description.note: paid [scheme=apc]\n"
	    "publisher: Press\n"
	    "contributor: Roe, R.\n"
	    "date.issued: Jul 2014\n"
	    "date.dateAccepted: 2014-05-01\n"
	    "date: Jul 2014\n"
	    "type: Journal Article/Review\n"
	    "type: journal-article\n"
	    "type.version: VoR\n"
	    "format: application/pdf\n"
	    "identifier: 10.5555/one\n"
	    "identifier: https://example.org/1.pdf\n"
	    "source.issn: 1355-5146\n"
	    "language: en-GB\n"
	    "relation: https://example.org/item/1\n"
	    "coverage: Skye\n"
	    "rights: CC BY 4.0\n"
	    "rights.accessRights: free to read\n"
	    "rights.license: https://creativecommons.org/licenses/by/4.0/\n"
	    "funding: WB/7 [funder=Wool Board]"
	    " [funder_id=http://dx.doi.org/10.13039/1] [grant=WB/7]\n"
	    "funding: Guild [funder=Guild]\n");
}

static void
version_3_is_read(void **state)
{
	(void)state;
	assert_claims("rioxx",
	    RIOXX_3("<dc:title>On wool</dc:title>"
		    "<rioxxterms:creator first-named-author='true'>"
		    "<rioxxterms:name>Doe, Jane</rioxxterms:name>"
		    "<rioxxterms:id>https://viaf.org/viaf/1</rioxxterms:id>"
		    "<rioxxterms:id>https://orcid.org/0000-0002-1825-0097"
		    "</rioxxterms:id></rioxxterms:creator>"
		    "<rioxxterms:creator>"
		    "<rioxxterms:name>C.E.R.N.</rioxxterms:name>"
		    "<rioxxterms:id>https://ror.org/01ggx4157</rioxxterms:id>"
		    "</rioxxterms:creator>"
		    "<rioxxterms:publisher>"
		    "<rioxxterms:name>Press</rioxxterms:name>"
		    "<rioxxterms:id>https://ror.org/1</rioxxterms:id>"
		    "</rioxxterms:publisher>"
		    "<dc:publisher><rioxxterms:name>Other press"
		    "</rioxxterms:name></dc:publisher>"
		    "<rioxxterms:publication_date>2019-12-09"
		    "</rioxxterms:publication_date>"
		    "<rioxxterms:record_public_release_date>2019-10-15"
		    "</rioxxterms:record_public_release_date>"
		    "<dcterms:dateAccepted>2019-10-02</dcterms:dateAccepted>"
		    "<dc:type>" ARTICLE "</dc:type>"
		    "<rioxxterms:grant funder_name='Board'"
		    " funder_id='https://ror.org/2'>B-1</rioxxterms:grant>"
		    "<rioxxterms:project>https://handle.net/1.1/2"
		    "</rioxxterms:project>"
		    "<dc:source>978-0-306-40615-7</dc:source>"
		    "<dc:identifier>https://example.org/1</dc:identifier>"
		    "<dc:relation rel='item' type='application/pdf'"
		    " coar_type='" ARTICLE "' coar_version='" AM "'"
		    " deposit_date='2019-12-11'"
		    " resource_exposed_date='2019-12-12'"
		    " access_rights='https://purl.org/coar/access_right/"
		    "c_abf2' license_ref='https://creativecommons.org/"
		    "licenses/by/4.0/'>https://example.org/1.pdf"
		    "</dc:relation>"
		    "<dc:relation rel='cite_as'>https://doi.org/10.5555/loc"
		    "</dc:relation>"
		    "<dc:relation rel='describedby'>https://example.org/m"
		    "</dc:relation>"
		    "<rioxxterms:ext_relation rel='cite-as'"
		    " coar_type='" ARTICLE "' coar_version='" VOR "'>"
		    "https://doi.org/10.5555/one</rioxxterms:ext_relation>"
		    "<rioxxterms:ext_relation rel='cite-as'"
		    " coar_type='" ARTICLE "' coar_version='" AM "'>"
		    "https://doi.org/10.5555/two</rioxxterms:ext_relation>"
		    "<rioxxterms:ext_relation rel='cite-as' coar_type="
		    "'https://purl.org/coar/resource_type/c_ddb1'>"
		    "https://doi.org/10.5555/data</rioxxterms:ext_relation>"
		    "<rioxxterms:ext_relation rel='cite-as' coar_type="
		    "'https://purl.org/coar/resource_type/QH80-2R4E'>"
		    "https://doi.org/10.5555/code</rioxxterms:ext_relation>"),
	    "title: On wool\n"
	    "creator: Doe, Jane [uri=https://viaf.org/viaf/1]"
	    " [orcid=https://orcid.org/0000-0002-1825-0097]\n"
	    "creator: C.E.R.N. [uri=https://ror.org/01ggx4157]"
	    " [organisation]\n"
	    "publisher: Press [uri=https://ror.org/1]\n"
	    "publisher: Other press\n"
	    "date.issued: 2019-12-09\n"
	    "date.dateAccepted: 2019-10-02\n"
	    "date.deposited: 2019-10-15\n"
	    "date.deposited: 2019-12-11\n"
	    "date.available: 2019-12-12\n"
	    "type: " ARTICLE "\n"
	    "type.version: " AM "\n"
	    "format: application/pdf\n"
	    "identifier: https://doi.org/10.5555/one\n"
	    "identifier.fullText: https://example.org/1.pdf\n"
	    "identifier: https://doi.org/10.5555/loc\n"
	    "identifier.landing: https://example.org/1\n"
	    "source.isbn: 978-0-306-40615-7\n"
	    "relation.hasVersion: https://doi.org/10.5555/two\n"
	    "relation.dataset: https://doi.org/10.5555/data\n"
	    "relation: https://doi.org/10.5555/code\n"
	    "relation: https://example.org/m\n"
	    "relation: https://handle.net/1.1/2\n"
	    "rights.accessRights: https://purl.org/coar/access_right/c_abf2\n"
	    "rights.license: https://creativecommons.org/licenses/by/4.0/\n"
	    "funding: B-1 [funder=Board] [funder_id=https://ror.org/2]"
	    " [grant=B-1]\n");
}

/* The newest licence is in force; the date of the change ends an embargo. */
static void
an_embargo_is_read(void **state)
{
	(void)state;
	assert_claims("rioxx",
	    RIOXX_2("<ali:free_to_read start_date='2016-01-01'/>"
		    "<ali:license_ref start_date='2016-01-01'>urn:new"
		    "</ali:license_ref>"
		    "<ali:license_ref start_date='2014-07-01'>http://"
		    "www.rioxx.net/licenses/under-embargo-all-rights-"
		    "reserved</ali:license_ref>"),
	    "date.embargoEnd: 2016-01-01\n"
	    "date.embargoEnd: 2016-01-01\n"
	    "rights.license: urn:new\n"
	    "rights.formerLicense: http://www.rioxx.net/licenses/"
	    "under-embargo-all-rights-reserved\n");
	assert_claims("rioxx",
	    RIOXX_2("<ali:free_to_read end_date='2016-01-01'/>"
		    "<ali:license_ref>urn:old</ali:license_ref>"
		    "<ali:license_ref start_date='2014-07-01'>urn:new"
		    "</ali:license_ref>"),
	    "rights.license: urn:new\nrights.formerLicense: urn:old\n");
	assert_claims("rioxx",
	    RIOXX_3("<dc:relation rel='item'"
		    " resource_exposed_date='2030-01-01' access_rights="
		    "'http://purl.org/coar/access_right/c_f1cf'>urn:x"
		    "</dc:relation>"),
	    "date.embargoEnd: 2030-01-01\n"
	    "identifier.fullText: urn:x\n"
	    "rights.accessRights: "
	    "http://purl.org/coar/access_right/c_f1cf\n");
}

/* Repositories say from when on, which may be from the beginning. */
static void
what_is_free_from_the_beginning_was_never_under_embargo(void **state)
{
	static const struct {
		const char *published;
		const char *free;
		const char *expected;
	} cases[] = {
		{ "Jul 2014", "2014-07-31",
		    "date.issued: Jul 2014\n"
		    "rights.accessRights: free to read\n" },
		{ "2014", "2014-07-31",
		    "date.issued: 2014\nrights.accessRights: free to read\n" },
		{ "Jul 2014", "2014-08-01",
		    "date.issued: Jul 2014\ndate.embargoEnd: 2014-08-01\n" },
		{ "soon", "2014-08-01",
		    "date.issued: soon\ndate.embargoEnd: 2014-08-01\n" },
		{ "", "2014-08-01", "date.embargoEnd: 2014-08-01\n" },
	};
	char record[400];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		(void)snprintf(record, sizeof(record),
		    "<rioxx><publication_date>%s</publication_date>"
		    "<free_to_read start_date='%s'/></rioxx>",
		    cases[i].published, cases[i].free);
		assert_claims("rioxx", record, cases[i].expected);
	}
}

static void
dublin_core_has_the_people_that_the_terms_leave_out(void **state)
{
	(void)state;
	assert_claims("rioxx",
	    RIOXX_2("<rioxxterms:author> </rioxxterms:author>"
		    "<dc:creator>Doe, J.</dc:creator>"
		    "<dc:contributor>Roe, R.</dc:contributor>"),
	    "creator: Doe, J.\ncontributor: Roe, R.\n");
	assert_claims("rioxx",
	    "<rioxx><author uri='https://orcid.org/1'>Doe, J.</author></rioxx>",
	    "creator: Doe, J. [orcid=https://orcid.org/1]\n");
}

/* Without a prefix the root falls into the namespace of the response. */
static void
it_is_found_by_its_name(void **state)
{
	static const char *const roots[] = { "<rioxx>",
		"<rioxx xmlns='http://www.openarchives.org/OAI/2.0/'>",
		"<rioxx xmlns='https://www.rioxx.net/schema/v3.0/rioxx/'>" };
	char record[200];

	(void)state;
	for (size_t i = 0; i < sizeof(roots) / sizeof(roots[0]); i++) {
		(void)snprintf(record, sizeof(record),
		    "%s<title>Wool</title></rioxx>", roots[i]);
		assert_claims("rioxx", record, "title: Wool\n");
	}
}

TESTS(WITH_VOCABULARY(it_is_found_by_its_name),
    WITH_VOCABULARY(version_2_is_read), WITH_VOCABULARY(version_3_is_read),
    WITH_VOCABULARY(an_embargo_is_read),
    WITH_VOCABULARY(what_is_free_from_the_beginning_was_never_under_embargo),
    WITH_VOCABULARY(dublin_core_has_the_people_that_the_terms_leave_out))
