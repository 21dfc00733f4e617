#include <stdlib.h>

#include "base/heap.h"
#include "daemon/lister.h"
#include "daemon/verdict.h"

/* What is to be told to the database when the queue is empty. */

/* Where the server counts the pages, the same token asks for the next one. A
 * list that does not end does so again. */
static bool
is_spent(const struct lister *lister, enum fault_kind kind)
{
	if (lister->request->token == NULL || lister->single != NULL ||
	    kind == FAULT_PROTOCOL)
		return false;
	return quirk_is_in(lister->quirks, QUIRK_STATEFUL_TOKEN) ||
	    (kind == FAULT_TOKEN &&
		quirk_is_in(lister->quirks, QUIRK_SINGLE_USE_TOKEN));
}

/* A request for one record shows nothing about those for lists. */
static struct quirk_choice
choose(const struct lister *lister, const struct symptom *symptom)
{
	if (lister->single == NULL)
		return quirk_choose(symptom);
	return (struct quirk_choice){ .helpless = QUIRK_NONE,
		.next = lister->trying };
}

/* Fills in of the symptom what the lister knows. */
static struct failure *
failure_new(const struct lister *lister, struct symptom *symptom)
{
	const struct list_request *request = lister->request;
	struct failure *failure = heap_take(sizeof(*failure));

	symptom->list = request;
	symptom->is_fresh = lister->is_fresh;
	symptom->quirks = lister->quirks;
	symptom->trying = lister->trying;
	failure->why = *symptom->why;
	/* A list that was restarted has records to lose, and so has a part
	 * of one. */
	failure->is_first = request->token == NULL && request->restarts == 0 &&
	    request->parts == 1;
	failure->tries = request->tries;
	failure->token_failures = request->token_failures;
	failure->restarts = request->restarts;
	failure->retry_after_seconds = -1;
	failure->error = symptom->error;
	failure->status = symptom->status;
	failure->was_asked = true;
	failure->is_spent = is_spent(lister, symptom->why->kind);
	failure->choice = choose(lister, symptom);
	/* Whatever the way, what is asked for with it is gone. */
	if (failure->choice.is_new && failure->is_spent)
		failure->choice.restarts = true;
	return failure;
}

static void
keep(struct lister *lister, struct failure *failure)
{
	free(lister->failure);
	lister->failure = failure;
}

void
lister_fail(struct lister *lister, const struct fault *why)
{
	struct symptom symptom = { .why = why };

	keep(lister, failure_new(lister, &symptom));
}

void
lister_fail_token(struct lister *lister, const struct fault *why)
{
	struct symptom symptom = { .why = why };
	struct failure *failure = failure_new(lister, &symptom);

	failure->is_spent = true;
	failure->choice = (struct quirk_choice){ .helpless = QUIRK_NONE,
		.next = lister->trying };
	keep(lister, failure);
}

void
lister_fail_answer(struct lister *lister, const struct response *response,
    const struct response_end *end, const struct fault *why)
{
	struct symptom symptom = { .why = why,
		.error = end->error,
		.message = end->error_text,
		.status = response->status,
		.was_repeated = response->was_repeated };
	struct failure *failure = failure_new(lister, &symptom);

	failure->retry_after_seconds = response->retry_after_seconds;
	failure->was_asked = response->was_asked;
	keep(lister, failure);
}

bool
lister_doubts_nothing(struct lister *lister, const struct response_end *end)
{
	struct fault why;
	struct symptom symptom = { .why = &why,
		.error = OAI_ERROR_NO_RECORDS_MATCH,
		.status = 200,
		.is_empty = true };
	struct failure *failure;

	if (lister->single != NULL || lister->listed > 0 ||
	    lister->request->token != NULL || end->resumption_token.length > 0)
		return false;
	(void)fault_set(
	    &why, FAULT_PROTOCOL, "the repository answers that it has nothing");
	failure = failure_new(lister, &symptom);
	if (failure->choice.is_new)
		keep(lister, failure);
	else
		free(failure);
	return lister->failure != NULL;
}

bool
lister_distrusts_token(struct lister *lister)
{
	const struct list_request *request = lister->request;
	struct fault why;

	if (lister->single != NULL)
		return false;
	if (request->is_expired)
		(void)fault_set(&why, FAULT_TOKEN,
		    "the resumptionToken expired before it was asked for");
	else if (request->is_doubtful &&
	    quirk_is_in(lister->quirks, QUIRK_STATEFUL_TOKEN))
		(void)fault_set(&why, FAULT_TOKEN,
		    "Sheaf was interrupted, and the repository has one "
		    "resumptionToken for all pages");
	else
		return false;
	lister_fail_token(lister, &why);
	return true;
}
