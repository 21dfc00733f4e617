#include <string.h>

#include "normalise/date.h"
#include "normalise/format.h"
#include "normalise/number.h"
#include "normalise/slice.h"

/*
 * RIOXX 2 and 3 (https://www.rioxx.net/profiles/): Dublin Core with terms of
 * its own, rioxxterms, and the licence indicators of NISO, ali. Both versions
 * in one table: their terms differ in name where they differ in meaning, but
 * for the identifier.
 */

static bool
is_own(const struct node *node)
{
	return slice_find(node->namespace, "rioxx").length > 0;
}

/* Its value, or what stands in rioxxterms:name: version 3. */
static struct text
name_of(const struct node *node)
{
	struct text name = node_text(node, "name");

	return name.length > 0 ? name : node->value;
}

/* Version 2 has one as an attribute, version 3 many as elements; between them
 * was a draft that called the attribute uri. */
static void
read_id(struct text id, struct claim *claim, struct person *person)
{
	if (slice_find(id, "orcid").length > 0) {
		if (person->orcid.length == 0)
			person->orcid = id;
	} else if (claim->uri.length == 0) {
		claim->uri = id;
	}
	if (slice_find(id, "ror.org/").length > 0)
		person->is_organisation = true;
}

static void
claim_person(struct draft *draft, const struct node *node, enum element element)
{
	struct person person = { 0 };
	struct claim claim = {
		.element = element,
		.value = name_of(node),
		.language = node->language,
		.person = &person,
	};

	read_id(node_attribute(node, "id"), &claim, &person);
	read_id(node_attribute(node, "uri"), &claim, &person);
	for (const struct node *id = node_child(node, "id"); id != NULL;
	     id = node_next(id, "id"))
		read_id(id->value, &claim, &person);
	draft_claim(draft, &claim);
}

static bool
is_person(const struct node *node, enum element element)
{
	if (element == ELEMENT_CONTRIBUTOR)
		return node_is(node, "contributor");
	return node_is(node, "author") || node_is(node, "creator");
}

static bool
is_first_author(const struct node *node)
{
	return slice_is(node_attribute(node, "first-named-author"), "true");
}

/* All of Dublin Core stands beside the terms: there the same people come again,
 * without identifiers. */
static void
claim_people(struct draft *draft, const struct node *root, enum element element)
{
	const struct node *node;

	for (node = root->first; node != NULL; node = node->next)
		if (is_person(node, element) && is_own(node) &&
		    is_first_author(node))
			claim_person(draft, node, element);
	for (node = root->first; node != NULL; node = node->next)
		if (is_person(node, element) && is_own(node) &&
		    !is_first_author(node))
			claim_person(draft, node, element);
	if (draft->positions[element][QUALIFIER_NONE] > 0)
		return;
	for (node = root->first; node != NULL; node = node->next)
		if (is_person(node, element))
			claim_person(draft, node, element);
}

static void
read_publisher(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.value = name_of(node),
		.uri = node_text(node, "id"),
		.language = node->language });
}

static void
read_with_uri(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.qualifier = mapping->qualifier,
		.value = node->value,
		.uri = node_attribute(node, "uri"),
		.language = node->language });
}

/* The profiles want an ISSN or ISBN here, and have it without a label. */
static void
read_source(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	enum qualifier qualifier = mapping->qualifier;

	if (number_issn(draft->arena, node->value).length > 0)
		qualifier = QUALIFIER_ISSN;
	else if (number_isbn(draft->arena, node->value).length > 0)
		qualifier = QUALIFIER_ISBN;
	draft_say(draft, ELEMENT_SOURCE, qualifier, node->value);
}

static void
say_attribute(struct draft *draft, const struct node *node, const char *name,
    enum element element, enum qualifier qualifier)
{
	draft_say(draft, element, qualifier, node_attribute(node, name));
}

/* A file (version 3). */
static void
claim_item(struct draft *draft, const struct node *node)
{
	bool is_embargoed =
	    slice_find(node_attribute(node, "access_rights"), "c_f1cf").length >
	    0;

	draft_say(draft, ELEMENT_IDENTIFIER, QUALIFIER_FULL_TEXT, node->value);
	say_attribute(draft, node, "type", ELEMENT_FORMAT, QUALIFIER_NONE);
	say_attribute(
	    draft, node, "coar_version", ELEMENT_TYPE, QUALIFIER_VERSION);
	say_attribute(
	    draft, node, "deposit_date", ELEMENT_DATE, QUALIFIER_DEPOSITED);
	say_attribute(draft, node, "resource_exposed_date", ELEMENT_DATE,
	    is_embargoed ? QUALIFIER_EMBARGO_END : QUALIFIER_AVAILABLE);
	say_attribute(draft, node, "access_rights", ELEMENT_RIGHTS,
	    QUALIFIER_ACCESS_RIGHTS);
	say_attribute(
	    draft, node, "license_ref", ELEMENT_RIGHTS, QUALIFIER_LICENSE);
}

/* As in the profile, and as in its examples. */
static bool
is_cite_as(struct text rel)
{
	return slice_is(rel, "cite-as") || slice_is(rel, "cite_as");
}

static void
read_relation(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct text rel = node_attribute(node, "rel");

	if (slice_is(rel, "item"))
		claim_item(draft, node);
	else if (is_cite_as(rel))
		draft_say(
		    draft, ELEMENT_IDENTIFIER, QUALIFIER_NONE, node->value);
	else
		draft_say(
		    draft, mapping->element, mapping->qualifier, node->value);
}

/* Version of Record, and those corrected and enhanced. */
static bool
is_published(struct text version)
{
	return slice_find(version, "c_970fb48d4fbd8a8").length > 0 ||
	    slice_find(version, "c_e19f295774971610").length > 0 ||
	    slice_find(version, "c_dc82b40f9837b551").length > 0;
}

/* Dataset and what is narrower in COAR's vocabulary would be a long list; the
 * profile's own example says c_ddb1. */
static enum qualifier
external_qualifier(const struct node *node)
{
	if (slice_ends(node_attribute(node, "coar_type"), "/c_ddb1"))
		return QUALIFIER_DATASET;
	return node_attribute(node, "coar_version").length > 0
	    ? QUALIFIER_HAS_VERSION
	    : QUALIFIER_NONE;
}

/* What version 2 calls version_of_record is in version 3 one of these. */
static void
read_external(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	if (is_published(node_attribute(node, "coar_version")))
		draft_say(
		    draft, ELEMENT_IDENTIFIER, QUALIFIER_NONE, node->value);
	else
		draft_say(draft, mapping->element, external_qualifier(node),
		    node->value);
}

/* Version 2: project. Version 3: grant, while a project is a URI alone. */
static void
read_grant(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct grant grant = {
		.funder = node_attribute(node, "funder_name"),
		.funder_id = node_attribute(node, "funder_id"),
		.grant = node->value,
	};

	if (grant.funder.length + grant.funder_id.length == 0 &&
	    node_is(node, "project")) {
		draft_say(draft, ELEMENT_RELATION, QUALIFIER_NONE, node->value);
		return;
	}
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element, .grant = &grant });
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
	{ "description", "", ELEMENT_DESCRIPTION, QUALIFIER_NONE, NULL },
	{ "apc", "", ELEMENT_DESCRIPTION, QUALIFIER_NOTE, read_note },
	{ "subject", "", ELEMENT_SUBJECT, QUALIFIER_NONE, NULL },
	{ "coverage", "", ELEMENT_COVERAGE, QUALIFIER_NONE, NULL },
	{ "publisher", "", ELEMENT_PUBLISHER, QUALIFIER_NONE, read_publisher },
	{ "publication_date", "", ELEMENT_DATE, QUALIFIER_ISSUED, NULL },
	{ "dateAccepted", "", ELEMENT_DATE, QUALIFIER_ACCEPTED, NULL },
	{ "record_public_release_date", "", ELEMENT_DATE, QUALIFIER_DEPOSITED,
	    NULL },
	{ "date", "", ELEMENT_DATE, QUALIFIER_NONE, NULL },
	{ "type", "", ELEMENT_TYPE, QUALIFIER_NONE, read_with_uri },
	{ "version", "", ELEMENT_TYPE, QUALIFIER_VERSION, read_with_uri },
	{ "format", "", ELEMENT_FORMAT, QUALIFIER_NONE, NULL },
	{ "version_of_record", "", ELEMENT_IDENTIFIER, QUALIFIER_NONE, NULL },
	/* Haplo, after the schema's first print. */
	{ "version-of-record", "", ELEMENT_IDENTIFIER, QUALIFIER_NONE, NULL },
	{ "ext_relation", "", ELEMENT_RELATION, QUALIFIER_NONE, read_external },
	{ "relation", "", ELEMENT_RELATION, QUALIFIER_NONE, read_relation },
	{ "source", "", ELEMENT_SOURCE, QUALIFIER_NONE, read_source },
	{ "language", "", ELEMENT_LANGUAGE, QUALIFIER_NONE, NULL },
	{ "rights", "", ELEMENT_RIGHTS, QUALIFIER_NONE, NULL },
	{ "project", "", ELEMENT_FUNDING, QUALIFIER_NONE, read_grant },
	{ "grant", "", ELEMENT_FUNDING, QUALIFIER_NONE, read_grant },
};

static const struct mapping identifiers_2[] = {
	{ "identifier", "", ELEMENT_IDENTIFIER, QUALIFIER_NONE, NULL },
};

static const struct mapping identifiers_3[] = {
	{ "identifier", "", ELEMENT_IDENTIFIER, QUALIFIER_LANDING, NULL },
};

/* The root is of no namespace in many repositories; its terms are of one. */
static bool
is_version_3(const struct node *root)
{
	if (slice_find(root->namespace, "/v3.").length > 0)
		return true;
	for (const struct node *node = root->first; node != NULL;
	     node = node->next)
		if (is_own(node))
			return slice_find(node->namespace, "/v3.").length > 0;
	return false;
}

/* "Where several such elements are included, the one with the start_date
 * indicating the most recent date takes precedence." */
static const struct node *
licence_in_force(const struct node *root)
{
	const struct node *latest = node_child(root, "license_ref");

	for (const struct node *node = latest; node != NULL;
	     node = node_next(node, "license_ref"))
		if (text_compare(node_attribute(node, "start_date"),
			node_attribute(latest, "start_date")) > 0)
			latest = node;
	return latest;
}

static void
claim_licences(struct draft *draft, const struct node *root)
{
	const struct node *latest = licence_in_force(root);
	bool was_embargoed = false;

	if (latest == NULL)
		return;
	draft_say(draft, ELEMENT_RIGHTS, QUALIFIER_LICENSE, latest->value);
	for (const struct node *node = node_child(root, "license_ref");
	     node != NULL; node = node_next(node, "license_ref")) {
		if (node == latest)
			continue;
		draft_say(draft, ELEMENT_RIGHTS, QUALIFIER_FORMER_LICENSE,
		    node->value);
		if (slice_find(node->value, "under-embargo").length > 0)
			was_embargoed = true;
	}
	if (was_embargoed)
		say_attribute(draft, latest, "start_date", ELEMENT_DATE,
		    QUALIFIER_EMBARGO_END);
}

/* Free from the day on which it was published, or from before. */
static bool
is_free_at_once(
    const struct draft *draft, const struct node *root, struct text start)
{
	struct date published;
	struct date free;

	return date_parse(draft->vocabulary,
		   node_text(root, "publication_date"), draft->latest_year,
		   &published) &&
	    date_parse(draft->vocabulary, start, draft->latest_year, &free) &&
	    strcmp(free.from, published.to) <= 0;
}

/* An empty element: that it is there says it, unless it says from or until
 * when. */
static void
claim_free_to_read(struct draft *draft, const struct node *root)
{
	const struct node *node = node_child(root, "free_to_read");
	struct text start = node_attribute(node, "start_date");

	if (node == NULL)
		return;
	if (start.length > 0 && !is_free_at_once(draft, root, start))
		draft_say(draft, ELEMENT_DATE, QUALIFIER_EMBARGO_END, start);
	else if (node_attribute(node, "end_date").length == 0)
		draft_say(draft, ELEMENT_RIGHTS, QUALIFIER_ACCESS_RIGHTS,
		    TEXT("free to read"));
}

void
rioxx_claim(struct draft *draft, const struct node *root)
{
	claim_people(draft, root, ELEMENT_CREATOR);
	claim_people(draft, root, ELEMENT_CONTRIBUTOR);
	FORMAT_MAP(draft, root, elements);
	if (is_version_3(root))
		FORMAT_MAP(draft, root, identifiers_3);
	else
		FORMAT_MAP(draft, root, identifiers_2);
	claim_free_to_read(draft, root);
	claim_licences(draft, root);
}
