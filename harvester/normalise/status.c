#include <string.h>

#include "base/array.h"
#include "normalise/decision.h"
#include "normalise/slice.h"
#include "normalise/status.h"

#define VALUE_BYTES 2048 /* longer is prose */
#define PART_BYTES  160  /* a longer part is prose */
#define PARTS       32
#define CODE_BYTES  4 /* "SMUR" */

/* The next part between signs that have a blank behind them. */
static bool
next_part(struct text *rest, const char *signs, struct text *part)
{
	size_t end = 0;

	if (rest->length == 0)
		return false;
	while (end < rest->length) {
		bool is_last = end + 1 == rest->length;

		if ((is_last || rest->bytes[end + 1] == ' ') &&
		    strchr(signs, rest->bytes[end]) != NULL)
			break;
		if (rest->bytes[end] == ' ' && !is_last &&
		    rest->bytes[end + 1] == '/' &&
		    slice_starts(slice_from(*rest, end), " / "))
			break;
		end++;
	}
	*part = text_trim((struct text){ rest->bytes, end });
	*rest = slice_from(*rest, end + 2);
	return true;
}

const struct text *
status_read(const struct vocabulary *vocabulary, enum scheme scheme,
    struct text platform, struct text value, const char *signs)
{
	const struct text *code;
	struct text part;

	if (value.length == 0 || value.length > VALUE_BYTES)
		return NULL;
	code = vocabulary_read(vocabulary, scheme, platform, value);
	for (int i = 0;
	     code == NULL && i < PARTS && next_part(&value, signs, &part); i++)
		if (part.length > 0 && part.length <= PART_BYTES)
			code =
			    vocabulary_read(vocabulary, scheme, platform, part);
	return code;
}

bool
status_is_known(const struct draft *draft, struct text value)
{
	static const enum scheme schemes[] = { SCHEME_VERSION,
		SCHEME_PEER_REVIEWED, SCHEME_ACCESS, SCHEME_LICENSE,
		SCHEME_RIGHTS_STATEMENT };

	for (size_t i = 0; i < COUNT(schemes); i++)
		if (status_read(draft->vocabulary, schemes[i], draft->platform,
			value, "") != NULL)
			return true;
	return false;
}

struct text
status_version(const struct vocabulary *vocabulary, struct text platform,
    struct text value, bool is_said)
{
	const struct text *code = NULL;

	if (is_said || value.length > CODE_BYTES)
		code = status_read(
		    vocabulary, SCHEME_VERSION, platform, value, "");
	return code == NULL ? (struct text){ 0 } : *code;
}

enum answer
status_peer_reviewed(const struct vocabulary *vocabulary, struct text platform,
    struct text value)
{
	const struct text *code = status_read(
	    vocabulary, SCHEME_PEER_REVIEWED, platform, value, ".;");

	if (code == NULL || code->length == 0)
		return ANSWER_NONE;
	return text_is(*code, "yes") ? ANSWER_YES : ANSWER_NO;
}

struct status {
	struct draft *draft;
	const struct claim *version;
	struct text code;
	const struct claim *review;
	enum answer answer;
};

/* "NA" goes behind all that says more. */
static void
take_version(struct status *status, const struct claim *claim)
{
	struct draft *draft = status->draft;
	bool is_said = claim->qualifier == QUALIFIER_VERSION;
	struct text code = status_version(
	    draft->vocabulary, draft->platform, claim->uri, is_said);
	struct text prefix = draft_key(claim->origin->metadata_prefix);

	if (code.length == 0)
		code = status_version(
		    draft->vocabulary, draft->platform, claim->value, is_said);
	if (code.length == 0) {
		if (is_said)
			draft_unmapped(draft, "version", claim->value);
		return;
	}
	if (status->version == NULL ||
	    (text_is(status->code, "NA") && !text_is(code, "NA"))) {
		status->version = claim;
		status->code = code;
	} else if (!text_equals(code, status->code) && !text_is(code, "NA")) {
		draft_issue(draft, "version differs: %.*s says %.*s too",
		    (int)prefix.length, prefix.bytes, (int)code.length,
		    code.bytes);
	}
}

static void
take_review(struct status *status, const struct claim *claim)
{
	struct draft *draft = status->draft;
	enum answer answer = status_peer_reviewed(
	    draft->vocabulary, draft->platform, claim->value);
	struct text prefix = draft_key(claim->origin->metadata_prefix);

	if (answer == ANSWER_NONE) {
		if (claim->qualifier == QUALIFIER_PEER_REVIEWED)
			draft_unmapped(draft, "peer_reviewed", claim->value);
	} else if (status->review == NULL) {
		status->review = claim;
		status->answer = answer;
	} else if (answer != status->answer) {
		draft_issue(draft, "peer review differs: %.*s says %s",
		    (int)prefix.length, prefix.bytes,
		    answer == ANSWER_YES ? "yes" : "no");
	}
}

/* What is said to be a version or a review goes before what is found. */
static void
take_all(struct status *status, bool is_said)
{
	static const enum element elements[] = { ELEMENT_TYPE, ELEMENT_RIGHTS,
		ELEMENT_DESCRIPTION };

	for (size_t i = 0; i < COUNT(elements); i++)
		for (const struct claim *claim =
			 status->draft->claims[elements[i]];
		     claim != NULL; claim = claim->next) {
			bool is_version = claim->qualifier == QUALIFIER_VERSION;
			bool is_review =
			    claim->qualifier == QUALIFIER_PEER_REVIEWED;

			if (is_said != (is_version || is_review) ||
			    claim->value.length > STATUS_BYTES)
				continue;
			if (!is_review &&
			    !claim_is_late(claim, status->version))
				take_version(status, claim);
			if (!is_version &&
			    !claim_is_late(claim, status->review))
				take_review(status, claim);
		}
}

void
status_field(struct draft *draft)
{
	struct status status = { .draft = draft };

	take_all(&status, true);
	take_all(&status, false);
	if (status.version != NULL) {
		draft->item->version = status.code;
		draft_explain(draft, "version", status.version,
		    decision_rule(draft, SCHEME_VERSION, status.version,
			status.code, "a term or phrase for a version"));
	}
	if (status.review != NULL) {
		draft->item->peer_reviewed = status.answer;
		draft_explain(draft, "peer_reviewed", status.review,
		    decision_rule(draft, SCHEME_PEER_REVIEWED, status.review,
			status.answer == ANSWER_YES ? TEXT("yes") : TEXT("no"),
			"a term or phrase for peer review"));
	}
}
