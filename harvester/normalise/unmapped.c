#include "base/limit.h"
#include "normalise/draft.h"
#include "normalise/slice.h"

/*
 * The list has room for ISSUES lines, "scheme=value". While there is room it
 * takes what comes; many values that no table knows are one bad field. Once it
 * is full a scheme with less than its share takes the place of the scheme with
 * most, which happens a few times at most: shares only grow, and who has its
 * share is turned away at once, however many values are still to come.
 */

/* With the sign behind it, which is in no name of a scheme. */
static struct text
scheme_of(struct text line)
{
	line.length = slice_until(line, "=").length + 1;
	return line;
}

/* How many there are of a scheme, and the last of them. */
static size_t
count_of(const struct memory_list *lines, struct text scheme, size_t *last)
{
	size_t count = 0;

	for (size_t i = 0; i < lines->count; i++) {
		if (!text_equals(scheme_of(lines->texts[i]), scheme))
			continue;
		*last = i;
		count++;
	}
	return count;
}

/* The last line of the scheme that has most. */
static size_t
find_place(const struct memory_list *lines, size_t *most)
{
	size_t place = 0;

	*most = 0;
	for (size_t i = 0; i < lines->count; i++) {
		size_t last = i;
		size_t count =
		    count_of(lines, scheme_of(lines->texts[i]), &last);

		if (count > *most) {
			*most = count;
			place = last;
		}
	}
	return place;
}

/* Copied only where it stays: a record may say the same a million times. */
static void
add(struct draft *draft, struct text line)
{
	struct memory_list *lines = &draft->unmapped;
	size_t place;
	size_t most;

	if (lines->count < ISSUES) {
		if (!memory_list_has(lines, line))
			memory_list_add(lines, memory_copy(draft->arena, line));
		return;
	}
	if (count_of(lines, scheme_of(line), &place) >= UNMAPPED_SHARE ||
	    memory_list_has(lines, line))
		return;
	place = find_place(lines, &most);
	if (most > UNMAPPED_SHARE)
		lines->texts[place] = memory_copy(draft->arena, line);
}

void
draft_unmapped(struct draft *draft, const char *scheme, struct text value)
{
	buffer_reset(&draft->scratch);
	buffer_printf(&draft->scratch, "%s=", scheme);
	buffer_add_text(&draft->scratch, value);
	add(draft, draft_key(buffer_text(&draft->scratch)));
	buffer_reset(&draft->scratch);
}
