#include "base/limit.h"
#include "normalise/slice.h"
#include "normalise/text_field.h"

static struct text
without_isbd(struct text value)
{
	static const char *const ends[] = { " /", " :", " ;", " =" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		if (slice_ends(value, ends[i]))
			value.length -= 2;
	}
	return value;
}

void
title_field(struct draft *draft)
{
	const struct claim *claim = draft->claims[ELEMENT_TITLE];

	if (claim == NULL)
		return;
	draft->item->title = without_isbd(claim->value);
	draft_explain(draft, "title", claim, "first title");
}

static bool
is_url(struct text value)
{
	return (slice_starts(value, "http://") ||
		   slice_starts(value, "https://")) &&
	    slice_until(value, " ").length == value.length;
}

void
abstract_field(struct draft *draft)
{
	const struct claim *longest = NULL;

	for (const struct claim *claim = draft->claims[ELEMENT_DESCRIPTION];
	     claim != NULL; claim = claim->next) {
		if (!is_url(claim->value) &&
		    (longest == NULL ||
			claim->value.length > longest->value.length))
			longest = claim;
	}
	if (longest == NULL)
		return;
	draft->item->abstract = longest->value;
	draft_explain(draft, "abstract", longest, "longest description");
}

static struct text
publisher_of(struct text value)
{
	static const char *const placeholders[] = { "none", "unknown", "n/a",
		"[s.n.]", "s.n.", "not available" };
	struct text name = slice_find(value, " : ");

	if (name.length > 0)
		value = slice_from(name, 3);
	value = slice_strip(value, " ,;:");
	for (size_t i = 0; i < sizeof(placeholders) / sizeof(placeholders[0]);
	     i++) {
		if (slice_is(value, placeholders[i]))
			return (struct text){ 0 };
	}
	return draft_key(value);
}

void
publisher_field(struct draft *draft)
{
	struct memory_list publishers = { .arena = draft->arena };
	const struct claim *first = NULL;

	for (const struct claim *claim = draft->claims[ELEMENT_PUBLISHER];
	     claim != NULL; claim = claim->next) {
		struct text name = publisher_of(claim->value);

		if (name.length == 0 || publishers.count == PUBLISHERS)
			continue;
		if (first == NULL)
			first = claim;
		memory_list_add_once(&publishers, name);
	}
	draft->item->publisher = draft_list(&publishers);
	if (first != NULL)
		draft_explain(draft, "publisher", first, "as served");
}
