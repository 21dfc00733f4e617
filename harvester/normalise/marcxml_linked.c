#include "base/array.h"
#include "normalise/isbd.h"
#include "normalise/marcxml.h"
#include "normalise/slice.h"

/*
 * 76X to 78X: what a record is linked to, first of all 773, what it is in.
 */

#define PARTS             16 /* of a place; more is none */
#define ENUMERATION_BYTES 16

static const struct {
	const char *label;
	enum qualifier qualifier;
} labels[] = {
	{ "volume:", QUALIFIER_VOLUME },
	{ "number:", QUALIFIER_ISSUE },
	{ "issue:", QUALIFIER_ISSUE },
	{ "pages:", QUALIFIER_PAGES },
	{ "page:", QUALIFIER_PAGES },
	{ "elocationid:", QUALIFIER_ARTICLE_NUMBER },
	{ "year:", QUALIFIER_NONE },
	{ "month:", QUALIFIER_NONE },
	{ "day:", QUALIFIER_NONE },
	{ "extent:", QUALIFIER_NONE },
	{ "supplement:", QUALIFIER_NONE },
};

/* False: it has no label. */
static bool
say_labelled(struct draft *draft, struct text part)
{
	for (size_t i = 0; i < COUNT(labels); i++) {
		if (!slice_skip(&part, labels[i].label))
			continue;
		if (labels[i].qualifier != QUALIFIER_NONE)
			draft_say(draft, ELEMENT_SOURCE, labels[i].qualifier,
			    text_trim(part));
		return true;
	}
	return false;
}

/* "volume:20, number:4, pages:286-292", in one or in several; or prose. */
static void
read_place(struct draft *draft, struct text value)
{
	struct text rest = value;
	struct text part;

	for (int i = 0; i < PARTS && slice_next(&rest, ",", &part); i++)
		if (!say_labelled(draft, text_trim(part))) {
			draft_say(draft, ELEMENT_SOURCE, QUALIFIER_NONE, value);
			return;
		}
}

static bool
is_enumeration(struct text value)
{
	return value.length > 0 && value.length <= ENUMERATION_BYTES &&
	    slice_until(value, " .,;:/<>()").length == value.length &&
	    slice_is_digit(value.bytes[0]);
}

/* $q: "20:4<286" is volume, issue and first page; further levels are months or
 * days. */
static void
read_enumeration(struct draft *draft, struct text value)
{
	struct text levels = slice_until(value, "<");
	struct text page = slice_from(value, levels.length + 1);
	struct text volume = slice_until(levels, ":");
	struct text rest = slice_from(levels, volume.length + 1);
	struct text issue = slice_until(rest, ":");

	if (!is_enumeration(volume) ||
	    (rest.length > 0 && !is_enumeration(issue)) ||
	    (page.length > 0 && !is_enumeration(page)))
		return;
	draft_say(draft, ELEMENT_SOURCE, QUALIFIER_VOLUME, volume);
	draft_say(draft, ELEMENT_SOURCE, QUALIFIER_ISSUE, issue);
	draft_say(draft, ELEMENT_SOURCE, QUALIFIER_PAGE_START, page);
}

static void
say_stripped(struct draft *draft, const struct node *field, char code,
    enum qualifier qualifier)
{
	draft_say(draft, ELEMENT_SOURCE, qualifier,
	    isbd_strip(draft->vocabulary, marc_subfield(field, code)));
}

/* Invenio has volume, issue and pages in subfields of its own. */
static void
read_parts(struct draft *draft, const struct node *field)
{
	say_stripped(draft, field, 'v', QUALIFIER_VOLUME);
	say_stripped(draft, field, 'n', QUALIFIER_ISSUE);
	say_stripped(draft, field, 'c', QUALIFIER_PAGES);
	if (draft->positions[ELEMENT_DATE][QUALIFIER_ISSUED] == 0)
		draft_say(draft, ELEMENT_DATE, QUALIFIER_ISSUED,
		    marc_subfield(field, 'y'));
}

void
marc_read_host(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	struct text title = marc_subfield(field, 't');
	struct text journal = marc_subfield(field, 'p');

	if (title.length + journal.length == 0) {
		marc_read_linked(draft, field, row);
		return;
	}
	/* Volume and pages of a second one would not belong to the first. */
	if (draft->positions[ELEMENT_SOURCE][QUALIFIER_CONTAINER] > 0)
		return;
	say_stripped(
	    draft, field, title.length > 0 ? 't' : 'p', QUALIFIER_CONTAINER);
	if (title.length == 0)
		read_parts(draft, field);
	for (const struct node *subfield = field->first; subfield != NULL;
	     subfield = subfield->next)
		if (marc_is_code(subfield, "g"))
			read_place(draft, subfield->value);
	if (journal.length == 0)
		read_enumeration(draft, marc_subfield(field, 'q'));
	say_stripped(draft, field, 'x', QUALIFIER_ISSN);
	say_stripped(draft, field, 'z', QUALIFIER_ISBN);
}

static void
say_related(struct draft *draft, const struct marc_row *row, struct text scheme,
    struct text value)
{
	draft_claim(draft,
	    &(struct claim){ .element = ELEMENT_RELATION,
		.qualifier = row->qualifier,
		.value = value,
		.scheme = scheme });
}

/* By its numbers, or else by its title. Zenodo: $a, of the kind that $n says.
 */
void
marc_read_linked(
    struct draft *draft, const struct node *field, const struct marc_row *row)
{
	struct text kind = marc_subfield(field, 'n');
	struct text issn = marc_subfield(field, 'x');
	struct text isbn = marc_subfield(field, 'z');
	struct text url = marc_subfield(field, 'u');

	if (slice_is(kind, "doi") || slice_is(kind, "url"))
		say_related(draft, row, kind, marc_subfield(field, 'a'));
	say_related(draft, row, TEXT("issn"), issn);
	say_related(draft, row, TEXT("isbn"), isbn);
	say_related(draft, row, TEXT("url"), url);
	if (issn.length + isbn.length + url.length == 0)
		say_related(draft, row, (struct text){ 0 },
		    isbd_strip(draft->vocabulary, marc_subfield(field, 't')));
}
