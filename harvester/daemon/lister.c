#include <assert.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/heap.h"
#include "base/limit.h"
#include "daemon/access.h"
#include "daemon/holding.h"
#include "daemon/learning.h"
#include "daemon/lister.h"
#include "daemon/pace.h"
#include "daemon/page_queue.h"
#include "daemon/question.h"
#include "daemon/room.h"
#include "daemon/settle.h"
#include "daemon/single.h"
#include "daemon/split.h"
#include "oai/cookie.h"

struct lister *
lister_new(struct holding *holding, struct list_request *request)
{
	struct lister *lister = heap_take(sizeof(*lister));

	lister->holding = holding;
	lister->request = request;
	lister->trying = quirk_named(text_of(request->trying));
	/* Whether it was is known from when trying it was begun. */
	lister->is_fresh = lister->trying != QUIRK_NONE;
	/* A token that is sent again, in another way, was sent before. */
	if (lister->is_fresh && request->token != NULL)
		request->is_doubtful = true;
	lister->quirks = quirks_with(
	    quirks_in_force(text_of(request->quirks)), lister->trying);
	lister->verb = oai_verb_named(request->verb);
	lister->cookies = cookies_new();
	lister->last = &lister->first;
	holding->harvester->listers++;
	if (lister->verb == OAI_GET_RECORD)
		single_begin(lister);
	else
		lister->is_due = true;
	return lister;
}

void
lister_free(struct lister *lister)
{
	pace_leave(lister);
	lister->holding->harvester->listers--;
	room_leave(lister);
	page_queue_drop(lister);
	page_free(lister->end_page);
	cookies_free(lister->cookies);
	list_request_free(lister->request);
	single_free(lister->single);
	free(lister->failure);
	free(lister);
}

void
lister_drop(struct lister *lister)
{
	lister->is_dropped = true;
	lister->is_over = true;
	if (lister->transfer != NULL)
		transfer_cancel(lister->transfer);
	lister->transfer = NULL;
	room_leave(lister);
	/* Parameters on their way are copies: the pages can go. */
	page_queue_drop(lister);
}

static void
ask(struct lister *lister)
{
	const struct list_request *list = lister->request;
	struct fetch_policy policy;
	struct question question;
	struct buffer url, form;
	bool is_get;

	if (lister->single == NULL)
		question_make(&question, list, lister->quirks);
	else
		question_make_single(
		    &question, list, lister->quirks, single_identifier(lister));
	access_policy(lister, &policy);
	buffer_init(&url, 0);
	buffer_init(&form, 0);
	is_get = request_url(&url, list->base_url, &question.request);
	if (!is_get)
		request_arguments(&form, &question.request);
	lister->transfer = fetch_start(lister->holding->harvester->fetch,
	    is_get ? url.bytes : list->base_url, is_get ? NULL : form.bytes,
	    &policy, &lister_transfer_events, lister);
	buffer_fini(&url);
	buffer_fini(&form);
}

void
lister_tick(struct lister *lister, int64_t now)
{
	struct holding *holding = lister->holding;

	if (holding_is_closing(holding)) {
		if (lister->transfer == NULL && lister->first == NULL &&
		    lister->calls == 0)
			lister->is_over = true;
		return;
	}
	if (lister->is_over || !lister->is_due || now < holding->free_at)
		return;
	lister->is_due = false;
	assert(lister->transfer == NULL && lister->reader == NULL);
	if (lister_distrusts_token(lister)) {
		lister_queue_is_empty(lister);
		return;
	}
	/* Of several connections, too, one begins after the other. */
	holding->free_at = now + holding->delay_milliseconds;
	lister->listed = 0;
	lister->unnamed = 0;
	lister->signature = 0;
	lister->latest = 0;
	lister->broken.kind = FAULT_NONE;
	lister->has_single = false;
	lister->is_absent = false;
	lister->reader =
	    reader_new(lister->verb, &lister_reader_events, lister);
	ask(lister);
}

/* Does the next request wait until the page is stored? */
static bool
waits_for_commit(const struct lister *lister)
{
	return quirk_is_in(lister->quirks, QUIRK_SINGLE_USE_TOKEN) ||
	    quirk_is_in(lister->quirks, QUIRK_STATEFUL_TOKEN);
}

/* The statement has left: so may the next request, with its token. */
void
lister_page_sent(struct lister *lister, const struct page_close *close)
{
	if (close->ends_list)
		return;
	list_request_set_token(lister->request, close->token);
	lister->is_fresh = true;
	lister->request->is_doubtful = false;
	lister->request->is_counted = false;
	lister->request->is_expired = false;
	lister->request->tries = 0;
	lister->request->token_failures = 0;
	if (lister->is_splitting)
		return;
	if (lister->single != NULL)
		single_go_on(lister);
	else
		lister->is_due = !waits_for_commit(lister);
	lister_tick(lister, clock_milliseconds());
}

static bool
too_many_are_wanted(struct lister *lister)
{
	struct fault why;

	if (lister->wanted <= SINGLES)
		return false;
	(void)fault_set(&why, FAULT_TOO_LARGE,
	    "more than %d records would have to be asked for one by one",
	    SINGLES);
	lister_fail(lister, &why);
	/* It does not become less by being asked for again. */
	lister->failure->tries = PAGE_TRIES;
	return true;
}

void
lister_page_stored(struct lister *lister, const struct stored_page *stored)
{
	lister->request->fence.page_number++;
	lister->request->is_refused = false;
	learning_page_stored(lister, stored);
	if (lister->is_splitting) {
		lister->is_over = true;
		split_large(lister);
		return;
	}
	if (lister->is_unchecked)
		split_check(lister);
	lister->is_unchecked = false;
	if (too_many_are_wanted(lister))
		return;
	if (!stored->ends_list) {
		/* Of the page before, while this one was on its way? */
		if (waits_for_commit(lister) && lister->first == NULL &&
		    lister->transfer == NULL && lister->failure == NULL)
			lister->is_due = true;
		return;
	}
	lister->is_over = true;
	/* Those that wait know of cuts in vain that are none any more. */
	if (lister->request->vain > 0)
		holding_reload(lister->holding);
	/* Its headers have come; the records are next. */
	if (lister->asks_again ||
	    (lister->verb == OAI_LIST_IDENTIFIERS &&
		!lister->request->is_sweep)) {
		holding_reload(lister->holding);
		return;
	}
	settle_harvest(lister->holding, &lister->request->fence,
	    lister->request->repository);
}

void
lister_fenced(struct lister *lister)
{
	lister_drop(lister);
	holding_doubt(lister->holding);
}

void
lister_queue_is_empty(struct lister *lister)
{
	if (lister->failure == NULL || lister->is_over)
		return;
	lister->is_over = true;
	/* The database refused a page, and the next one is on its way. */
	if (lister->transfer != NULL)
		transfer_cancel(lister->transfer);
	lister->transfer = NULL;
	room_leave(lister);
	settle_failure(lister->holding, lister->request, lister->failure);
}
