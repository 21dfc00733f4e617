#include <string.h>

#include "normalise/extent.h"
#include "normalise/fold.h"
#include "normalise/slice.h"
#include "normalise/trace.h"

#define VALUE_BYTES  512 /* longer is a description */
#define WORD_BYTES   32
#define PAGES_DIGITS 6
#define BYTES_DIGITS 15
#define BARE_DIGITS  5 /* a shorter bare number may be a year, or pages */

/* What the word behind a number counts, by schemas/extent.tsv: "pages",
 * "bytes", or "pages." of a word that is one only when it is cut short. */
static const struct text *
unit_of(struct draft *draft, struct text word)
{
	if (word.length == 0 || word.length > WORD_BYTES)
		return NULL;
	buffer_reset(&draft->scratch);
	fold_key(&draft->scratch, word);
	return vocabulary_find(
	    draft->vocabulary, SCHEME_EXTENT, buffer_text(&draft->scratch));
}

static int64_t
number_of(struct text digits, size_t longest)
{
	long long number;

	if (digits.length > longest || !text_number(digits, &number))
		return 0;
	return number;
}

/* A number and the text behind it. */
static void
take(struct draft *draft, struct text digits, struct text rest,
    struct extent *extent)
{
	struct text word = slice_until(text_trim(rest), " .,;:()[]/");
	const struct text *unit = unit_of(draft, word);
	bool has_period;

	if (unit == NULL)
		return;
	rest = text_trim(rest);
	has_period =
	    rest.length > word.length && rest.bytes[word.length] == '.';
	if (text_is(*unit, "bytes") && extent->bytes == 0)
		extent->bytes = number_of(digits, BYTES_DIGITS);
	else if (extent->pages == 0 &&
	    (text_is(*unit, "pages") ||
		(text_is(*unit, "pages.") && has_period)))
		extent->pages = number_of(digits, PAGES_DIGITS);
}

/* No letter, sign or digit before it: not 1-12, A4, 2.1. */
static bool
is_alone(struct text before)
{
	return before.length == 0 ||
	    strchr(" \t,;:([", before.bytes[before.length - 1]) != NULL;
}

static bool
is_behind_dash(struct text before)
{
	before = text_trim(before);
	return slice_ends(before, "-") || slice_ends(before, "\u2013");
}

bool
extent_read(struct draft *draft, struct text value, struct extent *extent)
{
	*extent = (struct extent){ 0 };
	value = text_trim(value);
	if (value.length > VALUE_BYTES)
		return false;
	if (value.length >= BARE_DIGITS && slice_is_digits(value))
		extent->bytes = number_of(value, BYTES_DIGITS);
	for (size_t i = 0; i < value.length; i++) {
		struct text before = { value.bytes, i };
		struct text digits = slice_from(value, i);
		size_t length = 0;

		while (length < digits.length &&
		    slice_is_digit(digits.bytes[length]))
			length++;
		if (length == 0)
			continue;
		digits.length = length;
		if (is_alone(before) && !is_behind_dash(before))
			take(draft, digits, slice_from(value, i + length),
			    extent);
		i += length - 1;
	}
	return extent->pages > 0 || extent->bytes > 0;
}

struct text
extent_text(struct draft *draft, const struct extent *extent)
{
	struct json json;

	buffer_reset(&draft->scratch);
	json_init(&json, &draft->scratch);
	json_object(&json);
	if (extent->pages > 0) {
		json_key(&json, "pages");
		json_number(&json, extent->pages);
	}
	if (extent->bytes > 0) {
		json_key(&json, "bytes");
		json_number(&json, extent->bytes);
	}
	json_end(&json);
	return draft_take_scratch(draft);
}

static void
trace(struct draft *draft, const struct claim *pages, const struct claim *bytes)
{
	if (draft->trace == NULL)
		return;
	if (pages != NULL)
		trace_key(
		    draft, "extent", "pages", pages, "first number of pages");
	if (bytes != NULL)
		trace_key(
		    draft, "extent", "bytes", bytes, "largest number of bytes");
}

void
extent_field(struct draft *draft)
{
	struct extent all = { 0 };
	const struct claim *first = NULL;
	const struct claim *pages = NULL;
	const struct claim *bytes = NULL;

	for (const struct claim *claim = draft->claims[ELEMENT_FORMAT];
	     claim != NULL; claim = claim->next) {
		struct extent extent;

		if (!extent_read(draft, claim->value, &extent))
			continue;
		if (first == NULL)
			first = claim;
		if (all.pages == 0 && extent.pages > 0) {
			all.pages = extent.pages;
			pages = claim;
		}
		if (all.bytes < extent.bytes) {
			all.bytes = extent.bytes;
			bytes = claim;
		}
	}
	if (first == NULL)
		return;
	draft->item->extent = extent_text(draft, &all);
	trace(draft, pages, bytes);
	draft_explain(draft, "extent", first,
	    "first number of pages, largest number of bytes");
}
