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

/* -1: it is none. */
static int
sextet(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz"
				     "0123456789-_";
	const char *found = c == '\0' ? NULL : strchr(digits, c);

	return found == NULL ? -1 : (int)(found - digits);
}

/* "LCC:Medicine": any word would be base64, but for what it says. */
static bool
is_in_scheme(struct text value)
{
	struct text scheme = slice_until(value, ":");

	if (scheme.length < 2 || scheme.length + 1 >= value.length)
		return false;
	for (size_t i = 0; i < scheme.length; i++)
		if (scheme.bytes[i] < 'A' || scheme.bytes[i] > 'Z')
			return false;
	for (size_t i = 0; i < value.length; i++)
		if ((unsigned char)value.bytes[i] < ' ' ||
		    value.bytes[i] == 0x7F)
			return false;
	return text_is_utf8(value);
}

/* DOAJ writes its subjects in base64 for URLs, filled up with "~". None: it is
 * no such thing. */
static struct text
read_base64(struct arena *arena, struct text value)
{
	char *bytes = memory_take(arena, value.length + 1);
	struct text decoded = { bytes, 0 };
	unsigned bits = 0;
	unsigned count = 0;

	if (value.length % 4 != 0)
		return (struct text){ 0 };
	for (int i = 0; i < 2 && slice_ends(value, "~"); i++)
		value.length--;
	for (size_t i = 0; i < value.length; i++) {
		int six = sextet(value.bytes[i]);

		if (six < 0)
			return (struct text){ 0 };
		bits = (bits << 6 | (unsigned)six) & 0xFFFF;
		count += 6;
		if (count < 8)
			continue;
		count -= 8;
		bytes[decoded.length++] = (char)(bits >> count & 0xFF);
	}
	return is_in_scheme(decoded) ? decoded : (struct text){ 0 };
}

static struct text
read_hexadecimal(struct arena *arena, struct text value)
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

struct text
set_spec_read(struct arena *arena, struct text value)
{
	struct text read = read_base64(arena, value);

	return read.length > 0 ? read : read_hexadecimal(arena, value);
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
