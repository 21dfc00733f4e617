#include "base/array.h"
#include "base/limit.h"
#include "normalise/fold.h"
#include "normalise/language.h"
#include "normalise/slice.h"
#include "normalise/title.h"
#include "normalise/trace.h"

#define KEY_SOURCE_BYTES ((size_t)(4 * ITEM_KEY_BYTES)) /* enough of it */

static struct text
without_isbd(struct text title)
{
	static const char *const ends[] = { " /", " =", ":", ";", "," };

	for (size_t i = 0; i < COUNT(ends); i++) {
		if (slice_ends(title, ends[i]))
			title.length--;
	}
	return text_trim(title);
}

static struct text
last_word(struct text title)
{
	size_t start = title.length;

	while (start > 0 && title.bytes[start - 1] != ' ')
		start--;
	return slice_from(title, start);
}

/* An initial, "Ph.D.", "etc." */
static bool
is_abbreviated(const struct vocabulary *vocabulary, struct text word)
{
	const struct text *kind;

	word.length--;
	if (word.length < 2 || slice_until(word, ".").length < word.length)
		return true;
	kind =
	    vocabulary_read(vocabulary, SCHEME_WORD, (struct text){ 0 }, word);
	return kind != NULL && text_is(*kind, "abbreviation");
}

static struct text
without_full_stop(const struct vocabulary *vocabulary, struct text title)
{
	if (!slice_ends(title, ".") ||
	    is_abbreviated(vocabulary, last_word(title)))
		return title;
	title.length--;
	return text_trim(title);
}

struct text
title_clean(const struct vocabulary *vocabulary, struct text title)
{
	struct text cut = text_trim(title);
	size_t length;

	do {
		length = cut.length;
		cut = without_full_stop(vocabulary, without_isbd(cut));
	} while (cut.length < length);
	return cut.length == 0 ? title : cut;
}

struct text
title_key(struct arena *arena, struct text title)
{
	struct buffer folded;
	struct text key;
	size_t kept = 0;
	size_t length;

	if (title.length > KEY_SOURCE_BYTES) {
		title.length = KEY_SOURCE_BYTES;
		while ((title.bytes[title.length] & 0xC0) == 0x80)
			title.length--;
	}
	buffer_init(&folded, 0);
	fold_text(&folded, title);
	for (struct text rest = buffer_text(&folded); rest.length > 0;
	     rest = slice_from(rest, length)) {
		uint32_t character;

		length = text_character(rest, &character);
		if (length == 0)
			break;
		for (size_t i = 0; !fold_is_separator(character) && i < length;
		     i++)
			folded.bytes[kept++] = rest.bytes[i];
	}
	key = draft_key((struct text){ folded.bytes, kept });
	key = memory_copy(arena, key);
	buffer_fini(&folded);
	return key.length == 0 ? (struct text){ 0 } : key;
}

/* The first plain one of the record that claim is of. */
static const struct claim *
main_of(const struct claim *claim)
{
	const struct claim *plain = claim_find(claim, QUALIFIER_NONE);

	return plain != NULL && plain->origin == claim->origin ? plain : claim;
}

static bool
is_same_language(const struct claim *a, const struct claim *b)
{
	return a->language.length == 0 || b->language.length == 0 ||
	    text_equals(a->language, b->language);
}

static const struct claim *
subtitle_of(const struct claim *title)
{
	const struct claim *claim = claim_find(title, QUALIFIER_SUBTITLE);

	while (claim != NULL && claim->origin == title->origin &&
	    !is_same_language(title, claim))
		claim = claim_find(claim->next, QUALIFIER_SUBTITLE);
	return claim != NULL && claim->origin == title->origin ? claim : NULL;
}

static bool
ends_with(struct text title, struct text end)
{
	return title.length >= end.length &&
	    text_equals(slice_from(title, title.length - end.length), end);
}

/* With its subtitle, unless that is in it already. */
static struct text
whole_of(struct draft *draft, const struct claim *claim,
    const struct claim *subtitle)
{
	struct text title = title_clean(draft->vocabulary, claim->value);

	if (subtitle == NULL || ends_with(title, subtitle->value))
		return title;
	buffer_reset(&draft->scratch);
	buffer_add_text(&draft->scratch, title);
	buffer_add_string(&draft->scratch, ": ");
	buffer_add_text(
	    &draft->scratch, title_clean(draft->vocabulary, subtitle->value));
	return draft_take_scratch(draft);
}

static const char *
kind_of(const struct claim *claim, const struct claim *title)
{
	if (claim->qualifier == QUALIFIER_SUBTITLE)
		return "subtitle";
	if (claim->qualifier == QUALIFIER_TRANSLATED ||
	    (claim->qualifier == QUALIFIER_NONE &&
		!is_same_language(claim, title)))
		return "translated";
	return "alternative";
}

static void
write_language(struct draft *draft, struct json *json, struct text language)
{
	struct memory_list codes = { .arena = draft->arena };
	bool is_name;

	if (language.length == 0 ||
	    !language_parse(draft->vocabulary, language, &codes, &is_name) ||
	    codes.count == 0)
		return;
	json_key(json, "language");
	json_text(json, codes.texts[0]);
}

static void
write_other(struct draft *draft, struct json *json, const struct claim *claim,
    const struct claim *title)
{
	json_object(json);
	json_key(json, "title");
	json_text(json, title_clean(draft->vocabulary, claim->value));
	write_language(draft, json, claim->language);
	json_key(json, "kind");
	json_string(json, kind_of(claim, title));
	json_end(json);
}

/* Each once. */
static void
set_others(struct draft *draft, const struct claim *first,
    const struct claim *title, const struct claim *subtitle)
{
	struct memory_list seen = { .arena = draft->arena };
	struct buffer bytes;
	struct json json;

	buffer_init(&bytes, 0);
	json_init(&json, &bytes);
	json_array(&json);
	memory_list_add(&seen, title->value);
	for (const struct claim *claim = first; claim != NULL &&
	     claim->origin == first->origin && seen.count <= TITLES;
	     claim = claim->next) {
		if (claim == subtitle || memory_list_has(&seen, claim->value))
			continue;
		if (seen.count == 1)
			draft_explain(draft, "other_titles", claim,
			    "titles behind the first");
		memory_list_add(&seen, claim->value);
		write_other(draft, &json, claim, title);
		if (draft->trace != NULL)
			trace_element(draft, "other_titles", seen.count - 2,
			    claim, "a title behind the first");
	}
	json_end(&json);
	if (seen.count > 1)
		draft->item->other_titles =
		    memory_copy(draft->arena, buffer_text(&bytes));
	buffer_fini(&bytes);
}

static bool
begins_with(struct text key, struct text start)
{
	return key.length >= start.length &&
	    text_equals((struct text){ key.bytes, start.length }, start);
}

/* A record whose first title is none of the first record's. */
static void
compare(struct draft *draft, const struct claim *first)
{
	const struct origin *last = first->origin;
	struct text key = draft->item->title_key;

	for (const struct claim *claim = first; claim != NULL;
	     claim = claim->next) {
		struct text prefix = draft_key(claim->origin->metadata_prefix);
		struct text theirs;
		bool is_known = false;

		if (claim->origin == last || !claim->origin->is_current)
			continue;
		last = claim->origin;
		theirs = title_key(draft->arena, main_of(claim)->value);
		for (const struct claim *own = first;
		     own->origin == first->origin && !is_known; own = own->next)
			is_known = text_equals(own->value, claim->value);
		if (!is_known && !begins_with(key, theirs) &&
		    !begins_with(theirs, key))
			draft_issue(draft, "title differs in %.*s",
			    (int)prefix.length, prefix.bytes);
	}
}

void
title_field(struct draft *draft)
{
	const struct claim *first = draft->claims[ELEMENT_TITLE];
	const struct claim *title;
	const struct claim *subtitle;

	if (first == NULL)
		return;
	title = main_of(first);
	subtitle = subtitle_of(title);
	draft->item->title = whole_of(draft, title, subtitle);
	draft->item->title_key = title_key(draft->arena, draft->item->title);
	draft_explain(draft, "title", title,
	    subtitle == NULL ? "first title" : "first title and subtitle");
	if (draft->trace != NULL && subtitle != NULL) {
		trace_element(draft, "title", 0, title, "first title");
		trace_element(draft, "title", 0, subtitle, "its subtitle");
	}
	set_others(draft, first, title, subtitle);
	compare(draft, first);
}
