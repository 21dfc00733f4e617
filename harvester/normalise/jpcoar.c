#include "base/array.h"
#include "normalise/datacite.h"
#include "normalise/slice.h"

/*
 * JPCOAR 1.0 and 2.0 (https://schema.irdb.nii.ac.jp/en), the schema of Japan's
 * repositories: Dublin Core, DataCite and OpenAIRE with elements of its own.
 * Names come once in each language: the first is taken.
 */

static void
read_id(struct text id, struct text scheme, struct claim *claim,
    struct person *person)
{
	if (slice_is(scheme, "ORCID")) {
		if (person->orcid.length == 0)
			person->orcid = id;
	} else if (claim->uri.length == 0) {
		claim->uri = id;
		claim->scheme = scheme;
	}
}

static void
read_parts(const struct node *node, struct claim *claim, struct person *person)
{
	const struct node *name = node_child(node, "creatorName");

	if (name == NULL)
		name = node_child(node, "contributorName");
	if (name != NULL) {
		claim->value = name->value;
		claim->language = name->language;
	}
	if (slice_is(node_attribute(name, "nameType"), "Organizational")) {
		person->is_organisation = true;
		return;
	}
	person->family = node_text(node, "familyName");
	person->given = node_text(node, "givenName");
}

static void
read_person(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct memory_list list = { .arena = draft->arena };
	struct person person = {
		.role = node_attribute(node, "contributorType"),
	};
	struct claim claim = {
		.element = mapping->element,
		.person = &person,
	};

	for (const struct node *id = node_child(node, "nameIdentifier");
	     id != NULL; id = node_next(id, "nameIdentifier"))
		read_id(id->value, node_attribute(id, "nameIdentifierScheme"),
		    &claim, &person);
	read_parts(node, &claim, &person);
	for (node = node_child(node, "affiliation"); node != NULL;
	     node = node_next(node, "affiliation"))
		memory_list_add(&list, node_text(node, "affiliationName"));
	person.affiliation = draft_list(&list);
	draft_claim(draft, &claim);
}

static void
read_with_uri(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct text uri = node_attribute(node, "resource");

	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.qualifier = mapping->qualifier,
		.value = node->value.length > 0 ? node->value : uri,
		.uri = uri,
		.language = node->language });
}

static void
read_subject(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.value = node->value,
		.scheme = node_attribute(node, "subjectScheme"),
		.uri = node_attribute(node, "subjectURI"),
		.language = node->language });
}

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

/* JaLC, Crossref, DataCite: whoever registers DOIs. */
static void
read_registration(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.value = node->value,
		.scheme = TEXT("doi") });
}

/* DataCite's is that of software and data, OpenAIRE's that of a publication. */
static void
read_version(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	if (slice_find(node->namespace, "datacite").length > 0)
		draft_say(
		    draft, ELEMENT_SOURCE, QUALIFIER_EDITION, node->value);
	else
		read_with_uri(draft, node, mapping);
}

/* What it is in: of a journal's numbers an ISSN is known everywhere. */
static void
read_source_number(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	static const struct {
		const char *type;
		enum qualifier qualifier;
	} types[] = {
		{ "PISSN", QUALIFIER_ISSN_PRINT },
		{ "EISSN", QUALIFIER_ISSN_ELECTRONIC },
		{ "ISSN", QUALIFIER_ISSN },
		{ "ISBN", QUALIFIER_ISBN },
	};
	struct text type = node_attribute(node, "identifierType");

	for (size_t i = 0; i < COUNT(types); i++)
		if (slice_is(type, types[i].type)) {
			draft_say(draft, ELEMENT_SOURCE, types[i].qualifier,
			    node->value);
			return;
		}
	read_identifier(draft, node, mapping);
}

static void
read_relation(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct text type = node_attribute(node, "relationType");
	const struct node *id = node_child(node, "relatedIdentifier");
	bool is_series = slice_is(type, "inSeries");

	if (id == NULL || is_series)
		draft_say(draft, mapping->element,
		    is_series ? QUALIFIER_SERIES : datacite_relation(type),
		    node_text(node, "relatedTitle"));
	if (id != NULL)
		draft_claim(draft,
		    &(struct claim){ .element = mapping->element,
			.qualifier = is_series ? QUALIFIER_IS_PART_OF
					       : datacite_relation(type),
			.value = id->value,
			.scheme = node_attribute(id, "identifierType") });
}

static void
read_funding(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct grant grant = {
		.funder = node_text(node, "funderName"),
		.funder_id = node_text(node, "funderIdentifier"),
		.programme = node_text(node, "fundingStream"),
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
read_file(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct text type = node_attribute(node, "objectType");

	draft_say(draft, mapping->element,
	    slice_is(type, "thumbnail") || slice_is(type, "other")
		? QUALIFIER_OTHER
		: mapping->qualifier,
	    node->value);
}

static const struct mapping elements[] = {
	{ "title", "", ELEMENT_TITLE, QUALIFIER_NONE, NULL },
	{ "alternative", "", ELEMENT_TITLE, QUALIFIER_ALTERNATIVE, NULL },
	{ "creator", "", ELEMENT_CREATOR, QUALIFIER_NONE, read_person },
	{ "contributor", "", ELEMENT_CONTRIBUTOR, QUALIFIER_NONE, read_person },
	{ "subject", "", ELEMENT_SUBJECT, QUALIFIER_NONE, read_subject },
	{ "description", "descriptionType=Abstract", ELEMENT_DESCRIPTION,
	    QUALIFIER_ABSTRACT, NULL },
	{ "description", "descriptionType=TableOfContents", ELEMENT_DESCRIPTION,
	    QUALIFIER_TABLE_OF_CONTENTS, NULL },
	{ "description", "descriptionType=Methods", ELEMENT_DESCRIPTION,
	    QUALIFIER_NOTE, NULL },
	{ "description", "descriptionType=TechnicalInfo", ELEMENT_DESCRIPTION,
	    QUALIFIER_NOTE, NULL },
	{ "description", "descriptionType=Other", ELEMENT_DESCRIPTION,
	    QUALIFIER_NONE, NULL },
	{ "description", "!descriptionType", ELEMENT_DESCRIPTION,
	    QUALIFIER_NONE, NULL },
	{ "publisher", "", ELEMENT_PUBLISHER, QUALIFIER_NONE, NULL },
	{ "publisher/publisherName", "", ELEMENT_PUBLISHER, QUALIFIER_NONE,
	    NULL },
	{ "date", "dateType=Issued", ELEMENT_DATE, QUALIFIER_ISSUED, NULL },
	{ "date", "dateType=Accepted", ELEMENT_DATE, QUALIFIER_ACCEPTED, NULL },
	{ "date", "dateType=Submitted", ELEMENT_DATE, QUALIFIER_SUBMITTED,
	    NULL },
	{ "date", "dateType=Created", ELEMENT_DATE, QUALIFIER_CREATED, NULL },
	{ "date", "dateType=Collected", ELEMENT_DATE, QUALIFIER_CREATED, NULL },
	{ "date", "dateType=Copyrighted", ELEMENT_DATE, QUALIFIER_COPYRIGHTED,
	    NULL },
	{ "date", "dateType=Updated", ELEMENT_DATE, QUALIFIER_MODIFIED, NULL },
	{ "date", "dateType=Valid", ELEMENT_DATE, QUALIFIER_VALID, NULL },
	{ "date", "!dateType", ELEMENT_DATE, QUALIFIER_NONE, NULL },
	/* Of a degree */
	{ "dateGranted", "", ELEMENT_DATE, QUALIFIER_NONE, NULL },
	{ "type", "", ELEMENT_TYPE, QUALIFIER_NONE, read_with_uri },
	{ "version", "", ELEMENT_TYPE, QUALIFIER_VERSION, read_version },
	{ "format", "", ELEMENT_FORMAT, QUALIFIER_NONE, NULL },
	{ "extent", "", ELEMENT_FORMAT, QUALIFIER_EXTENT, NULL },
	{ "file/mimeType", "", ELEMENT_FORMAT, QUALIFIER_NONE, NULL },
	{ "file/extent", "", ELEMENT_FORMAT, QUALIFIER_EXTENT, NULL },
	{ "identifierRegistration", "", ELEMENT_IDENTIFIER, QUALIFIER_NONE,
	    read_registration },
	{ "identifier", "", ELEMENT_IDENTIFIER, QUALIFIER_NONE,
	    read_identifier },
	{ "dissertationNumber", "", ELEMENT_IDENTIFIER, QUALIFIER_OTHER, NULL },
	{ "file/URI", "", ELEMENT_IDENTIFIER, QUALIFIER_FULL_TEXT, read_file },
	{ "sourceTitle", "", ELEMENT_SOURCE, QUALIFIER_CONTAINER, NULL },
	{ "volume", "", ELEMENT_SOURCE, QUALIFIER_VOLUME, NULL },
	{ "issue", "", ELEMENT_SOURCE, QUALIFIER_ISSUE, NULL },
	{ "pageStart", "", ELEMENT_SOURCE, QUALIFIER_PAGE_START, NULL },
	{ "pageEnd", "", ELEMENT_SOURCE, QUALIFIER_PAGE_END, NULL },
	{ "edition", "", ELEMENT_SOURCE, QUALIFIER_EDITION, NULL },
	{ "conference/conferenceName", "", ELEMENT_SOURCE, QUALIFIER_CONFERENCE,
	    NULL },
	{ "language", "", ELEMENT_LANGUAGE, QUALIFIER_NONE, NULL },
	{ "sourceIdentifier", "", ELEMENT_RELATION, QUALIFIER_IS_PART_OF,
	    read_source_number },
	{ "relation", "", ELEMENT_RELATION, QUALIFIER_NONE, read_relation },
	{ "temporal", "", ELEMENT_COVERAGE, QUALIFIER_TEMPORAL, NULL },
	{ "geoLocation/geoLocationPlace", "", ELEMENT_COVERAGE,
	    QUALIFIER_SPATIAL, NULL },
	{ "rights", "", ELEMENT_RIGHTS, QUALIFIER_NONE, read_with_uri },
	{ "accessRights", "", ELEMENT_RIGHTS, QUALIFIER_ACCESS_RIGHTS,
	    read_with_uri },
	{ "rightsHolder/rightsHolderName", "", ELEMENT_RIGHTS,
	    QUALIFIER_RIGHTS_HOLDER, NULL },
	{ "degreeName", "", ELEMENT_DEGREE, QUALIFIER_NAME, NULL },
	{ "degreeGrantor/degreeGrantorName", "", ELEMENT_DEGREE,
	    QUALIFIER_GRANTOR, NULL },
	{ "fundingReference", "", ELEMENT_FUNDING, QUALIFIER_NONE,
	    read_funding },
};

static const struct mapping available[] = {
	{ "date", "dateType=Available", ELEMENT_DATE, QUALIFIER_AVAILABLE,
	    NULL },
};

/* Of the item, and in version 1 of its files. */
static const struct mapping embargo[] = {
	{ "date", "dateType=Available", ELEMENT_DATE, QUALIFIER_EMBARGO_END,
	    NULL },
	{ "file/date", "dateType=Available", ELEMENT_DATE,
	    QUALIFIER_EMBARGO_END, NULL },
};

static bool
is_embargoed(const struct node *root)
{
	const struct node *access = node_child(root, "accessRights");

	return access != NULL &&
	    (slice_find(access->value, "embargoed").length > 0 ||
		slice_find(node_attribute(access, "resource"), "c_f1cf")
			.length > 0);
}

void
jpcoar_claim(struct draft *draft, const struct node *root)
{
	FORMAT_MAP(draft, root, elements);
	if (is_embargoed(root))
		FORMAT_MAP(draft, root, embargo);
	else
		FORMAT_MAP(draft, root, available);
}
