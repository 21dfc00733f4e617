#include "base/array.h"
#include "base/limit.h"
#include "normalise/decision.h"
#include "normalise/license.h"
#include "normalise/license_words.h"
#include "normalise/rights.h"
#include "normalise/slice.h"
#include "normalise/status.h"
#include "normalise/trace.h"

/* A URI of rightsstatements.org or of Creative Commons, anywhere in a text. */
static const struct text *
read_uri(const struct vocabulary *vocabulary, struct text value)
{
	static const char *const hosts[] = { "rightsstatements.org/",
		"creativecommons.org/publicdomain/" };
	const struct text *code = NULL;

	for (size_t i = 0; code == NULL && i < COUNT(hosts); i++) {
		struct text uri = slice_find(value, hosts[i]);

		if (uri.length > 0)
			code = vocabulary_read(vocabulary,
			    SCHEME_RIGHTS_STATEMENT, (struct text){ 0 },
			    slice_until(uri, " \"'<>)],;?#"));
	}
	return code;
}

struct text
rights_statement(const struct vocabulary *vocabulary, struct text platform,
    struct text value)
{
	const struct text *code = read_uri(vocabulary, value);

	if (code == NULL)
		code = status_read(vocabulary, SCHEME_RIGHTS_STATEMENT,
		    platform, value, ".;,|");
	return code == NULL ? (struct text){ 0 } : *code;
}

/* What was found so far. */
struct license {
	const struct claim *claim;
	struct text code;
	bool is_uri;     /* said by one, which goes before words */
	bool is_unclear; /* in one record */
};

/* "the Attribution-NonCommercial License (http://creativecommons.org/licenses/
 * by/3.0/)" */
static void
compare_words(struct draft *draft, const struct license *license)
{
	struct text value = license->claim->value;
	struct text words;

	value.length -= slice_find(value, "http").length;
	if (text_trim(value).length == 0)
		return;
	words = license_read_words(draft->arena, draft->vocabulary, value);
	if (words.length > 0 && !license_agrees(words, license->code))
		draft_issue(draft, "rights name different licences");
}

static struct license
license_of(struct draft *draft, const struct claim *claim)
{
	struct license license = { .claim = claim, .is_uri = true };

	if (claim->uri.length > 0)
		license.code = license_parse(draft->arena, draft->vocabulary,
		    draft->platform, claim->uri);
	if (license.code.length > 0)
		return license;
	license.is_uri = slice_find(claim->value, "://").length > 0;
	license.code = license_parse(
	    draft->arena, draft->vocabulary, draft->platform, claim->value);
	if (license.is_uri && license.code.length > 0)
		compare_words(draft, &license);
	return license;
}

static void
tell_difference(struct draft *draft, const struct license *license,
    const struct claim *claim, struct text code)
{
	struct text first = draft_key(license->claim->origin->metadata_prefix);
	struct text second = draft_key(claim->origin->metadata_prefix);

	if (!claim->origin->is_current)
		return;
	draft_issue(draft, "licence differs: %.*s says %.*s, %.*s %.*s",
	    (int)first.length, first.bytes, (int)license->code.length,
	    license->code.bytes, (int)second.length, second.bytes,
	    (int)code.length, code.bytes);
}

/* "Creative Commons Attribution", and the URL of another licence. */
static void
settle_difference(
    struct draft *draft, struct license *license, const struct license *other)
{
	if (license->claim->origin != other->claim->origin) {
		tell_difference(draft, license, other->claim, other->code);
		return;
	}
	draft_issue(draft, "rights name different licences");
	if (license->is_uri == other->is_uri)
		license->is_unclear = true;
	else if (other->is_uri)
		*license = *other;
}

static void
take_license(
    struct draft *draft, struct license *license, const struct claim *claim)
{
	struct license other = license_of(draft, claim);

	if (other.code.length == 0) {
		if (claim->qualifier == QUALIFIER_LICENSE &&
		    claim->value.length <= STATUS_BYTES &&
		    !status_is_known(draft, claim->value))
			draft_unmapped(draft, "license", claim->value);
	} else if (license->claim == NULL) {
		*license = other;
	} else if (!license_agrees(license->code, other.code)) {
		settle_difference(draft, license, &other);
	} else if (other.code.length > license->code.length) {
		other.is_unclear = license->is_unclear;
		*license = other;
	}
}

static void
set_license(struct draft *draft, const struct license *license)
{
	struct item *item = draft->item;

	if (license->claim == NULL || license->is_unclear)
		return;
	item->license = license->code;
	draft->licensed = license->claim;
	draft_explain(draft, "license", license->claim,
	    decision_rule(draft, SCHEME_LICENSE, license->claim, license->code,
		"URL, code or name"));
	item->license_uri =
	    license_uri(draft->arena, draft->vocabulary, license->code);
	if (item->license_uri.length > 0)
		draft_explain(
		    draft, "license_uri", license->claim, "URI of the licence");
}

/* "All rights reserved" and "public domain" are what people say by the way. */
static bool
says_little(struct text code)
{
	return text_is(code, "ARR") || text_is(code, "PD");
}

static void
take_statement(
    struct draft *draft, struct license *statement, const struct claim *claim)
{
	struct text code =
	    rights_statement(draft->vocabulary, draft->platform, claim->uri);

	if (code.length == 0)
		code = rights_statement(
		    draft->vocabulary, draft->platform, claim->value);
	if (code.length == 0 ||
	    (statement->claim != NULL &&
		(!says_little(statement->code) || says_little(code))))
		return;
	statement->claim = claim;
	statement->code = code;
}

void
rights_field(struct draft *draft)
{
	struct memory_list rights = { .arena = draft->arena };
	struct license license = { 0 };
	struct license statement = { 0 };

	for (const struct claim *claim = draft->claims[ELEMENT_RIGHTS];
	     claim != NULL; claim = claim->next) {
		if (claim->qualifier == QUALIFIER_RIGHTS_HOLDER)
			continue;
		if (rights.count < RIGHTS)
			memory_list_add_once(&rights, claim->value);
		if (draft->trace != NULL)
			trace_text(draft, "rights", &rights, claim->value,
			    claim, "as served");
		if (claim->qualifier == QUALIFIER_FORMER_LICENSE)
			continue;
		if (!claim_is_late(claim, license.claim))
			take_license(draft, &license, claim);
		if (!claim_is_late(claim, statement.claim))
			take_statement(draft, &statement, claim);
	}
	draft->item->rights = draft_list(&rights);
	set_license(draft, &license);
	if (statement.claim == NULL)
		return;
	draft->item->rights_statement = statement.code;
	draft_explain(draft, "rights_statement", statement.claim,
	    decision_rule(draft, SCHEME_RIGHTS_STATEMENT, statement.claim,
		statement.code, "URI or words that state it"));
}
