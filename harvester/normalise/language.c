#include "base/limit.h"
#include "normalise/decision.h"
#include "normalise/fold.h"
#include "normalise/language.h"
#include "normalise/slice.h"
#include "normalise/trace.h"

#define CODE_BYTES 3

static const struct text *
find(const struct vocabulary *vocabulary, struct text key, bool *is_name)
{
	const struct text *code =
	    vocabulary_find(vocabulary, SCHEME_LANGUAGE_CODE, key);

	if (code == NULL) {
		code = vocabulary_find(vocabulary, SCHEME_LANGUAGE_NAME, key);
		*is_name |= code != NULL && code->length > 0;
	}
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

static bool
is_conjunction(const struct vocabulary *vocabulary, struct text word)
{
	const struct text *kind =
	    vocabulary_find(vocabulary, SCHEME_WORD, word);

	return kind != NULL && text_is(*kind, "conjunction");
}

/* "english and french". No codes: they are words of many languages. */
static bool
add_joined(const struct vocabulary *vocabulary, struct text key,
    struct memory_list *codes, bool *is_name)
{
	struct memory_list found = { .arena = codes->arena };
	const struct text *code;
	struct text part;
	bool is_joined = false;

	for (struct text rest = key; slice_next(&rest, " ", &part);) {
		code = vocabulary_find(vocabulary, SCHEME_LANGUAGE_NAME, part);
		if (is_conjunction(vocabulary, part))
			is_joined = true;
		else if (code == NULL || part.length <= CODE_BYTES)
			return false;
		else
			add(&found, code);
	}
	if (!is_joined || found.count == 0)
		return false;
	for (size_t i = 0; i < found.count; i++)
		add(codes, &found.texts[i]);
	*is_name = true;
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

/* "English (United States)": a known name and a remark. */
static struct text
without_remark(struct text value)
{
	struct text name = slice_until(value, "(");
	struct text remark = slice_until(value, ")");

	if (remark.length + 1 != value.length)
		return (struct text){ 0 };
	return name.length < value.length ? text_trim(name)
					  : (struct text){ 0 };
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
    struct memory_list *codes, bool *is_name)
{
	struct buffer folded;
	struct text key;
	const struct text *code;
	bool is_known = true;

	buffer_init(&folded, 0);
	fold_key(&folded, value);
	key = buffer_text(&folded);
	code = find(vocabulary, key, is_name);
	if (code == NULL && is_locale(value))
		code = find_tag(vocabulary, key);
	if (code != NULL)
		add(codes, code);
	else
		is_known = add_codes(vocabulary, key, codes) ||
		    add_pair(vocabulary, key, codes) ||
		    add_joined(vocabulary, key, codes, is_name);
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
    struct memory_list *codes, bool *is_name)
{
	struct text part;
	bool is_known = true;

	*is_name = false;
	value = without_uri(text_trim(value));
	if (value.length > vocabulary_value_bytes(SCHEME_LANGUAGE_NAME, value))
		return false;
	if (parse_one(vocabulary, value, codes, is_name) ||
	    parse_one(vocabulary, without_remark(value), codes, is_name))
		return true;
	for (struct text rest = value; slice_next(&rest, ";,/|#", &part);) {
		part = text_trim(part);
		if (part.length == value.length)
			return false;
		if (part.length > 0)
			is_known &= parse_one(vocabulary, part, codes, is_name);
	}
	return is_known;
}

/* Of one origin. */
struct languages {
	struct memory_list codes;
	const struct claim *first;
	bool is_name;
	bool is_default; /* nothing but what the software writes by itself */
};

/* DSpace fills in en_US where people leave the language alone. */
static bool
is_default(const struct draft *draft, struct text value)
{
	return text_is(draft->platform, "dspace") && text_is(value, "en_US");
}

static const struct claim *
take_origin(
    struct draft *draft, const struct claim *claim, struct languages *languages)
{
	const struct origin *origin = claim->origin;

	*languages = (struct languages){ .codes = { .arena = draft->arena },
		.is_default = true };
	for (; claim != NULL && claim->origin == origin; claim = claim->next) {
		size_t before = languages->codes.count;
		bool is_name;

		if (!language_parse(draft->vocabulary, claim->value,
			&languages->codes, &is_name))
			draft_unmapped(draft, "language", claim->value);
		if (languages->codes.count == before)
			continue;
		languages->is_default &= is_default(draft, claim->value);
		if (languages->first == NULL) {
			languages->first = claim;
			languages->is_name = is_name;
		}
	}
	return claim;
}

/* Read again, for who asks: what others say is not known until all is read. */
static void
trace(struct draft *draft, const struct languages *chosen, const char *rule)
{
	for (const struct claim *claim = chosen->first;
	     claim != NULL && claim->origin == chosen->first->origin;
	     claim = claim->next) {
		struct memory_list codes = { .arena = draft->arena };
		bool is_name;

		(void)!language_parse(
		    draft->vocabulary, claim->value, &codes, &is_name);
		for (size_t i = 0; i < codes.count; i++)
			trace_text(draft, "language", &chosen->codes,
			    codes.texts[i], claim,
			    decision_rule(draft, SCHEME_LANGUAGE_CODE, claim,
				codes.texts[i], rule));
	}
}

static void
compare(struct draft *draft, const struct languages *chosen,
    const struct languages *other)
{
	struct text prefix = draft_key(other->first->origin->metadata_prefix);
	struct text code = other->codes.texts[0];

	if (other->first->origin->is_current &&
	    !memory_list_has(&chosen->codes, code))
		draft_issue(draft, "language differs: %.*s says %.*s",
		    (int)prefix.length, prefix.bytes, (int)code.length,
		    code.bytes);
}

/* Nobody says a language: of words that the vocabulary knows to say none,
 * somebody has to hear. */
static void
tell_known(struct draft *draft)
{
	for (const struct claim *claim = draft->claims[ELEMENT_LANGUAGE];
	     claim != NULL && draft->issues.count < ISSUES;
	     claim = claim->next) {
		struct memory_list codes = { .arena = draft->arena };
		bool is_name;

		if (language_parse(
			draft->vocabulary, claim->value, &codes, &is_name))
			draft_issue(draft,
			    "language is known to say none: %.*s",
			    (int)draft_key(claim->value).length,
			    claim->value.bytes);
	}
}

void
language_field(struct draft *draft)
{
	struct languages chosen = { 0 };
	const struct claim *claim = draft->claims[ELEMENT_LANGUAGE];
	const char *rule;

	while (claim != NULL) {
		struct languages languages;

		claim = take_origin(draft, claim, &languages);
		if (languages.first == NULL)
			continue;
		if (chosen.first == NULL)
			chosen = languages;
		else
			compare(draft, &chosen, &languages);
	}
	if (chosen.first == NULL) {
		tell_known(draft);
		return;
	}
	draft->item->language = draft_list(&chosen.codes);
	draft->item->language_basis = chosen.is_default ? TEXT("default")
	    : chosen.is_name                            ? TEXT("name")
							: TEXT("code");
	rule = chosen.is_default ? "what the software fills in" : "ISO 639-3";
	draft_explain(draft, "language", chosen.first,
	    decision_rule(draft, SCHEME_LANGUAGE_CODE, chosen.first,
		chosen.codes.texts[0], rule));
	if (draft->trace != NULL)
		trace(draft, &chosen, rule);
}
