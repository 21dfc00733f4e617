#include "normalise/format.h"
#include "normalise/slice.h"
#include "normalise/table.h"

/*
 * The format of the Directory of Open Access Journals for articles
 * (https://doaj.org/docs/oai-pmh/).
 */

/* As served: which of it is filled in, the scheme says to who reads it. */
static void
read_date(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.qualifier = mapping->qualifier,
		.value = node->value,
		.scheme = TEXT("doajArticle") });
}

static void
read_prose(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.qualifier = mapping->qualifier,
		.value = node->value,
		.language = node_attribute(node, "language") });
}

static void
read_keyword(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	draft_say(draft, mapping->element, mapping->qualifier,
	    slice_strip(node->value, " ;"));
}

static void
read_identifier(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.value = node->value,
		.scheme = node->name });
}

/* A page of the journal more often than a file. */
static void
read_url(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct text format = node_attribute(node, "format");

	draft_say(draft, mapping->element,
	    slice_find(format, "pdf").length > 0 ? QUALIFIER_FULL_TEXT
						 : mapping->qualifier,
	    node->value);
	draft_say(draft, ELEMENT_FORMAT, QUALIFIER_NONE, format);
}

static const struct mapping elements[] = {
	{ "title", "", ELEMENT_TITLE, QUALIFIER_NONE, read_prose },
	{ "keywords/keyword", "", ELEMENT_SUBJECT, QUALIFIER_NONE,
	    read_keyword },
	{ "abstract", "", ELEMENT_DESCRIPTION, QUALIFIER_ABSTRACT, read_prose },
	{ "publisher", "", ELEMENT_PUBLISHER, QUALIFIER_NONE, NULL },
	{ "publicationDate", "", ELEMENT_DATE, QUALIFIER_ISSUED, read_date },
	{ "documentType", "", ELEMENT_TYPE, QUALIFIER_NONE, NULL },
	{ "doi", "", ELEMENT_IDENTIFIER, QUALIFIER_NONE, read_identifier },
	{ "fullTextUrl", "", ELEMENT_IDENTIFIER, QUALIFIER_NONE, read_url },
	{ "journalTitle", "", ELEMENT_SOURCE, QUALIFIER_CONTAINER, NULL },
	{ "volume", "", ELEMENT_SOURCE, QUALIFIER_VOLUME, NULL },
	{ "issue", "", ELEMENT_SOURCE, QUALIFIER_ISSUE, NULL },
	{ "startPage", "", ELEMENT_SOURCE, QUALIFIER_PAGE_START, NULL },
	{ "endPage", "", ELEMENT_SOURCE, QUALIFIER_PAGE_END, NULL },
	{ "eissn", "", ELEMENT_SOURCE, QUALIFIER_ISSN_ELECTRONIC, NULL },
	{ "language", "", ELEMENT_LANGUAGE, QUALIFIER_NONE, NULL },
};

/* Often the electronic one once more. */
static const struct mapping print[] = {
	{ "issn", "", ELEMENT_SOURCE, QUALIFIER_ISSN_PRINT, NULL },
};

static void
read_affiliations(const struct node *list, struct table *into)
{
	for (const struct node *node = node_child(list, "affiliationName");
	     node != NULL; node = node_next(node, "affiliationName")) {
		struct text id = node_attribute(node, "affiliationId");
		struct text *name = memory_take(into->arena, sizeof(*name));

		*name = node->value;
		if (id.length > 0)
			(void)table_add(into, id, name);
	}
}

static void
claim_author(
    struct draft *draft, const struct node *node, struct table *affiliations)
{
	struct text id = node_text(node, "affiliationId");
	const struct text *affiliation =
	    id.length == 0 ? NULL : table_find(affiliations, id);
	struct person person = {
		.orcid = node_text(node, "orcid_id"),
		.affiliation = { affiliation, affiliation != NULL },
	};

	draft_claim(draft,
	    &(struct claim){ .element = ELEMENT_CREATOR,
		.value = node_text(node, "name"),
		.person = &person });
}

static void
claim_authors(struct draft *draft, const struct node *root)
{
	const struct node *authors = node_child(root, "authors");
	struct table affiliations;

	table_init(&affiliations, draft->arena);
	read_affiliations(node_child(root, "affiliationsList"), &affiliations);
	for (const struct node *node = node_child(authors, "author");
	     node != NULL; node = node_next(node, "author"))
		claim_author(draft, node, &affiliations);
}

void
doaj_claim(struct draft *draft, const struct node *root)
{
	claim_authors(draft, root);
	FORMAT_MAP(draft, root, elements);
	if (!text_equals(node_text(root, "issn"), node_text(root, "eissn")))
		FORMAT_MAP(draft, root, print);
	if (draft->positions[ELEMENT_TYPE][QUALIFIER_NONE] == 0)
		draft_claim(draft,
		    &(struct claim){ .element = ELEMENT_TYPE,
			.value = TEXT("journal article"),
			.scheme = TEXT("doajArticle") });
}
