#include "base/array.h"
#include "normalise/dcterms.h"
#include "normalise/format.h"
#include "normalise/slice.h"

/*
 * Theses: ETD-MS 1.0 and 1.1 (https://ndltd.org/standards/), and EThOS's
 * uketd_dc. Both are Dublin Core with words of their own.
 */

/* "2" and "doctoral" are the same to ETD-MS. */
static void
read_level(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	static const char *const levels[] = { "undergraduate", "masters",
		"doctoral" };
	size_t which = node->value.length == 1
	    ? (size_t)(node->value.bytes[0] - '0')
	    : COUNT(levels);

	draft_say(draft, mapping->element, mapping->qualifier,
	    which < COUNT(levels) ? text_of(levels[which]) : node->value);
}

static void
read_description(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct text role = node_attribute(node, "role");
	enum qualifier qualifier = mapping->qualifier;

	if (slice_find(role, "abstract").length > 0)
		qualifier = QUALIFIER_ABSTRACT;
	else if (slice_find(role, "note").length > 0)
		qualifier = QUALIFIER_NOTE;
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.qualifier = qualifier,
		.value = node->value,
		.language = node->language });
}

static void
claim_person(struct draft *draft, const struct node *node, enum element element,
    const struct person *person)
{
	draft_claim(draft,
	    &(struct claim){ .element = element,
		.value = node->value,
		.language = node->language,
		.person = person });
}

static void
read_advisor(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct person person = { .role = TEXT("advisor") };

	claim_person(draft, node, mapping->element, &person);
}

static void
read_department(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct person person = { .role = TEXT("department"),
		.is_organisation = true };

	claim_person(draft, node, mapping->element, &person);
}

/* The number of a grant stands behind who gave it. */
static void
read_sponsor(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct grant grant = { .funder = node->value };

	if (node_is(node->next, "grantnumber"))
		grant.grant = node->next->value;
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element, .grant = &grant });
}

static const struct mapping own[] = {
	{ "alternativeTitle", "", ELEMENT_TITLE, QUALIFIER_ALTERNATIVE, NULL },
	{ "description", "", ELEMENT_DESCRIPTION, QUALIFIER_NONE,
	    read_description },
	{ "degree/name", "", ELEMENT_DEGREE, QUALIFIER_NAME, NULL },
	{ "degree/level", "", ELEMENT_DEGREE, QUALIFIER_LEVEL, read_level },
	{ "degree/discipline", "", ELEMENT_DEGREE, QUALIFIER_DISCIPLINE, NULL },
	{ "degree/grantor", "", ELEMENT_DEGREE, QUALIFIER_GRANTOR, NULL },
	/* uketdterms */
	{ "qualificationname", "", ELEMENT_DEGREE, QUALIFIER_NAME, NULL },
	{ "qualificationlevel", "", ELEMENT_DEGREE, QUALIFIER_LEVEL, NULL },
	{ "institution", "", ELEMENT_DEGREE, QUALIFIER_GRANTOR, NULL },
	{ "department", "", ELEMENT_CONTRIBUTOR, QUALIFIER_NONE,
	    read_department },
	{ "advisor", "", ELEMENT_CONTRIBUTOR, QUALIFIER_NONE, read_advisor },
	{ "supervisor", "", ELEMENT_CONTRIBUTOR, QUALIFIER_NONE, read_advisor },
	{ "sponsor", "", ELEMENT_FUNDING, QUALIFIER_NONE, read_sponsor },
	{ "embargodate", "", ELEMENT_DATE, QUALIFIER_EMBARGO_END, NULL },
	/* EThOS: the page in the repository */
	{ "isReferencedBy", "", ELEMENT_IDENTIFIER, QUALIFIER_LANDING, NULL },
};

/* Of files and the embargo nothing, and what another element takes along. */
static const char *const nowhere[] = { "authoridentifier", "embargotype",
	"embargoreason", "embargo_reason", "commercial", "checksum",
	"grantnumber" };

static bool
is_own(const struct node *node)
{
	for (size_t i = 0; i < COUNT(nowhere); i++)
		if (node_is(node, nowhere[i]))
			return true;
	for (size_t i = 0; i < COUNT(own); i++)
		if (text_equals(
			slice_until(text_of(own[i].path), "/"), node->name))
			return true;
	return false;
}

/* Whose iD it is, is known of a thesis with one author. */
static struct text
orcid_of_author(const struct node *root)
{
	const struct node *author = node_child(root, "creator");
	const struct node *id = node_child(root, "authoridentifier");

	while (id != NULL && !slice_is(node_schema_type(id), "ORCID") &&
	    slice_find(id->value, "orcid.org/").length == 0)
		id = node_next(id, "authoridentifier");
	return id == NULL || author == NULL ||
		node_next(author, "creator") != NULL
	    ? (struct text){ 0 }
	    : id->value;
}

/* The format is for nothing else. */
static void
claim_type(struct draft *draft)
{
	if (draft->positions[ELEMENT_TYPE][QUALIFIER_NONE] == 0)
		draft_claim(draft,
		    &(struct claim){ .element = ELEMENT_TYPE,
			.value = TEXT("Electronic Thesis or Dissertation"),
			.scheme = TEXT("etdms") });
}

void
etdms_claim(struct draft *draft, const struct node *root)
{
	struct person author = { .orcid = orcid_of_author(root) };

	for (const struct node *node = root->first; node != NULL;
	     node = node->next) {
		if (node_is(node, "creator") && author.orcid.length > 0)
			claim_person(draft, node, ELEMENT_CREATOR, &author);
		else if (!is_own(node))
			dc_element_claim(draft, root, node);
	}
	FORMAT_MAP(draft, root, own);
	claim_type(draft);
}
