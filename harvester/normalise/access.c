#include "base/array.h"
#include "normalise/access.h"
#include "normalise/date.h"
#include "normalise/decision.h"
#include "normalise/slice.h"
#include "normalise/source.h"
#include "normalise/status.h"

#define EMBARGO_END   "info:eu-repo/date/embargoEnd/"
#define EMBARGO_WORDS 5 /* of the longest entry of word.tsv */

/* Years that mean for ever. */
static bool
is_for_ever(struct text date)
{
	return slice_starts(date, "9999") || slice_starts(date, "10000");
}

/* "Embargo expires: 2016-11-04": takes the longest words off that name an
 * embargo. False: it begins with none. */
static bool
skip_words(const struct vocabulary *vocabulary, struct text *rest)
{
	size_t end = 0;
	size_t longest = 0;

	if (rest->length == 0 || rest->length > STATUS_BYTES ||
	    slice_is_digit(*rest->bytes) ||
	    slice_until(*rest, "0123456789").length == rest->length)
		return false;
	for (int i = 0; i < EMBARGO_WORDS && end < rest->length; i++) {
		const struct text *kind;

		end += 1 + slice_until(slice_from(*rest, end + 1), " ").length;
		kind = vocabulary_read(vocabulary, SCHEME_WORD,
		    (struct text){ 0 }, (struct text){ rest->bytes, end });
		if (kind != NULL && text_is(*kind, "embargo"))
			longest = end;
	}
	*rest = slice_strip(slice_from(*rest, longest), " :.");
	return longest > 0;
}

bool
access_embargo(struct arena *arena, const struct vocabulary *vocabulary,
    struct text value, bool is_said, struct text *end)
{
	struct date date;

	*end = (struct text){ 0 };
	value = text_trim(value);
	if (!slice_skip(&value, EMBARGO_END) && !is_said &&
	    !skip_words(vocabulary, &value))
		return false;
	if (is_for_ever(value))
		return true;
	if (!date_parse(vocabulary, value, SOURCE_LATEST_YEAR, &date))
		return false;
	*end = memory_copy(arena, text_of(date.to));
	return true;
}

/* CC licences and what else anybody may read: not so publishers' terms. */
static bool
is_open_license(struct text code)
{
	return slice_starts(code, "CC-") || slice_starts(code, "CC0-");
}

struct text
access_parse(const struct vocabulary *vocabulary, struct text platform,
    struct text value)
{
	const struct text *label =
	    status_read(vocabulary, SCHEME_ACCESS, platform, value, ".;|");

	return label == NULL ? (struct text){ 0 } : *label;
}

enum rank {
	RANK_COAR,
	RANK_EU_REPO,
	RANK_PHRASE,
	RANK_NONE,
};

static enum rank
rank_of(struct text value)
{
	if (slice_find(value, "purl.org/coar/").length > 0)
		return RANK_COAR;
	return slice_starts(value, "info:eu-repo/") ? RANK_EU_REPO
						    : RANK_PHRASE;
}

struct access {
	struct draft *draft;
	const struct claim *claim;
	struct text label;
	enum rank rank;
	const struct claim *embargo;
	struct text end;
};

static void
tell_difference(
    struct draft *draft, const struct claim *claim, struct text label)
{
	struct text prefix = draft_key(claim->origin->metadata_prefix);

	draft_issue(draft, "access differs: %.*s says %.*s too",
	    (int)prefix.length, prefix.bytes, (int)label.length, label.bytes);
}

/* False: it says nothing of access. */
static bool
take_value(struct access *access, const struct claim *claim, struct text value)
{
	struct text label = access_parse(
	    access->draft->vocabulary, access->draft->platform, value);
	enum rank rank = rank_of(value);
	struct text first = access->label;

	if (label.length == 0)
		return false;
	if (access->claim == NULL || rank < access->rank) {
		if (access->claim != NULL && !text_equals(label, first))
			tell_difference(access->draft, access->claim, first);
		access->claim = claim;
		access->label = label;
		access->rank = rank;
	} else if (!text_equals(label, first)) {
		tell_difference(access->draft, claim, label);
	}
	return true;
}

/* Of types and descriptions a word such as "limited" may mean anything. */
static bool
is_clear(const struct claim *claim)
{
	return claim->element == ELEMENT_RIGHTS || slice_is_web(claim->value) ||
	    slice_until(claim->value, " /").length < claim->value.length;
}

static void
take_access(struct access *access, const struct claim *claim)
{
	bool is_known = false;

	if (claim->qualifier == QUALIFIER_RIGHTS_HOLDER ||
	    claim->qualifier == QUALIFIER_FORMER_LICENSE ||
	    claim_is_late(claim, access->claim))
		return;
	if (claim->uri.length > 0)
		is_known = take_value(access, claim, claim->uri);
	if (!is_known && is_clear(claim))
		is_known = take_value(access, claim, claim->value);
	if (!is_known && claim->qualifier == QUALIFIER_ACCESS_RIGHTS &&
	    claim->value.length <= STATUS_BYTES &&
	    !status_is_known(access->draft, claim->value))
		draft_unmapped(access->draft, "access", claim->value);
}

static void
take_embargo(struct access *access, const struct claim *claim)
{
	struct draft *draft = access->draft;
	struct text end;

	if (access->embargo != NULL ||
	    !access_embargo(draft->arena, draft->vocabulary, claim->value,
		claim->qualifier == QUALIFIER_EMBARGO_END, &end))
		return;
	access->embargo = claim;
	access->end = end;
}

/* DataCite: what is under embargo is available from its end on. */
static void
take_available(struct access *access)
{
	struct draft *draft = access->draft;

	if (access->embargo != NULL || access->claim == NULL ||
	    !text_is(access->label, "embargoed access"))
		return;
	for (const struct claim *claim = draft->claims[ELEMENT_DATE];
	     claim != NULL; claim = claim->next) {
		struct date date;

		if (claim->origin != access->claim->origin ||
		    claim->qualifier != QUALIFIER_AVAILABLE ||
		    !date_parse(draft->vocabulary, claim->value,
			SOURCE_LATEST_YEAR, &date) ||
		    date.is_time_stamp)
			continue;
		access->embargo = claim;
		access->end = memory_copy(draft->arena, text_of(date.to));
		return;
	}
}

static void
set(struct draft *draft, struct text label, const char *basis,
    const struct claim *claim, const char *rule)
{
	draft->item->access = label;
	draft->item->access_basis = text_of(basis);
	draft_explain(draft, "access", claim, rule);
}

static void
set_access(struct access *access)
{
	struct draft *draft = access->draft;

	if (access->claim != NULL) {
		set(draft, access->label, "statement", access->claim,
		    decision_rule(draft, SCHEME_ACCESS, access->claim,
			access->label, "a term or phrase for access"));
	} else if (access->embargo != NULL) {
		set(draft, TEXT("embargoed access"), "embargo", access->embargo,
		    "an embargo is named");
	} else if (is_open_license(draft->item->license)) {
		set(draft, TEXT("open access"), "licence", draft->licensed,
		    "an open licence implies it");
	}
	if (access->end.length == 0)
		return;
	draft->item->embargo_end = access->end;
	draft_explain(draft, "embargo_end", access->embargo, "end of embargo");
}

void
access_field(struct draft *draft)
{
	static const enum element elements[] = { ELEMENT_RIGHTS, ELEMENT_TYPE,
		ELEMENT_DESCRIPTION };
	struct access access = { .draft = draft, .rank = RANK_NONE };

	for (size_t i = 0; i < COUNT(elements); i++)
		for (const struct claim *claim = draft->claims[elements[i]];
		     claim != NULL; claim = claim->next)
			take_access(&access, claim);
	for (const struct claim *claim = draft->claims[ELEMENT_DATE];
	     claim != NULL; claim = claim->next)
		take_embargo(&access, claim);
	for (const struct claim *claim = draft->claims[ELEMENT_RIGHTS];
	     claim != NULL; claim = claim->next)
		take_embargo(&access, claim);
	take_available(&access);
	set_access(&access);
}
