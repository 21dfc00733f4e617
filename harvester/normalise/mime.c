#include "base/array.h"
#include "normalise/decision.h"
#include "normalise/extent.h"
#include "normalise/fold.h"
#include "normalise/mime.h"
#include "normalise/slice.h"
#include "normalise/table.h"
#include "normalise/trace.h"

#define NAME_BYTES 128     /* longer names no format */
#define BEHIND     " ;,\t" /* what a type may be followed by */

/* IANA's registry of them. */
static const char *const top_levels[] = { "application/", "audio/", "chemical/",
	"example/", "font/", "image/", "message/", "model/", "multipart/",
	"text/", "video/" };

bool
mime_is_type(struct text type)
{
	struct text subtype = type;
	size_t i = 0;

	while (i < COUNT(top_levels) && !slice_skip(&subtype, top_levels[i]))
		i++;
	if (i == COUNT(top_levels) || subtype.length == 0 ||
	    subtype.length > NAME_BYTES || !slice_is_word(subtype.bytes[0]))
		return false;
	return slice_until(subtype, " /\\\"'<>()[]{}?=@,:*").length ==
	    subtype.length &&
	    text_is_utf8(subtype);
}

static const struct text *
find(struct draft *draft, struct text name)
{
	if (name.length > vocabulary_value_bytes(SCHEME_FORMAT, name))
		return NULL;
	buffer_reset(&draft->scratch);
	fold_key(&draft->scratch, name);
	return vocabulary_find(
	    draft->vocabulary, SCHEME_FORMAT, buffer_text(&draft->scratch));
}

/* NULL: nobody knows it. An empty text: known, and no type. */
static const struct text *
find_name(struct draft *draft, struct text value)
{
	const struct text *known = find(draft, value);

	return known != NULL ? known : find(draft, slice_until(value, "(;"));
}

struct text
mime_read(struct draft *draft, struct text value)
{
	struct text type = slice_until(value, BEHIND);
	const struct text *known;

	if (!mime_is_type(type)) {
		known = find_name(draft, value);
		return known != NULL ? *known : (struct text){ 0 };
	}
	known = find(draft, type);
	return known != NULL ? *known : slice_lower(draft->arena, type);
}

static void
note_unmapped(struct draft *draft, struct text value)
{
	struct extent extent;

	if (value.length <= NAME_BYTES && find_name(draft, value) == NULL &&
	    !extent_read(draft, value, &extent) &&
	    slice_until(value, "0123456789").length == value.length)
		draft_unmapped(draft, "format", value);
}

static void
trace(struct draft *draft, const struct memory_list *list, struct text type,
    const struct claim *claim)
{
	if (draft->trace != NULL)
		trace_text(draft, "format", list, type, claim,
		    decision_rule(draft, SCHEME_FORMAT, claim, type,
			mime_is_type(slice_until(claim->value, BEHIND))
			    ? "a MIME type"
			    : "by the vocabulary of formats"));
}

void
mime_field(struct draft *draft)
{
	struct memory_list list = { .arena = draft->arena };
	const struct claim *first = NULL;
	struct table seen;

	table_init(&seen, draft->arena);
	for (const struct claim *claim = draft->claims[ELEMENT_FORMAT];
	     claim != NULL; claim = claim->next) {
		struct text type;

		if (claim->qualifier == QUALIFIER_EXTENT)
			continue;
		type = mime_read(draft, claim->value);
		if (type.length == 0) {
			note_unmapped(draft, claim->value);
			continue;
		}
		if (first == NULL)
			first = claim;
		if (table_add(&seen, type, draft))
			memory_list_add(&list, type);
		trace(draft, &list, type, claim);
	}
	draft->item->format = draft_list(&list);
	if (first != NULL)
		draft_explain(draft, "format", first,
		    decision_rule(draft, SCHEME_FORMAT, first, list.texts[0],
			"all types, each once"));
}
