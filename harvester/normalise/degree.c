#include "base/array.h"
#include "normalise/degree.h"
#include "normalise/slice.h"
#include "normalise/trace.h"

static const enum qualifier parts[] = { QUALIFIER_NAME, QUALIFIER_LEVEL,
	QUALIFIER_DISCIPLINE, QUALIFIER_GRANTOR };

/* A dash in a field of a form that had to be filled. */
static bool
says_nothing(const struct claim *claim)
{
	return slice_strip(claim->value, " -./?").length == 0;
}

/* Of the claims in one walk: there may be very many. */
static void
find_parts(const struct draft *draft, const struct claim *found[COUNT(parts)])
{
	for (const struct claim *claim = draft->claims[ELEMENT_DEGREE];
	     claim != NULL; claim = claim->next)
		for (size_t i = 0; i < COUNT(parts); i++)
			if (claim->qualifier == parts[i] && found[i] == NULL &&
			    !says_nothing(claim))
				found[i] = claim;
}

void
degree_field(struct draft *draft)
{
	const struct claim *found[COUNT(parts)] = { NULL };
	const struct claim *first = NULL;
	struct json json;

	if (draft->claims[ELEMENT_DEGREE] == NULL)
		return;
	find_parts(draft, found);
	buffer_reset(&draft->scratch);
	json_init(&json, &draft->scratch);
	json_object(&json);
	for (size_t i = 0; i < COUNT(parts); i++) {
		if (found[i] == NULL)
			continue;
		if (first == NULL)
			first = found[i];
		json_key(&json, qualifier_name(parts[i]));
		json_text(&json, found[i]->value);
		if (draft->trace != NULL)
			trace_key(draft, "degree", qualifier_name(parts[i]),
			    found[i], "as served");
	}
	json_end(&json);
	if (first == NULL)
		return;
	draft->item->degree = draft_take_scratch(draft);
	draft_explain(draft, "degree", first, "as served, the first of each");
}
