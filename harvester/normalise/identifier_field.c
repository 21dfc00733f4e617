#include <string.h>

#include "base/array.h"
#include "base/limit.h"
#include "normalise/number.h"
#include "normalise/relation.h"
#include "normalise/slice.h"
#include "normalise/table.h"
#include "normalise/title.h"
#include "normalise/trace.h"
#include "normalise/type.h"

#define TITLE_BYTES 16 /* a shorter one may be among other words */

struct identifiers {
	struct draft *draft;
	struct table seen;
	struct memory_list list;
	/* The origin that is looked at, its first DOI, and whether one of its
	 * DOIs is the item's. */
	const struct origin *origin;
	const struct origin *doi_origin;
	struct text other_doi;
	bool has_same_doi;
	/* The first DOI that is only related, and whether there are others. */
	struct text related_doi;
	const struct claim *related;
	bool has_more_related;
};

static const char *
rule_of(const struct claim *claim, const char *scheme)
{
	if (claim->element != ELEMENT_IDENTIFIER && strcmp(scheme, "issn") == 0)
		return "it is called an ISSN";
	if (claim->element == ELEMENT_RELATION)
		return claim->value.bytes[0] == '<'
		    ? "a link that is said to be to it"
		    : "related as another name of it";
	return claim->qualifier == QUALIFIER_CITATION ||
		claim->element == ELEMENT_RIGHTS
	    ? "DOI in its citation"
	    : "by its scheme";
}

static void
add(struct identifiers *identifiers, const char *scheme, struct text value,
    const struct claim *claim)
{
	struct draft *draft = identifiers->draft;
	struct text line;

	buffer_reset(&draft->scratch);
	buffer_add_string(&draft->scratch, scheme);
	buffer_add_char(&draft->scratch, ':');
	buffer_add_text(&draft->scratch, value);
	if (draft->scratch.length > ITEM_KEY_BYTES)
		return;
	line = draft_take_scratch(draft);
	if (!table_add(&identifiers->seen, line, draft))
		return;
	if (identifiers->list.count == 0)
		draft_explain(draft, "identifiers", claim,
		    "this one first, each by its scheme");
	memory_list_add(&identifiers->list, line);
	if (draft->trace != NULL)
		trace_element(draft, "identifiers", identifiers->list.count - 1,
		    claim, rule_of(claim, scheme));
}

static void
set_doi(struct identifiers *identifiers, struct text doi,
    const struct claim *claim, const char *rule)
{
	struct draft *draft = identifiers->draft;

	if (draft->item->doi.length > 0)
		return;
	draft->item->doi = doi;
	draft_explain(draft, "doi", claim, rule);
	identifiers->doi_origin = claim->origin;
}

/* What an origin said, once it has said all: the same DOI among others is
 * enough. */
static void
end_origin(struct identifiers *identifiers)
{
	struct draft *draft = identifiers->draft;
	struct text doi = draft->item->doi;
	struct text other = identifiers->other_doi;

	if (other.length > 0 && !identifiers->has_same_doi)
		draft_issue(draft, "doi differs: %s says %.*s, %s %.*s",
		    identifiers->doi_origin->format, (int)doi.length, doi.bytes,
		    identifiers->origin->format, (int)other.length,
		    other.bytes);
	identifiers->other_doi = (struct text){ 0 };
	identifiers->has_same_doi = false;
}

static void
note_doi(
    struct identifiers *identifiers, struct text doi, const struct claim *claim)
{
	if (claim->origin != identifiers->origin) {
		end_origin(identifiers);
		identifiers->origin = claim->origin;
	}
	set_doi(identifiers, doi, claim, "first DOI");
	if (identifiers->other_doi.length == 0)
		identifiers->other_doi = doi;
	if (text_equals(doi, identifiers->draft->item->doi))
		identifiers->has_same_doi = true;
}

static void
read_value(struct identifiers *identifiers, const struct claim *claim)
{
	const struct draft *draft = identifiers->draft;
	struct identified read;

	if (claim->value.length > URL_BYTES ||
	    claim->qualifier == QUALIFIER_OTHER ||
	    claim->qualifier == QUALIFIER_CITATION)
		return;
	read = identifier_read_as(
	    draft->arena, draft->vocabulary, claim->scheme, claim->value);
	if (read.scheme == NULL)
		return;
	add(identifiers, read.scheme, read.value, claim);
	if (strcmp(read.scheme, "doi") == 0)
		note_doi(identifiers, read.value, claim);
}

/* EPrints puts the publisher's address there, mostly a bare DOI. */
static bool
is_official(const struct draft *draft, const struct claim *claim)
{
	return claim->qualifier == QUALIFIER_NONE &&
	    text_is(draft->platform, "eprints");
}

static void
note_related(
    struct identifiers *identifiers, struct text doi, const struct claim *claim)
{
	if (claim->qualifier != QUALIFIER_NONE &&
	    claim->qualifier != QUALIFIER_IS_VERSION_OF)
		return;
	if (identifiers->related == NULL) {
		identifiers->related = claim;
		identifiers->related_doi = doi;
	} else if (!text_equals(doi, identifiers->related_doi)) {
		identifiers->has_more_related = true;
	}
}

static bool
is_paper(const struct draft *draft)
{
	static const char *const papers[] = { "journal article",
		"conference paper" };

	for (size_t i = 0; i < COUNT(papers); i++) {
		if (text_is(draft->item->type, papers[i]) ||
		    type_is_narrower(draft->vocabulary, draft->item->type,
			text_of(papers[i])))
			return true;
	}
	return false;
}

/* The ISBN of a whole book, or Springer's number for one; its chapters have
 * more behind it. */
static bool
is_of_book(struct text doi)
{
	struct text suffix = slice_from(doi, slice_until(doi, "/").length + 1);
	struct text rest = suffix;

	if (slice_skip(&rest, "b") && slice_is_digits(rest))
		return true;
	return slice_strip(suffix, "0123456789-x").length == 0 &&
	    (slice_starts(suffix, "978") || slice_has(suffix, "-"));
}

static bool
begins(struct text text, struct text start)
{
	text.length = text.length < start.length ? text.length : start.length;
	return text_equals(text, start);
}

/* "Smith, J. Title. Journal 3: 1-9", "Title. In Proceedings of ...": all as
 * keys. */
static bool
cites(struct text citation, struct text title, struct text container)
{
	const char *found;
	struct text rest;

	if (citation.length == 0 || title.length == 0)
		return false;
	found =
	    memmem(citation.bytes, citation.length, title.bytes, title.length);
	if (found == NULL)
		return false;
	rest = slice_from(
	    citation, (size_t)(found - citation.bytes) + title.length);
	return begins(rest, container) ||
	    (slice_skip(&rest, "in") && begins(rest, container));
}

/* Dryad, Zenodo, figshare, Dataverse, OSF: data, and whatever people put
 * there. */
static bool
is_of_data(struct text doi)
{
	static const char *const prefixes[] = { "10.5061/", "10.5281/",
		"10.6084/", "10.7910/", "10.17605/", "10.31219/" };

	for (size_t i = 0; i < COUNT(prefixes); i++)
		if (slice_starts(doi, prefixes[i]))
			return true;
	return false;
}

/* "Correction to: Title": what it is related to is that work. */
static bool
is_about_another(struct text title)
{
	static const char *const words[] = { "correction", "corrigendum",
		"erratum", "retraction", "comment" };
	struct text word = slice_until(title, " :");

	for (size_t i = 0; i < COUNT(words); i++)
		if (slice_is(word, words[i]))
			return true;
	return false;
}

/* Does its citation name it, and behind that what it is in? Where nobody says
 * what type it is, such is a paper: data have the citation of another. */
static bool
is_cited_paper(struct draft *draft)
{
	struct arena *arena = draft->arena;
	struct text title = draft->item->title_key;
	struct text container = title_key(arena, draft->item->container);

	if (draft->item->type.length > 0 || title.length < TITLE_BYTES ||
	    container.length == 0)
		return false;
	for (const struct claim *claim = draft->claims[ELEMENT_IDENTIFIER];
	     claim != NULL; claim = claim->next)
		if (claim->value.length <= CITATION_BYTES &&
		    cites(title_key(arena, claim->value), title, container))
			return true;
	return false;
}

/* DSpace has no field for the DOI of what was published: those who deposit a
 * manuscript use dc.relation.isversionof, whose qualifier oai_dc loses. */
static void
take_related(struct identifiers *identifiers)
{
	struct draft *draft = identifiers->draft;
	bool is_said;

	if (identifiers->related == NULL || identifiers->has_more_related ||
	    draft->item->doi.length > 0 || !text_is(draft->platform, "dspace"))
		return;
	is_said = is_paper(draft);
	if (!is_said &&
	    (is_of_book(identifiers->related_doi) ||
		is_of_data(identifiers->related_doi) ||
		is_about_another(draft->item->title) || !is_cited_paper(draft)))
		return;
	add(identifiers, "doi", identifiers->related_doi, identifiers->related);
	set_doi(identifiers, identifiers->related_doi, identifiers->related,
	    is_said ? "the one DOI that a paper in DSpace is related to"
		    : "the only DOI among its relations; its own "
		      "citation names its journal");
}

/* Digital Commons has links that forms are filled in with: "<a href="...">Link
 * to article in PubMed</a>". */
static void
read_link(struct identifiers *identifiers, const struct claim *claim)
{
	struct arena *arena = identifiers->draft->arena;
	struct text url = slice_find(claim->value, "href=\"");
	struct text pmid = { 0 };

	if (slice_find(claim->value, ">link to article in pubmed<").length >
		0 &&
	    slice_skip(&url, "href=\""))
		pmid = identifier_pmid(arena, slice_until(url, "\""));
	if (pmid.length > 0)
		add(identifiers, "pmid", pmid, claim);
}

static void
read_relation(struct identifiers *identifiers, const struct claim *claim)
{
	struct draft *draft = identifiers->draft;
	struct relation relation;
	bool is_alternate;

	if (claim->value.bytes[0] == '<') {
		read_link(identifiers, claim);
		return;
	}
	if (claim->value.length > URL_BYTES ||
	    !relation_read(draft->arena, draft->vocabulary, claim->scheme,
		claim->value, &relation) ||
	    relation.target.scheme == NULL)
		return;
	is_alternate =
	    relation.rel != NULL && strcmp(relation.rel, "alternate") == 0;
	if (relation.rel == NULL && strcmp(relation.target.scheme, "doi") == 0)
		note_related(identifiers, relation.target.value, claim);
	if (!is_alternate &&
	    !(is_official(draft, claim) && relation.rel == NULL &&
		strcmp(relation.target.scheme, "doi") == 0))
		return;
	add(identifiers, relation.target.scheme, relation.target.value, claim);
	if (strcmp(relation.target.scheme, "doi") == 0)
		set_doi(identifiers, relation.target.value, claim,
		    is_alternate ? "first DOI that is an altIdentifier"
				 : "DOI of its address at the publisher");
}

/* Of the work itself: a format says so, or else dc:rights itself, where it
 * begins "Citation: " and ends in a link to the DOI. */
static struct text
citation_of(const struct claim *claim)
{
	struct text value = claim->value;

	if (claim->qualifier == QUALIFIER_CITATION)
		return value;
	if (claim->element != ELEMENT_RIGHTS ||
	    !slice_skip(&value, "citation:"))
		return (struct text){ 0 };
	value.length -= slice_find(value, "<a href=").length;
	return value;
}

/* Only where nothing names it otherwise. */
static void
look_for_citation(struct identifiers *identifiers, enum element element)
{
	struct draft *draft = identifiers->draft;

	for (const struct claim *claim = draft->claims[element];
	     claim != NULL && draft->item->doi.length == 0;
	     claim = claim->next) {
		struct text doi = { 0 };

		if (claim->value.length <= CITATION_BYTES)
			doi = identifier_doi_inside(
			    draft->arena, citation_of(claim));
		if (doi.length == 0)
			continue;
		add(identifiers, "doi", doi, claim);
		set_doi(identifiers, doi, claim, "DOI in its citation");
	}
}

static void
look_for_issn(struct identifiers *identifiers, enum element element)
{
	struct draft *draft = identifiers->draft;

	for (const struct claim *claim = draft->claims[element]; claim != NULL;
	     claim = claim->next) {
		struct text issn;

		if (!number_is_issn_labelled(claim->value))
			continue;
		issn = number_issn(draft->arena, claim->value);
		if (issn.length > 0)
			add(identifiers, "issn", issn, claim);
	}
}

void
identifier_field(struct draft *draft)
{
	struct identifiers identifiers = {
		.draft = draft,
		.list = { .arena = draft->arena },
	};

	table_init(&identifiers.seen, draft->arena);
	for (const struct claim *claim = draft->claims[ELEMENT_IDENTIFIER];
	     claim != NULL; claim = claim->next)
		read_value(&identifiers, claim);
	end_origin(&identifiers);
	for (const struct claim *claim = draft->claims[ELEMENT_RELATION];
	     claim != NULL; claim = claim->next)
		read_relation(&identifiers, claim);
	look_for_citation(&identifiers, ELEMENT_IDENTIFIER);
	look_for_citation(&identifiers, ELEMENT_RIGHTS);
	take_related(&identifiers);
	look_for_issn(&identifiers, ELEMENT_SOURCE);
	look_for_issn(&identifiers, ELEMENT_RELATION);
	draft->item->identifiers = draft_list(&identifiers.list);
}
