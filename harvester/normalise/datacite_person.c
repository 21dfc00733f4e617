#include <string.h>

#include "normalise/datacite.h"
#include "normalise/slice.h"

/*
 * creator and contributor: creatorName, mostly "Family, Given", beside it the
 * parts (from 4.0), identifiers, affiliations.
 */

static const struct node *
name_of(const struct node *node)
{
	const struct node *name = node_child(node, "creatorName");

	if (name == NULL)
		name = node_child(node, "contributorName");
	return name == NULL ? node : name;
}

/* DSpace gives the address of the repository's manager for one. */
static bool
is_address(struct text value)
{
	return value.length > 0 &&
	    memchr(value.bytes, '@', value.length) != NULL;
}

static void
read_identifier(
    const struct node *node, struct claim *claim, struct person *person)
{
	struct text scheme = node_attribute(node, "nameIdentifierScheme");

	if (slice_is(scheme, "ORCID") ||
	    slice_find(node->value, "orcid.org/").length > 0) {
		if (person->orcid.length == 0)
			person->orcid = node->value;
		return;
	}
	if (slice_is(scheme, "ROR") || slice_is(scheme, "GRID"))
		person->is_organisation = true;
	if (claim->uri.length > 0 || is_address(node->value))
		return;
	claim->uri = node->value;
	claim->scheme = scheme;
}

static void
read_affiliation(
    struct draft *draft, const struct node *node, struct person *person)
{
	struct memory_list list = { .arena = draft->arena };

	for (node = node_child(node, "affiliation"); node != NULL;
	     node = node_next(node, "affiliation"))
		memory_list_add(&list, node->value);
	person->affiliation = draft_list(&list);
}

/* An organisation's name has no parts, whatever is given. */
static void
read_name(const struct node *node, struct claim *claim, struct person *person)
{
	const struct node *name = name_of(node);

	claim->value = name->value;
	claim->language = name->language;
	if (slice_is(node_attribute(name, "nameType"), "Organizational"))
		person->is_organisation = true;
	if (person->is_organisation)
		return;
	person->family = node_text(node, "familyName");
	person->given = node_text(node, "givenName");
}

/*
 * Until version 4 had fundingReference, OpenAIRE's profile for data had the
 * grant as the identifier of a contributor (info:eu-repo/grantAgreement/...),
 * which names the funder too.
 */
static void
claim_funder(struct draft *draft, const struct claim *claim)
{
	struct grant grant = {
		.funder = claim->value,
		.funder_id = claim->uri,
	};

	if (slice_starts(claim->uri, "info:eu-repo/grantAgreement/"))
		draft_say(draft, ELEMENT_RELATION, QUALIFIER_NONE, claim->uri);
	else
		draft_claim(draft,
		    &(struct claim){
			.element = ELEMENT_FUNDING, .grant = &grant });
}

void
datacite_read_person(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct person person = {
		.role = node_attribute(node, "contributorType"),
	};
	struct claim claim = {
		.element = mapping->element,
		.person = &person,
	};

	for (const struct node *id = node_child(node, "nameIdentifier");
	     id != NULL; id = node_next(id, "nameIdentifier"))
		read_identifier(id, &claim, &person);
	read_name(node, &claim, &person);
	if (slice_is(person.role, "Funder")) {
		claim_funder(draft, &claim);
		return;
	}
	read_affiliation(draft, node, &person);
	draft_claim(draft, &claim);
}
