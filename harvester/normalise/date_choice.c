#include <string.h>

#include "normalise/date_choice.h"

static const struct {
	const char *quality;
	const char *rule;
} ranks[] = {
	[RANK_ISSUED] = { "typed", "date of publication" },
	[RANK_RELEASED] = { "typed", "earliest date in print or online" },
	[RANK_PLAIN] = { "plain", "earliest year, in it the most precise" },
	[RANK_ARRIVED] = { "plain", "day of arrival, for want of a better" },
	[RANK_AVAILABLE] = { "plain", "date available, for want of a better" },
	[RANK_COPYRIGHTED] = { "plain", "copyright, for want of a better" },
	[RANK_CREATED] = { "plain", "date created, for want of a better" },
	[RANK_ACCEPTED] = { "plain", "date accepted, for want of a better" },
	[RANK_SUBMITTED] = { "plain", "date submitted, for want of a better" },
	[RANK_STAMP] = { "typed", "date of publication" },
};

const char *
date_rank_quality(enum rank rank)
{
	return ranks[rank].quality;
}

const char *
date_rank_rule(enum rank rank)
{
	return ranks[rank].rule;
}

enum rank
date_rank(const struct claim *claim, const struct date *date)
{
	switch ((int)claim->qualifier) {
	case QUALIFIER_NONE:
		return date->is_time_stamp ? RANK_NEVER : RANK_PLAIN;
	case QUALIFIER_ISSUED:
		return date->is_time_stamp ? RANK_STAMP : RANK_ISSUED;
	case QUALIFIER_PRINTED:
	case QUALIFIER_ONLINE:
		return RANK_RELEASED;
	case QUALIFIER_AVAILABLE:
		return date->is_time_stamp ? RANK_NEVER : RANK_AVAILABLE;
	case QUALIFIER_COPYRIGHTED:
		return RANK_COPYRIGHTED;
	case QUALIFIER_CREATED:
		return RANK_CREATED;
	case QUALIFIER_ACCEPTED:
		return RANK_ACCEPTED;
	case QUALIFIER_SUBMITTED:
		return RANK_SUBMITTED;
	}
	return RANK_NEVER;
}

bool
date_is_earlier(const struct date *date, const struct date *than)
{
	if (date->first_year != than->first_year)
		return date->first_year < than->first_year;
	if (date->precision != than->precision)
		return date->precision < than->precision;
	return strcmp(date->from, than->from) < 0;
}

/* The day of arrival is only worse than a day before it. */
static bool
is_better_plain(const struct choice *choice, const struct choice *than)
{
	int order = strcmp(choice->date.from, than->date.from);

	if (choice->is_cited != than->is_cited)
		return choice->is_cited;
	if (choice->rank == than->rank)
		return date_is_earlier(&choice->date, &than->date);
	return choice->rank == RANK_PLAIN ? order <= 0 : order < 0;
}

static bool
is_plain(const struct choice *choice)
{
	return choice->rank == RANK_PLAIN || choice->rank == RANK_ARRIVED;
}

static bool
is_better(const struct choice *choice, const struct choice *than)
{
	if (than->claim == NULL)
		return true;
	if (is_plain(choice) && is_plain(than))
		return is_better_plain(choice, than);
	return choice->rank != than->rank
	    ? choice->rank < than->rank
	    : date_is_earlier(&choice->date, &than->date);
}

/* Keeps how far dates of the same rank lie apart. */
void
date_choose(struct choice *best, struct choice choice)
{
	if (best->claim != NULL && best->rank == choice.rank) {
		if (best->first_end < choice.first_end)
			choice.first_end = best->first_end;
		if (best->last_start > choice.last_start)
			choice.last_start = best->last_start;
		choice.count = best->count + 1;
		best->first_end = choice.first_end;
		best->last_start = choice.last_start;
		best->count = choice.count;
	}
	if (is_better(&choice, best))
		*best = choice;
}
