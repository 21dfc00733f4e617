#include "base/array.h"
#include "normalise/datacite.h"
#include "normalise/slice.h"

/*
 * relatedIdentifier and (from 4.4) relatedItem. What it is part of, by the
 * number of a journal or book, is no relation of its own but the place of
 * publication.
 */

struct term {
	const char *value;
	enum qualifier qualifier;
};

/* relationType in DCMI's terms, or the nearest; NONE for those for which
 * nobody has a use: HasMetadata, IsMetadataFor, Compiles, IsCompiledBy. */
static const struct term relations[] = {
	{ "IsCitedBy", QUALIFIER_IS_REFERENCED_BY },
	{ "Cites", QUALIFIER_REFERENCES },
	{ "IsSupplementTo", QUALIFIER_IS_SUPPLEMENT_TO },
	{ "IsSupplementedBy", QUALIFIER_IS_SUPPLEMENTED_BY },
	{ "IsContinuedBy", QUALIFIER_IS_CONTINUED_BY },
	{ "Continues", QUALIFIER_CONTINUES },
	{ "IsNewVersionOf", QUALIFIER_REPLACES },
	{ "IsPreviousVersionOf", QUALIFIER_IS_REPLACED_BY },
	{ "IsPartOf", QUALIFIER_IS_PART_OF },
	{ "HasPart", QUALIFIER_HAS_PART },
	{ "IsPublishedIn", QUALIFIER_IS_PART_OF },
	{ "IsReferencedBy", QUALIFIER_IS_REFERENCED_BY },
	{ "References", QUALIFIER_REFERENCES },
	{ "IsDocumentedBy", QUALIFIER_IS_DOCUMENTED_BY },
	{ "Documents", QUALIFIER_DOCUMENTS },
	{ "IsDescribedBy", QUALIFIER_IS_DOCUMENTED_BY },
	{ "Describes", QUALIFIER_DOCUMENTS },
	{ "IsVariantFormOf", QUALIFIER_IS_FORMAT_OF },
	{ "IsOriginalFormOf", QUALIFIER_HAS_FORMAT },
	{ "IsIdenticalTo", QUALIFIER_IS_IDENTICAL_TO },
	{ "Reviews", QUALIFIER_REVIEWS },
	{ "IsReviewedBy", QUALIFIER_IS_REVIEWED_BY },
	{ "IsDerivedFrom", QUALIFIER_IS_DERIVED_FROM },
	{ "IsSourceOf", QUALIFIER_IS_SOURCE_OF },
	{ "HasVersion", QUALIFIER_HAS_VERSION },
	{ "IsVersionOf", QUALIFIER_IS_VERSION_OF },
	{ "HasTranslation", QUALIFIER_HAS_VERSION },
	{ "IsTranslationOf", QUALIFIER_IS_VERSION_OF },
	{ "Requires", QUALIFIER_REQUIRES },
	{ "IsRequiredBy", QUALIFIER_IS_REQUIRED_BY },
	{ "Obsoletes", QUALIFIER_REPLACES },
	{ "IsObsoletedBy", QUALIFIER_IS_REPLACED_BY },
	{ "Collects", QUALIFIER_HAS_PART },
	{ "IsCollectedBy", QUALIFIER_IS_PART_OF },
};

/* relatedIdentifierType */
static const struct term numbers[] = {
	{ "ISSN", QUALIFIER_ISSN },
	{ "PISSN", QUALIFIER_ISSN_PRINT },
	{ "EISSN", QUALIFIER_ISSN_ELECTRONIC },
	{ "LISSN", QUALIFIER_ISSN_LINKING },
	{ "ISBN", QUALIFIER_ISBN },
};

static enum qualifier
find(const struct term *terms, size_t count, struct text value)
{
	for (size_t i = 0; i < count; i++)
		if (slice_is(value, terms[i].value))
			return terms[i].qualifier;
	return QUALIFIER_NONE;
}

static void
claim_related(struct draft *draft, enum qualifier relation, struct text type,
    struct text value)
{
	enum qualifier number = find(numbers, COUNT(numbers), type);

	if (relation == QUALIFIER_IS_PART_OF && number != QUALIFIER_NONE)
		draft_say(draft, ELEMENT_SOURCE, number, value);
	else
		draft_claim(draft,
		    &(struct claim){ .element = ELEMENT_RELATION,
			.qualifier = relation,
			.value = value,
			.scheme = type });
}

enum qualifier
datacite_relation(struct text type)
{
	return find(relations, COUNT(relations), type);
}

static enum qualifier
relation_of(const struct node *node)
{
	return datacite_relation(node_attribute(node, "relationType"));
}

void
datacite_read_related(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	(void)mapping;
	claim_related(draft, relation_of(node),
	    node_attribute(node, "relatedIdentifierType"), node->value);
}

static const struct mapping container[] = {
	{ "titles/title", "!titleType", ELEMENT_SOURCE, QUALIFIER_CONTAINER,
	    NULL },
	{ "volume", "", ELEMENT_SOURCE, QUALIFIER_VOLUME, NULL },
	{ "issue", "", ELEMENT_SOURCE, QUALIFIER_ISSUE, NULL },
	{ "number", "numberType=Article", ELEMENT_SOURCE,
	    QUALIFIER_ARTICLE_NUMBER, NULL },
	{ "firstPage", "", ELEMENT_SOURCE, QUALIFIER_PAGE_START, NULL },
	{ "lastPage", "", ELEMENT_SOURCE, QUALIFIER_PAGE_END, NULL },
};

static bool
is_publication(struct text type)
{
	return slice_is(type, "Journal") || slice_is(type, "Book") ||
	    slice_is(type, "ConferenceProceeding");
}

/* The first of them: volume and pages of another would not belong to it. */
static bool
is_container(const struct draft *draft, const struct node *node)
{
	struct text relation = node_attribute(node, "relationType");

	return draft->positions[ELEMENT_SOURCE][QUALIFIER_CONTAINER] == 0 &&
	    node_text(node_child(node, "titles"), "title").length > 0 &&
	    (slice_is(relation, "IsPublishedIn") ||
		(slice_is(relation, "IsPartOf") &&
		    is_publication(node_attribute(node, "relatedItemType"))));
}

void
datacite_read_related_item(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	const struct node *id = node_child(node, "relatedItemIdentifier");

	(void)mapping;
	if (is_container(draft, node))
		FORMAT_MAP(draft, node, container);
	else if (id == NULL)
		claim_related(draft, relation_of(node), (struct text){ 0 },
		    node_text(node_child(node, "titles"), "title"));
	if (id != NULL)
		claim_related(draft, relation_of(node),
		    node_attribute(id, "relatedItemIdentifierType"), id->value);
}
