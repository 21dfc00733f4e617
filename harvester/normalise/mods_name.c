#include "normalise/isbd.h"
#include "normalise/mods.h"
#include "normalise/relator.h"
#include "normalise/slice.h"

/*
 * name: parts with or without a type, roles as words and as codes of MARC's
 * relators, identifiers, affiliations.
 */

static bool
is_of_type(const struct node *part, const char *type)
{
	return type == NULL ? node_matches(part, "!type")
			    : slice_is(node_attribute(part, "type"), type);
}

/* Those of no type (NULL), or of one. */
static struct text
parts_of(struct draft *draft, const struct node *name, const char *type)
{
	const char *between = " ";

	if (type == NULL)
		between = node_matches(name, "type=corporate") ||
			node_matches(name, "type=conference")
		    ? ". "
		    : ", ";
	buffer_reset(&draft->scratch);
	for (const struct node *part = node_child(name, "namePart");
	     part != NULL; part = node_next(part, "namePart"))
		if (is_of_type(part, type))
			isbd_add(&draft->scratch, between,
			    isbd_strip(draft->vocabulary, part->value));
	return draft_take_scratch(draft);
}

struct text
mods_name_heading(struct draft *draft, const struct node *name)
{
	buffer_reset(&draft->scratch);
	for (const struct node *part = node_child(name, "namePart");
	     part != NULL; part = node_next(part, "namePart"))
		isbd_add(&draft->scratch, ", ",
		    isbd_strip(draft->vocabulary, part->value));
	return draft_take_scratch(draft);
}

/* The word for it, or else the code, or where the code is to be found. */
static struct text
role_term(const struct node *role)
{
	struct text code = { 0 };

	for (const struct node *term = node_child(role, "roleTerm");
	     term != NULL; term = node_next(term, "roleTerm")) {
		if (!node_matches(term, "type=code") && term->value.length > 0)
			return term->value;
		code = term->value.length > 0
		    ? term->value
		    : node_attribute(term, "valueURI");
	}
	return code;
}

/* The first that makes it a creator, or else the first of all. */
static struct text
role_of(const struct draft *draft, const struct node *name)
{
	struct text first = { 0 };

	for (const struct node *role = node_child(name, "role"); role != NULL;
	     role = node_next(role, "role")) {
		struct text term =
		    isbd_strip(draft->vocabulary, role_term(role));

		if (term.length == 0)
			continue;
		if (relator_read(term) == RELATOR_CREATOR)
			return term;
		if (first.length == 0)
			first = term;
	}
	return first;
}

static void
read_id(struct text id, struct text type, struct claim *claim,
    struct person *person)
{
	if (slice_is(type, "orcid") ||
	    slice_find(id, "orcid.org/").length > 0) {
		if (person->orcid.length == 0)
			person->orcid = id;
	} else if (claim->uri.length == 0) {
		claim->uri = id;
		claim->scheme = type;
	}
}

static void
read_ids(const struct node *node, struct claim *claim, struct person *person)
{
	for (const struct node *id = node_child(node, "nameIdentifier");
	     id != NULL; id = node_next(id, "nameIdentifier"))
		read_id(id->value, node_attribute(id, "type"), claim, person);
	read_id(node_attribute(node, "valueURI"),
	    node_attribute(node, "authority"), claim, person);
}

static struct text_list
affiliations(struct draft *draft, const struct node *node)
{
	struct memory_list list = { .arena = draft->arena };

	for (node = node_child(node, "affiliation"); node != NULL;
	     node = node_next(node, "affiliation"))
		memory_list_add(&list, node->value);
	return draft_list(&list);
}

/* In parts, or in one as in MARC, or as it was printed. */
static void
read_parts(struct draft *draft, const struct node *node, struct claim *claim,
    struct person *person)
{
	claim->value = parts_of(draft, node, NULL);
	if (claim->value.length == 0 && !person->is_organisation) {
		person->family = parts_of(draft, node, "family");
		person->given = parts_of(draft, node, "given");
		person->suffix = parts_of(draft, node, "termsOfAddress");
	}
	if (claim->value.length + person->family.length +
		person->given.length ==
	    0)
		claim->value = node_text(node, "displayForm");
}

void
mods_read_name(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct person person = {
		.role = role_of(draft, node),
		.is_organisation = node_matches(node, "type=corporate"),
	};
	struct claim claim = {
		.language = mods_language(node),
		.person = &person,
	};

	(void)mapping;
	read_ids(node, &claim, &person);
	read_parts(draft, node, &claim, &person);
	if (node_matches(node, "type=conference")) {
		draft_say(
		    draft, ELEMENT_SOURCE, QUALIFIER_CONFERENCE, claim.value);
		return;
	}
	person.affiliation = affiliations(draft, node);
	relator_claim(draft, relator_read(person.role), &claim);
}
