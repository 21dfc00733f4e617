#include <string.h>

#include "normalise/set_spec.h"
#include "normalise/slice.h"
#include "normalise/table.h"
#include "normalise/trace.h"

/* False: it is not hexadecimal, or of something that nobody can read. */
static bool
decode(struct text level, char *into)
{
	struct text decoded = { into, level.length / 2 };

	if (level.length == 0 || level.length % 2 != 0)
		return false;
	for (size_t i = 0; i < decoded.length; i++) {
		int high = slice_digit(level.bytes[2 * i]);
		int low = slice_digit(level.bytes[2 * i + 1]);

		if (high < 0 || low < 0 || high * 16 + low < ' ' ||
		    high * 16 + low == 0x7F)
			return false;
		into[i] = (char)(high * 16 + low);
	}
	return text_is_utf8(decoded);
}

struct text
set_spec_read(struct arena *arena, struct text value)
{
	char *bytes = memory_take(arena, value.length + 1);
	struct text rest = value;
	struct text level;
	size_t length = 0;

	while (slice_next(&rest, ":", &level)) {
		if (length > 0)
			bytes[length++] = ':';
		if (!decode(level, bytes + length))
			return value;
		if (length == 0 && memchr(bytes, '=', level.length / 2) == NULL)
			return value;
		length += level.length / 2;
	}
	return length == 0 ? value : (struct text){ bytes, length };
}

void
set_field(struct draft *draft)
{
	struct memory_list list = { .arena = draft->arena };
	const struct claim *first = draft->claims[ELEMENT_SET];
	struct table seen;

	if (first == NULL)
		return;
	table_init(&seen, draft->arena);
	for (const struct claim *claim = first; claim != NULL;
	     claim = claim->next) {
		struct text set =
		    draft_key(set_spec_read(draft->arena, claim->value));

		if (table_add(&seen, set, draft))
			memory_list_add(&list, set);
		if (draft->trace != NULL)
			trace_text(draft, "sets", &list, set, claim,
			    text_equals(set, claim->value) ? "as served"
							   : "decoded");
	}
	draft->item->sets = draft_list(&list);
	draft_explain(draft, "sets", first, "of the header, decoded");
}
