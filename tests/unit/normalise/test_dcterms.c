#include <string.h>
#include <time.h>

#include "normalise/dcterms.h"
#include "normalise/slice.h"
#include "record.h"

#define QDC(namespace, inside)                                                 \
	"<q:qualifieddc xmlns:q='" namespace "' "                              \
					     "xmlns:dc='http://purl.org/dc/"   \
					     "elements/1.1/' "                 \
					     "xmlns:dcterms='http://purl.org/" \
					     "dc/terms/'>" inside              \
					     "</q:qualifieddc>"
#define DSPACE "http://dspace.org/qualifieddc/"

static void
every_term_of_dcmi_is_known(void **state)
{
	static const char *const terms[] = { "abstract", "accessRights",
		"accrualMethod", "accrualPeriodicity", "accrualPolicy",
		"alternative", "audience", "available", "bibliographicCitation",
		"conformsTo", "contributor", "coverage", "created", "creator",
		"date", "dateAccepted", "dateCopyrighted", "dateSubmitted",
		"description", "educationLevel", "extent", "format",
		"hasFormat", "hasPart", "hasVersion", "identifier",
		"instructionalMethod", "isFormatOf", "isPartOf",
		"isReferencedBy", "isReplacedBy", "isRequiredBy", "issued",
		"isVersionOf", "language", "license", "mediator", "medium",
		"modified", "provenance", "publisher", "references", "relation",
		"replaces", "requires", "rights", "rightsHolder", "source",
		"spatial", "subject", "tableOfContents", "temporal", "title",
		"type", "valid", "covarage" };
	static const char *const not_terms[] = { "", "abstrac", "abstracts",
		"titles", "zzz", "A" };

	(void)state;
	for (size_t i = 0; i < sizeof(terms) / sizeof(terms[0]); i++)
		assert_string_equal(
		    term_find(text_of(terms[i]))->name, terms[i]);
	for (size_t i = 0; i < sizeof(not_terms) / sizeof(not_terms[0]); i++)
		assert_null(term_find(text_of(not_terms[i])));
	assert_string_equal(term_find(TEXT("ISSUED"))->name, "issued");
}

static void
assert_known(const char *namespace, const char *names)
{
	struct text rest = text_of(names);
	struct text name;

	while (slice_next(&rest, " ", &name))
		assert_non_null(
		    term_find_in(text_of(namespace), (struct text){ 0 }, name));
}

static void
words_of_other_vocabularies_are_known(void **state)
{
	(void)state;
	assert_known("http://purl.org/ontology/bibo/",
	    "doi edition eissn handle isbn isbn10 isbn13 issn issue pageEnd "
	    "pages pageStart pmid uri volume");
	assert_known("http://prismstandard.org/namespaces/basic/2.0/",
	    "doi edition eIssn endingPage issn keyword number pageRange "
	    "publicationDate publicationName startingPage url volume");
	assert_null(term_find_in(TEXT("http://purl.org/ontology/bibo/"),
	    (struct text){ 0 }, TEXT("title")));
	assert_null(
	    term_find_in(TEXT("urn:x"), (struct text){ 0 }, TEXT("title")));
	assert_non_null(
	    term_find_in(TEXT("urn:x"), TEXT("urn:x"), TEXT("title")));
}

static void
qualified_dublin_core_has_many_namespaces(void **state)
{
	static const char *const records[] = {
		QDC(DSPACE, "<dcterms:issued>1</dcterms:issued>"),
		QDC("http://www.openarchives.org/OAI/2.0/oai_qdc/",
		    "<dcterms:issued>1</dcterms:issued>"),
		QDC("http://www.openarchives.org/OAI/2.0/oai_dcterms/",
		    "<dcterms:issued>1</dcterms:issued>"),
		QDC("http://worldcat.org/xmlschemas/qdc-1.0/",
		    "<dcterms:issued>1</dcterms:issued>"),
		QDC("http://www.bl.uk/namespaces/oai_dcq/",
		    "<dcterms:issued>1</dcterms:issued>"),
		QDC("http://example.org/appqualifieddc/",
		    "<dcterms:issued>1</dcterms:issued>"),
		"<dcterms:record xmlns:dcterms='http://purl.org/dc/terms/'>"
		"<dcterms:issued>1</dcterms:issued></dcterms:record>",
		"<qualifieddc><issued>1</issued></qualifieddc>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(records) / sizeof(records[0]); i++)
		assert_claims("dcterms", records[i], "date.issued: 1\n");
}

static void
terms_become_element_and_qualifier(void **state)
{
	(void)state;
	assert_claims("dcterms",
	    QDC("http://worldcat.org/xmlschemas/qdc-1.0/",
		"<dc:title xml:lang='en'>A</dc:title>"
		"<dcterms:alternative>B</dcterms:alternative>"
		"<dcterms:extent>13 p.</dcterms:extent>"
		"<dcterms:spatial>Bonn</dcterms:spatial>"
		"<dcterms:isPartOf>Series; 3</dcterms:isPartOf>"
		"<dcterms:accrualPolicy>x</dcterms:accrualPolicy>"
		"<dcterms:provenance>Bought</dcterms:provenance>"
		"<dcterms:accessRights>open</dcterms:accessRights>"),
	    "title: A [language=en]\n"
	    "title.alternative: B\n"
	    "description.note: Bought\n"
	    "format.extent: 13 p.\n"
	    "relation.isPartOf: Series; 3\n"
	    "coverage.spatial: Bonn\n"
	    "rights.accessRights: open\n");
}

/* Its crosswalk writes date.available under three names. */
static void
dspace_has_no_date_of_acceptance(void **state)
{
	(void)state;
	assert_claims("dcterms",
	    QDC(DSPACE,
		"<dcterms:dateAccepted>2012-05-03T10:11:12Z"
		"</dcterms:dateAccepted>"
		"<dcterms:available>2012-05-03T10:11:12Z</dcterms:available>"
		"<dcterms:created>2012-05-03T10:11:12Z</dcterms:created>"
		"<dcterms:issued>2010</dcterms:issued>"),
	    "date.deposited: 2012-05-03T10:11:12Z\n"
	    "date.available: 2012-05-03T10:11:12Z\n"
	    "date.deposited: 2012-05-03T10:11:12Z\n"
	    "date.issued: 2010\n");
	assert_claims("dcterms",
	    QDC(DSPACE,
		"<dcterms:dateAccepted>2012-05-03"
		"</dcterms:dateAccepted>"
		"<dcterms:available>2012-05-03</dcterms:available>"
		"<dcterms:created>2011-02-01T01:02:03Z"
		"</dcterms:created>"),
	    "date.dateAccepted: 2012-05-03\n"
	    "date.available: 2012-05-03\n"
	    "date.created: 2011-02-01T01:02:03Z\n");
}

/* Each looked for among all would take a minute. */
static void
very_many_dates_take_no_time(void **state)
{
	struct buffer xml;

	(void)state;
	buffer_init(&xml, 0);
	buffer_add_string(&xml, "<qualifieddc>");
	for (int i = 0; i < 65000; i++)
		buffer_add_string(
		    &xml, "<created>2012-05-03T10:11:12Z</created>");
	buffer_add_string(&xml, "</qualifieddc>");
	assert_int_equal(strlen(record_claims("dcterms", xml.bytes)),
	    65000 * strlen("date.created: 2012-05-03T10:11:12Z\n"));
	assert_in_range(clock(), 0, 20L * CLOCKS_PER_SEC);
	buffer_fini(&xml);
}

TESTS(WITH_VOCABULARY(very_many_dates_take_no_time),
    WITH_VOCABULARY(every_term_of_dcmi_is_known),
    WITH_VOCABULARY(words_of_other_vocabularies_are_known),
    WITH_VOCABULARY(qualified_dublin_core_has_many_namespaces),
    WITH_VOCABULARY(terms_become_element_and_qualifier),
    WITH_VOCABULARY(dspace_has_no_date_of_acceptance))
