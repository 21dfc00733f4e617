#include "base/array.h"
#include "normalise/dcterms.h"
#include "normalise/slice.h"

/*
 * FOAF, vCard, schema.org, and elements that repositories made up: what a part
 * of a person is called.
 */
enum part {
	PART_NAME,
	PART_GIVEN,
	PART_FAMILY,
	PART_ORCID,
	PART_AFFILIATION,
	PART_ROLE,
	PART_NONE,
};

static const struct {
	const char *name;
	enum part part;
} parts[] = {
	{ "name", PART_NAME },
	{ "fn", PART_NAME },
	{ "creatorName", PART_NAME },
	{ "contributorName", PART_NAME },
	{ "givenName", PART_GIVEN },
	{ "given_name", PART_GIVEN },
	{ "given-name", PART_GIVEN },
	{ "given", PART_GIVEN },
	{ "firstName", PART_GIVEN },
	{ "familyName", PART_FAMILY },
	{ "family_name", PART_FAMILY },
	{ "family-name", PART_FAMILY },
	{ "family", PART_FAMILY },
	{ "lastName", PART_FAMILY },
	{ "surname", PART_FAMILY },
	{ "orcid", PART_ORCID },
	{ "nameIdentifier", PART_ORCID },
	{ "affiliation", PART_AFFILIATION },
	{ "memberOf", PART_AFFILIATION },
	{ "institution", PART_AFFILIATION },
	{ "org", PART_AFFILIATION },
	{ "role", PART_ROLE },
};

static const char *const organisations[] = { "Organization", "Organisation",
	"Group", "corporate" };

static enum part
part_of(const struct node *node)
{
	for (size_t i = 0; i < COUNT(parts); i++)
		if (slice_is(node->name, parts[i].name))
			return parts[i].part;
	return PART_NONE;
}

static bool
is_organisation(const struct node *node)
{
	for (size_t i = 0; i < COUNT(organisations); i++)
		if (slice_is(node->name, organisations[i]))
			return true;
	return false;
}

/* The name of what is at top, however deep: foaf:Organization/foaf:name. */
static struct text
inner_name(const struct node *top)
{
	for (const struct node *node = top; node != NULL;
	     node = node_walk(top, node))
		if (node->value.length > 0 &&
		    (node == top || part_of(node) == PART_NAME))
			return node->value;
	return (struct text){ 0 };
}

/* Once it is known to be somebody: nothing below is looked at a second time. */
static struct text_list
affiliations(struct draft *draft, const struct node *node)
{
	struct memory_list list = { .arena = draft->arena };

	for (node = node->first; node != NULL; node = node->next) {
		if (part_of(node) == PART_AFFILIATION)
			memory_list_add(&list, inner_name(node));
	}
	return draft_list(&list);
}

/* False: what is right below node is nobody. */
static bool
read_person(const struct node *node, struct person *person, struct text *name)
{
	struct text *const into[] = {
		[PART_NAME] = name,
		[PART_GIVEN] = &person->given,
		[PART_FAMILY] = &person->family,
		[PART_ORCID] = &person->orcid,
		[PART_ROLE] = &person->role,
		[PART_NONE] = NULL,
	};

	person->is_organisation = is_organisation(node);
	for (node = node->first; node != NULL; node = node->next) {
		struct text *text = into[part_of(node)];

		if (text != NULL && text->length == 0)
			*text = node->value;
	}
	return name->length > 0 || person->family.length > 0;
}

/* No deeper than XML_DEPTH. */
bool
dc_people_claim(
    struct draft *draft, const struct node *node, const struct claim *claim)
{
	struct person person = { 0 };
	struct claim one = *claim;
	bool is_found = false;

	if (read_person(node, &person, &one.value)) {
		person.affiliation = affiliations(draft, node);
		one.person = &person;
		draft_claim(draft, &one);
		return true;
	}
	for (node = node->first; node != NULL; node = node->next) {
		if (node->first != NULL && part_of(node) != PART_AFFILIATION &&
		    dc_people_claim(draft, node, claim))
			is_found = true;
	}
	return is_found;
}
