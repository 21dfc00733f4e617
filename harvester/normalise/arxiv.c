#include "base/limit.h"
#include "normalise/format.h"
#include "normalise/slice.h"

/*
 * arXiv's own format (https://info.arxiv.org/help/oa/): of the first version
 * and the newest one together.
 */

/* A name without forenames may be that of a collaboration. */
static void
read_author(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct memory_list affiliation = { .arena = draft->arena };
	struct text forenames = node_text(node, "forenames");
	struct text name = node_text(node, "keyname");
	struct person person = { .suffix = node_text(node, "suffix") };
	struct claim claim = {
		.element = mapping->element,
		.person = &person,
	};

	if (forenames.length == 0) {
		claim.value = name;
	} else {
		person.family = name;
		person.given = forenames;
	}
	for (node = node_child(node, "affiliation"); node != NULL;
	     node = node_next(node, "affiliation"))
		memory_list_add(&affiliation, node->value);
	person.affiliation = draft_list(&affiliation);
	draft_claim(draft, &claim);
}

static bool
has_digit(struct text text)
{
	return slice_until(text, "0123456789").length < text.length;
}

/* For what is split here: a text may have millions of parts. */
static bool
is_room(const struct draft *draft, enum element element)
{
	return draft->positions[element][QUALIFIER_NONE] < VALUES;
}

static void
say_subject(struct draft *draft, struct text value, const char *scheme)
{
	draft_claim(draft,
	    &(struct claim){ .element = ELEMENT_SUBJECT,
		.value = value,
		.scheme = text_of(scheme) });
}

/* "math.AP hep-th" */
static void
read_categories(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct text rest = node->value;
	struct text part;

	(void)mapping;
	while (is_room(draft, ELEMENT_SUBJECT) &&
	    slice_next(&rest, " \t\r\n", &part))
		say_subject(draft, part, "arXiv");
}

/* "83F05 (Primary), 81Q99, 81S40 (Secondary)": the codes have digits. */
static void
read_classes(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	const char *scheme = node_is(node, "msc-class") ? "msc" : "acm";
	struct text rest = node->value;
	struct text part;

	(void)mapping;
	while (is_room(draft, ELEMENT_SUBJECT) &&
	    slice_next(&rest, " ,;()\t\r\n", &part))
		if (has_digit(part))
			say_subject(draft, part, scheme);
}

/* Several, with blanks or more between; a DOI may have a semicolon in it. */
static void
read_dois(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct text rest = node->value;
	struct text part;

	while (is_room(draft, ELEMENT_IDENTIFIER) &&
	    slice_next(&rest, " \t\r\n", &part)) {
		size_t behind = slice_find(part, ";10.").length;

		part.length -= behind;
		draft_claim(draft,
		    &(struct claim){ .element = mapping->element,
			.value = slice_strip(part, ",;"),
			.scheme = TEXT("doi") });
	}
}

static void
read_named(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.qualifier = mapping->qualifier,
		.value = node->value,
		.scheme = node->name });
}

static void
read_id(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.value = node->value,
		.scheme = TEXT("arXiv") });
}

static const struct mapping elements[] = {
	{ "title", "", ELEMENT_TITLE, QUALIFIER_NONE, NULL },
	{ "authors/author", "", ELEMENT_CREATOR, QUALIFIER_NONE, read_author },
	{ "categories", "", ELEMENT_SUBJECT, QUALIFIER_NONE, read_categories },
	{ "msc-class", "", ELEMENT_SUBJECT, QUALIFIER_NONE, read_classes },
	{ "acm-class", "", ELEMENT_SUBJECT, QUALIFIER_NONE, read_classes },
	{ "abstract", "", ELEMENT_DESCRIPTION, QUALIFIER_ABSTRACT, NULL },
	{ "comments", "", ELEMENT_DESCRIPTION, QUALIFIER_NOTE, read_named },
	/* When the first version came out; that of a journal has a citation. */
	{ "created", "", ELEMENT_DATE, QUALIFIER_ISSUED, NULL },
	{ "updated", "", ELEMENT_DATE, QUALIFIER_MODIFIED, NULL },
	{ "id", "", ELEMENT_IDENTIFIER, QUALIFIER_NONE, read_id },
	{ "doi", "", ELEMENT_IDENTIFIER, QUALIFIER_NONE, read_dois },
	{ "report-no", "", ELEMENT_IDENTIFIER, QUALIFIER_OTHER, read_named },
	{ "journal-ref", "", ELEMENT_SOURCE, QUALIFIER_NONE, NULL },
	{ "license", "", ELEMENT_RIGHTS, QUALIFIER_LICENSE, NULL },
};

/* It holds nothing else, whatever became of them in journals. */
void
arxiv_claim(struct draft *draft, const struct node *root)
{
	FORMAT_MAP(draft, root, elements);
	draft_claim(draft,
	    &(struct claim){ .element = ELEMENT_TYPE,
		.value = TEXT("preprint"),
		.scheme = TEXT("arXiv") });
}
