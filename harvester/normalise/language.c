#include "base/limit.h"
#include "normalise/fold.h"
#include "normalise/language.h"
#include "normalise/slice.h"

#define VALUE_BYTES 256 /* longer is prose */

static const struct text *
find(const struct vocabulary *vocabulary, struct text key)
{
	const struct text *code =
	    vocabulary_find(vocabulary, SCHEME_LANGUAGE_CODE, key);

	if (code == NULL)
		code = vocabulary_find(vocabulary, SCHEME_LANGUAGE_NAME, key);
	return code;
}

/* "en us", which was en_US or en-US: the first subtag, if it is a code. */
static const struct text *
find_tag(const struct vocabulary *vocabulary, struct text key)
{
	struct text tag = slice_until(key, " ");

	if (tag.length == key.length || tag.length < 2 || tag.length > 3)
		return NULL;
	return vocabulary_find(vocabulary, SCHEME_LANGUAGE_CODE, tag);
}

static void
add(struct memory_list *codes, const struct text *code)
{
	if (code->length > 0 && codes->count < LANGUAGES)
		memory_list_add_once(codes, *code);
}

/* All parts must be codes: "en fr", but not "in English". */
static bool
add_codes(const struct vocabulary *vocabulary, struct text key,
    struct memory_list *codes)
{
	struct text part;

	if (key.length == 0)
		return false;
	for (struct text rest = key; slice_next(&rest, " ", &part);) {
		if (vocabulary_find(vocabulary, SCHEME_LANGUAGE_CODE, part) ==
		    NULL)
			return false;
	}
	for (struct text rest = key; slice_next(&rest, " ", &part);)
		add(codes,
		    vocabulary_find(vocabulary, SCHEME_LANGUAGE_CODE, part));
	return true;
}

/* "engfre", "dutdut": two codes of three letters without a separator. */
static bool
add_pair(const struct vocabulary *vocabulary, struct text key,
    struct memory_list *codes)
{
	const struct text *first;
	const struct text *second;

	if (key.length != 6)
		return false;
	first = vocabulary_find(
	    vocabulary, SCHEME_LANGUAGE_CODE, (struct text){ key.bytes, 3 });
	second = vocabulary_find(
	    vocabulary, SCHEME_LANGUAGE_CODE, slice_from(key, 3));
	if (first == NULL || second == NULL)
		return false;
	add(codes, first);
	add(codes, second);
	return true;
}

static bool
is_locale(struct text value)
{
	struct text tag = slice_until(value, "-_");

	return tag.length < value.length &&
	    slice_until(value, " ").length == value.length;
}

static bool
parse_one(const struct vocabulary *vocabulary, struct text value,
    struct memory_list *codes)
{
	struct buffer folded;
	struct text key;
	const struct text *code;
	bool is_known = true;

	buffer_init(&folded, 0);
	fold_key(&folded, value);
	key = buffer_text(&folded);
	code = find(vocabulary, key);
	if (code == NULL && is_locale(value))
		code = find_tag(vocabulary, key);
	if (code != NULL)
		add(codes, code);
	else
		is_known = add_codes(vocabulary, key, codes) ||
		    add_pair(vocabulary, key, codes);
	buffer_fini(&folded);
	return is_known;
}

/* lexvo.org, id.loc.gov: the code is the last part. */
static struct text
without_uri(struct text value)
{
	struct text part;
	struct text last = value;

	if (!slice_starts(value, "http://") && !slice_starts(value, "https://"))
		return value;
	for (struct text rest = value; slice_next(&rest, "/#", &part);) {
		if (part.length > 0)
			last = part;
	}
	return last;
}

bool
language_parse(const struct vocabulary *vocabulary, struct text value,
    struct memory_list *codes)
{
	struct text part;
	bool is_known = true;

	value = without_uri(text_trim(value));
	if (value.length > VALUE_BYTES)
		return false;
	if (parse_one(vocabulary, value, codes))
		return true;
	for (struct text rest = value; slice_next(&rest, ";,/|#", &part);) {
		part = text_trim(part);
		if (part.length == value.length)
			return false;
		if (part.length > 0)
			is_known &= parse_one(vocabulary, part, codes);
	}
	return is_known;
}

void
language_field(struct draft *draft)
{
	struct memory_list codes = { .arena = draft->arena };
	const struct claim *first = NULL;

	for (const struct claim *claim = draft->claims[ELEMENT_LANGUAGE];
	     claim != NULL; claim = claim->next) {
		if (!language_parse(draft->vocabulary, claim->value, &codes))
			draft_unmapped(draft, "language", claim->value);
		if (first == NULL && codes.count > 0)
			first = claim;
	}
	draft->item->language = draft_list(&codes);
	if (first != NULL)
		draft_explain(draft, "language", first, "ISO 639-3");
}
