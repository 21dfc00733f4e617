#include <stdio.h>

#include "daemon/answer.h"

/* OAI-PMH 3.1.2.2: what HTTP itself says, when there is no OAI-PMH in it. In
 * mid-list what is not there is the token: its list was found at its start. */
static bool
judge_status(const struct response *response, bool is_first, struct fault *why)
{
	switch (response->status) {
	case 429:
	case 503:
		if (response->retry_after_seconds >= 0)
			return fault_set(why, FAULT_BUSY,
			    "the repository asks to wait %ld s (HTTP %ld)",
			    response->retry_after_seconds, response->status);
		return fault_set(why, FAULT_BUSY,
		    "the repository is busy (HTTP %ld) and does not say for "
		    "how long",
		    response->status);
	case 401:
	case 403:
	case 451:
		return fault_set(why, FAULT_BLOCKED,
		    "the repository refuses us (HTTP %ld)%s", response->status,
		    response->is_withheld
			? "; it redirects to another host, which is told no "
			  "credentials"
			: "");
	case 404:
	case 410:
		if (!is_first)
			return fault_set(why, FAULT_TOKEN,
			    "the repository answers its own resumptionToken "
			    "with HTTP %ld",
			    response->status);
		return fault_set(why, FAULT_GONE,
		    "nothing is at the base URL (HTTP %ld)", response->status);
	case 413:
		return fault_set(why, FAULT_TOO_LARGE,
		    "the repository says that this is too much at once "
		    "(HTTP 413)");
	default:
		break;
	}
	if (response->status >= 500)
		return fault_set(why, FAULT_NETWORK,
		    "the repository's server failed (HTTP %ld)",
		    response->status);
	if (response->status > 300 && response->status < 400)
		return fault_set(why, FAULT_MALFORMED,
		    "the repository redirects, but does not say where to "
		    "(HTTP %ld without a Location)",
		    response->status);
	if (response->status < 200 || response->status > 299)
		return fault_set(why, FAULT_MALFORMED,
		    "the repository answered with HTTP %ld instead of a page",
		    response->status);
	return true;
}

/* Design, rule 5: in mid-list any OAI error is the token's failure, except
 * that there is nothing more: the last full page had a token. Whether the list
 * is short is the verdict's business. */
static bool
judge_error(const struct response_end *end, bool is_first, struct fault *why)
{
	int length = (int)end->error_text.length;
	bool is_known = end->error != OAI_ERROR_OTHER; /* else in the text */

	if (end->error == OAI_ERROR_NONE ||
	    end->error == OAI_ERROR_NO_RECORDS_MATCH)
		return true;
	return fault_set(why, is_first ? FAULT_PROTOCOL : FAULT_TOKEN,
	    "the repository answered %s%s%.*s",
	    is_known ? oai_error_name(end->error) : "", is_known ? ": " : "",
	    length < 160 ? length : 160,
	    length > 0 ? end->error_text.bytes : "");
}

bool
answer_judge(
    const struct answer *answer, struct response_end *end, struct fault *why)
{
	const struct response *response = answer->response;
	struct fault broken = *answer->broken;

	if (response->why.kind != FAULT_NONE) {
		*why = response->why;
		return false;
	}
	if (response->status == 429 || response->status == 503)
		return judge_status(response, answer->is_first, why);
	if (broken.kind == FAULT_NONE &&
	    reader_finish(answer->reader, end, &broken))
		return judge_error(end, answer->is_first, why);
	if (judge_status(response, answer->is_first, why))
		*why = response->unfinished.kind == FAULT_NONE
		    ? broken
		    : response->unfinished;
	return false;
}
