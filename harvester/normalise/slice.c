#include <string.h>
#include <strings.h>

#include "normalise/memory.h"
#include "normalise/slice.h"

bool
slice_starts(struct text text, const char *prefix)
{
	size_t length = strlen(prefix);

	return text.length >= length &&
	    (length == 0 || strncasecmp(text.bytes, prefix, length) == 0);
}

bool
slice_is(struct text text, const char *string)
{
	return text.length == strlen(string) && slice_starts(text, string);
}

bool
slice_ends(struct text text, const char *suffix)
{
	size_t length = strlen(suffix);

	return text.length >= length &&
	    slice_starts(slice_from(text, text.length - length), suffix);
}

struct text
slice_from(struct text text, size_t count)
{
	if (count > text.length)
		count = text.length;
	if (count == 0)
		return text;
	return (struct text){ text.bytes + count, text.length - count };
}

bool
slice_skip(struct text *text, const char *prefix)
{
	if (!slice_starts(*text, prefix))
		return false;
	*text = slice_from(*text, strlen(prefix));
	return true;
}

static char
small_letter(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

struct text
slice_find(struct text text, const char *needle)
{
	size_t length = strlen(needle);

	for (size_t i = 0; i + length <= text.length; i++) {
		if (small_letter(text.bytes[i]) == small_letter(needle[0]) &&
		    strncasecmp(text.bytes + i, needle, length) == 0)
			return slice_from(text, i);
	}
	return (struct text){ 0 };
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

struct text
slice_until(struct text text, const char *set)
{
	size_t length = 0;

	while (length < text.length &&
	    (text.bytes[length] == '\0' ||
		strchr(set, text.bytes[length]) == NULL))
		length++;
	return (struct text){ text.bytes, length };
}

static bool
is_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
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

bool
slice_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
slice_is_word(char c)
{
	return slice_is_digit(c) || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z');
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
