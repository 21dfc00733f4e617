#include "base/limit.h"
#include "normalise/decision.h"
#include "normalise/slice.h"
#include "normalise/status.h"
#include "normalise/trace.h"
#include "normalise/type.h"

#define BROADER 8 /* levels of the vocabulary */

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
	return slice_is_web(value) || slice_starts(value, "info:");
}

static const struct text *
read_uri(const struct vocabulary *vocabulary, struct text platform,
    struct text value)
{
	const struct text *label =
	    vocabulary_read(vocabulary, SCHEME_TYPE, platform, value);

	if (label == NULL)
		label = vocabulary_read(
		    vocabulary, SCHEME_TYPE, platform, last_part(value, "/#"));
	return label;
}

static const struct text *
read_either(const struct vocabulary *vocabulary, struct text platform,
    struct text value)
{
	struct text second = slice_find(value, " / ");
	struct text first = { value.bytes, value.length - second.length };
	const struct text *label;

	if (second.length == 0)
		return NULL;
	label = vocabulary_read(vocabulary, SCHEME_TYPE, platform, first);
	if (label == NULL)
		label = vocabulary_read(
		    vocabulary, SCHEME_TYPE, platform, slice_from(second, 3));
	return label;
}

/* "1.1 Articolo in rivista", as IRIS counts its types. */
static struct text
without_number(struct text value)
{
	struct text number = slice_until(value, " ");
	size_t digits = 0;

	while (digits < number.length &&
	    (slice_is_digit(number.bytes[digits]) ||
		number.bytes[digits] == '.'))
		digits++;
	return digits == number.length ? text_trim(slice_from(value, digits))
				       : value;
}

const struct text *
type_parse(const struct vocabulary *vocabulary, struct text platform,
    struct text value)
{
	const struct text *label;

	value = text_trim(value);
	if (value.length > vocabulary_value_bytes(SCHEME_TYPE, value))
		return NULL;
	if (is_uri(value))
		return read_uri(vocabulary, platform, value);
	label = vocabulary_read(vocabulary, SCHEME_TYPE, platform, value);
	if (label == NULL)
		label = read_either(vocabulary, platform, value);
	/* publications:dataset */
	if (label == NULL && slice_until(value, ": ").length < value.length)
		label = vocabulary_read(
		    vocabulary, SCHEME_TYPE, platform, last_part(value, ":"));
	if (label == NULL && without_number(value).length < value.length)
		label = vocabulary_read(
		    vocabulary, SCHEME_TYPE, platform, without_number(value));
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

/* How much a way of saying it is believed. */
enum rank {
	RANK_ROUTINE, /* what the software says of everything */
	RANK_WORD,
	RANK_PLATFORM, /* a word that has a meaning of its own there */
	RANK_GENERAL,  /* DataCite's resourceTypeGeneral, and other URIs */
	RANK_EU_REPO,
	RANK_COAR,
};

/* What decided between all that was said: the last of these that did. */
enum decided {
	DECIDED_ALONE,
	DECIDED_FIRST,
	DECIDED_NARROWER,
	DECIDED_RANK,
	DECIDED_PLATFORM, /* nothing was said */
};

struct choice {
	const struct claim *claim;
	struct text label;
	enum rank rank;
};

struct types {
	struct draft *draft;
	struct memory_list labels;
	struct choice best;
	enum decided decided;
};

/* OJS calls editorials and reviews an article too. */
static enum rank
rank_of(const struct draft *draft, struct text value)
{
	if (slice_starts(value, "info:eu-repo/"))
		return text_is(draft->platform, "ojs") ? RANK_ROUTINE
						       : RANK_EU_REPO;
	if (!slice_is_web(value))
		return RANK_WORD;
	return slice_find(value, "purl.org/coar/").length > 0 ||
		slice_find(value, "coar-repositories.org/").length > 0
	    ? RANK_COAR
	    : RANK_GENERAL;
}

/* A word may mean there what it does not elsewhere. What is little elsewhere
 * the software says of everything. */
static bool
rank_by_platform(const struct draft *draft, struct text value,
    struct text label, enum rank *rank)
{
	const struct text *elsewhere;

	if (draft->platform.length == 0)
		return false;
	elsewhere = type_parse(draft->vocabulary, (struct text){ 0 }, value);
	if (elsewhere != NULL && text_equals(*elsewhere, label))
		return false;
	*rank = elsewhere != NULL && says_little(*elsewhere) ? RANK_ROUTINE
							     : RANK_PLATFORM;
	return true;
}

static void
decide(struct types *types, enum decided decided)
{
	if (types->decided < decided)
		types->decided = decided;
}

/* Of one branch: the narrower one, as much believed as the branch is. */
static void
narrow(struct types *types, const struct choice *choice, bool is_narrower)
{
	struct choice *best = &types->best;
	const struct choice *broader = is_narrower ? best : choice;
	enum rank rank =
	    says_little(broader->label) ? RANK_ROUTINE : broader->rank;

	decide(types, DECIDED_NARROWER);
	if (is_narrower)
		*best = *choice;
	if (best->rank < rank)
		best->rank = rank;
}

static void
weigh(struct types *types, const struct choice *choice)
{
	const struct vocabulary *vocabulary = types->draft->vocabulary;
	struct choice *best = &types->best;
	bool is_same = text_equals(choice->label, best->label);

	if (best->claim == NULL) {
		*best = *choice;
	} else if (type_is_narrower(vocabulary, choice->label, best->label)) {
		narrow(types, choice, true);
	} else if (type_is_narrower(vocabulary, best->label, choice->label)) {
		narrow(types, choice, false);
	} else if (choice->rank != best->rank) {
		if (!is_same)
			decide(types, DECIDED_RANK);
		if (choice->rank > best->rank)
			*best = *choice;
	} else if (!is_same) {
		decide(types, DECIDED_FIRST);
	}
}

static void
trace(struct types *types, const struct claim *claim, struct text label)
{
	struct draft *draft = types->draft;

	if (draft->trace != NULL)
		trace_text(draft, "types", &types->labels, label, claim,
		    decision_rule(draft, SCHEME_TYPE, claim, label,
			"by the vocabulary of types"));
}

/* False: no table knows it. */
static bool
take(struct types *types, const struct claim *claim, struct text value,
    enum rank rank)
{
	const struct draft *draft = types->draft;
	struct choice choice = { .claim = claim, .rank = rank };
	const struct text *label;

	if (value.length == 0)
		return false;
	label = type_parse(draft->vocabulary, draft->platform, value);
	if (label == NULL || label->length == 0)
		return label != NULL;
	if (types->labels.count < TYPES)
		memory_list_add_once(&types->labels, *label);
	trace(types, claim, *label);
	choice.label = *label;
	if (rank == RANK_WORD)
		(void)rank_by_platform(draft, value, *label, &choice.rank);
	weigh(types, &choice);
	return true;
}

static void
take_claim(struct types *types, const struct claim *claim)
{
	bool is_known;

	is_known =
	    take(types, claim, claim->uri, rank_of(types->draft, claim->uri));
	is_known |= take(
	    types, claim, claim->value, rank_of(types->draft, claim->value));
	is_known |= take(types, claim, claim->scheme, RANK_GENERAL);
	if (!is_known && !status_is_known(types->draft, claim->value))
		draft_unmapped(types->draft, "type", claim->value);
}

/* "Doctoral" and "PhD" make a thesis a doctoral thesis. */
static void
take_level(struct types *types)
{
	for (const struct claim *claim = types->draft->claims[ELEMENT_DEGREE];
	     claim != NULL && !claim_is_late(claim, types->best.claim);
	     claim = claim->next)
		if (claim->qualifier == QUALIFIER_LEVEL ||
		    claim->qualifier == QUALIFIER_NAME)
			(void)take(types, claim, claim->value, RANK_WORD);
}

/* A record that says nothing says as much as one that says "text", which on a
 * platform that holds one kind of things is that kind. */
static void
take_kind_of_platform(struct types *types)
{
	const struct draft *draft = types->draft;
	struct choice choice = { .claim = draft->claims[ELEMENT_IDENTIFIER] };
	const struct text *label;

	if (choice.claim == NULL || types->best.claim != NULL)
		return;
	label = type_parse(draft->vocabulary, draft->platform, TEXT("text"));
	if (label == NULL || label->length == 0)
		return;
	choice.label = *label;
	if (!rank_by_platform(draft, TEXT("text"), *label, &choice.rank))
		return;
	types->best = choice;
	decide(types, DECIDED_PLATFORM);
}

static const char *
rule_of(const struct types *types)
{
	switch (types->decided) {
	case DECIDED_ALONE:
		break;
	case DECIDED_FIRST:
		return "first of several types";
	case DECIDED_NARROWER:
		return "narrowest type";
	case DECIDED_RANK:
		return "said in the vocabulary that goes first";
	case DECIDED_PLATFORM:
		return "what the platform holds";
	}
	return "the type that is said";
}

/* Of a word that the vocabulary gives no type somebody has to hear. */
static void
tell_known(struct draft *draft)
{
	const struct text *label;

	for (const struct claim *claim = draft->claims[ELEMENT_TYPE];
	     claim != NULL && draft->issues.count < ISSUES;
	     claim = claim->next) {
		if (claim->qualifier != QUALIFIER_NONE)
			continue;
		label = type_parse(
		    draft->vocabulary, draft->platform, claim->value);
		if (label != NULL && label->length == 0)
			draft_issue(draft, "type is known to say none: %.*s",
			    (int)draft_key(claim->value).length,
			    claim->value.bytes);
	}
}

void
type_field(struct draft *draft)
{
	struct types types = { .draft = draft,
		.labels = { .arena = draft->arena } };

	for (const struct claim *claim = draft->claims[ELEMENT_TYPE];
	     claim != NULL && !claim_is_late(claim, types.best.claim);
	     claim = claim->next)
		if (claim->qualifier == QUALIFIER_NONE)
			take_claim(&types, claim);
	take_level(&types);
	take_kind_of_platform(&types);
	draft->item->types = draft_list(&types.labels);
	if (types.best.claim == NULL) {
		tell_known(draft);
		return;
	}
	draft->item->type = types.best.label;
	draft_explain(draft, "type", types.best.claim,
	    decision_rule(draft, SCHEME_TYPE, types.best.claim,
		types.best.label, rule_of(&types)));
}
