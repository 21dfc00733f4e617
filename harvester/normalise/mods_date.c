#include "normalise/isbd.h"
#include "normalise/marcxml.h"
#include "normalise/mods.h"
#include "normalise/slice.h"

/*
 * Dates of originInfo: as printed, or encoded (w3cdtf, iso8601, edtf, marc);
 * one, or the two ends of a range beside each other.
 */

static struct text
value_of(struct draft *draft, const struct node *node)
{
	struct text value = isbd_strip(draft->vocabulary, node->value);

	/* Not ended */
	if (text_is(value, "9999") || text_is(value, "uuuu"))
		return (struct text){ 0 };
	return node_matches(node, "encoding=marc") ? marc_digits(draft, value)
						   : value;
}

/* EDTF's mark for what is not certain. */
static const char *
mark_of(const struct node *node, struct text value)
{
	if (value.length == 0 || !slice_is_digit(value.bytes[value.length - 1]))
		return "";
	if (node_matches(node, "qualifier=approximate"))
		return "~";
	return node_matches(node, "qualifier=questionable") ? "?" : "";
}

static struct text
marked(struct draft *draft, const struct node *node)
{
	struct text value = value_of(draft, node);

	return memory_join(draft->arena, value, text_of(mark_of(node, value)));
}

static const struct node *
end_of(const struct node *start)
{
	for (const struct node *node = start->next; node != NULL;
	     node = node->next)
		if (text_equals(node->name, start->name) &&
		    node_matches(node, "point"))
			return node_matches(node, "point=end") ? node : NULL;
	return NULL;
}

static enum qualifier
qualify(const struct node *node, enum qualifier otherwise)
{
	static const struct {
		const char *type;
		enum qualifier qualifier;
	} types[] = {
		{ "embargo", QUALIFIER_EMBARGO_END },
		{ "accepted", QUALIFIER_ACCEPTED },
		{ "submitted", QUALIFIER_SUBMITTED },
		{ "submission", QUALIFIER_SUBMITTED },
		{ "available", QUALIFIER_AVAILABLE },
		{ "online", QUALIFIER_ONLINE },
		{ "deposited", QUALIFIER_DEPOSITED },
	};
	struct text type = node_attribute(node, "type");

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (slice_find(type, types[i].type).length > 0)
			return types[i].qualifier;
	return otherwise;
}

void
mods_read_date(
    struct draft *draft, const struct node *node, const struct mapping *mapping)
{
	struct text value = marked(draft, node);
	const struct node *end = NULL;

	if (node_matches(node, "point=end"))
		return;
	if (node_matches(node, "point=start"))
		end = end_of(node);
	if (end != NULL && value_of(draft, end).length > 0 &&
	    !text_equals(value, marked(draft, end))) {
		value = memory_join(draft->arena, value, TEXT("/"));
		value = memory_join(draft->arena, value, marked(draft, end));
	}
	draft_claim(draft,
	    &(struct claim){ .element = mapping->element,
		.qualifier = qualify(node, mapping->qualifier),
		.value = value,
		.scheme = node_attribute(node, "type") });
}
