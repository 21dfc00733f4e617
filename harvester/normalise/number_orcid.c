#include "normalise/memory.h"
#include "normalise/number.h"
#include "normalise/slice.h"

#define ORCID_LENGTH 19 /* 0000-0002-1825-0097 */

/* ISO 7064, modulo 11-2. */
static bool
has_check(const char *orcid)
{
	int total = 0;
	char last = orcid[ORCID_LENGTH - 1];

	for (int i = 0; i < ORCID_LENGTH - 1; i++)
		if (orcid[i] != '-')
			total = (total + orcid[i] - '0') * 2 % 11;
	total = (12 - total) % 11;
	return total == 10 ? last == 'X' || last == 'x' : last == '0' + total;
}

/* The blocks of ISNI that ORCID gives out: other ISNIs look the same. */
static bool
is_assigned(struct text orcid)
{
	return slice_starts(orcid, "0000-000") || slice_starts(orcid, "0009-0");
}

static bool
has_shape(struct text text)
{
	if (text.length < ORCID_LENGTH)
		return false;
	for (size_t i = 0; i < ORCID_LENGTH - 1; i++)
		if (i % 5 == 4 ? text.bytes[i] != '-'
			       : !slice_is_digit(text.bytes[i]))
			return false;
	return text.length == ORCID_LENGTH ||
	    !slice_is_word(text.bytes[ORCID_LENGTH]);
}

struct text
number_find_orcid(struct text value)
{
	for (size_t i = 0; i + ORCID_LENGTH <= value.length; i++) {
		struct text rest = slice_from(value, i);

		if (rest.bytes[0] != '0' || !has_shape(rest) ||
		    (i > 0 && slice_is_word(value.bytes[i - 1])))
			continue;
		rest.length = ORCID_LENGTH;
		if (is_assigned(rest) && has_check(rest.bytes))
			return rest;
	}
	return (struct text){ 0 };
}

struct text
number_orcid(struct arena *arena, struct text value)
{
	struct text found = number_find_orcid(value);
	struct text copy;

	if (found.length == 0)
		return found;
	copy = memory_copy(arena, found);
	if (copy.bytes[ORCID_LENGTH - 1] == 'x')
		copy = memory_join(arena,
		    (struct text){ copy.bytes, ORCID_LENGTH - 1 }, TEXT("X"));
	return copy;
}
