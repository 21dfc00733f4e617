#include <string.h>

#include "normalise/container_name.h"
#include "normalise/locator.h"
#include "normalise/number.h"
#include "normalise/place.h"
#include "normalise/slice.h"

#define NAME_WORDS 14 /* of a journal; more have a title before it */

static struct place *
add_place(struct places *places, const struct claim *claim, const char *rule)
{
	struct place *place;

	if (places->count == CITATIONS)
		return NULL;
	place = &places->list[places->count++];
	*place = (struct place){ .rule = rule, .origin = claim->origin };
	return place;
}

static void
set_part(struct place *place, enum part part, struct text value,
    const struct claim *claim)
{
	if (value.length == 0 || place->texts[part].length > 0)
		return;
	place->texts[part] = value;
	place->claims[part] = claim;
}

static void
add_citation(struct places *places, const struct citation *citation,
    const struct claim *claim, const char *rule)
{
	struct place *place = add_place(places, claim, rule);

	if (place == NULL)
		return;
	set_part(place, PART_CONTAINER,
	    container_without_publisher(places->draft, citation->container),
	    claim);
	set_part(place, PART_VOLUME, citation->volume, claim);
	set_part(place, PART_ISSUE, citation->issue, claim);
	set_part(place, PART_PAGE_START, citation->page_start, claim);
	set_part(place, PART_PAGE_END, citation->page_end, claim);
	set_part(place, PART_ARTICLE_NUMBER, citation->article_number, claim);
	if (citation->year.length > 0) {
		place->cited = claim;
		place->year = citation->year;
		place->has_day = citation->has_day;
	}
}

/* Of which column a label right before its number has to be, to be one: "S1" is
 * an issue in an element for issues, and a page among pages. */
static const char *
part_said(enum qualifier qualifier)
{
	switch ((int)qualifier) {
	case QUALIFIER_VOLUME:
		return "volume";
	case QUALIFIER_ISSUE:
		return "issue";
	case QUALIFIER_ARTICLE_NUMBER:
		return "article";
	}
	return "";
}

/* "3" of "Vol. 3" */
static struct text
without_label(const struct citation_reader *reader, const struct claim *claim)
{
	struct text value = claim->value;
	struct text word = slice_until(value, " .:0123456789");
	struct text behind = slice_from(value, word.length);
	struct text rest = slice_strip(behind, " .:");
	const struct text *part = locator_part(reader, word);

	/* "Suppl. 1" is no issue 1. */
	if (part == NULL || rest.length == 0 || text_is(*part, "supplement"))
		return value;
	if (word.length == 1 && slice_is_digit(behind.bytes[0]) &&
	    !slice_is(word, "p") &&
	    !text_is(*part, part_said(claim->qualifier)))
		return value;
	return rest;
}

static void
set_pages(struct places *places, struct place *place, const struct claim *claim)
{
	struct text start;
	struct text end;

	if (!citation_pages(&places->reader, claim->value, &start, &end))
		return;
	set_part(place, PART_PAGE_START, start, claim);
	set_part(place, PART_PAGE_END, end, claim);
}

/* A format that has an element for each. */
static void
set_said(struct places *places, struct place *place, const struct claim *claim)
{
	struct text value = without_label(&places->reader, claim);

	switch ((int)claim->qualifier) {
	case QUALIFIER_CONTAINER:
		set_part(place, PART_CONTAINER,
		    slice_strip(claim->value, " ,;:/"), claim);
		return;
	case QUALIFIER_VOLUME:
		set_part(place, PART_VOLUME, value, claim);
		return;
	case QUALIFIER_ISSUE:
		set_part(place, PART_ISSUE, value, claim);
		return;
	case QUALIFIER_PAGES:
		set_pages(places, place, claim);
		return;
	case QUALIFIER_PAGE_START:
		set_part(place, PART_PAGE_START, value, claim);
		return;
	case QUALIFIER_PAGE_END:
		set_part(place, PART_PAGE_END, value, claim);
		return;
	case QUALIFIER_ARTICLE_NUMBER:
		set_part(place, PART_ARTICLE_NUMBER, value, claim);
		return;
	}
}

static bool
says_part(const struct claim *claim)
{
	return claim->qualifier >= QUALIFIER_CONTAINER &&
	    claim->qualifier <= QUALIFIER_ARTICLE_NUMBER &&
	    claim->value.length <= LOCATOR_BYTES;
}

/* MARC: a place without a name, "Vol. 20, no. 4 (2014), p. 286-292", beside a
 * name in an element of its own. */
static void
set_nameless(
    struct places *places, struct place *place, const struct claim *claim)
{
	struct citation found = { 0 };

	if (place->texts[PART_CONTAINER].length == 0 ||
	    claim->value.length > LOCATOR_BYTES ||
	    !locator_parts(
		&places->reader, LOCATOR_SOURCE, claim->value, &found))
		return;
	set_part(place, PART_VOLUME, found.volume, claim);
	if (!text_equals(place->texts[PART_VOLUME], found.volume))
		return;
	set_part(place, PART_ISSUE, found.issue, claim);
	set_part(place, PART_PAGE_START, found.page_start, claim);
	if (text_equals(place->texts[PART_PAGE_START], found.page_start))
		set_part(place, PART_PAGE_END, found.page_end, claim);
	set_part(place, PART_ARTICLE_NUMBER, found.article_number, claim);
	if (found.year.length > 0 && place->cited == NULL) {
		place->cited = claim;
		place->year = found.year;
		place->has_day = found.has_day;
	}
}

static void
find_said(struct places *places)
{
	struct place *place = NULL;

	for (const struct claim *claim = places->draft->claims[ELEMENT_SOURCE];
	     claim != NULL; claim = claim->next) {
		if (claim->qualifier == QUALIFIER_NONE && place != NULL &&
		    place->origin == claim->origin)
			set_nameless(places, place, claim);
		if (!says_part(claim))
			continue;
		if (place == NULL || place->origin != claim->origin)
			place = add_place(places, claim, "said so");
		if (place == NULL)
			return;
		set_said(places, place, claim);
	}
}

/* A value may be one more to read. */
static bool
may_try(struct places *places)
{
	return places->tries < CITATIONS && places->count < CITATIONS &&
	    ++places->tries > 0;
}

/* An ISSN stands in dc:source beside it, so it is a journal's name. */
static bool
has_issn_beside(const struct places *places, const struct claim *claim)
{
	const struct claim *other = places->draft->claims[ELEMENT_SOURCE];

	for (size_t i = 0; other != NULL && i < CITATIONS; i++) {
		if (other->origin == claim->origin &&
		    number_issn(places->draft->arena, other->value).length > 0)
			return true;
		other = other->next;
	}
	return false;
}

/* Digital Commons names a collection in dc:source. */
static bool
is_journal(const struct places *places, const struct claim *claim)
{
	struct text platform = places->draft->platform;

	if (text_is(platform, "digital_commons"))
		return false;
	return text_is(platform, "ojs") || has_issn_beside(places, claim);
}

/* A citation of the work, found by its title. */
static bool
find_cited(struct places *places, const struct claim *claim)
{
	struct text title = places->draft->item->title;
	struct citation citation;

	if (title.length == 0 || claim->value.length <= title.length ||
	    !may_try(places) ||
	    !citation_read(&places->reader, claim->value, title, &citation))
		return false;
	add_citation(
	    places, &citation, claim, "citation, behind the title of the work");
	return true;
}

static void
find_source(struct places *places, const struct claim *claim)
{
	struct citation citation;

	if (claim->qualifier != QUALIFIER_NONE ||
	    claim->value.length > CITATION_BYTES || find_cited(places, claim) ||
	    !may_try(places) ||
	    !citation_source(&places->reader, claim->value, &citation))
		return;
	if (!citation.is_bare)
		add_citation(places, &citation, claim, "read from source");
	else if (is_journal(places, claim))
		add_citation(
		    places, &citation, claim, "source, known for a journal");
}

static bool
is_whole(const struct citation *citation)
{
	return !citation->is_bare && citation->container.length > 0 &&
	    citation->volume.length > 0 &&
	    (citation->issue.length > 0 || citation->page_start.length > 0);
}

/* Of an article or a paper, a chapter: types that are in something. */
static bool
is_contribution(struct text type)
{
	return slice_find(type, "article").length > 0 ||
	    slice_is(type, "book part") || slice_is(type, "book chapter") ||
	    slice_is(type, "conference paper") || slice_is(type, "editorial") ||
	    slice_is(type, "review");
}

/* "Journal;volume 23 September 2006": series have no dates. */
static bool
is_dated_volume(const struct citation *citation, struct text type)
{
	return !citation->is_bare && citation->volume.length > 0 &&
	    citation->year.length > 0 && slice_find(type, "article").length > 0;
}

static size_t
count_words(struct text name)
{
	struct text word;
	size_t count = 0;

	while (slice_next(&name, " ", &word))
		count++;
	return count;
}

/* One that names a work, its authors or its DOI is of that work. */
static bool
is_of_another(const struct citation *citation)
{
	return count_words(citation->container) > NAME_WORDS ||
	    citation->authors.count > 0 || citation->title.length > 0 ||
	    citation->doi.length > 0;
}

static void
find_relation(struct places *places, const struct claim *claim)
{
	struct citation citation;
	bool is_part = claim->qualifier == QUALIFIER_IS_PART_OF;

	if ((!is_part && claim->qualifier != QUALIFIER_NONE &&
		claim->qualifier != QUALIFIER_SERIES) ||
	    claim->value.length > LOCATOR_BYTES || slice_is_web(claim->value) ||
	    !may_try(places) ||
	    !citation_source(&places->reader, claim->value, &citation))
		return;
	if (!is_part && is_of_another(&citation))
		return;
	if ((is_whole(&citation) ||
		is_dated_volume(&citation, places->draft->item->type)) &&
	    citation_is_journal(citation.container))
		add_citation(places, &citation, claim, "read from relation");
	else if (is_part && citation.is_bare &&
	    slice_find(citation.container, ";").length == 0 &&
	    is_contribution(places->draft->item->type))
		add_citation(
		    places, &citation, claim, "what an article is part of");
}

/* Prose has blanks, and a citation a number. */
static bool
looks_cited(const struct claim *claim)
{
	if (claim->qualifier == QUALIFIER_CITATION)
		return true;
	if (claim->qualifier != QUALIFIER_NONE || claim->scheme.length > 0 ||
	    claim->value.length > CITATION_BYTES ||
	    memchr(claim->value.bytes, ' ', claim->value.length) == NULL)
		return false;
	for (size_t i = 0; i < claim->value.length; i++)
		if (slice_is_digit(claim->value.bytes[i]))
			return true;
	return false;
}

static void
find_identifier(struct places *places, const struct claim *claim)
{
	struct citation citation;

	if (!looks_cited(claim) || find_cited(places, claim) ||
	    !may_try(places) ||
	    !citation_journal(&places->reader, claim->value, &citation))
		return;
	add_citation(places, &citation, claim, "citation of a journal");
}

/* PubMed's form of it, in a field of Digital Commons that has no other use:
 * "Citation: J Biol Chem. 2010 May 7;285(19):14217-28. doi: ..." */
static void
find_rights(struct places *places, const struct claim *claim)
{
	struct citation citation;
	struct text value = claim->value;

	if (value.length > CITATION_BYTES || !slice_skip(&value, "citation:") ||
	    !may_try(places))
		return;
	value.length -= slice_find(value, " doi:").length;
	if (citation_journal(&places->reader, value, &citation))
		add_citation(places, &citation, claim, "citation of a journal");
}

static void
find_in(struct places *places, enum element element,
    void (*find)(struct places *places, const struct claim *claim))
{
	places->tries = 0;
	for (const struct claim *claim = places->draft->claims[element];
	     claim != NULL && places->tries < CITATIONS; claim = claim->next)
		find(places, claim);
}

void
place_find(struct places *places)
{
	find_said(places);
	find_in(places, ELEMENT_SOURCE, find_source);
	find_in(places, ELEMENT_RELATION, find_relation);
	find_in(places, ELEMENT_IDENTIFIER, find_identifier);
	find_in(places, ELEMENT_RIGHTS, find_rights);
}
