#include <string.h>

#include "normalise/locator.h"
#include "normalise/slice.h"

#define PAGE_BYTES   16
#define VOLUME_BYTES 24

static const char *const dashes[] = { "--", "-", "\u2013", "\u2014", "\u2010",
	"\u2011", "\u2212" };

static struct text
without_blanks(struct text text)
{
	while (text.length > 0 && text.bytes[0] == ' ')
		text = slice_from(text, 1);
	return text;
}

bool
locator_skip_dash(struct text *rest)
{
	struct text after = without_blanks(*rest);

	for (size_t i = 0; i < sizeof(dashes) / sizeof(dashes[0]); i++) {
		if (!slice_skip(&after, dashes[i]))
			continue;
		(void)slice_skip(&after, "-");
		*rest = without_blanks(after);
		return true;
	}
	return false;
}

bool
locator_is_roman(struct text text)
{
	for (size_t i = 0; i < text.length; i++)
		if (strchr("ivxlcdmIVXLCDM", text.bytes[i]) == NULL)
			return false;
	return text.length > 0;
}

/* 12, e45, S1, 12A, xii; of 24cm and 2nd nothing. */
static bool
is_page(struct text text)
{
	size_t digits = 0;
	size_t first;

	if (text.length == 0 || text.length > PAGE_BYTES)
		return false;
	for (size_t i = 0; i < text.length; i++)
		digits += slice_is_digit(text.bytes[i]);
	if (digits == 0)
		return locator_is_roman(text);
	for (first = 0; !slice_is_digit(text.bytes[first]); first++)
		;
	if (first > 3)
		return false;
	return slice_is_digit(text.bytes[text.length - 1]) ||
	    (first == 0 && digits == text.length - 1);
}

bool
locator_take_page(struct text *rest, struct text *page)
{
	size_t length = 0;

	while (length < rest->length && slice_is_word(rest->bytes[length]))
		length++;
	*page = (struct text){ rest->bytes, length };
	if (!is_page(*page))
		return false;
	*rest = slice_from(*rest, length);
	return true;
}

/* 750-1 is 750-751, e781-92 is e781-e792. */
static struct text
expand(struct arena *arena, struct text start, struct text end)
{
	size_t missing = start.length - end.length;

	if (end.length >= start.length || !slice_is_digits(end) ||
	    !slice_is_digits(slice_from(start, missing)))
		return end;
	return memory_join(arena, (struct text){ start.bytes, missing }, end);
}

bool
locator_take_pages(struct arena *arena, struct text *rest, struct text *start,
    struct text *end)
{
	struct text after = *rest;
	struct text behind;

	*end = (struct text){ 0 };
	if (!locator_take_page(&after, start))
		return false;
	behind = after;
	if (locator_skip_dash(&behind) && locator_take_page(&behind, end)) {
		*end = expand(arena, *start, *end);
		after = behind;
		/* Backwards: one of them is no page. */
		if (end->length == start->length && slice_is_digits(*end) &&
		    text_compare(*end, *start) < 0)
			return false;
	}
	*rest = after;
	return true;
}

/* 12, 12A, B741; a year, or 3-4, only with an issue or pages right behind. */
bool
locator_is_volume(struct text value, struct text behind)
{
	size_t letters = 0;
	bool has_dash = false;

	if (value.length == 0 || value.length > VOLUME_BYTES)
		return false;
	for (size_t i = 0; i < value.length; i++) {
		if (value.bytes[i] == '-' && has_dash)
			return false;
		has_dash = has_dash || value.bytes[i] == '-';
		if (value.bytes[i] != '-' && !slice_is_word(value.bytes[i]))
			return false;
		letters +=
		    value.bytes[i] != '-' && !slice_is_digit(value.bytes[i]);
	}
	if (letters > 1 || letters == value.length)
		return false;
	behind = text_trim(behind);
	return (!has_dash && !locator_is_plain_year(value)) ||
	    (behind.length > 0 && strchr(":(", behind.bytes[0]) != NULL);
}
