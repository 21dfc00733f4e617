#include "normalise/slice.h"
#include "normalise/type.h"

#define VALUE_BYTES 256 /* longer is prose */
#define BROADER     8   /* levels of the vocabulary */

static const struct text *
find(const struct vocabulary *vocabulary, struct text value)
{
	struct buffer key;
	const struct text *label;

	buffer_init(&key, 0);
	vocabulary_type_key(&key, value);
	label = vocabulary_find(vocabulary, SCHEME_TYPE, buffer_text(&key));
	buffer_fini(&key);
	return label;
}

/* What stands behind the last of the characters of set. */
static struct text
last_part(struct text value, const char *set)
{
	struct text part;
	struct text last = value;

	for (struct text rest = slice_strip(value, set);
	     slice_next(&rest, set, &part);)
		last = part;
	return last;
}

static bool
is_uri(struct text value)
{
	return slice_starts(value, "http://") ||
	    slice_starts(value, "https://") || slice_starts(value, "info:");
}

/* purl.org/eprint/type/... has rows of its own: its Thesis is not COAR's. */
static const struct text *
find_uri(const struct vocabulary *vocabulary, struct text value)
{
	struct text eprint = slice_find(value, "eprint/type/");

	if (eprint.length > 0)
		return find(vocabulary, slice_strip(eprint, "/"));
	return find(vocabulary, last_part(value, "/#"));
}

static const struct text *
find_either(const struct vocabulary *vocabulary, struct text value)
{
	struct text second = slice_find(value, " / ");
	struct text first = { value.bytes, value.length - second.length };
	const struct text *label = NULL;

	if (second.length == 0)
		return NULL;
	label = find(vocabulary, first);
	if (label == NULL)
		label = find(vocabulary, slice_from(second, 3));
	return label;
}

const struct text *
type_parse(const struct vocabulary *vocabulary, struct text value)
{
	const struct text *label;

	value = text_trim(value);
	if (value.length > VALUE_BYTES)
		return NULL;
	if (is_uri(value))
		return find_uri(vocabulary, value);
	label = find(vocabulary, value);
	if (label == NULL)
		label = find_either(vocabulary, value);
	/* publications:dataset */
	if (label == NULL && slice_until(value, ": ").length < value.length)
		label = find(vocabulary, last_part(value, ":"));
	return label;
}

static bool
says_little(struct text label)
{
	return text_is(label, "other") || text_is(label, "text");
}

bool
type_is_narrower(
    const struct vocabulary *vocabulary, struct text a, struct text b)
{
	const struct text *broader = &a;

	if (says_little(b))
		return !says_little(a) ||
		    (text_is(a, "text") && text_is(b, "other"));
	for (int level = 0; level < BROADER; level++) {
		broader = vocabulary_find(vocabulary, SCHEME_BROADER, *broader);
		if (broader == NULL || broader->length == 0)
			return false;
		if (text_equals(*broader, b))
			return true;
	}
	return false;
}

void
type_field(struct draft *draft)
{
	const struct claim *chosen = NULL;
	struct text best = { 0 };

	for (const struct claim *claim = draft->claims[ELEMENT_TYPE];
	     claim != NULL; claim = claim->next) {
		const struct text *label =
		    type_parse(draft->vocabulary, claim->value);

		if (label == NULL) {
			draft_unmapped(draft, "type", claim->value);
		} else if (label->length > 0 &&
		    (chosen == NULL ||
			type_is_narrower(draft->vocabulary, *label, best))) {
			chosen = claim;
			best = *label;
		}
	}
	if (chosen == NULL)
		return;
	draft->item->type = best;
	draft_explain(draft, "type", chosen, "narrowest type");
}
