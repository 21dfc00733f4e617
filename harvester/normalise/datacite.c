#include "base/array.h"
#include "normalise/datacite.h"
#include "normalise/slice.h"

static void
read_identifier(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.qualifier = mapping->qualifier,
		.value = node->value,
		.scheme = node_attribute(node, "identifierType") });
}

/* Others name it in one place only: accession numbers and such. */
static bool
names_it_everywhere(struct text type)
{
	static const char *const types[] = { "DOI", "Handle", "ARK", "URN",
		"URL", "PURL", "PMID", "PMCID", "PMC", "arXiv", "ISBN" };

	for (size_t i = 0; i < COUNT(types); i++)
		if (slice_is(type, types[i]))
			return true;
	return false;
}

static void
read_alternate(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct text type = node_attribute(node, "alternateIdentifierType");

	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.qualifier = names_it_everywhere(type) ? mapping->qualifier
						       : QUALIFIER_OTHER,
		.value = node->value,
		.scheme = type });
}

static void
read_subject(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct text scheme = node_attribute(node, "subjectScheme");

	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.value = node->value,
		.scheme = scheme.length > 0 ? scheme
					    : node_attribute(node, "schemeURI"),
		.uri = node_attribute(node, "valueURI"),
		.language = node->language });
}

static void
read_publisher(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.value = node->value,
		.scheme = node_attribute(node, "publisherIdentifierScheme"),
		.uri = node_attribute(node, "publisherIdentifier"),
		.language = node->language });
}

static void
read_funding(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct grant grant = {
		.funder = node_text(node, "funderName"),
		.funder_id = node_text(node, "funderIdentifier"),
		.programme = node_text(node, "fundingStream"), /* OpenAIRE */
		.grant = node_text(node, "awardNumber"),
		.title = node_text(node, "awardTitle"),
	};

	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.uri =
		    node_attribute(node_child(node, "awardNumber"), "awardURI"),
		.grant = &grant });
}

static void
read_dated(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.qualifier = mapping->qualifier,
		.value = node->value,
		.scheme = node_attribute(node, "dateType") });
}

static const struct mapping common[] = {
	{ "titles/title", "!titleType", ELEMENT_TITLE, QUALIFIER_NONE, NULL },
	{ "titles/title", "titleType=Subtitle", ELEMENT_TITLE,
	    QUALIFIER_SUBTITLE, NULL },
	{ "titles/title", "titleType=TranslatedTitle", ELEMENT_TITLE,
	    QUALIFIER_TRANSLATED, NULL },
	{ "titles/title", "titleType=AlternativeTitle", ELEMENT_TITLE,
	    QUALIFIER_ALTERNATIVE, NULL },
	{ "titles/title", "titleType=Other", ELEMENT_TITLE,
	    QUALIFIER_ALTERNATIVE, NULL },
	{ "creators/creator", "", ELEMENT_CREATOR, QUALIFIER_NONE,
	    datacite_read_person },
	{ "subjects/subject", "", ELEMENT_SUBJECT, QUALIFIER_NONE,
	    read_subject },
	{ "publisher", "", ELEMENT_PUBLISHER, QUALIFIER_NONE, read_publisher },
	{ "contributors/contributor", "", ELEMENT_CONTRIBUTOR, QUALIFIER_NONE,
	    datacite_read_person },
	{ "dates/date", "dateType=Issued", ELEMENT_DATE, QUALIFIER_ISSUED,
	    NULL },
	{ "dates/date", "dateType=Submitted", ELEMENT_DATE, QUALIFIER_SUBMITTED,
	    NULL },
	{ "dates/date", "dateType=Created", ELEMENT_DATE, QUALIFIER_CREATED,
	    NULL },
	{ "dates/date", "dateType=Collected", ELEMENT_DATE, QUALIFIER_CREATED,
	    read_dated },
	{ "dates/date", "dateType=Copyrighted", ELEMENT_DATE,
	    QUALIFIER_COPYRIGHTED, NULL },
	{ "dates/date", "dateType=Updated", ELEMENT_DATE, QUALIFIER_MODIFIED,
	    NULL },
	{ "dates/date", "dateType=Valid", ELEMENT_DATE, QUALIFIER_VALID, NULL },
	{ "dates/date", "dateType=Withdrawn", ELEMENT_DATE, QUALIFIER_OTHER,
	    read_dated },
	{ "dates/date", "dateType=Other", ELEMENT_DATE, QUALIFIER_OTHER,
	    read_dated },
	{ "dates/date", "!dateType", ELEMENT_DATE, QUALIFIER_NONE, NULL },
	{ "dates/date", "dateType=Coverage", ELEMENT_COVERAGE,
	    QUALIFIER_TEMPORAL, NULL },
	{ "sizes/size", "", ELEMENT_FORMAT, QUALIFIER_EXTENT, NULL },
	{ "identifier", "", ELEMENT_IDENTIFIER, QUALIFIER_NONE,
	    read_identifier },
	{ "alternateIdentifiers/alternateIdentifier", "", ELEMENT_IDENTIFIER,
	    QUALIFIER_NONE, read_alternate },
	{ "relatedIdentifiers/relatedIdentifier", "", ELEMENT_RELATION,
	    QUALIFIER_NONE, datacite_read_related },
	{ "relatedItems/relatedItem", "", ELEMENT_RELATION, QUALIFIER_NONE,
	    datacite_read_related_item },
	{ "language", "", ELEMENT_LANGUAGE, QUALIFIER_NONE, NULL },
	{ "geoLocations/geoLocation/geoLocationPlace", "", ELEMENT_COVERAGE,
	    QUALIFIER_SPATIAL, NULL },
	/* Until version 4 numbers as one text. */
	{ "geoLocations/geoLocation/geoLocationPoint", "", ELEMENT_COVERAGE,
	    QUALIFIER_SPATIAL, NULL },
	{ "geoLocations/geoLocation/geoLocationBox", "", ELEMENT_COVERAGE,
	    QUALIFIER_SPATIAL, NULL },
	{ "fundingReferences/fundingReference", "", ELEMENT_FUNDING,
	    QUALIFIER_NONE, read_funding },
};

static const struct mapping available[] = {
	{ "dates/date", "dateType=Available", ELEMENT_DATE, QUALIFIER_AVAILABLE,
	    NULL },
};

static const struct mapping embargo[] = {
	{ "dates/date", "dateType=Available", ELEMENT_DATE,
	    QUALIFIER_EMBARGO_END, NULL },
};

void
datacite_map(struct draft *draft, const struct node *resource)
{
	FORMAT_MAP(draft, resource, common);
	if (datacite_is_embargoed(resource))
		FORMAT_MAP(draft, resource, embargo);
	else
		FORMAT_MAP(draft, resource, available);
}

static bool
says_embargo(struct text value)
{
	return slice_find(value, "embargoedAccess").length > 0 ||
	    slice_find(value, "embargoed access").length > 0 ||
	    slice_find(value, "/c_f1cf").length > 0;
}

/* Under rightsList, or of version 2 and OpenAIRE alone. */
bool
datacite_is_embargoed(const struct node *resource)
{
	const struct node *list = node_child(resource, "rightsList");

	for (const struct node *node =
		 node_child(list == NULL ? resource : list, "rights");
	     node != NULL; node = node_next(node, "rights"))
		if (says_embargo(node->value) ||
		    says_embargo(node_attribute(node, "rightsURI")))
			return true;
	return false;
}

static bool
is_access(struct text term)
{
	return slice_starts(term, "info:eu-repo/semantics/") ||
	    slice_find(term, "purl.org/coar/access_right/").length > 0;
}

void
datacite_read_rights(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct text code = node_attribute(node, "rightsIdentifier");
	struct claim claim = {
		.element = mapping->element,
		.qualifier = mapping->qualifier,
		.value = node->value,
		.scheme = node_attribute(node, "rightsIdentifierScheme"),
		.uri = node_attribute(node, "rightsURI"),
		.language = node->language,
	};

	if (is_access(claim.uri) || is_access(claim.value))
		claim.qualifier = QUALIFIER_ACCESS_RIGHTS;
	if (claim.value.length == 0)
		claim.value = claim.uri;
	draft_claim(draft, &claim);
	if (claim.uri.length == 0)
		draft_say(draft, ELEMENT_RIGHTS, QUALIFIER_LICENSE, code);
}

/* What they call it, and of which general type that is. */
static void
read_type(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct text general = node_attribute(node, "resourceTypeGeneral");

	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.value = node->value.length > 0 ? node->value : general,
		.scheme = general });
}

static const struct mapping kernel[] = {
	{ "descriptions/description", "descriptionType=Abstract",
	    ELEMENT_DESCRIPTION, QUALIFIER_ABSTRACT, NULL },
	{ "descriptions/description", "!descriptionType", ELEMENT_DESCRIPTION,
	    QUALIFIER_NONE, NULL },
	{ "descriptions/description", "descriptionType=Other",
	    ELEMENT_DESCRIPTION, QUALIFIER_NONE, NULL },
	{ "descriptions/description", "descriptionType=TableOfContents",
	    ELEMENT_DESCRIPTION, QUALIFIER_TABLE_OF_CONTENTS, NULL },
	{ "descriptions/description", "descriptionType=Methods",
	    ELEMENT_DESCRIPTION, QUALIFIER_NOTE, NULL },
	{ "descriptions/description", "descriptionType=TechnicalInfo",
	    ELEMENT_DESCRIPTION, QUALIFIER_NOTE, NULL },
	/* "Advances in Wool, 7(2), 11-19" */
	{ "descriptions/description", "descriptionType=SeriesInformation",
	    ELEMENT_SOURCE, QUALIFIER_NONE, NULL },
	{ "dates/date", "dateType=Accepted", ELEMENT_DATE, QUALIFIER_ACCEPTED,
	    NULL },
	{ "resourceType", "", ELEMENT_TYPE, QUALIFIER_NONE, read_type },
	{ "formats/format", "", ELEMENT_FORMAT, QUALIFIER_NONE, NULL },
	/* Of software and data, "1.0.3": none of those of a publication. */
	{ "version", "", ELEMENT_SOURCE, QUALIFIER_EDITION, NULL },
	{ "rightsList/rights", "", ELEMENT_RIGHTS, QUALIFIER_NONE,
	    datacite_read_rights },
	{ "rights", "", ELEMENT_RIGHTS, QUALIFIER_NONE, datacite_read_rights },
};

/* "The year when the data was or will be made publicly available": beside a
 * date of issue it says no more, and is often that of the end of an embargo. */
static void
claim_year(struct draft *draft, const struct node *resource)
{
	bool is_issued = draft->positions[ELEMENT_DATE][QUALIFIER_ISSUED] > 0;

	draft_say(draft, ELEMENT_DATE,
	    is_issued ? QUALIFIER_NONE : QUALIFIER_ISSUED,
	    node_text(resource, "publicationYear"));
}

static bool
is_openaire(const struct node *resource)
{
	if (slice_find(resource->namespace, "openaire.eu/").length > 0)
		return true;
	for (const struct node *node = resource->first; node != NULL;
	     node = node->next)
		if (slice_find(node->namespace, "openaire.eu/").length > 0)
			return true;
	return false;
}

/* Alone, or in the envelope of oai_datacite, which some put around OpenAIRE's
 * profile too. */
void
datacite_claim(struct draft *draft, const struct node *root)
{
	const struct node *inside = node_at(root, "payload/resource");
	const struct node *resource = inside == NULL ? root : inside;

	if (is_openaire(resource)) {
		openaire_claim(draft, resource);
		return;
	}
	datacite_map(draft, resource);
	FORMAT_MAP(draft, resource, kernel);
	claim_year(draft, resource);
}
