#include <string.h>

#include "record.h"

#define DC(inside)                                                      \
	"<oai_dc:dc xmlns:oai_dc='http://www.openarchives.org/OAI/2.0/" \
	"oai_dc/' xmlns:dc='http://purl.org/dc/elements/1.1/' "         \
	"xmlns:dcterms='http://purl.org/dc/terms/' "                    \
	"xmlns:bibo='http://purl.org/ontology/bibo/' "                  \
	"xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "      \
	"xmlns:foaf='http://xmlns.com/foaf/0.1/' "                      \
	"xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>" inside \
	"</oai_dc:dc>"

static void
the_fifteen_elements_are_claims(void **state)
{
	(void)state;
	assert_claims("oai_dc",
	    DC("<dc:rights>r</dc:rights><dc:coverage>c</dc:coverage>"
	       "<dc:relation>l</dc:relation><dc:language>g</dc:language>"
	       "<dc:source>s</dc:source><dc:identifier>i</dc:identifier>"
	       "<dc:format>f</dc:format><dc:type>y</dc:type>"
	       "<dc:date>d</dc:date><dc:contributor>b</dc:contributor>"
	       "<dc:publisher>p</dc:publisher>"
	       "<dc:description>n</dc:description>"
	       "<dc:subject>u</dc:subject><dc:creator>a</dc:creator>"
	       "<dc:title>t</dc:title><dc:title> </dc:title><dc:date/>"),
	    "title: t\n"
	    "creator: a\n"
	    "subject: u\n"
	    "description: n\n"
	    "publisher: p\n"
	    "contributor: b\n"
	    "date: d\n"
	    "type: y\n"
	    "format: f\n"
	    "identifier: i\n"
	    "source: s\n"
	    "language: g\n"
	    "relation: l\n"
	    "coverage: c\n"
	    "rights: r\n");
}

static void
relations_of_iris_say_what_it_is_in(void **state)
{
	(void)state;
	assert_claims("oai_dc",
	    DC("<dc:relation>volume:57</dc:relation>"
	       "<dc:relation>issue:5</dc:relation>"
	       "<dc:relation>firstpage:889</dc:relation>"
	       "<dc:relation>lastpage:896</dc:relation>"
	       "<dc:relation>numberofpages:8</dc:relation>"
	       "<dc:relation>journal:WOOL JOURNAL</dc:relation>"),
	    "relation.volume: 57\n"
	    "relation.issue: 5\n"
	    "relation.pageStart: 889\n"
	    "relation.pageEnd: 896\n"
	    "relation.container: WOOL JOURNAL\n"
	    "relation: numberofpages:8\n");
}

static void
each_language_is_kept(void **state)
{
	(void)state;
	assert_claims("oai_dc",
	    DC("<dc:title xml:lang='en'>Tree</dc:title>"
	       "<dc:title xml:lang='de'>Baum</dc:title>"
	       "<dc:title>Arbor</dc:title>"),
	    "title: Tree [language=en]\n"
	    "title: Baum [language=de]\n"
	    "title: Arbor\n");
}

static void
names_count_in_any_case_and_namespace_of_dublin_core(void **state)
{
	(void)state;
	assert_claims("oai_dc",
	    DC("<dc:Title>A</dc:Title><dc:CREATOR>B</dc:CREATOR>"),
	    "title: A\n"
	    "creator: B\n");
	assert_claims("oai_dc",
	    "<dc xmlns='http://www.openarchives.org/OAI/2.0/oai_dc/'>"
	    "<title>A</title></dc>",
	    "title: A\n");
	assert_claims("oai_dc",
	    "<dc xmlns='http://www.openarchives.org/OAI/2.0/'>"
	    "<title>A</title></dc>",
	    "title: A\n");
	assert_claims("oai_dc", "<dc><title>A</title></dc>", "title: A\n");
	assert_claims("oai_dc",
	    "<dc:dc xmlns:dc='http://purl.org/dc/elements/1.0/'>"
	    "<dc:title>A</dc:title></dc:dc>",
	    "title: A\n");
}

/* As Dataverse writes. */
static void
terms_under_the_wrong_prefix_count(void **state)
{
	(void)state;
	assert_claims("oai_dc",
	    DC("<dc:issued>2014</dc:issued><dc:modified>2015</dc:modified>"
	       "<dc:isReferencedBy>B</dc:isReferencedBy>"
	       "<dc:license>CC0</dc:license><dc:audience>all</dc:audience>"
	       "<dcterms:abstract>A</dcterms:abstract>"),
	    "description.abstract: A\n"
	    "date.issued: 2014\n"
	    "date.modified: 2015\n"
	    "relation.isReferencedBy: B\n"
	    "rights.license: CC0\n");
}

/* As CyberLeninka writes. */
static void
foreign_elements_count_where_a_table_knows_them(void **state)
{
	(void)state;
	assert_claims("oai_dc",
	    DC("<rdf:type "
	       "rdf:resource='http://purl.org/ontology/bibo/AcademicArticle'/>"
	       "<dc:identifier linktype='fulltext'>http://a/1</dc:identifier>"
	       "<bibo:uri>http://a/1</bibo:uri>"
	       "<dcterms:isPartOf rdf:resource='urn:issn:2221-8785'/>"
	       "<bibo:issn>2221-8785</bibo:issn>"
	       "<bibo:eissn>1999-9429</bibo:eissn>"
	       "<bibo:volume>3</bibo:volume>"
	       "<bibo:issue>4 (8)</bibo:issue><bibo:pages>72-74</bibo:pages>"
	       "<dcterms:bibliographicCitation>Journal"
	       "</dcterms:bibliographicCitation>"
	       "<dcterms:bibliographicCitation>2221-8785"
	       "</dcterms:bibliographicCitation>"
	       "<dcterms:bibliographicCitation>4 (8) 72-74"
	       "</dcterms:bibliographicCitation>"
	       "<dc:identifier linktype='thumbnail'>http://a/1.png"
	       "</dc:identifier>"),
	    "type: AcademicArticle "
	    "[uri=http://purl.org/ontology/bibo/AcademicArticle]\n"
	    "identifier.fullText: http://a/1\n"
	    "identifier.landing: http://a/1\n"
	    "identifier.bibliographicCitation: 2221-8785\n"
	    "identifier.bibliographicCitation: 4 (8) 72-74\n"
	    "identifier.other: http://a/1.png\n"
	    "source.issn: 2221-8785\n"
	    "source.issnElectronic: 1999-9429\n"
	    "source.volume: 3\n"
	    "source.issue: 4 (8)\n"
	    "source.pages: 72-74\n"
	    "source.container: Journal\n"
	    "relation.isPartOf: urn:issn:2221-8785 [uri=urn:issn:2221-8785]\n");
}

static void
what_no_table_knows_is_unmapped(void **state)
{
	(void)state;
	assert_claims("oai_dc",
	    DC("<dc:colour>red</dc:colour><bibo:film>x</bibo:film>"
	       "<a xmlns='urn:x#'>y</a><dc:title>T</dc:title>"),
	    "title: T\n"
	    "unmapped: element=http://purl.org/dc/elements/1.1/colour\n"
	    "unmapped: element=http://purl.org/ontology/bibo/film\n"
	    "unmapped: element=urn:x#a\n");
}

static void
a_schema_type_is_the_scheme(void **state)
{
	(void)state;
	assert_claims("oai_dc",
	    DC("<dc:date xsi:type='dcterms:W3CDTF'>2014</dc:date>"
	       "<dc:subject scheme='DDC'>813</dc:subject>"
	       "<dc:subject valueURI='http://id/1'>Trees</dc:subject>"
	       "<dc:type xsi:type='olac:linguistic-type' code='lexicon'/>"
	       "<dc:contributor xsi:type='olac:role' code='editor'>Smith, J."
	       "</dc:contributor>"),
	    "subject: 813 [scheme=DDC]\n"
	    "subject: Trees [uri=http://id/1]\n"
	    "contributor: Smith, J. [scheme=role] [role=editor]\n"
	    "date: 2014 [scheme=W3CDTF]\n"
	    "type: lexicon [scheme=linguistic-type]\n");
}

/* As csc-ida writes. */
static void
people_can_be_elements(void **state)
{
	(void)state;
	assert_claims("oai_dc",
	    DC("<dc:creator><rdf:Description><foaf:Person>"
	       "<foaf:name>Ann Lee</foaf:name>"
	       "<foaf:mbox rdf:resource='mailto:a@example.org'/>"
	       "<foaf:memberOf><foaf:Organization><foaf:phone>1</foaf:phone>"
	       "<foaf:name>CSC</foaf:name></foaf:Organization></foaf:memberOf>"
	       "</foaf:Person><foaf:Organization><foaf:name>THL</foaf:name>"
	       "</foaf:Organization></rdf:Description></dc:creator>"
	       "<dc:creator><given>Bo</given><family>Ek</family>"
	       "<orcid>0000-0002-1825-0097</orcid></dc:creator>"
	       "<dc:contributor><foaf:Agent><foaf:mbox>b@example.org"
	       "</foaf:mbox></foaf:Agent></dc:contributor>"
	       "<dc:contributor><foaf:Person><foaf:memberOf>"
	       "<foaf:Organization><foaf:name>CSC</foaf:name>"
	       "</foaf:Organization></foaf:memberOf></foaf:Person>"
	       "</dc:contributor>"),
	    "creator: Ann Lee [affiliation=CSC]\n"
	    "creator: THL [organisation]\n"
	    "creator: Ek, Bo [family=Ek] [given=Bo] "
	    "[orcid=0000-0002-1825-0097]\n"
	    "contributor: b@example.org\n"
	    "contributor: CSC\n");
}

static void
elements_inside_are_read_as_one_text(void **state)
{
	(void)state;
	assert_claims("oai_dc",
	    DC("<dc:description><p>One</p><p>two</p></dc:description>"
	       "<dc:subject><rdf:Description><rdf:value xml:lang='fi'>puu"
	       "</rdf:value></rdf:Description></dc:subject>"
	       "<dc:relation><rdf:Description>"
	       "<foaf:page rdf:resource='http://a/2'/></rdf:Description>"
	       "</dc:relation>"),
	    "subject: puu [language=fi]\n"
	    "description: One two\n"
	    "relation: http://a/2\n");
}

/* What is looked for once a level must not be copied once a level. */
static void
nested_affiliations_do_not_grow(void **state)
{
	struct buffer xml;

	(void)state;
	buffer_init(&xml, 0);
	buffer_add_string(&xml, "<dc><creator>");
	for (int i = 0; i < XML_DEPTH - 3; i++)
		buffer_add_string(&xml, "<affiliation>");
	buffer_add_string(&xml, "<x>");
	for (int i = 0; i < 1000000; i++)
		buffer_add_char(&xml, 'a');
	buffer_add_string(&xml, "</x>");
	for (int i = 0; i < XML_DEPTH - 3; i++)
		buffer_add_string(&xml, "</affiliation>");
	buffer_add_string(&xml, "</creator></dc>");
	buffer_add_char(&xml, '\0');
	assert_int_equal(strlen(record_claims("oai_dc", xml.bytes)),
	    strlen("creator: \n") + 1000000);
	assert_in_range(arena_held(arena), 0, 16 * MIB);
	buffer_fini(&xml);
}

static void
datacite_says_the_kind_of_a_description_in_one_before_it(void **state)
{
	(void)state;
	assert_claims("oai_dc",
	    DC("<dc:description>Plain</dc:description>"
	       "<dc:description>SeriesInformation</dc:description>"
	       "<dc:description>Wool; 12(3):Doc15; ISSN 1865-066X"
	       "</dc:description>"
	       "<dc:description>Abstract</dc:description>"
	       "<dc:description>All of it.</dc:description>"
	       "<dc:description>More</dc:description>"
	       "<dc:subject>Abstract</dc:subject>"
	       "<dc:description>Plain, too</dc:description>"),
	    "subject: Abstract\n"
	    "description: Plain\n"
	    "description: SeriesInformation\n"
	    "description: Abstract\n"
	    "description.abstract: All of it.\n"
	    "description: More\n"
	    "description: Plain, too\n"
	    "description.seriesInformation: Wool; 12(3):Doc15; ISSN "
	    "1865-066X\n");
}

TESTS(WITH_VOCABULARY(the_fifteen_elements_are_claims),
    WITH_VOCABULARY(relations_of_iris_say_what_it_is_in),
    WITH_VOCABULARY(each_language_is_kept),
    WITH_VOCABULARY(names_count_in_any_case_and_namespace_of_dublin_core),
    WITH_VOCABULARY(terms_under_the_wrong_prefix_count),
    WITH_VOCABULARY(foreign_elements_count_where_a_table_knows_them),
    WITH_VOCABULARY(what_no_table_knows_is_unmapped),
    WITH_VOCABULARY(a_schema_type_is_the_scheme),
    WITH_VOCABULARY(people_can_be_elements),
    WITH_VOCABULARY(elements_inside_are_read_as_one_text),
    WITH_VOCABULARY(datacite_says_the_kind_of_a_description_in_one_before_it),
    WITH_VOCABULARY(nested_affiliations_do_not_grow))
