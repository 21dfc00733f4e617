#include "normalise/name_author.h"
#include "normalise/trace.h"

static const char *
rule_of(const struct author *author)
{
	const struct person *person = author->claim->person;

	if (author->name.is_organisation)
		return "an organisation";
	if (person != NULL && person->family.length > 0)
		return "in parts, as served";
	if (author->name.is_guess)
		return "family and given name are a guess";
	return author->name.family.length > 0
	    ? "family name, given name"
	    : "as served: its parts are not known";
}

void
author_trace(
    struct draft *draft, const char *column, const struct author *first)
{
	size_t n = 0;

	if (draft->trace == NULL)
		return;
	for (const struct author *author = first; author != NULL;
	     author = author->next, n++) {
		trace_element(draft, column, n, author->claim, rule_of(author));
		if (author->other != NULL)
			trace_element(draft, column, n, author->other,
			    "iD or affiliation, of the same person");
	}
}

void
author_trace_keys(struct draft *draft, const struct text_list *keys,
    const struct author *first)
{
	size_t n = 0;

	if (draft->trace == NULL)
		return;
	for (const struct author *author = first;
	     author != NULL && n < keys->count; author = author->next)
		if (text_equals(author->key, keys->texts[n]))
			trace_element(draft, "creator_keys", n++, author->claim,
			    "family name and initial, folded");
}
