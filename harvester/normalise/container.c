#include "normalise/container.h"
#include "normalise/container_name.h"
#include "normalise/date.h"
#include "normalise/fold.h"
#include "normalise/locator.h"
#include "normalise/place.h"
#include "normalise/slice.h"
#include "normalise/trace.h"

/* Columns of the parts, in their order. */
static const char *const columns[PARTS] = { "container", "volume", "issue",
	"page_start", "page_end", "article_number" };

static bool
is_same(struct text a, struct text b)
{
	struct buffer keys[2];
	bool same;

	if (a.length == 0 || b.length == 0 || text_equals(a, b))
		return true;
	buffer_init(&keys[0], 0);
	buffer_init(&keys[1], 0);
	fold_key(&keys[0], a);
	fold_key(&keys[1], b);
	same = text_equals(buffer_text(&keys[0]), buffer_text(&keys[1]));
	buffer_fini(&keys[0]);
	buffer_fini(&keys[1]);
	return same;
}

static void
tell_difference(struct draft *draft, const struct place *place,
    const struct place *other, enum part part)
{
	struct text ours = draft_key(place->texts[part]);
	struct text theirs = draft_key(other->texts[part]);
	struct text prefix =
	    draft_key(place->claims[part]->origin->metadata_prefix);
	struct text others = draft_key(other->origin->metadata_prefix);

	if (text_equals(prefix, others) || !other->origin->is_current)
		return;
	draft_issue(draft, "%s differs: %.*s says %.*s, %.*s %.*s",
	    columns[part], (int)prefix.length, prefix.bytes, (int)ours.length,
	    ours.bytes, (int)others.length, others.bytes, (int)theirs.length,
	    theirs.bytes);
}

/* Of another container, or another volume of it: nothing of it is taken. */
static bool
agrees(struct draft *draft, const struct place *made, const struct place *other)
{
	struct text name = made->texts[PART_CONTAINER];
	struct text others = other->texts[PART_CONTAINER];

	if (!is_same(name, others) && !container_is_short(name, others) &&
	    !container_is_short(others, name))
		return false;
	for (int part = PART_VOLUME; part <= PART_PAGE_START; part++) {
		if (is_same(made->texts[part], other->texts[part]))
			continue;
		tell_difference(draft, made, other, (enum part)part);
		return false;
	}
	return true;
}

static void
merge(struct place *made, const struct place *other, const char **rules)
{
	if (container_is_short(
		made->texts[PART_CONTAINER], other->texts[PART_CONTAINER])) {
		made->texts[PART_CONTAINER] = other->texts[PART_CONTAINER];
		made->claims[PART_CONTAINER] = other->claims[PART_CONTAINER];
		rules[PART_CONTAINER] = "its name in full";
	}
	for (int part = 0; part < PARTS; part++) {
		/* An end is of the start beside it. */
		if (made->texts[part].length > 0 ||
		    other->texts[part].length == 0)
			continue;
		made->texts[part] = other->texts[part];
		made->claims[part] = other->claims[part];
		rules[part] = other->rule;
	}
	if (made->cited == NULL && other->cited != NULL) {
		made->cited = other->cited;
		made->year = other->year;
		made->has_day = other->has_day;
		made->rule = other->rule;
	}
}

/* "151601", "e1002146": no volume has so many pages; and "Doc19" of GMS. */
static bool
is_article_number(struct text page)
{
	if (slice_skip(&page, "doc"))
		return slice_is_digits(page);
	size_t least = slice_skip(&page, "e") ? 4 : 6;

	return page.length >= least && slice_is_digits(page);
}

/* Where an article has a number, citations have it for its first page. */
static void
move_number(struct place *made, const char **rules)
{
	struct text *texts = made->texts;

	if (texts[PART_PAGE_END].length > 0 ||
	    !is_article_number(texts[PART_PAGE_START]))
		return;
	if (texts[PART_ARTICLE_NUMBER].length == 0) {
		texts[PART_ARTICLE_NUMBER] = texts[PART_PAGE_START];
		made->claims[PART_ARTICLE_NUMBER] =
		    made->claims[PART_PAGE_START];
		rules[PART_ARTICLE_NUMBER] = "a page, but too high for one";
	}
	if (text_equals(texts[PART_ARTICLE_NUMBER], texts[PART_PAGE_START]))
		texts[PART_PAGE_START] = (struct text){ 0 };
}

static void
set_columns(
    struct draft *draft, const struct place *made, const char *const *rules)
{
	struct item *item = draft->item;
	struct text *texts[PARTS] = { &item->container, &item->volume,
		&item->issue, &item->page_start, &item->page_end,
		&item->article_number };

	for (int part = 0; part < PARTS; part++) {
		if (made->texts[part].length == 0)
			continue;
		*texts[part] = made->texts[part];
		draft_explain(
		    draft, columns[part], made->claims[part], rules[part]);
	}
}

static void
set_cited(struct draft *draft, const struct place *place)
{
	if (draft->cited != NULL || place->cited == NULL)
		return;
	draft->cited = place->cited;
	draft->cited_year = 0;
	for (size_t i = 0; i < 4; i++)
		draft->cited_year =
		    draft->cited_year * 10 + slice_digit(place->year.bytes[i]);
}

static bool
has_anything(const struct draft *draft)
{
	return draft->claims[ELEMENT_SOURCE] != NULL ||
	    draft->claims[ELEMENT_RELATION] != NULL ||
	    draft->claims[ELEMENT_IDENTIFIER] != NULL ||
	    draft->claims[ELEMENT_RIGHTS] != NULL;
}

void
container_field(struct draft *draft)
{
	const char *rules[PARTS] = { NULL };
	struct place made = { 0 };
	struct places places;

	if (!has_anything(draft))
		return;
	places.draft = draft;
	places.reader =
	    (struct citation_reader){ draft->arena, draft->vocabulary };
	places.count = 0;
	place_find(&places);
	for (size_t i = 0; i < places.count; i++) {
		set_cited(draft, &places.list[i]);
		if (agrees(draft, &made, &places.list[i]))
			merge(&made, &places.list[i], rules);
	}
	container_name(draft, &made, &places.reader, rules);
	move_number(&made, rules);
	set_columns(draft, &made, rules);
	draft->dated = made.cited;
	draft->dated_year = made.year;
	draft->dated_rule = made.rule;
	draft->is_dated_to_day = made.has_day;
}

/* Styles that have a day have the one on which it went online: in the year
 * beside that of the printed work it says nothing of that. */
static bool
is_online_only(const struct draft *draft, int year)
{
	const struct item *item = draft->item;

	return draft->is_dated_to_day && item->has_year &&
	    (year == item->year - 1 || year == item->year + 1);
}

/* A preprint is issued before. */
void
container_year_field(struct draft *draft)
{
	struct item *item = draft->item;
	struct date date;

	if (draft->dated == NULL || item->container.length == 0 ||
	    !date_parse(draft->vocabulary, draft->dated_year,
		draft->latest_year, &date) ||
	    date.first_year != date.last_year ||
	    is_online_only(draft, date.first_year))
		return;
	item->has_container_year = true;
	item->container_year = date.first_year;
	draft_explain(draft, "container_year", draft->dated, draft->dated_rule);
}

/* The claim of the citation that has it. */
static struct text
find_doi(const struct draft *draft, const struct claim **found)
{
	struct citation_reader reader = { draft->arena, draft->vocabulary };
	const struct claim *claim = draft->claims[ELEMENT_IDENTIFIER];

	for (size_t i = 0; claim != NULL && i < CITATIONS;
	     claim = claim->next) {
		struct citation citation;

		if (claim->value.length <= draft->item->title.length ||
		    slice_find(claim->value, "10.").length == 0)
			continue;
		i++;
		*found = claim;
		if (citation_read(
			&reader, claim->value, draft->item->title, &citation) &&
		    citation.doi.length > 0)
			return citation.doi;
	}
	return (struct text){ 0 };
}

void
cited_doi_field(struct draft *draft)
{
	struct memory_list list = { .arena = draft->arena };
	struct item *item = draft->item;
	const struct claim *claim;
	struct text doi;

	if (item->doi.length > 0 || item->title.length == 0)
		return;
	doi = find_doi(draft, &claim);
	if (doi.length == 0)
		return;
	item->doi = doi;
	draft_explain(draft, "doi", claim, "DOI in the citation of the work");
	if (draft->trace != NULL)
		trace_element(draft, "identifiers", item->identifiers.count,
		    claim, "DOI in the citation of the work");
	for (size_t i = 0; i < item->identifiers.count; i++)
		memory_list_add(&list, item->identifiers.texts[i]);
	memory_list_add(&list, memory_join(draft->arena, TEXT("doi:"), doi));
	item->identifiers = draft_list(&list);
}
