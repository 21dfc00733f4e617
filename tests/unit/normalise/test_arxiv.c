#include <stdio.h>
#include <string.h>

#include "record.h"

#define ARXIV(inside) \
	"<arXiv xmlns='http://arxiv.org/OAI/arXiv/'>" inside "</arXiv>"

static void
a_preprint_is_read(void **state)
{
	(void)state;
	assert_claims("arxiv",
	    ARXIV("<id>1401.0001</id><created>2014-01-09</created>"
		  "<updated>2017-10-23</updated><authors>"
		  "<author><keyname>Doe</keyname><forenames>J. R.</forenames>"
		  "<suffix>Jr.</suffix><affiliation>Guild</affiliation>"
		  "<affiliation>Mill</affiliation></author>"
		  "<author><keyname>Wool Collaboration</keyname></author>"
		  "</authors><title>On wool</title>"
		  "<categories>math.AP hep-th</categories>"
		  "<comments>16 pages</comments>"
		  "<msc-class>83F05 (Primary), 81Q99</msc-class>"
		  "<acm-class>F.2.2; I.3.5</acm-class>"
		  "<journal-ref>J. Wool 20 (2014) 286</journal-ref>"
		  "<doi>10.5555/one, 10.5555/two;10.5555/three</doi>"
		  "<report-no>W-7</report-no>"
		  "<license>http://arxiv.org/licenses/nonexclusive-distrib/1.0/"
		  "</license><abstract> All about\n it. </abstract>"
		  "<proxy>ccsd</proxy>"),
	    "title: On wool\n"
	    "creator: Doe, J. R. [family=Doe] [given=J. R.] [suffix=Jr.]"
	    " [affiliation=Guild] [affiliation=Mill]\n"
	    "creator: Wool Collaboration\n"
	    "subject: math.AP [scheme=arXiv]\n"
	    "subject: hep-th [scheme=arXiv]\n"
	    "subject: 83F05 [scheme=msc]\n"
	    "subject: 81Q99 [scheme=msc]\n"
	    "subject: F.2.2 [scheme=acm]\n"
	    "subject: I.3.5 [scheme=acm]\n"
	    "description.abstract: All about it.\n"
	    "description.note: 16 pages [scheme=comments]\n"
	    "date.issued: 2014-01-09\n"
	    "date.modified: 2017-10-23\n"
	    "type: preprint [scheme=arXiv]\n"
	    "identifier: 1401.0001 [scheme=arXiv]\n"
	    "identifier: 10.5555/one [scheme=doi]\n"
	    "identifier: 10.5555/two [scheme=doi]\n"
	    "identifier.other: W-7 [scheme=report-no]\n"
	    "source: J. Wool 20 (2014) 286\n"
	    "rights.license: http://arxiv.org/licenses/nonexclusive-distrib/"
	    "1.0/\n");
}

/* A DOI of Wiley's has one in it. */
static void
a_semicolon_alone_ends_no_doi(void **state)
{
	(void)state;
	assert_claims("arxiv",
	    ARXIV("<doi>10.1002/(SICI)1097-0258(19980815/30)17:15/16&lt;1661"
		  "::AID-SIM968&gt;3.0.CO;2-2</doi>"),
	    "type: preprint [scheme=arXiv]\n"
	    "identifier: 10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661"
	    "::AID-SIM968>3.0.CO;2-2 [scheme=doi]\n");
}

/* A million categories are not a million claims. */
static void
what_is_split_has_an_end(void **state)
{
	size_t length = (size_t)(VALUES + 1000) * 2;
	char *record = test_malloc(length + 200);
	char *end = record;
	struct text claims;

	(void)state;
	end += sprintf(end, "<arXiv><categories>");
	for (size_t i = 0; i < length / 2; i++) {
		*end++ = 'q';
		*end++ = ' ';
	}
	(void)sprintf(end, "</categories></arXiv>");
	claims = text_of(record_claims("arxiv", record));
	assert_int_equal(claims.length,
	    VALUES * strlen("subject: q [scheme=arXiv]\n") +
		strlen("type: preprint [scheme=arXiv]\n"));
	test_free(record);
}

TESTS(WITH_VOCABULARY(a_preprint_is_read),
    WITH_VOCABULARY(a_semicolon_alone_ends_no_doi),
    WITH_VOCABULARY(what_is_split_has_an_end))
