#include <string.h>

#include "normalise/date.h"

static bool
is_better(const struct date *date, const struct date *than)
{
	if (date->first_year != than->first_year)
		return date->first_year < than->first_year;
	if (date->precision != than->precision)
		return date->precision < than->precision;
	return strcmp(date->from, than->from) < 0;
}

static void
set_issued(struct draft *draft, const struct date *date)
{
	struct item *item = draft->item;

	item->issued = memory_copy(draft->arena, text_of(date->edtf));
	item->issued_from = memory_copy(draft->arena, text_of(date->from));
	item->issued_to = memory_copy(draft->arena, text_of(date->to));
	item->has_year = date->first_year == date->last_year;
	item->year = item->has_year ? date->first_year : 0;
	item->date_quality = TEXT("plain");
}

void
date_field(struct draft *draft)
{
	const struct claim *chosen = NULL;
	struct date best = { 0 };
	bool has_time_stamp = false;

	for (const struct claim *claim = draft->claims[ELEMENT_DATE];
	     claim != NULL; claim = claim->next) {
		struct date date;

		if (!date_parse(draft->vocabulary, claim->value,
			draft->latest_year, &date))
			continue;
		if (date.is_time_stamp) {
			has_time_stamp = true;
		} else if (chosen == NULL || is_better(&date, &best)) {
			chosen = claim;
			best = date;
		}
	}
	if (chosen != NULL) {
		set_issued(draft, &best);
		draft_explain(draft, "issued", chosen,
		    "earliest year, in it the most precise");
	} else if (has_time_stamp) {
		draft_issue(draft, "no date of publication, time stamps only");
	}
}
