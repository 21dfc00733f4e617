#include <string.h>

#include "base/array.h"
#include "normalise/dcterms.h"
#include "normalise/slice.h"

/* Where a value can be if it is not the text. */
static const char *const references[] = { "resource", "valueURI", "about",
	"href" };

static struct text
reference_of(const struct node *node)
{
	struct text reference = { 0 };

	for (size_t i = 0; i < COUNT(references) && reference.length == 0; i++)
		reference = node_attribute(node, references[i]);
	return reference;
}

/* "ResearchArticle" of http://purl.org/ontology/bibo/ResearchArticle */
static struct text
last_part(struct text uri)
{
	size_t start = uri.length;

	while (start > 0 && uri.bytes[start - 1] != '/' &&
	    uri.bytes[start - 1] != '#')
		start--;
	return slice_from(uri, start);
}

/* xsi:type="olac:role" olac:code="editor" */
static const struct person *
role_of(const struct draft *draft, const struct node *node)
{
	struct text role = node_attribute(node, "role");
	struct person *person;

	if (role.length == 0 && slice_is(node_schema_type(node), "role"))
		role = node_attribute(node, "code");
	if (role.length == 0)
		return NULL;
	person = memory_take(draft->arena, sizeof(*person));
	person->role = role;
	return person;
}

static bool
is_person(enum element element)
{
	return element == ELEMENT_CREATOR || element == ELEMENT_CONTRIBUTOR;
}

/* CyberLeninka's linktype */
static enum qualifier
qualify_link(const struct node *node, enum qualifier otherwise)
{
	struct text type = node_attribute(node, "linktype");

	if (slice_is(type, "fulltext"))
		return QUALIFIER_FULL_TEXT;
	return slice_is(type, "thumbnail") ? QUALIFIER_OTHER : otherwise;
}

static void
read_attributes(
    const struct draft *draft, const struct node *node, struct claim *claim)
{
	claim->scheme = node_schema_type(node);
	if (claim->scheme.length == 0)
		claim->scheme = node_attribute(node, "scheme");
	claim->uri = reference_of(node);
	if (claim->value.length == 0)
		claim->value = claim->uri;
	if (claim->value.length == 0)
		claim->value = node_attribute(node, "code");
	if (is_person(claim->element))
		claim->person = role_of(draft, node);
	if (claim->element == ELEMENT_IDENTIFIER)
		claim->qualifier = qualify_link(node, claim->qualifier);
	/* A class of an ontology is a word, too. */
	if (claim->element == ELEMENT_TYPE && node->value.length == 0)
		claim->value = last_part(claim->value);
}

/* All the text inside it, with blanks between. */
static struct text
inner_text(struct draft *draft, const struct node *top)
{
	buffer_reset(&draft->scratch);
	for (const struct node *node = top; node != NULL;
	     node = node_walk(top, node)) {
		struct text text = node->value;

		if (text.length == 0 && node->first == NULL)
			text = reference_of(node);
		if (text.length == 0)
			continue;
		if (draft->scratch.length > 0)
			buffer_add_char(&draft->scratch, ' ');
		buffer_add_text(&draft->scratch, text);
	}
	return draft_take_scratch(draft);
}

/* dc:subject xml:lang on rdf:value: the innermost, where there is but one. */
static struct text
inner_language(const struct node *node)
{
	while (node->first != NULL && node->first == node->last)
		node = node->first;
	return node->language;
}

/* "1999-9429" */
static bool
is_issn(struct text value)
{
	return value.length == strlen("1999-9429") && value.bytes[4] == '-' &&
	    slice_is_digits(slice_until(value, "-")) &&
	    slice_is_digit(value.bytes[7]);
}

/* CyberLeninka says its citation in pieces, the journal's name in front of its
 * ISSN. */
static bool
is_name_of_journal(const struct node *node)
{
	return node->next != NULL &&
	    text_equals(node->next->name, node->name) &&
	    is_issn(node->next->value);
}

/* IRIS says where a work is in a relation each: "volume:30", "journal:...". */
static void
qualify_relation(struct claim *claim)
{
	static const struct {
		const char *label;
		enum qualifier qualifier;
	} labels[] = {
		{ "journal:", QUALIFIER_CONTAINER },
		{ "ispartofbook:", QUALIFIER_CONTAINER },
		{ "volume:", QUALIFIER_VOLUME },
		{ "issue:", QUALIFIER_ISSUE },
		{ "firstpage:", QUALIFIER_PAGE_START },
		{ "lastpage:", QUALIFIER_PAGE_END },
	};
	struct text value = claim->value;

	if (claim->qualifier != QUALIFIER_NONE)
		return;
	for (size_t i = 0; i < COUNT(labels); i++)
		if (slice_skip(&value, labels[i].label)) {
			claim->is_served_as = true;
			claim->served_element = claim->element;
			claim->served_qualifier = labels[i].qualifier;
			claim->element = ELEMENT_SOURCE;
			claim->qualifier = labels[i].qualifier;
			claim->value = text_trim(value);
			return;
		}
}

/* DataCite's crosswalk says the kind of a description in one before it. */
static void
qualify_description(const struct node *node, struct claim *claim)
{
	static const struct {
		const char *kind;
		enum qualifier qualifier;
	} kinds[] = {
		{ "Abstract", QUALIFIER_ABSTRACT },
		{ "Methods", QUALIFIER_NOTE },
		{ "SeriesInformation", QUALIFIER_SERIES_INFORMATION },
		{ "TableOfContents", QUALIFIER_TABLE_OF_CONTENTS },
		{ "TechnicalInfo", QUALIFIER_NOTE },
	};
	const struct node *before = node->previous;

	if (claim->qualifier != QUALIFIER_NONE || before == NULL ||
	    !text_equals(before->name, node->name))
		return;
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (text_is(before->value, kinds[i].kind)) {
			claim->qualifier = kinds[i].qualifier;
			break;
		} /* "Advances in Wool, 7(2), 11-19" */
	if (claim->qualifier == QUALIFIER_SERIES_INFORMATION) {
		claim->is_served_as = true;
		claim->served_element = claim->element;
		claim->served_qualifier = claim->qualifier;
		claim->element = ELEMENT_SOURCE;
		claim->qualifier = QUALIFIER_NONE;
	}
}

static void
report_unknown(struct draft *draft, struct text namespace, struct text name)
{
	draft_unmapped(
	    draft, "element", memory_join(draft->arena, namespace, name));
}

void
dc_element_claim(
    struct draft *draft, const struct node *root, const struct node *node)
{
	const struct term *term =
	    term_find_in(node->namespace, root->namespace, node->name);
	struct claim claim = { .value = node->value,
		.language = node->language };

	if (term == NULL) {
		report_unknown(draft, node->namespace, node->name);
		return;
	}
	if (term->element == ELEMENT_COUNT)
		return;
	claim.element = term->element;
	claim.qualifier = term->qualifier;
	if (term->qualifier == QUALIFIER_CITATION && is_name_of_journal(node)) {
		claim.element = ELEMENT_SOURCE;
		claim.qualifier = QUALIFIER_CONTAINER;
	}
	if (node->first != NULL) {
		if (is_person(term->element) &&
		    dc_people_claim(draft, node, &claim))
			return;
		claim.value = inner_text(draft, node);
		claim.language = inner_language(node);
	}
	if (node->attributes != NULL)
		read_attributes(draft, node, &claim);
	if (claim.element == ELEMENT_RELATION)
		qualify_relation(&claim);
	if (claim.element == ELEMENT_DESCRIPTION)
		qualify_description(node, &claim);
	draft_claim(draft, &claim);
}
