#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "normalise/dcterms.h"
#include "normalise/dim.h"
#include "normalise/slice.h"

#define NOWHERE ELEMENT_COUNT, QUALIFIER_NONE, DIM_PLAIN

/*
 * DSpace's registries of fields, and what repositories added to them. What is
 * called as in DCMI's terms is in dcterms.c: dc.relation.isversionof. Sorted by
 * name, small letters.
 */
static const struct dim_row rows[] = {
	{ "datacite.rights", ELEMENT_RIGHTS, QUALIFIER_ACCESS_RIGHTS,
	    DIM_PLAIN },
	{ "datacite.subject.*", ELEMENT_SUBJECT, QUALIFIER_NONE, DIM_SCHEME },
	{ "dc.bibliographiccitation", ELEMENT_IDENTIFIER, QUALIFIER_CITATION,
	    DIM_PLAIN },
	{ "dc.citation", ELEMENT_IDENTIFIER, QUALIFIER_CITATION, DIM_PLAIN },
	{ "dc.contributor", ELEMENT_CONTRIBUTOR, QUALIFIER_NONE, DIM_PLAIN },
	{ "dc.contributor.*", ELEMENT_CONTRIBUTOR, QUALIFIER_NONE, DIM_ROLE },
	{ "dc.contributor.affiliation", ELEMENT_CONTRIBUTOR, QUALIFIER_NONE,
	    DIM_BODY },
	{ "dc.contributor.author", ELEMENT_CREATOR, QUALIFIER_NONE, DIM_PLAIN },
	{ "dc.contributor.authorid", NOWHERE },
	{ "dc.contributor.department", ELEMENT_CONTRIBUTOR, QUALIFIER_NONE,
	    DIM_BODY },
	{ "dc.contributor.email", NOWHERE },
	{ "dc.contributor.faculty", ELEMENT_CONTRIBUTOR, QUALIFIER_NONE,
	    DIM_BODY },
	{ "dc.contributor.funder", ELEMENT_CONTRIBUTOR, QUALIFIER_NONE,
	    DIM_BODY },
	{ "dc.contributor.id", NOWHERE },
	{ "dc.contributor.institution", ELEMENT_CONTRIBUTOR, QUALIFIER_NONE,
	    DIM_BODY },
	{ "dc.contributor.orcid", NOWHERE },
	{ "dc.contributor.organisation", ELEMENT_CONTRIBUTOR, QUALIFIER_NONE,
	    DIM_BODY },
	{ "dc.contributor.organization", ELEMENT_CONTRIBUTOR, QUALIFIER_NONE,
	    DIM_BODY },
	{ "dc.contributor.school", ELEMENT_CONTRIBUTOR, QUALIFIER_NONE,
	    DIM_BODY },
	{ "dc.contributor.sponsor", ELEMENT_CONTRIBUTOR, QUALIFIER_NONE,
	    DIM_BODY },
	{ "dc.coverage.*", ELEMENT_COVERAGE, QUALIFIER_NONE, DIM_PLAIN },
	{ "dc.creator.author", ELEMENT_CREATOR, QUALIFIER_NONE, DIM_PLAIN },
	{ "dc.date.accepted", ELEMENT_DATE, QUALIFIER_ACCEPTED, DIM_PLAIN },
	{ "dc.date.accessioned", ELEMENT_DATE, QUALIFIER_DEPOSITED, DIM_PLAIN },
	{ "dc.date.copyright", ELEMENT_DATE, QUALIFIER_COPYRIGHTED, DIM_PLAIN },
	{ "dc.date.copyrighted", ELEMENT_DATE, QUALIFIER_COPYRIGHTED,
	    DIM_PLAIN },
	{ "dc.date.embargo", ELEMENT_DATE, QUALIFIER_EMBARGO_END, DIM_PLAIN },
	{ "dc.date.embargoeduntil", ELEMENT_DATE, QUALIFIER_EMBARGO_END,
	    DIM_PLAIN },
	{ "dc.date.embargoend", ELEMENT_DATE, QUALIFIER_EMBARGO_END,
	    DIM_PLAIN },
	{ "dc.date.embargoenddate", ELEMENT_DATE, QUALIFIER_EMBARGO_END,
	    DIM_PLAIN },
	{ "dc.date.embargolift", ELEMENT_DATE, QUALIFIER_EMBARGO_END,
	    DIM_PLAIN },
	{ "dc.date.embargountil", ELEMENT_DATE, QUALIFIER_EMBARGO_END,
	    DIM_PLAIN },
	{ "dc.date.online", ELEMENT_DATE, QUALIFIER_ONLINE, DIM_PLAIN },
	{ "dc.date.print", ELEMENT_DATE, QUALIFIER_PRINTED, DIM_PLAIN },
	{ "dc.date.printed", ELEMENT_DATE, QUALIFIER_PRINTED, DIM_PLAIN },
	{ "dc.date.published", ELEMENT_DATE, QUALIFIER_ISSUED, DIM_PLAIN },
	{ "dc.date.submitted", ELEMENT_DATE, QUALIFIER_SUBMITTED, DIM_PLAIN },
	{ "dc.date.updated", ELEMENT_DATE, QUALIFIER_MODIFIED, DIM_PLAIN },
	{ "dc.description.*", ELEMENT_DESCRIPTION, QUALIFIER_NOTE, DIM_PLAIN },
	{ "dc.description.degree", ELEMENT_DEGREE, QUALIFIER_NAME, DIM_PLAIN },
	{ "dc.description.embargo", ELEMENT_DATE, QUALIFIER_EMBARGO_END,
	    DIM_PLAIN },
	{ "dc.description.peerreviewed", ELEMENT_TYPE, QUALIFIER_PEER_REVIEWED,
	    DIM_PLAIN },
	{ "dc.description.provenance", NOWHERE },
	{ "dc.description.refereed", ELEMENT_TYPE, QUALIFIER_PEER_REVIEWED,
	    DIM_PLAIN },
	{ "dc.description.reviewstatus", ELEMENT_TYPE, QUALIFIER_PEER_REVIEWED,
	    DIM_PLAIN },
	{ "dc.description.status", ELEMENT_TYPE, QUALIFIER_PEER_REVIEWED,
	    DIM_PLAIN },
	{ "dc.description.version", ELEMENT_TYPE, QUALIFIER_VERSION,
	    DIM_PLAIN },
	{ "dc.embargo.*", NOWHERE },
	{ "dc.embargo.lift", ELEMENT_DATE, QUALIFIER_EMBARGO_END, DIM_PLAIN },
	{ "dc.eprint.status", ELEMENT_TYPE, QUALIFIER_PEER_REVIEWED,
	    DIM_PLAIN },
	{ "dc.eprint.version", ELEMENT_TYPE, QUALIFIER_VERSION, DIM_PLAIN },
	{ "dc.format.*", ELEMENT_FORMAT, QUALIFIER_NONE, DIM_PLAIN },
	{ "dc.identifier.*", ELEMENT_IDENTIFIER, QUALIFIER_OTHER, DIM_SCHEME },
	{ "dc.identifier.ark", ELEMENT_IDENTIFIER, QUALIFIER_NONE, DIM_SCHEME },
	{ "dc.identifier.arxiv", ELEMENT_IDENTIFIER, QUALIFIER_NONE,
	    DIM_SCHEME },
	{ "dc.identifier.citation", ELEMENT_IDENTIFIER, QUALIFIER_CITATION,
	    DIM_PLAIN },
	{ "dc.identifier.doi", ELEMENT_IDENTIFIER, QUALIFIER_NONE, DIM_SCHEME },
	{ "dc.identifier.eissn", ELEMENT_SOURCE, QUALIFIER_ISSN_ELECTRONIC,
	    DIM_PLAIN },
	{ "dc.identifier.endpage", ELEMENT_SOURCE, QUALIFIER_PAGE_END,
	    DIM_PLAIN },
	{ "dc.identifier.epage", ELEMENT_SOURCE, QUALIFIER_PAGE_END,
	    DIM_PLAIN },
	{ "dc.identifier.handle", ELEMENT_IDENTIFIER, QUALIFIER_NONE,
	    DIM_SCHEME },
	{ "dc.identifier.isbn", ELEMENT_IDENTIFIER, QUALIFIER_NONE,
	    DIM_SCHEME },
	{ "dc.identifier.issn", ELEMENT_SOURCE, QUALIFIER_ISSN, DIM_PLAIN },
	{ "dc.identifier.issue", ELEMENT_SOURCE, QUALIFIER_ISSUE, DIM_PLAIN },
	{ "dc.identifier.journal", ELEMENT_SOURCE, QUALIFIER_CONTAINER,
	    DIM_PLAIN },
	{ "dc.identifier.journaltitle", ELEMENT_SOURCE, QUALIFIER_CONTAINER,
	    DIM_PLAIN },
	{ "dc.identifier.orcid", NOWHERE },
	{ "dc.identifier.other", ELEMENT_IDENTIFIER, QUALIFIER_OTHER,
	    DIM_PLAIN },
	{ "dc.identifier.pmcid", ELEMENT_IDENTIFIER, QUALIFIER_NONE,
	    DIM_SCHEME },
	{ "dc.identifier.pmid", ELEMENT_IDENTIFIER, QUALIFIER_NONE,
	    DIM_SCHEME },
	{ "dc.identifier.spage", ELEMENT_SOURCE, QUALIFIER_PAGE_START,
	    DIM_PLAIN },
	{ "dc.identifier.startpage", ELEMENT_SOURCE, QUALIFIER_PAGE_START,
	    DIM_PLAIN },
	{ "dc.identifier.uri", ELEMENT_IDENTIFIER, QUALIFIER_NONE, DIM_PLAIN },
	{ "dc.identifier.url", ELEMENT_IDENTIFIER, QUALIFIER_NONE, DIM_PLAIN },
	{ "dc.identifier.urn", ELEMENT_IDENTIFIER, QUALIFIER_NONE, DIM_SCHEME },
	{ "dc.identifier.volume", ELEMENT_SOURCE, QUALIFIER_VOLUME, DIM_PLAIN },
	{ "dc.language.*", ELEMENT_LANGUAGE, QUALIFIER_NONE, DIM_PLAIN },
	{ "dc.language.iso", ELEMENT_LANGUAGE, QUALIFIER_NONE, DIM_PLAIN },
	{ "dc.peerreviewed", ELEMENT_TYPE, QUALIFIER_PEER_REVIEWED, DIM_PLAIN },
	{ "dc.relation.*", ELEMENT_RELATION, QUALIFIER_NONE, DIM_SCHEME },
	{ "dc.relation.conference", ELEMENT_SOURCE, QUALIFIER_CONFERENCE,
	    DIM_PLAIN },
	{ "dc.relation.dataset", ELEMENT_RELATION, QUALIFIER_DATASET,
	    DIM_PLAIN },
	{ "dc.relation.isbasedon", ELEMENT_RELATION, QUALIFIER_IS_DERIVED_FROM,
	    DIM_PLAIN },
	{ "dc.relation.isbn", ELEMENT_SOURCE, QUALIFIER_ISBN, DIM_PLAIN },
	{ "dc.relation.ispartofbook", ELEMENT_SOURCE, QUALIFIER_CONTAINER,
	    DIM_PLAIN },
	{ "dc.relation.ispartofjournal", ELEMENT_SOURCE, QUALIFIER_CONTAINER,
	    DIM_PLAIN },
	{ "dc.relation.ispartofseries", ELEMENT_RELATION, QUALIFIER_SERIES,
	    DIM_PLAIN },
	{ "dc.relation.issn", ELEMENT_SOURCE, QUALIFIER_ISSN, DIM_PLAIN },
	{ "dc.relation.issue", ELEMENT_SOURCE, QUALIFIER_ISSUE, DIM_PLAIN },
	{ "dc.relation.issupplementedby", ELEMENT_RELATION,
	    QUALIFIER_IS_SUPPLEMENTED_BY, DIM_PLAIN },
	{ "dc.relation.issupplementto", ELEMENT_RELATION,
	    QUALIFIER_IS_SUPPLEMENT_TO, DIM_PLAIN },
	{ "dc.relation.journal", ELEMENT_SOURCE, QUALIFIER_CONTAINER,
	    DIM_PLAIN },
	{ "dc.relation.publisherversion", ELEMENT_RELATION,
	    QUALIFIER_IS_VERSION_OF, DIM_PLAIN },
	{ "dc.relation.uri", ELEMENT_RELATION, QUALIFIER_NONE, DIM_PLAIN },
	{ "dc.relation.volume", ELEMENT_SOURCE, QUALIFIER_VOLUME, DIM_PLAIN },
	{ "dc.rights.*", ELEMENT_RIGHTS, QUALIFIER_NONE, DIM_PLAIN },
	{ "dc.rights.access", ELEMENT_RIGHTS, QUALIFIER_ACCESS_RIGHTS,
	    DIM_PLAIN },
	{ "dc.rights.embargodate", ELEMENT_DATE, QUALIFIER_EMBARGO_END,
	    DIM_PLAIN },
	{ "dc.rights.embargoend", ELEMENT_DATE, QUALIFIER_EMBARGO_END,
	    DIM_PLAIN },
	{ "dc.rights.holder", ELEMENT_RIGHTS, QUALIFIER_RIGHTS_HOLDER,
	    DIM_PLAIN },
	{ "dc.rights.licence", ELEMENT_RIGHTS, QUALIFIER_LICENSE, DIM_PLAIN },
	{ "dc.rights.uri", ELEMENT_RIGHTS, QUALIFIER_NONE, DIM_PLAIN },
	{ "dc.source.*", ELEMENT_SOURCE, QUALIFIER_NONE, DIM_PLAIN },
	{ "dc.subject.*", ELEMENT_SUBJECT, QUALIFIER_NONE, DIM_SCHEME },
	{ "dc.subject.ddc", ELEMENT_SUBJECT, QUALIFIER_NONE, DIM_SCHEME },
	{ "dc.subject.jel", ELEMENT_SUBJECT, QUALIFIER_NONE, DIM_SCHEME },
	{ "dc.subject.keyword", ELEMENT_SUBJECT, QUALIFIER_NONE, DIM_PLAIN },
	{ "dc.subject.keywords", ELEMENT_SUBJECT, QUALIFIER_NONE, DIM_PLAIN },
	{ "dc.subject.lcc", ELEMENT_SUBJECT, QUALIFIER_NONE, DIM_SCHEME },
	{ "dc.subject.msc", ELEMENT_SUBJECT, QUALIFIER_NONE, DIM_SCHEME },
	{ "dc.subject.other", ELEMENT_SUBJECT, QUALIFIER_NONE, DIM_PLAIN },
	{ "dc.subject.udc", ELEMENT_SUBJECT, QUALIFIER_NONE, DIM_SCHEME },
	{ "dc.title.*", ELEMENT_TITLE, QUALIFIER_ALTERNATIVE, DIM_PLAIN },
	{ "dc.title.subtitle", ELEMENT_TITLE, QUALIFIER_SUBTITLE, DIM_PLAIN },
	{ "dc.title.translated", ELEMENT_TITLE, QUALIFIER_TRANSLATED,
	    DIM_PLAIN },
	{ "dc.type.*", ELEMENT_TYPE, QUALIFIER_NONE, DIM_SCHEME },
	{ "dc.type.peerreviewed", ELEMENT_TYPE, QUALIFIER_PEER_REVIEWED,
	    DIM_PLAIN },
	{ "dc.type.refereed", ELEMENT_TYPE, QUALIFIER_PEER_REVIEWED,
	    DIM_PLAIN },
	{ "dc.type.status", ELEMENT_TYPE, QUALIFIER_PEER_REVIEWED, DIM_PLAIN },
	{ "dc.type.version", ELEMENT_TYPE, QUALIFIER_VERSION, DIM_PLAIN },
	{ "eprint.status", ELEMENT_TYPE, QUALIFIER_PEER_REVIEWED, DIM_PLAIN },
	{ "eprint.version", ELEMENT_TYPE, QUALIFIER_VERSION, DIM_PLAIN },
	{ "oaire.accessrights", ELEMENT_RIGHTS, QUALIFIER_ACCESS_RIGHTS,
	    DIM_PLAIN },
	{ "oaire.awardnumber", ELEMENT_FUNDING, QUALIFIER_NONE, DIM_GRANT },
	{ "oaire.awardtitle", NOWHERE },
	{ "oaire.awarduri", NOWHERE },
	{ "oaire.citation.*", NOWHERE },
	{ "oaire.funderidentifier", NOWHERE },
	{ "oaire.fundername", NOWHERE },
	{ "oaire.fundingstream", NOWHERE },
	{ "oaire.resourcetype", ELEMENT_TYPE, QUALIFIER_NONE, DIM_PLAIN },
	{ "oaire.version", ELEMENT_TYPE, QUALIFIER_VERSION, DIM_PLAIN },
	{ "rioxxterms.identifier.project", ELEMENT_FUNDING, QUALIFIER_NONE,
	    DIM_GRANT },
	{ "rioxxterms.licenseref.uri", ELEMENT_RIGHTS, QUALIFIER_LICENSE,
	    DIM_PLAIN },
	{ "rioxxterms.publicationdate", ELEMENT_DATE, QUALIFIER_ISSUED,
	    DIM_PLAIN },
	{ "rioxxterms.type", ELEMENT_TYPE, QUALIFIER_NONE, DIM_PLAIN },
	{ "rioxxterms.version", ELEMENT_TYPE, QUALIFIER_VERSION, DIM_PLAIN },
	{ "rioxxterms.versionofrecord", ELEMENT_IDENTIFIER, QUALIFIER_NONE,
	    DIM_PLAIN },
	{ "thesis.degree.discipline", ELEMENT_DEGREE, QUALIFIER_DISCIPLINE,
	    DIM_PLAIN },
	{ "thesis.degree.grantor", ELEMENT_DEGREE, QUALIFIER_GRANTOR,
	    DIM_PLAIN },
	{ "thesis.degree.level", ELEMENT_DEGREE, QUALIFIER_LEVEL, DIM_PLAIN },
	{ "thesis.degree.name", ELEMENT_DEGREE, QUALIFIER_NAME, DIM_PLAIN },
};

/* Below dc.citation, dc.bibliographicCitation, dc.source and oaire.citation;
 * or in one word, as in dc.relation.citationvolume. */
static const struct {
	const char *name;
	enum qualifier qualifier;
} parts[] = {
	{ "title", QUALIFIER_CONTAINER },
	{ "jtitle", QUALIFIER_CONTAINER },
	{ "journal", QUALIFIER_CONTAINER },
	{ "journaltitle", QUALIFIER_CONTAINER },
	{ "volume", QUALIFIER_VOLUME },
	{ "issue", QUALIFIER_ISSUE },
	{ "number", QUALIFIER_ISSUE },
	{ "startpage", QUALIFIER_PAGE_START },
	{ "spage", QUALIFIER_PAGE_START },
	{ "stpage", QUALIFIER_PAGE_START },
	{ "firstpage", QUALIFIER_PAGE_START },
	{ "endpage", QUALIFIER_PAGE_END },
	{ "epage", QUALIFIER_PAGE_END },
	{ "lastpage", QUALIFIER_PAGE_END },
	{ "pages", QUALIFIER_PAGES },
	{ "edition", QUALIFIER_EDITION },
	{ "issn", QUALIFIER_ISSN },
	{ "conference", QUALIFIER_CONFERENCE },
};

/* A degree is described alike in dc, thesis, etdms and etd. */
bool
dim_field_name(const struct dim_field *field, struct text qualifier,
    char name[DIM_NAME_SIZE])
{
	struct text schema = field->schema;
	int length;

	if (slice_is(field->element, "degree"))
		schema = TEXT("thesis");
	if (schema.length + field->element.length + qualifier.length + 3 >
	    DIM_NAME_SIZE)
		return false;
	length = snprintf(name, DIM_NAME_SIZE, "%.*s.%.*s%s%.*s",
	    (int)schema.length, schema.bytes, (int)field->element.length,
	    field->element.bytes, qualifier.length > 0 ? "." : "",
	    (int)qualifier.length, qualifier.bytes);
	for (int i = 0; i < length; i++)
		if (name[i] >= 'A' && name[i] <= 'Z')
			name[i] = (char)(name[i] - 'A' + 'a');
	return true;
}

static int
compare(const void *key, const void *row)
{
	return strcmp(key, ((const struct dim_row *)row)->name);
}

static const struct dim_row *
find_row(const struct dim_field *field, struct text qualifier)
{
	char name[DIM_NAME_SIZE];

	if (!dim_field_name(field, qualifier, name))
		return NULL;
	return bsearch(name, rows, COUNT(rows), sizeof(rows[0]), compare);
}

bool
dim_is_dublin_core(const struct dim_field *field)
{
	return slice_is(field->schema, "dc") ||
	    slice_is(field->schema, "dcterms");
}

/* dc.relation.isversionof, dcterms.isVersionOf, dc.title */
static bool
find_term(const struct dim_field *field, struct dim_row *found)
{
	const struct term *element = term_find(field->element);
	const struct term *term = element;

	if (!dim_is_dublin_core(field))
		return false;
	if (field->qualifier.length > 0) {
		term = term_find(field->qualifier);
		if (term == NULL || element == NULL ||
		    term->element != element->element)
			return false;
	}
	if (term == NULL)
		return false;
	*found = (struct dim_row){ .element = term->element,
		.qualifier = term->qualifier };
	return true;
}

static bool
is_citation(const struct dim_field *field)
{
	static const char *const elements[] = { "citation",
		"bibliographicCitation", "source" };

	for (size_t i = 0; i < COUNT(elements); i++)
		if (slice_is(field->element, elements[i]))
			return true;
	return false;
}

/* The part of a source that it says; none: none. */
static struct text
part_name(const struct dim_field *field)
{
	struct text name = field->qualifier;

	if (name.length == 0)
		name = field->element;
	else if (is_citation(field))
		return name;
	return slice_skip(&name, "citation") ? name : (struct text){ 0 };
}

static bool
find_part(const struct dim_field *field, struct dim_row *found)
{
	struct text name = part_name(field);

	if (name.length == 0 ||
	    !(dim_is_dublin_core(field) || slice_is(field->schema, "oaire")))
		return false;
	for (size_t i = 0; i < COUNT(parts); i++) {
		if (slice_is(name, parts[i].name)) {
			*found = (struct dim_row){ .element = ELEMENT_SOURCE,
				.qualifier = parts[i].qualifier };
			return true;
		}
	}
	return false;
}

bool
dim_find(const struct dim_field *field, struct dim_row *found)
{
	const struct dim_row *row = find_row(field, field->qualifier);

	if (row == NULL)
		return find_term(field, found) || find_part(field, found);
	*found = *row;
	return true;
}

bool
dim_find_any(const struct dim_field *field, struct dim_row *found)
{
	const struct dim_row *row = find_row(field, TEXT("*"));

	if (row == NULL)
		return false;
	*found = *row;
	return true;
}

const struct dim_row *
dim_row_at(size_t i)
{
	return i < COUNT(rows) ? &rows[i] : NULL;
}
