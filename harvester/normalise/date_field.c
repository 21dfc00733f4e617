#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "normalise/date_choice.h"
#include "normalise/slice.h"

/* The earliest time of arrival. */
struct arrival {
	const struct claim *claim;
	struct date date;
	bool is_typed;
};

/* Where dates stand in a record that has time stamps before them. */
struct order {
	struct date stamp; /* the first, of origin */
	const struct origin *origin;
	struct choice first; /* the first plain date behind a time stamp */
};

struct dates {
	struct draft *draft;
	struct order order;
	struct choice choices[ORIGINS];
	size_t count;
	struct arrival arrival;
};

/*
 * A minute of the day tells a deposit from a publication where deposits are
 * told at all. Digital Commons has one dc:date, the publication's or the
 * event's, and writes its time of day too.
 */
static void
trust_time(
    const struct draft *draft, const struct claim *claim, struct date *date)
{
	if (text_is(draft->platform, "digital_commons") &&
	    (claim->qualifier == QUALIFIER_NONE ||
		claim->qualifier == QUALIFIER_ISSUED))
		date->is_time_stamp = false;
}

static bool
is_of_doaj(const struct claim *claim)
{
	return text_is(claim->scheme, "doajArticle");
}

/* DOAJ knows years and months: the rest of "2013-01-01" is filled in, and that
 * it was January is not sure then either. */
static struct text
without_filling(const struct claim *claim)
{
	struct text value = claim->value;

	if (!is_of_doaj(claim))
		return value;
	value = slice_until(value, "T");
	for (size_t i = 0; i < 2 && slice_ends(value, "-01"); i++)
		value.length -= 3;
	return value;
}

/* Dates of versions, and of crawls: the first is the one of the work. */
static bool
is_first_meant(const struct draft *draft)
{
	return text_is(draft->platform, "arxiv") ||
	    text_is(draft->platform, "citeseerx");
}

/* A record with plain dates of several years may tell, in its citation, which
 * of them is that of the publication. */
static bool
is_cited(const struct draft *draft, const struct claim *claim,
    const struct date *date)
{
	return draft->cited != NULL && draft->cited->origin == claim->origin &&
	    date->first_year == draft->cited_year &&
	    date->last_year == draft->cited_year && !is_first_meant(draft);
}

/* Claims come origin by origin. */
static struct choice *
choice_of(struct dates *dates, const struct origin *origin)
{
	size_t count = dates->count;

	if (count > 0 && dates->choices[count - 1].claim->origin == origin)
		return &dates->choices[count - 1];
	assert(count < ORIGINS);
	dates->count++;
	return &dates->choices[count];
}

/* What stands behind the first time stamp of a record. */
static void
note_order(struct dates *dates, struct choice *choice)
{
	struct order *order = &dates->order;
	const struct origin *origin = choice->claim->origin;

	if (choice->rank == RANK_NEVER && choice->date.is_time_stamp &&
	    order->origin != origin && order->first.claim == NULL) {
		order->stamp = choice->date;
		order->origin = origin;
	}
	if (choice->rank != RANK_PLAIN || order->origin != origin)
		return;
	if (choice->date.precision == DATE_DAY &&
	    strcmp(choice->date.from, order->stamp.from) == 0)
		choice->rank = RANK_ARRIVED;
	else if (order->first.claim == NULL)
		order->first = *choice;
}

static void
take_choice(
    struct dates *dates, const struct claim *claim, const struct date *date)
{
	struct choice choice = { claim, *date, .rank = date_rank(claim, date),
		.first_end = date->last_year, .last_start = date->first_year,
		.count = 1 };

	choice.is_cited =
	    choice.rank == RANK_PLAIN && is_cited(dates->draft, claim, date);
	note_order(dates, &choice);
	if (choice.rank != RANK_NEVER)
		date_choose(choice_of(dates, claim->origin), choice);
}

/*
 * DSpace writes dates in the order of their qualifiers, which oai_dc loses:
 * accessioned, available, created, issued, submitted. Of two behind the time
 * stamps the first is that of publication if it is the later one: works are
 * created before, and submitted before. One that is yet to come when the work
 * arrives ends an embargo.
 */
static void
follow_order(struct dates *dates)
{
	const struct order *order = &dates->order;
	const struct choice *first = &order->first;

	if (first->claim == NULL || !text_is(dates->draft->platform, "dspace"))
		return;
	for (size_t i = 0; i < dates->count; i++) {
		struct choice *best = &dates->choices[i];

		if (best->claim->origin != first->claim->origin ||
		    best->rank != RANK_PLAIN || best->count != 2 ||
		    best->is_cited != first->is_cited ||
		    strcmp(first->date.from, best->date.to) <= 0 ||
		    strcmp(first->date.from, order->stamp.from) > 0)
			continue;
		best->claim = first->claim;
		best->date = first->date;
		best->is_ordered = true;
	}
}

/* When the repository got it: said so, or a time stamp that says nothing
 * else. */
static void
take_arrival(
    struct dates *dates, const struct claim *claim, const struct date *date)
{
	struct arrival *arrival = &dates->arrival;
	bool is_typed = claim->qualifier == QUALIFIER_DEPOSITED;
	bool is_stamp = date->is_time_stamp &&
	    (claim->qualifier == QUALIFIER_NONE ||
		claim->qualifier == QUALIFIER_AVAILABLE);

	if ((!is_typed && !is_stamp) || claim_is_late(claim, arrival->claim))
		return;
	if (arrival->claim == NULL || (is_typed && !arrival->is_typed) ||
	    (is_typed == arrival->is_typed &&
		date_is_earlier(date, &arrival->date)))
		*arrival = (struct arrival){ claim, *date, is_typed };
}

static void
take_typed(
    struct draft *draft, const struct claim *claim, const struct date *date)
{
	struct item *item = draft->item;
	const struct {
		enum qualifier qualifier;
		const char *column;
		struct text *value;
	} columns[] = {
		{ QUALIFIER_PRINTED, "printed", &item->printed },
		{ QUALIFIER_ONLINE, "online", &item->online },
		{ QUALIFIER_ACCEPTED, "accepted", &item->accepted },
	};

	for (size_t i = 0; i < COUNT(columns); i++) {
		if (claim->qualifier != columns[i].qualifier ||
		    columns[i].value->length > 0)
			continue;
		*columns[i].value =
		    memory_copy(draft->arena, text_of(date->edtf));
		draft_explain(draft, columns[i].column, claim, "said so");
	}
}

static void
set_deposited(struct dates *dates)
{
	const struct arrival *arrival = &dates->arrival;
	struct draft *draft = dates->draft;

	if (arrival->claim == NULL)
		return;
	draft->item->deposited =
	    memory_copy(draft->arena, text_of(arrival->date.edtf));
	draft_explain(draft, "deposited", arrival->claim,
	    arrival->is_typed ? "said so" : "earliest time stamp");
}

static void
set_issued(struct draft *draft, const struct claim *claim,
    const struct date *date, const char *quality, const char *rule)
{
	struct item *item = draft->item;

	item->issued = memory_copy(draft->arena, text_of(date->edtf));
	item->issued_from = memory_copy(draft->arena, text_of(date->from));
	item->issued_to = memory_copy(draft->arena, text_of(date->to));
	item->has_year = date->first_year == date->last_year;
	item->year = item->has_year ? date->first_year : 0;
	item->date_quality = text_of(quality);
	draft_explain(draft, "issued", claim, rule);
}

/* A time stamp of the day it arrived is when it arrived, whatever it says. */
static bool
is_arrival(const struct dates *dates, const struct choice *choice)
{
	return choice->rank == RANK_STAMP && dates->arrival.claim != NULL &&
	    strcmp(choice->date.from, dates->arrival.date.from) == 0;
}

/* Of the best rank, the most trusted. */
static const struct choice *
best_of(const struct dates *dates)
{
	const struct choice *best = NULL;

	for (size_t i = 0; i < dates->count; i++) {
		const struct choice *choice = &dates->choices[i];

		if (is_arrival(dates, choice) ||
		    (best != NULL && claim_is_late(choice->claim, best->claim)))
			continue;
		if (best == NULL || choice->rank < best->rank)
			best = choice;
	}
	return best;
}

static bool
has_several_years(const struct choice *choice)
{
	return choice->first_end < choice->last_start;
}

/* Of a preprint that a journal printed in another year: whoever cites it with
 * that journal has to choose. */
static void
compare_cited(const struct dates *dates, const struct choice *best)
{
	struct draft *draft = dates->draft;
	struct text prefix = draft_key(best->claim->origin->metadata_prefix);

	if (is_first_meant(draft) && draft->cited != NULL &&
	    draft->cited->origin->is_current &&
	    (draft->cited_year < best->date.first_year ||
		draft->cited_year > best->date.last_year))
		draft_issue(draft,
		    "year differs: %.*s says %d, the citation %d",
		    (int)prefix.length, prefix.bytes, best->date.first_year,
		    draft->cited_year);
}

static void
compare_years(const struct dates *dates, const struct choice *best)
{
	struct text prefix = draft_key(best->claim->origin->metadata_prefix);

	if (best->rank == RANK_PLAIN && has_several_years(best) &&
	    !best->is_cited && !best->is_ordered &&
	    !is_first_meant(dates->draft))
		draft_issue(dates->draft, "year differs: %.*s says %d and %d",
		    (int)prefix.length, prefix.bytes, best->first_end,
		    best->last_start);
	for (size_t i = 0; i < dates->count; i++) {
		const struct choice *other = &dates->choices[i];
		struct text theirs =
		    draft_key(other->claim->origin->metadata_prefix);

		if (other->rank <= RANK_PLAIN &&
		    other->claim->origin->is_current &&
		    other->date.first_year != best->date.first_year)
			draft_issue(dates->draft,
			    "year differs: %.*s says %d, %.*s %d",
			    (int)prefix.length, prefix.bytes,
			    best->date.first_year, (int)theirs.length,
			    theirs.bytes, other->date.first_year);
	}
}

/* What a citation says, where no date does. */
static void
take_cited(struct dates *dates)
{
	struct draft *draft = dates->draft;
	char year[DATE_SIZE];
	struct date date;

	if (draft->cited != NULL) {
		(void)snprintf(year, sizeof(year), "%d", draft->cited_year);
		if (date_parse(draft->vocabulary, text_of(year),
			draft->latest_year, &date))
			set_issued(draft, draft->cited, &date, "citation",
			    "year of a citation");
	}
	if (draft->item->issued.length == 0 && dates->arrival.claim != NULL &&
	    !dates->arrival.is_typed)
		draft_issue(draft, "no date of publication, time stamps only");
}

static const char *
rule_of(const struct choice *best)
{
	if (without_filling(best->claim).length <
	    slice_until(best->claim->value, "T").length)
		return "said so; a first day or month is filled in";
	if (best->is_ordered)
		return "the later of two, before that of submission";
	if (best->is_cited && has_several_years(best))
		return "year of the citation, in it the most precise";
	return date_rank_rule(best->rank);
}

void
date_field(struct draft *draft)
{
	struct dates dates = { .draft = draft };
	const struct choice *best;

	for (const struct claim *claim = draft->claims[ELEMENT_DATE];
	     claim != NULL; claim = claim->next) {
		struct date date;

		if (claim->qualifier == QUALIFIER_EMBARGO_END ||
		    !date_parse(draft->vocabulary, without_filling(claim),
			draft->latest_year, &date))
			continue;
		trust_time(draft, claim, &date);
		take_choice(&dates, claim, &date);
		take_arrival(&dates, claim, &date);
		take_typed(draft, claim, &date);
	}
	set_deposited(&dates);
	follow_order(&dates);
	best = best_of(&dates);
	if (best == NULL) {
		take_cited(&dates);
		return;
	}
	set_issued(draft, best->claim, &best->date,
	    date_rank_quality(best->rank), rule_of(best));
	compare_years(&dates, best);
	compare_cited(&dates, best);
}
