#include <string.h>

#include "normalise/dim.h"
#include "record.h"

#define DIM(inside)                                                           \
	"<dim:dim xmlns:dim='http://www.dspace.org/xmlns/dspace/dim'>" inside \
	"</dim:dim>"
#define FIELD(element, value) \
	"<dim:field mdschema='dc' element='" element "'>" value "</dim:field>"
#define QUALIFIED(element, qualifier, value)                                   \
	"<dim:field mdschema='dc' element='" element "' qualifier='" qualifier \
	"'>" value "</dim:field>"

static void
the_rows_are_sorted(void **state)
{
	(void)state;
	for (size_t i = 1; dim_row_at(i) != NULL; i++)
		assert_true(
		    strcmp(dim_row_at(i - 1)->name, dim_row_at(i)->name) < 0);
}

static void
dates_say_what_they_are(void **state)
{
	(void)state;
	assert_claims("dim",
	    DIM(QUALIFIED("date", "accessioned", "2012-05-03T10:11:12Z")
		    QUALIFIED("date", "available", "2012-05-03T10:11:12Z")
			QUALIFIED("date", "issued", "2010")
			    QUALIFIED("date", "copyright", "2009") QUALIFIED(
				"date", "embargoEndDate", "2020-01-01")
				FIELD("date", "2011")),
	    "date.deposited: 2012-05-03T10:11:12Z\n"
	    "date.available: 2012-05-03T10:11:12Z\n"
	    "date.issued: 2010\n"
	    "date.dateCopyrighted: 2009\n"
	    "date.embargoEnd: 2020-01-01\n"
	    "date: 2011\n");
}

static void
people_have_roles(void **state)
{
	(void)state;
	assert_claims("dim",
	    DIM("<dim:field mdschema='dc' element='contributor' "
		"qualifier='author' authority='will be referenced::ORCID::"
		"0000-0002-1825-0097' confidence='600'>Lee, A.</dim:field>"
		"<dim:field mdschema='dc' element='contributor' "
		"qualifier='author' authority='rp00123'>Ek, "
		"B.</dim:field>" QUALIFIED("contributor", "advisor",
		    "Smith, J.") QUALIFIED("contributor", "department",
		    "Physics") QUALIFIED("contributor", "orcid", "0000-0001")
		    FIELD("contributor", "Fox, T.")),
	    "creator: Lee, A. [orcid=0000-0002-1825-0097]\n"
	    "creator: Ek, B.\n"
	    "contributor: Smith, J. [role=advisor]\n"
	    "contributor: Physics [role=department] [organisation]\n"
	    "contributor: Fox, T.\n");
}

static void
descriptions_keep_what_is_no_abstract_apart(void **state)
{
	(void)state;
	assert_claims("dim",
	    DIM(QUALIFIED("description", "abstract", "A") QUALIFIED(
		"description", "provenance", "Made available in DSpace")
		    QUALIFIED("description", "sponsorship", "Money") QUALIFIED(
			"description", "tableofcontents", "1 2")
			QUALIFIED("description", "version", "Published version")
			    FIELD("description", "D")),
	    "description.abstract: A\n"
	    "description.note: Money\n"
	    "description.tableOfContents: 1 2\n"
	    "description: D\n"
	    "type.version: Published version\n");
}

static void
identifiers_have_schemes(void **state)
{
	(void)state;
	assert_claims("dim",
	    DIM(QUALIFIED("identifier", "uri", "http://hdl.handle.net/1/2")
		    QUALIFIED("identifier", "doi", "10.1000/182")
			QUALIFIED("identifier", "citation", "J. 3, 4-5")
			    QUALIFIED("identifier", "aleph", "002297330")
				QUALIFIED("identifier", "issn", "1355-5146")),
	    "identifier: http://hdl.handle.net/1/2\n"
	    "identifier: 10.1000/182 [scheme=doi]\n"
	    "identifier.bibliographicCitation: J. 3, 4-5\n"
	    "identifier.other: 002297330 [scheme=aleph]\n"
	    "source.issn: 1355-5146\n");
}

static void
sources_are_found_under_many_names(void **state)
{
	(void)state;
	assert_claims("dim",
	    DIM(QUALIFIED("bibliographicCitation", "volume", "1") QUALIFIED(
		"citation", "spage", "2") QUALIFIED("relation",
		"citationEndPage", "3") QUALIFIED("source", "title",
		"Journal") "<dim:field mdschema='oaire' element='citation' "
			   "qualifier='issue'>4</dim:field>"
			   "<dim:field mdschema='oaire' "
			   "element='citationTitle'>"
			   "Book</dim:field>" QUALIFIED(
			       "relation", "ispartofseries", "Papers;5")
			       QUALIFIED("relation", "isversionof", "doi:1")
				   QUALIFIED("relation", "projectID", "P1")),
	    "source.volume: 1\n"
	    "source.pageStart: 2\n"
	    "source.pageEnd: 3\n"
	    "source.container: Journal\n"
	    "source.issue: 4\n"
	    "source.container: Book\n"
	    "relation.isPartOfSeries: Papers;5\n"
	    "relation.isVersionOf: doi:1\n"
	    "relation: P1 [scheme=projectID]\n");
}

static void
the_rest_is_read_too(void **state)
{
	(void)state;
	assert_claims("dim",
	    DIM("<dim:field mdschema='dc' element='title' lang='en_US'>T"
		"</dim:field>"
		"<dim:field mdschema='dc' element='title' "
		"qualifier='alternative' lang='*'>U</dim:field>"
		"<dim:field mdschema='dcterms' element='spatial'>Bonn"
		"</dim:field>"
		"<dim:field mdschema='thesis' element='degree' "
		"qualifier='grantor'>UCL</dim:field>"
		"<dim:field mdschema='oaire' element='awardNumber'>7"
		"</dim:field>"
		"<dim:field mdschema='dc' element='subject' qualifier='ddc' "
		"authority='http://dewey.info/813'>813</dim:field>" QUALIFIED(
		    "language", "iso", "en") QUALIFIED("rights", "uri",
		    "http://x") QUALIFIED("rights", "license", "CC0")
		    QUALIFIED("degree", "level", "PhD")
			QUALIFIED("format", "mimetype", "text/html")
			    QUALIFIED("type", "coar", "thesis")),
	    "title: T [language=en_US]\n"
	    "title.alternative: U\n"
	    "subject: 813 [scheme=ddc] [uri=http://dewey.info/813]\n"
	    "type: thesis [scheme=coar]\n"
	    "format: text/html\n"
	    "language: en\n"
	    "coverage.spatial: Bonn\n"
	    "rights: http://x\n"
	    "rights.license: CC0\n"
	    "degree.grantor: UCL\n"
	    "degree.level: PhD\n"
	    "funding: 7 [grant=7]\n");
}

static void
fields_that_no_table_knows_are_unmapped(void **state)
{
	(void)state;
	assert_claims("dim",
	    DIM(FIELD("foo", "1") QUALIFIED(
		"publisher", "Place", "2") QUALIFIED("date", "spring",
		"3") "<dim:field mdschema='local' element='x'>4</dim:field>"
		     "<dim:field>5</dim:field><dim:field/>" QUALIFIED("creator",
			 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
			 "aaaa"
			 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
			 "aaaa",
			 "6")),
	    "unmapped: element=dc.foo\n"
	    "unmapped: element=dc.publisher.place\n"
	    "unmapped: element=dc.date.spring\n");
}

TESTS(WITH_VOCABULARY(the_rows_are_sorted),
    WITH_VOCABULARY(dates_say_what_they_are),
    WITH_VOCABULARY(people_have_roles),
    WITH_VOCABULARY(descriptions_keep_what_is_no_abstract_apart),
    WITH_VOCABULARY(identifiers_have_schemes),
    WITH_VOCABULARY(sources_are_found_under_many_names),
    WITH_VOCABULARY(the_rest_is_read_too),
    WITH_VOCABULARY(fields_that_no_table_knows_are_unmapped))
