#include "base/array.h"
#include "base/limit.h"
#include "normalise/slice.h"
#include "normalise/text_field.h"
#include "normalise/trace.h"

#define HEADING_BYTES       24 /* the longest of word.tsv */
/*
 * What plain descriptions have below it are captions, durations, shelf marks,
 * departments: of 150 in recorded harvests two or three were abstracts.
 */
#define ABSTRACT_CHARACTERS 60
#define PLACE_BYTES         80 /* a longer one is a part of the name */

static bool
is_word(const struct draft *draft, struct text value, const char *kind)
{
	const struct text *found = vocabulary_read(
	    draft->vocabulary, SCHEME_WORD, (struct text){ 0 }, value);

	return found != NULL && text_is(*found, kind);
}

static bool
is_url(struct text value)
{
	return slice_is_web(value) &&
	    slice_until(value, " ").length == value.length;
}

/* What has dc:description for the abstract and nothing else. */
static bool
is_abstract_meant(const struct draft *draft)
{
	static const char *const platforms[] = { "arxiv", "doaj", "eprints",
		"ojs" };

	for (size_t i = 0; i < COUNT(platforms); i++)
		if (text_is(draft->platform, platforms[i]))
			return true;
	return false;
}

/* Chinese says in one character what others say in several. */
static bool
is_short(struct text value)
{
	size_t count = 0;

	for (size_t i = 0; i < value.length && count < ABSTRACT_CHARACTERS;
	     i++) {
		unsigned char c = (unsigned char)value.bytes[i];

		if (c >= 0xE0)
			count += 3;
		else if ((c & 0xC0) != 0x80)
			count++;
	}
	return count < ABSTRACT_CHARACTERS;
}

static struct text
without_heading(const struct draft *draft, struct text value)
{
	struct text heading = slice_until(value, ":.");
	struct text rest = slice_from(value, heading.length + 1);

	if (heading.length <= HEADING_BYTES && text_trim(rest).length > 0 &&
	    is_word(draft, heading, "abstract"))
		return text_trim(rest);
	return value;
}

/* Why a description is no abstract. NULL: it may be one. */
static const char *
refusal(const struct draft *draft, const struct claim *claim)
{
	if (is_word(draft, claim->value, "placeholder") ||
	    is_word(draft, claim->value, "description"))
		return "words that stand for no abstract";
	if (claim->qualifier == QUALIFIER_NONE && !is_abstract_meant(draft) &&
	    is_short(claim->value) &&
	    without_heading(draft, claim->value).length == claim->value.length)
		return "a description of a few words is no abstract";
	return NULL;
}

/* arXiv's comments ("12 pages, 3 figures") are a description too. */
static bool
is_candidate(const struct draft *draft, const struct claim *claim)
{
	if (claim->qualifier == QUALIFIER_ABSTRACT)
		return true;
	return claim->qualifier == QUALIFIER_NONE && !is_url(claim->value) &&
	    !slice_starts(claim->value, "Comment: ") &&
	    !text_equals(claim->value, draft->item->title);
}

/* Of two of one record. */
static bool
is_better(
    const struct claim *claim, const struct claim *than, struct text language)
{
	bool is_abstract = claim->qualifier == QUALIFIER_ABSTRACT;
	bool fits = text_equals(claim->language, language);

	if (is_abstract != (than->qualifier == QUALIFIER_ABSTRACT))
		return is_abstract;
	if (claim->origin != than->origin)
		return false;
	if (fits != text_equals(than->language, language))
		return fits;
	return !is_abstract && claim->value.length > than->value.length;
}

void
abstract_field(struct draft *draft)
{
	const struct claim *title = draft->claims[ELEMENT_TITLE];
	struct text language =
	    title == NULL ? (struct text){ 0 } : title->language;
	const struct claim *best = NULL;
	const struct claim *refused = NULL;

	for (const struct claim *claim = draft->claims[ELEMENT_DESCRIPTION];
	     claim != NULL && !claim_is_late(claim, best);
	     claim = claim->next) {
		if (!is_candidate(draft, claim))
			continue;
		if (refusal(draft, claim) != NULL)
			refused = refused == NULL ? claim : refused;
		else if (best == NULL || is_better(claim, best, language))
			best = claim;
	}
	if (best == NULL) {
		if (refused != NULL)
			draft_explain(draft, "no abstract", refused,
			    refusal(draft, refused));
		return;
	}
	draft->item->abstract = without_heading(draft, best->value);
	draft_explain(draft, "abstract", best,
	    best->qualifier == QUALIFIER_ABSTRACT ? "abstract"
						  : "longest description");
}

static struct text
publisher_of(const struct draft *draft, struct text value)
{
	struct text name = slice_find(value, " : ");

	if (name.length > 0 && value.length - name.length <= PLACE_BYTES)
		value = slice_from(name, 3);
	value = slice_strip(value, " ,;:");
	if (is_word(draft, value, "placeholder"))
		return (struct text){ 0 };
	return draft_key(value);
}

/* "Poznań", "Poznań ; Warszawa" */
static bool
is_city(const struct draft *draft, struct text name)
{
	struct text city;

	if (name.length == 0 || name.length > PLACE_BYTES)
		return false;
	while (slice_next(&name, ";/", &city))
		if (!is_word(draft, text_trim(city), "place"))
			return false;
	return true;
}

/* From claim on, of its origin: a publisher that is no place. */
static bool
has_name(const struct draft *draft, const struct claim *claim)
{
	const struct origin *origin = claim->origin;

	for (; claim != NULL && claim->origin == origin; claim = claim->next) {
		struct text name = publisher_of(draft, claim->value);

		if (name.length > 0 && !is_city(draft, name))
			return true;
	}
	return false;
}

void
publisher_field(struct draft *draft)
{
	struct memory_list publishers = { .arena = draft->arena };
	const struct claim *first = NULL;
	const struct origin *origin = NULL;
	bool has_names = false;
	bool has_left_out = false;

	for (const struct claim *claim = draft->claims[ELEMENT_PUBLISHER];
	     claim != NULL && (first == NULL || claim->origin == first->origin);
	     claim = claim->next) {
		struct text name = publisher_of(draft, claim->value);

		if (claim->origin != origin)
			has_names = has_name(draft, claim);
		origin = claim->origin;
		if (name.length == 0 || publishers.count == PUBLISHERS)
			continue;
		if (has_names && is_city(draft, name)) {
			has_left_out = true;
			continue;
		}
		if (first == NULL)
			first = claim;
		memory_list_add_once(&publishers, name);
		if (draft->trace != NULL)
			trace_text(draft, "publisher", &publishers, name, claim,
			    name.length < claim->value.length ? "without place"
							      : "as served");
	}
	draft->item->publisher = draft_list(&publishers);
	if (first != NULL)
		draft_explain(draft, "publisher", first,
		    has_left_out
			? "without place; cities beside it are left out"
			: "without place");
}
