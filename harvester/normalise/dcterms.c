#include <stdlib.h>
#include <strings.h>

#include "base/array.h"
#include "normalise/dcterms.h"
#include "normalise/format.h"
#include "normalise/slice.h"

/*
 * Qualified Dublin Core: https://www.dublincore.org/specifications/
 * dublin-core/dcmi-terms/. Names in alphabetical order without regard to case.
 */

#define NOWHERE ELEMENT_COUNT, QUALIFIER_NONE

static const struct term dublin_core[] = {
	{ "abstract", ELEMENT_DESCRIPTION, QUALIFIER_ABSTRACT },
	{ "accessRights", ELEMENT_RIGHTS, QUALIFIER_ACCESS_RIGHTS },
	{ "accrualMethod", NOWHERE },
	{ "accrualPeriodicity", NOWHERE },
	{ "accrualPolicy", NOWHERE },
	{ "alternative", ELEMENT_TITLE, QUALIFIER_ALTERNATIVE },
	{ "audience", NOWHERE },
	{ "available", ELEMENT_DATE, QUALIFIER_AVAILABLE },
	{ "bibliographicCitation", ELEMENT_IDENTIFIER, QUALIFIER_CITATION },
	{ "conformsTo", ELEMENT_RELATION, QUALIFIER_CONFORMS_TO },
	{ "contributor", ELEMENT_CONTRIBUTOR, QUALIFIER_NONE },
	{ "covarage", ELEMENT_COVERAGE, QUALIFIER_NONE }, /* DSpace's qdc */
	{ "coverage", ELEMENT_COVERAGE, QUALIFIER_NONE },
	{ "created", ELEMENT_DATE, QUALIFIER_CREATED },
	{ "creator", ELEMENT_CREATOR, QUALIFIER_NONE },
	{ "date", ELEMENT_DATE, QUALIFIER_NONE },
	{ "dateAccepted", ELEMENT_DATE, QUALIFIER_ACCEPTED },
	{ "dateCopyrighted", ELEMENT_DATE, QUALIFIER_COPYRIGHTED },
	{ "dateSubmitted", ELEMENT_DATE, QUALIFIER_SUBMITTED },
	{ "description", ELEMENT_DESCRIPTION, QUALIFIER_NONE },
	{ "educationLevel", NOWHERE },
	{ "extent", ELEMENT_FORMAT, QUALIFIER_EXTENT },
	{ "format", ELEMENT_FORMAT, QUALIFIER_NONE },
	{ "hasFormat", ELEMENT_RELATION, QUALIFIER_HAS_FORMAT },
	{ "hasPart", ELEMENT_RELATION, QUALIFIER_HAS_PART },
	{ "hasVersion", ELEMENT_RELATION, QUALIFIER_HAS_VERSION },
	{ "identifier", ELEMENT_IDENTIFIER, QUALIFIER_NONE },
	{ "instructionalMethod", NOWHERE },
	{ "isFormatOf", ELEMENT_RELATION, QUALIFIER_IS_FORMAT_OF },
	{ "isPartOf", ELEMENT_RELATION, QUALIFIER_IS_PART_OF },
	{ "isReferencedBy", ELEMENT_RELATION, QUALIFIER_IS_REFERENCED_BY },
	{ "isReplacedBy", ELEMENT_RELATION, QUALIFIER_IS_REPLACED_BY },
	{ "isRequiredBy", ELEMENT_RELATION, QUALIFIER_IS_REQUIRED_BY },
	{ "issued", ELEMENT_DATE, QUALIFIER_ISSUED },
	{ "isVersionOf", ELEMENT_RELATION, QUALIFIER_IS_VERSION_OF },
	{ "language", ELEMENT_LANGUAGE, QUALIFIER_NONE },
	{ "license", ELEMENT_RIGHTS, QUALIFIER_LICENSE },
	{ "mediator", NOWHERE },
	{ "medium", ELEMENT_FORMAT, QUALIFIER_MEDIUM },
	{ "modified", ELEMENT_DATE, QUALIFIER_MODIFIED },
	{ "provenance", ELEMENT_DESCRIPTION, QUALIFIER_NOTE },
	{ "publisher", ELEMENT_PUBLISHER, QUALIFIER_NONE },
	{ "references", ELEMENT_RELATION, QUALIFIER_REFERENCES },
	{ "relation", ELEMENT_RELATION, QUALIFIER_NONE },
	{ "replaces", ELEMENT_RELATION, QUALIFIER_REPLACES },
	{ "requires", ELEMENT_RELATION, QUALIFIER_REQUIRES },
	{ "rights", ELEMENT_RIGHTS, QUALIFIER_NONE },
	{ "rightsHolder", ELEMENT_RIGHTS, QUALIFIER_RIGHTS_HOLDER },
	{ "source", ELEMENT_SOURCE, QUALIFIER_NONE },
	{ "spatial", ELEMENT_COVERAGE, QUALIFIER_SPATIAL },
	{ "subject", ELEMENT_SUBJECT, QUALIFIER_NONE },
	{ "tableOfContents", ELEMENT_DESCRIPTION, QUALIFIER_TABLE_OF_CONTENTS },
	{ "temporal", ELEMENT_COVERAGE, QUALIFIER_TEMPORAL },
	{ "title", ELEMENT_TITLE, QUALIFIER_NONE },
	{ "type", ELEMENT_TYPE, QUALIFIER_NONE },
	{ "valid", ELEMENT_DATE, QUALIFIER_VALID },
};

/* https://www.dublincore.org/specifications/bibo/bibo/ */
static const struct term bibo[] = {
	{ "doi", ELEMENT_IDENTIFIER, QUALIFIER_NONE },
	{ "edition", ELEMENT_SOURCE, QUALIFIER_EDITION },
	{ "eissn", ELEMENT_SOURCE, QUALIFIER_ISSN_ELECTRONIC },
	{ "handle", ELEMENT_IDENTIFIER, QUALIFIER_NONE },
	{ "isbn", ELEMENT_IDENTIFIER, QUALIFIER_NONE },
	{ "isbn10", ELEMENT_IDENTIFIER, QUALIFIER_NONE },
	{ "isbn13", ELEMENT_IDENTIFIER, QUALIFIER_NONE },
	{ "issn", ELEMENT_SOURCE, QUALIFIER_ISSN },
	{ "issue", ELEMENT_SOURCE, QUALIFIER_ISSUE },
	{ "pageEnd", ELEMENT_SOURCE, QUALIFIER_PAGE_END },
	{ "pages", ELEMENT_SOURCE, QUALIFIER_PAGES },
	{ "pageStart", ELEMENT_SOURCE, QUALIFIER_PAGE_START },
	{ "pmid", ELEMENT_IDENTIFIER, QUALIFIER_NONE },
	{ "uri", ELEMENT_IDENTIFIER, QUALIFIER_LANDING },
	{ "volume", ELEMENT_SOURCE, QUALIFIER_VOLUME },
};

/* http://prismstandard.org/namespaces/basic/2.0/ */
static const struct term prism[] = {
	{ "doi", ELEMENT_IDENTIFIER, QUALIFIER_NONE },
	{ "edition", ELEMENT_SOURCE, QUALIFIER_EDITION },
	{ "eIssn", ELEMENT_SOURCE, QUALIFIER_ISSN_ELECTRONIC },
	{ "endingPage", ELEMENT_SOURCE, QUALIFIER_PAGE_END },
	{ "issn", ELEMENT_SOURCE, QUALIFIER_ISSN },
	{ "keyword", ELEMENT_SUBJECT, QUALIFIER_NONE },
	{ "number", ELEMENT_SOURCE, QUALIFIER_ISSUE },
	{ "pageRange", ELEMENT_SOURCE, QUALIFIER_PAGES },
	{ "publicationDate", ELEMENT_DATE, QUALIFIER_ISSUED },
	{ "publicationName", ELEMENT_SOURCE, QUALIFIER_CONTAINER },
	{ "startingPage", ELEMENT_SOURCE, QUALIFIER_PAGE_START },
	{ "url", ELEMENT_IDENTIFIER, QUALIFIER_NONE },
	{ "volume", ELEMENT_SOURCE, QUALIFIER_VOLUME },
};

static const struct term rdf[] = {
	{ "type", ELEMENT_TYPE, QUALIFIER_NONE },
};

#define WORDS(terms) (terms), COUNT(terms)

/* The commonest first. Elements without a prefix fall into OAI-PMH's. */
static const struct {
	const char *namespace;
	const struct term *terms;
	size_t count;
} vocabularies[] = {
	{ "http://purl.org/dc/*", WORDS(dublin_core) },
	{ "https://purl.org/dc/*", WORDS(dublin_core) },
	{ "http://purl.org/DC/*", WORDS(dublin_core) },
	{ "http://www.openarchives.org/OAI/2.0/*", WORDS(dublin_core) },
	{ "http://pos.sissa.it/pos-ext_dc/*", WORDS(dublin_core) },
	{ "http://purl.org/ontology/bibo/", WORDS(bibo) },
	{ "http://prismstandard.org/namespaces/*", WORDS(prism) },
	{ "http://www.w3.org/1999/02/22-rdf-syntax-ns#", WORDS(rdf) },
};

static int
compare(const void *key, const void *row)
{
	const struct text *name = key;
	const struct term *term = row;
	int order = strncasecmp(name->bytes, term->name, name->length);

	return order != 0 ? order : -(term->name[name->length] != '\0');
}

static const struct term *
find(const struct term *terms, size_t count, struct text name)
{
	return name.length == 0
	    ? NULL
	    : bsearch(&name, terms, count, sizeof(*terms), compare);
}

const struct term *
term_find(struct text name)
{
	return find(WORDS(dublin_core), name);
}

const struct term *
term_find_in(struct text namespace, struct text home, struct text name)
{
	for (size_t i = 0; i < COUNT(vocabularies); i++)
		if (format_is_namespace(namespace, vocabularies[i].namespace))
			return find(
			    vocabularies[i].terms, vocabularies[i].count, name);
	if (namespace.length == 0 || text_equals(namespace, home))
		return term_find(name);
	return NULL;
}

/* "2020-07-07T18:15:25Z" */
static bool
is_time_stamp(struct text value)
{
	return value.length >= 19 && value.bytes[10] == 'T';
}

#define AVAILABLES 4 /* more than DSpace writes */

/* What it says about when it became available. */
struct available {
	struct text values[AVAILABLES];
	size_t count;
};

static struct available
read_available(const struct node *root)
{
	struct available available = { 0 };

	for (const struct node *node = root->first;
	     node != NULL && available.count < AVAILABLES; node = node->next)
		if (slice_is(node->name, "available"))
			available.values[available.count++] = node->value;
	return available;
}

/* DSpace says the time it became available once more as dateAccepted and as
 * created, which it is not. */
static bool
is_of_dspace(const struct available *available, const struct node *node)
{
	if (!is_time_stamp(node->value) ||
	    !(slice_is(node->name, "dateAccepted") ||
		slice_is(node->name, "created")))
		return false;
	for (size_t i = 0; i < available->count; i++)
		if (text_equals(available->values[i], node->value))
			return true;
	return false;
}

void
dcterms_claim(struct draft *draft, const struct node *root)
{
	const struct available available = read_available(root);

	for (const struct node *node = root->first; node != NULL;
	     node = node->next) {
		if (is_of_dspace(&available, node))
			draft_say(draft, ELEMENT_DATE, QUALIFIER_DEPOSITED,
			    node->value);
		else
			dc_element_claim(draft, root, node);
	}
}
