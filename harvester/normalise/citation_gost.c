#include <string.h>

#include "base/array.h"
#include "base/limit.h"
#include "normalise/locator.h"
#include "normalise/slice.h"

/* Behind the last of them; none: there is none. */
static struct text
behind_slashes(struct text value)
{
	struct text found = { 0 };

	for (size_t i = 1; i + 3 < value.length; i++)
		if (memcmp(value.bytes + i - 1, " // ", 4) == 0)
			found = slice_from(value, i + 3);
	return found;
}

/* Without the dashes between areas, which say no more than the dots: "2014. -
 * T. 5, No 3. - S. 12-18", each any dash. */
static struct text
without_dashes(struct arena *arena, struct text value)
{
	static const char *const dashes[] = { "\u2014 ", "\u2013 ", "- " };
	char *bytes = memory_take(arena, value.length + 1);
	size_t length = 0;

	for (size_t i = 0; i < value.length; i++) {
		struct text rest = slice_from(value, i);
		size_t skipped = 0;

		for (size_t j = 0; j < COUNT(dashes) && skipped == 0; j++)
			if (i > 1 && value.bytes[i - 1] == ' ' &&
			    strchr(".,", value.bytes[i - 2]) != NULL &&
			    slice_starts(rest, dashes[j]))
				skipped = strlen(dashes[j]);
		i += skipped;
		if (i < value.length)
			bytes[length++] = value.bytes[i];
	}
	return (struct text){ bytes, length };
}

/* A year in an area of its own ends the name: ". 2014. ", ", 2014, ". */
static bool
ends_name(struct text rest)
{
	return strchr(".,", rest.bytes[0]) != NULL && rest.length > 7 &&
	    rest.bytes[1] == ' ' &&
	    locator_is_plain_year((struct text){ rest.bytes + 2, 4 }) &&
	    strchr(".,", rest.bytes[6]) != NULL && rest.bytes[7] == ' ';
}

/* Dots part a journal's name from that of its series; a colon, a place from a
 * publisher. */
static bool
is_name(struct text name)
{
	return name.length > 1 && name.length <= LOCATOR_BYTES &&
	    slice_until(name, ":/;[]<>\"").length == name.length &&
	    !slice_is_digits(name);
}

bool
citation_gost(const struct citation_reader *reader, struct text value,
    struct citation *citation)
{
	struct text behind = behind_slashes(value);
	struct citation found = *citation;

	if (behind.length == 0 || behind.length > LOCATOR_BYTES)
		return false;
	behind = without_dashes(reader->arena, behind);
	for (size_t i = 1; i + 8 < behind.length; i++) {
		struct text rest = slice_from(behind, i);

		if (!ends_name(rest))
			continue;
		found.container =
		    locator_name((struct text){ behind.bytes, i + 1 });
		found.year = (struct text){ rest.bytes + 2, 4 };
		if (!is_name(found.container) ||
		    !locator_parts(
			reader, LOCATOR_SOURCE, slice_from(rest, 8), &found))
			return false;
		*citation = found;
		return true;
	}
	return false;
}
