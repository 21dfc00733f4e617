#include "record.h"

#define DOAJ(inside)                                                 \
	"<d:doajArticle xmlns:d='http://doaj.org/features/oai_doaj/" \
	"1.0/'>" inside "</d:doajArticle>"

static void
an_article_is_read(void **state)
{
	(void)state;
	assert_claims("doaj",
	    DOAJ("<d:language>eng</d:language><d:publisher>Press</d:publisher>"
		 "<d:journalTitle>Wool</d:journalTitle>"
		 "<d:issn>1355-5146</d:issn><d:eissn>2049-3630</d:eissn>"
		 "<d:publicationDate>2017-04-01</d:publicationDate>"
		 "<d:volume>4</d:volume><d:issue>2</d:issue>"
		 "<d:startPage>129</d:startPage><d:endPage>134</d:endPage>"
		 "<d:doi>10.5555/one</d:doi>"
		 "<d:title language='eng'>On wool</d:title><d:authors>"
		 "<d:author><d:name>Jane Doe</d:name>"
		 "<d:affiliationId>1</d:affiliationId>"
		 "<d:orcid_id>0000-0002-1825-0097</d:orcid_id></d:author>"
		 "<d:author><d:name>R. Roe</d:name>"
		 "<d:affiliationId>7</d:affiliationId></d:author></d:authors>"
		 "<d:affiliationsList>"
		 "<d:affiliationName affiliationId='0'>Mill"
		 "</d:affiliationName>"
		 "<d:affiliationName affiliationId='1'>Guild"
		 "</d:affiliationName><d:affiliationName>Nobody's"
		 "</d:affiliationName></d:affiliationsList>"
		 "<d:abstract language='eng'>All about it.</d:abstract>"
		 "<d:fullTextUrl format='html'>https://example.org/1"
		 "</d:fullTextUrl>"
		 "<d:fullTextUrl format='application/pdf'>https://example.org"
		 "/1.pdf</d:fullTextUrl>"
		 "<d:keywords><d:keyword>; Wool</d:keyword>"
		 "<d:keyword>Sheep;</d:keyword></d:keywords>"),
	    "title: On wool [language=eng]\n"
	    "creator: Jane Doe [orcid=0000-0002-1825-0097]"
	    " [affiliation=Guild]\n"
	    "creator: R. Roe\n"
	    "subject: Wool\n"
	    "subject: Sheep\n"
	    "description.abstract: All about it. [language=eng]\n"
	    "publisher: Press\n"
	    "date.issued: 2017-04-01 [scheme=doajArticle]\n"
	    "type: journal article [scheme=doajArticle]\n"
	    "format: html\n"
	    "format: application/pdf\n"
	    "identifier: 10.5555/one [scheme=doi]\n"
	    "identifier: https://example.org/1\n"
	    "identifier.fullText: https://example.org/1.pdf\n"
	    "source.container: Wool\n"
	    "source.volume: 4\n"
	    "source.issue: 2\n"
	    "source.pageStart: 129\n"
	    "source.pageEnd: 134\n"
	    "source.issnElectronic: 2049-3630\n"
	    "source.issnPrint: 1355-5146\n"
	    "language: eng\n");
}

static void
a_date_is_as_served(void **state)
{
	(void)state;
	assert_claims("doaj",
	    DOAJ("<d:publicationDate>2013-01-01T00:00:00Z</d:publicationDate>"
		 "<d:issn>2049-3630</d:issn><d:eissn>2049-3630</d:eissn>"
		 "<d:documentType>review</d:documentType>"),
	    "date.issued: 2013-01-01T00:00:00Z [scheme=doajArticle]\n"
	    "type: review\n"
	    "source.issnElectronic: 2049-3630\n");
	assert_claims("doaj",
	    DOAJ("<d:publicationDate>2013-12-05</d:publicationDate>"),
	    "date.issued: 2013-12-05 [scheme=doajArticle]\n"
	    "type: journal article [scheme=doajArticle]\n");
}

TESTS(WITH_VOCABULARY(an_article_is_read), WITH_VOCABULARY(a_date_is_as_served))
