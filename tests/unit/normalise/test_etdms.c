#include "record.h"

static void
a_thesis_is_read(void **state)
{
	(void)state;
	assert_claims("etdms",
	    "<thesis xmlns='http://www.ndltd.org/standards/metadata/etdms/"
	    "1.1/'><title xml:lang='en'>On wool</title>"
	    "<alternativeTitle>Wool</alternativeTitle>"
	    "<creator>Doe, Jane</creator>"
	    "<subject scheme='lcsh'>Sheep</subject>"
	    "<description role='abstract'>All about it.</description>"
	    "<description role='note'>A note</description>"
	    "<description>A text</description>"
	    "<publisher>University</publisher>"
	    "<contributor role='advisor'>Roe, R.</contributor>"
	    "<date>2014</date><type>Thesis</type>"
	    "<format>application/pdf</format>"
	    "<identifier>https://example.org/1</identifier>"
	    "<language>en</language><rights>CC BY 4.0</rights>"
	    "<degree><name>Ph.D.</name><level>2</level>"
	    "<discipline>Wool</discipline><grantor>University</grantor>"
	    "</degree></thesis>",
	    "title: On wool [language=en]\n"
	    "title.alternative: Wool\n"
	    "creator: Doe, Jane\n"
	    "subject: Sheep [scheme=lcsh]\n"
	    "description.abstract: All about it.\n"
	    "description.note: A note\n"
	    "description: A text\n"
	    "publisher: University\n"
	    "contributor: Roe, R. [role=advisor]\n"
	    "date: 2014\n"
	    "type: Thesis\n"
	    "format: application/pdf\n"
	    "identifier: https://example.org/1\n"
	    "language: en\n"
	    "rights: CC BY 4.0\n"
	    "degree.name: Ph.D.\n"
	    "degree.level: doctoral\n"
	    "degree.discipline: Wool\n"
	    "degree.grantor: University\n");
}

#define UKETD(inside)                                                        \
	"<u:uketddc xmlns:u='http://naca.central.cranfield.ac.uk/ethos-oai/" \
	"2.0/' xmlns:t='http://naca.central.cranfield.ac.uk/ethos-oai/"      \
	"terms/' xmlns:dc='http://purl.org/dc/elements/1.1/'"                \
	" xmlns:dcterms='http://purl.org/dc/terms/'"                         \
	" xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>" inside     \
	"</u:uketddc>"

static void
the_words_of_ethos_are_read(void **state)
{
	(void)state;
	assert_claims("etdms",
	    UKETD("<dc:title>On wool</dc:title>"
		  "<dcterms:alternative>Wool</dcterms:alternative>"
		  "<dc:creator>Doe, Jane</dc:creator>"
		  "<t:authoridentifier xsi:type='t:ISNI'>1"
		  "</t:authoridentifier>"
		  "<t:authoridentifier xsi:type='t:ORCID'>"
		  "0000-0002-1825-0097</t:authoridentifier>"
		  "<t:advisor>Roe, R.</t:advisor>"
		  "<t:sponsor>Board</t:sponsor>"
		  "<t:grantnumber>B-1</t:grantnumber>"
		  "<t:sponsor>Guild</t:sponsor>"
		  "<t:institution>University</t:institution>"
		  "<t:department>Sheep</t:department>"
		  "<dcterms:issued>2014-07</dcterms:issued>"
		  "<dcterms:abstract>All about it.</dcterms:abstract>"
		  "<dc:type>Thesis</dc:type>"
		  "<t:qualificationlevel>Doctoral</t:qualificationlevel>"
		  "<t:qualificationname>PhD</t:qualificationname>"
		  "<dc:language xsi:type='dcterms:ISO639-2'>eng</dc:language>"
		  "<dcterms:isReferencedBy xsi:type='dcterms:URI'>"
		  "https://example.org/1</dcterms:isReferencedBy>"
		  "<dc:identifier>https://example.org/1.pdf</dc:identifier>"
		  "<t:checksum xsi:type='t:MD5'>00</t:checksum>"
		  "<t:embargodate>2016-01-01</t:embargodate>"
		  "<t:embargotype>access</t:embargotype>"
		  "<t:other>x</t:other>"),
	    "title: On wool\n"
	    "title.alternative: Wool\n"
	    "creator: Doe, Jane [orcid=0000-0002-1825-0097]\n"
	    "description.abstract: All about it.\n"
	    "contributor: Sheep [role=department] [organisation]\n"
	    "contributor: Roe, R. [role=advisor]\n"
	    "date.issued: 2014-07\n"
	    "date.embargoEnd: 2016-01-01\n"
	    "type: Thesis\n"
	    "identifier: https://example.org/1.pdf\n"
	    "identifier.landing: https://example.org/1\n"
	    "language: eng [scheme=ISO639-2]\n"
	    "degree.name: PhD\n"
	    "degree.level: Doctoral\n"
	    "degree.grantor: University\n"
	    "funding: B-1 [funder=Board] [grant=B-1]\n"
	    "funding: Guild [funder=Guild]\n"
	    "unmapped: element=http://naca.central.cranfield.ac.uk/ethos-oai/"
	    "terms/other\n");
}

/* Nobody knows whose iD it is. */
static void
an_orcid_is_that_of_the_only_author(void **state)
{
	(void)state;
	assert_claims("etdms",
	    UKETD("<dc:creator>Doe, Jane</dc:creator>"
		  "<dc:creator>Roe, R.</dc:creator>"
		  "<t:authoridentifier>https://orcid.org/0000-0002-1825-0097"
		  "</t:authoridentifier>"),
	    "creator: Doe, Jane\n"
	    "creator: Roe, R.\n"
	    "type: Electronic Thesis or Dissertation [scheme=etdms]\n");
}

TESTS(WITH_VOCABULARY(a_thesis_is_read),
    WITH_VOCABULARY(the_words_of_ethos_are_read),
    WITH_VOCABULARY(an_orcid_is_that_of_the_only_author))
