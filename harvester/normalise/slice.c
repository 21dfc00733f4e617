#include <assert.h>
#include <string.h>

#include "normalise/memory.h"
#include "normalise/slice.h"

static char
small_letter(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* Length of string where text begins with it, or else text.length + 1. */
static size_t
common(struct text text, const char *string)
{
	size_t i;

	for (i = 0; string[i] != '\0'; i++)
		if (i == text.length ||
		    (text.bytes[i] != string[i] &&
			small_letter(text.bytes[i]) != small_letter(string[i])))
			return text.length + 1;
	return i;
}

bool
slice_starts_indeed(struct text text, const char *prefix)
{
	return common(text, prefix) <= text.length;
}

bool
slice_is(struct text text, const char *string)
{
	return common(text, string) == text.length;
}

bool
slice_ends(struct text text, const char *suffix)
{
	size_t length = strlen(suffix);

	return text.length >= length &&
	    slice_starts(slice_from(text, text.length - length), suffix);
}

/* The first c from at on; end: there is none. */
static const char *
next_of(const char *at, const char *end, char c)
{
	const char *found = at < end ? memchr(at, c, (size_t)(end - at)) : NULL;

	return found == NULL ? end : found;
}

/* From letter to letter that the needle begins with, small and capital; the
 * second tells most of them apart. */
struct text
slice_find(struct text text, const char *needle)
{
	size_t length = strlen(needle);
	char small = small_letter(needle[0]);
	bool is_letter = small >= 'a' && small <= 'z';
	char capital = (char)(is_letter ? small - ('a' - 'A') : small);
	char second = small_letter(needle[1]);
	const char *end;
	const char *last;
	const char *at_small;
	const char *at_capital;

	assert(length > 0);
	if (length > text.length)
		return (struct text){ 0 };
	end = text.bytes + text.length;
	last = end - (length - 1);
	at_small = next_of(text.bytes, last, small);
	at_capital = is_letter ? next_of(text.bytes, last, capital) : last;
	while (at_small < last || at_capital < last) {
		bool is_small = at_small < at_capital;
		const char *at = is_small ? at_small : at_capital;
		struct text found = { at, (size_t)(end - at) };

		if ((length == 1 || small_letter(at[1]) == second) &&
		    slice_starts(found, needle))
			return found;
		if (is_small)
			at_small = next_of(at + 1, last, small);
		else
			at_capital = next_of(at + 1, last, capital);
	}
	return (struct text){ 0 };
}

bool
slice_has(struct text text, const char *needle)
{
	return slice_find(text, needle).length > 0;
}

bool
slice_go_behind(struct text *value, const char *const *needles, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct text found = slice_find(*value, needles[i]);

		if (slice_skip(&found, needles[i])) {
			*value = found;
			return true;
		}
	}
	return false;
}

bool
slice_is_web(struct text text)
{
	return slice_starts(text, "http://") || slice_starts(text, "https://");
}

/* A bit for each character: for who looks at many. */
struct set {
	uint64_t bits[4];
};

static struct set
set_of(const char *characters)
{
	struct set set = { 0 };

	for (; *characters != '\0'; characters++) {
		unsigned char c = (unsigned char)*characters;

		set.bits[c / 64] |= (uint64_t)1 << c % 64;
	}
	return set;
}

static bool
set_has(const struct set *set, char character)
{
	unsigned char c = (unsigned char)character;

	return (set->bits[c / 64] >> c % 64 & 1) != 0;
}

/* Sets are a few characters. */
static bool
is_of(char c, const char *set)
{
	for (; *set != '\0'; set++)
		if (c == *set)
			return true;
	return false;
}

struct text
slice_until(struct text text, const char *set)
{
	struct set characters;
	size_t length = 0;

	if (text.length > 0 && set[0] != '\0' && set[1] == '\0') {
		const char *end = text.bytes + text.length;

		return (struct text){ text.bytes,
			(size_t)(next_of(text.bytes, end, set[0]) -
			    text.bytes) };
	}
	characters = set_of(set);
	while (
	    length < text.length && !set_has(&characters, text.bytes[length]))
		length++;
	return (struct text){ text.bytes, length };
}

struct text
slice_strip(struct text text, const char *set)
{
	while (text.length > 0 && is_of(text.bytes[0], set))
		text = slice_from(text, 1);
	while (text.length > 0 && is_of(text.bytes[text.length - 1], set))
		text.length--;
	return text;
}

bool
slice_next(struct text *rest, const char *set, struct text *part)
{
	if (rest->bytes == NULL)
		return false;
	*part = slice_until(*rest, set);
	if (part->length == rest->length)
		*rest = (struct text){ 0 };
	else
		*rest = slice_from(*rest, part->length + 1);
	return true;
}

struct text
slice_lower(struct arena *arena, struct text text)
{
	char *bytes = memory_take(arena, text.length + 1);

	for (size_t i = 0; i < text.length; i++)
		bytes[i] = small_letter(text.bytes[i]);
	return (struct text){ bytes, text.length };
}

int
slice_digit(char c)
{
	if (slice_is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool
slice_is_digits(struct text text)
{
	for (size_t i = 0; i < text.length; i++) {
		if (!slice_is_digit(text.bytes[i]))
			return false;
	}
	return text.length > 0;
}

struct text
slice_decode_percent(struct arena *arena, struct text text)
{
	char *bytes = memory_take(arena, text.length + 1);
	size_t length = 0;

	for (size_t i = 0; i < text.length; i++) {
		bool is_triple = text.bytes[i] == '%' && i + 2 < text.length &&
		    slice_digit(text.bytes[i + 1]) >= 0 &&
		    slice_digit(text.bytes[i + 2]) >= 0;

		if (is_triple) {
			bytes[length++] =
			    (char)(slice_digit(text.bytes[i + 1]) * 16 +
				slice_digit(text.bytes[i + 2]));
			i += 2;
		} else {
			bytes[length++] = text.bytes[i];
		}
	}
	return (struct text){ bytes, length };
}
