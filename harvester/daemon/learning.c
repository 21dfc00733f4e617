#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/limit.h"
#include "daemon/holding.h"
#include "daemon/learning.h"
#include "daemon/split.h"
#include "daemon/verdict.h"

/* Clocks differ by so much; time zones by no more than that. */
#define CLOCK_SECONDS (5 * 60)
#define ZONE_SECONDS  (14 * 3600)

#define DOUBTFUL_PAGES 3

/* As far as it is written down. */
static bool
is_settled(const struct list_request *request, enum quirk quirk)
{
	return quirk_is_in(quirks_named(text_of(request->quirks)) |
		quirks_named(text_of(request->quirks_off)),
	    quirk);
}

static void
see(struct lister *lister, enum quirk quirk)
{
	if (is_settled(lister->request, quirk))
		return;
	lister->seen |= QUIRK_BIT(quirk);
	lister->quirks = quirks_with(lister->quirks, quirk);
}

/* By somebody who died, or its answer was lost: the server may have counted it.
 * Whoever said something else than a page has not. */
static bool
was_sent_before(const struct lister *lister, const struct response *response)
{
	const struct list_request *request = lister->request;
	bool was_lost =
	    request->error[0] == '\0' || strcmp(request->error, "200") == 0;

	if (response->was_repeated)
		return true;
	if (request->is_doubtful && lister->trying == QUIRK_NONE)
		return true;
	return (request->is_doubtful || request->tries > 0) && was_lost;
}

/*
 * If the token is one for all pages, pages are missing now. That it is would
 * have been written down with the page after these. (Of a list that began again
 * the pages of before are counted too.) Where all that was announced has come,
 * none is.
 */
static bool
ends_in_doubt(const struct lister *lister, const struct response *response,
    const struct response_end *end)
{
	const struct list_request *request = lister->request;
	bool is_counted =
	    request->left >= 0 && (int64_t)lister->listed >= request->left;

	return request->token != NULL && end->resumption_token.length == 0 &&
	    !is_counted && was_sent_before(lister, response) &&
	    (request->fence.page_number <= DOUBTFUL_PAGES ||
		request->restarts > 0) &&
	    !is_settled(request, QUIRK_STATEFUL_TOKEN);
}

/*
 * The server counts the pages, then: one that was asked for twice, or by
 * somebody who died, may be one that nobody has read. Or it is the beginning of
 * a loop; so this is written down only when it comes a second time.
 */
static bool
watch_token(struct lister *lister, const struct response *response,
    const struct response_end *end, struct fault *why)
{
	const struct list_request *request = lister->request;

	if (ends_in_doubt(lister, response, end))
		return fault_set(why, FAULT_TOKEN,
		    "a resumptionToken was sent more than once, and the list "
		    "ended before it showed whether each page has one of its "
		    "own");
	if (request->token == NULL ||
	    !text_equals(end->resumption_token,
		(struct text){ request->token, request->token_length }))
		return true;
	if (++lister->same_tokens == 2)
		see(lister, QUIRK_STATEFUL_TOKEN);
	if (quirk_is_in(lister->quirks, QUIRK_STATEFUL_TOKEN) ||
	    is_settled(request, QUIRK_STATEFUL_TOKEN))
		return true;
	if (request->is_doubtful || request->tries > 0 ||
	    response->was_repeated)
		return fault_set(why, FAULT_TOKEN,
		    "the repository has one resumptionToken for all pages, "
		    "and one of them may have been missed");
	lister->quirks = quirks_with(lister->quirks, QUIRK_STATEFUL_TOKEN);
	return true;
}

static void
watch_dates(struct lister *lister, const struct response_end *end)
{
	if (end->has_instant && lister->latest > end->instant + CLOCK_SECONDS &&
	    lister->latest <= end->instant + ZONE_SECONDS)
		see(lister, QUIRK_LOCAL_TIME);
}

bool
learning_watch(struct lister *lister, const struct response *response,
    const struct response_end *end, struct fault *why)
{
	if (lister->single != NULL)
		return true;
	watch_dates(lister, end);
	return watch_token(lister, response, end, why);
}

static void
learned(void *context, const struct reply *reply, const struct fault *why)
{
	struct holding *holding = context;

	(void)reply;
	(void)!holding_hears(holding, why);
}

/* All of the repository that were read before it was known. */
static void
tell_all(const struct lister *lister, enum quirk quirk)
{
	const struct holding *holding = lister->holding;
	int64_t id = lister->request->fence.repository_id;

	for (struct lister *other = holding->listers; other != NULL;
	     other = other->next) {
		if (other->request->fence.repository_id != id)
			continue;
		other->quirks = quirks_with(other->quirks, quirk);
		list_request_add_quirk(other->request, quirk_name(quirk));
	}
	for (size_t i = 0; i < holding->waiting_count; i++)
		if (holding->waiting[i]->fence.repository_id == id)
			list_request_add_quirk(
			    holding->waiting[i], quirk_name(quirk));
}

static void
learn(struct lister *lister, enum quirk quirk, const char *reason)
{
	enum quirk contrary = quirk_contrary(quirk);
	struct parameters parameters;

	tell_all(lister, quirk);
	parameters_init(&parameters);
	parameter_fence(&parameters, &lister->request->fence);
	parameter_string(&parameters, quirk_name(quirk));
	parameter_string(&parameters, reason);
	parameter_string(
	    &parameters, contrary == QUIRK_NONE ? NULL : quirk_name(contrary));
	parameter_integer(&parameters, QUIRK_DAYS);
	parameter_string(&parameters, quirk_line(quirk));
	parameter_bool(&parameters,
	    quirk == lister->trying &&
		strcmp(lister->request->error, "badArgument") == 0);
	holding_send(lister->holding, QUERY_QUIRK_LEARN, &parameters, learned,
	    lister->holding);
	/* Each window would be the whole list. */
	if (quirk == QUIRK_NO_DATES || quirk == QUIRK_NO_WINDOWS)
		split_unite(lister);
}

static void
learn_seen(struct lister *lister)
{
	if (quirk_is_in(lister->seen, QUIRK_STATEFUL_TOKEN))
		learn(lister, QUIRK_STATEFUL_TOKEN,
		    "it answers with the resumptionToken that it was asked "
		    "with, and another page");
	if (quirk_is_in(lister->seen, QUIRK_LOCAL_TIME))
		learn(lister, QUIRK_LOCAL_TIME,
		    "it has records with datestamps in the future, by its own "
		    "responseDate, but by no more than time zones differ");
	lister->seen = 0;
}

/* Where the list was begun again for it, by the place where it had failed. Not
 * by a list of nothing, if that was what made us try. */
static bool
is_proven(const struct lister *lister, const struct stored_page *stored)
{
	const struct list_request *request = lister->request;

	if (strcmp(request->error, "noRecordsMatch") == 0)
		return stored->listed > 0;
	return request->restarts == 0 || stored->ends_list || stored->had_token;
}

static void
note_no_format(struct lister *lister)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_fence(&parameters, &lister->request->fence);
	parameter_string(
	    &parameters, oai_error_name(OAI_ERROR_CANNOT_DISSEMINATE_FORMAT));
	parameter_string(&parameters, "format");
	parameter_string(&parameters,
	    "asked for what is new, the repository answered "
	    "cannotDisseminateFormat for a format that it served before; that "
	    "is taken for nothing new, and asked for again");
	holding_send(lister->holding, QUERY_LIST_REQUEST_NOTE, &parameters,
	    learned, lister->holding);
}

void
learning_page_stored(struct lister *lister, const struct stored_page *stored)
{
	char reason[300];

	learn_seen(lister);
	if (lister->has_no_format)
		note_no_format(lister);
	if (lister->trying == QUIRK_NONE || !is_proven(lister, stored))
		return;
	(void)snprintf(reason, sizeof(reason), "without it, %s",
	    lister->request->trying_reason);
	learn(lister, lister->trying, reason);
	lister->trying = QUIRK_NONE;
}

quirk_set
learning_shown_by(const struct harvest_sum *sum)
{
	static const enum quirk of_from[] = { QUIRK_GRANULARITY_DAY,
		QUIRK_GRANULARITY_SECOND, QUIRK_RAW_COLON, QUIRK_CLAMP_FROM,
		QUIRK_NO_DATES };
	static const enum quirk of_tokens[] = { QUIRK_UNTRIMMED_TOKEN,
		QUIRK_ENCODED_TOKEN, QUIRK_RAW_TOKEN, QUIRK_PREFIX_WITH_TOKEN,
		QUIRK_SINGLE_USE_TOKEN, QUIRK_STATEFUL_TOKEN, QUIRK_POST };
	quirk_set shown = 0;

	if (sum->records == 0)
		return 0;
	for (size_t i = 0; sum->is_incremental && i < COUNT(of_from); i++)
		shown |= QUIRK_BIT(of_from[i]);
	for (size_t i = 0; sum->pages > sum->lists && i < COUNT(of_tokens); i++)
		shown |= QUIRK_BIT(of_tokens[i]);
	if (sum->is_full)
		shown |= QUIRK_BIT(QUIRK_FROM_EARLIEST) |
		    QUIRK_BIT(QUIRK_NO_WINDOWS);
	return shown | QUIRK_BIT(QUIRK_LOCAL_TIME) |
	    QUIRK_BIT(QUIRK_IDENTITY_ENCODING);
}
