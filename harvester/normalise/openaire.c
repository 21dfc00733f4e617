#include "normalise/datacite.h"
#include "normalise/slice.h"

/*
 * OpenAIRE's profile for literature repositories, version 4
 * (https://openaire-guidelines-for-literature-repository-managers.
 * readthedocs.io/): elements of DataCite, Dublin Core and its own, oaire. Some
 * leave out the elements around lists ("titles").
 */

static void
read_with_uri(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct text uri = node_attribute(node, "uri");

	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.qualifier = mapping->qualifier,
		.value = node->value.length > 0 ? node->value : uri,
		.scheme = node_attribute(node, "resourceTypeGeneral"),
		.uri = uri,
		.language = node->language });
}

static void
read_file(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	bool is_other = slice_is(node_attribute(node, "objectType"), "other");

	draft_say(draft, mapping->element,
	    is_other ? QUALIFIER_OTHER : mapping->qualifier, node->value);
	draft_say(draft, ELEMENT_FORMAT, QUALIFIER_NONE,
	    node_attribute(node, "mimeType"));
}

static void
read_file_access(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	draft_say(draft, mapping->element, mapping->qualifier,
	    node_attribute(node, "accessRightsURI"));
}

static void
read_note(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.qualifier = mapping->qualifier,
		.value = node->value,
		.scheme = node->name });
}

static const struct mapping elements[] = {
	{ "title", "", ELEMENT_TITLE, QUALIFIER_NONE, NULL },
	{ "creator", "", ELEMENT_CREATOR, QUALIFIER_NONE,
	    datacite_read_person },
	{ "contributor", "", ELEMENT_CONTRIBUTOR, QUALIFIER_NONE,
	    datacite_read_person },
	{ "subject", "", ELEMENT_SUBJECT, QUALIFIER_NONE, NULL },
	{ "description", "", ELEMENT_DESCRIPTION, QUALIFIER_NONE, NULL },
	{ "date", "dateType=Issued", ELEMENT_DATE, QUALIFIER_ISSUED, NULL },
	{ "date", "!dateType", ELEMENT_DATE, QUALIFIER_NONE, NULL },
	{ "resourceType", "", ELEMENT_TYPE, QUALIFIER_NONE, read_with_uri },
	{ "type", "", ELEMENT_TYPE, QUALIFIER_NONE, NULL },
	{ "format", "", ELEMENT_FORMAT, QUALIFIER_NONE, NULL },
	{ "citationTitle", "", ELEMENT_SOURCE, QUALIFIER_CONTAINER, NULL },
	{ "citationVolume", "", ELEMENT_SOURCE, QUALIFIER_VOLUME, NULL },
	{ "citationIssue", "", ELEMENT_SOURCE, QUALIFIER_ISSUE, NULL },
	{ "citationStartPage", "", ELEMENT_SOURCE, QUALIFIER_PAGE_START, NULL },
	{ "citationEndPage", "", ELEMENT_SOURCE, QUALIFIER_PAGE_END, NULL },
	{ "citationEdition", "", ELEMENT_SOURCE, QUALIFIER_EDITION, NULL },
	{ "citationConferencePlace", "", ELEMENT_DESCRIPTION, QUALIFIER_NOTE,
	    read_note },
	{ "citationConferenceDate", "", ELEMENT_DESCRIPTION, QUALIFIER_NOTE,
	    read_note },
	{ "audience", "", ELEMENT_DESCRIPTION, QUALIFIER_NOTE, read_note },
	{ "source", "", ELEMENT_SOURCE, QUALIFIER_NONE, NULL },
	{ "relation", "", ELEMENT_RELATION, QUALIFIER_NONE, NULL },
	{ "coverage", "", ELEMENT_COVERAGE, QUALIFIER_NONE, NULL },
	{ "rights", "", ELEMENT_RIGHTS, QUALIFIER_ACCESS_RIGHTS,
	    datacite_read_rights },
	{ "file", "", ELEMENT_IDENTIFIER, QUALIFIER_FULL_TEXT, read_file },
	{ "licenseCondition", "", ELEMENT_RIGHTS, QUALIFIER_LICENSE,
	    read_with_uri },
	{ "version", "uri", ELEMENT_TYPE, QUALIFIER_VERSION, read_with_uri },
};

/* Where nothing is said of the whole. */
static const struct mapping file_access[] = {
	{ "file", "", ELEMENT_RIGHTS, QUALIFIER_ACCESS_RIGHTS,
	    read_file_access },
};

static const struct mapping literature[] = {
	{ "version", "!uri", ELEMENT_TYPE, QUALIFIER_VERSION, NULL },
};

/* "1.0.3", of software and data */
static const struct mapping others[] = {
	{ "version", "!uri", ELEMENT_SOURCE, QUALIFIER_EDITION, NULL },
};

static bool
is_literature(const struct node *root)
{
	return slice_is(node_attribute(node_child(root, "resourceType"),
			    "resourceTypeGeneral"),
	    "literature");
}

/* Value of the first date of a type. */
static struct text
date_of(const struct node *dates, const char *type)
{
	for (const struct node *node = node_child(dates, "date"); node != NULL;
	     node = node_next(node, "date"))
		if (slice_is(node_attribute(node, "dateType"), type))
			return node->value;
	return (struct text){ 0 };
}

/* Accepted is the beginning of an embargo, by the profile; and DSpace gives
 * the date of issue twice. Only what is neither is an acceptance. */
static void
claim_accepted(struct draft *draft, const struct node *dates, bool is_embargoed)
{
	struct text issued = date_of(dates, "Issued");

	for (const struct node *node = node_child(dates, "date"); node != NULL;
	     node = node_next(node, "date")) {
		if (!slice_is(node_attribute(node, "dateType"), "Accepted"))
			continue;
		draft_claim(draft,
		    &(struct claim){ .element = ELEMENT_DATE,
			.qualifier =
			    is_embargoed || text_equals(node->value, issued)
			    ? QUALIFIER_OTHER
			    : QUALIFIER_ACCEPTED,
			.value = node->value,
			.scheme = TEXT("Accepted") });
	}
}

/* Without a date of its own an embargo ends when the licence begins. */
static void
claim_embargo(struct draft *draft, const struct node *root)
{
	if (draft->positions[ELEMENT_DATE][QUALIFIER_EMBARGO_END] == 0)
		draft_say(draft, ELEMENT_DATE, QUALIFIER_EMBARGO_END,
		    node_attribute(
			node_child(root, "licenseCondition"), "startDate"));
}

void
openaire_claim(struct draft *draft, const struct node *root)
{
	bool is_embargoed = datacite_is_embargoed(root);

	datacite_map(draft, root);
	FORMAT_MAP(draft, root, elements);
	if (node_child(root, "rights") == NULL)
		FORMAT_MAP(draft, root, file_access);
	if (is_literature(root))
		FORMAT_MAP(draft, root, literature);
	else
		FORMAT_MAP(draft, root, others);
	claim_accepted(draft, node_child(root, "dates"), is_embargoed);
	if (is_embargoed)
		claim_embargo(draft, root);
}
