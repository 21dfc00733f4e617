#include <stdlib.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/limit.h"
#include "daemon/access.h"
#include "daemon/answer.h"
#include "daemon/blame.h"
#include "daemon/learning.h"
#include "daemon/lister.h"
#include "daemon/pace.h"
#include "daemon/page_queue.h"
#include "daemon/response_date.h"
#include "daemon/room.h"
#include "daemon/single.h"
#include "daemon/split.h"

/* What comes of a request: bytes, pages, the end. */

/* A share for each response that is being read, but for those from which little
 * comes; those that wait to be stored are counted apart. An arena's last block
 * may double it. */
static size_t
batch_bytes(const struct harvester *harvester)
{
	return WORKER_HELD_BYTES / 4 / pace_busy(harvester);
}

/* Until pages have been stored. */
static bool
must_wait(const struct lister *lister)
{
	return lister->queued >= TRANSFER_WAITING_PAGES ||
	    lister->holding->harvester->held_bytes >= WORKER_HELD_BYTES;
}

/* The reader gave up: no use in the rest of the body. */
static enum body_answer
body(void *context, struct text bytes)
{
	struct lister *lister = context;
	struct harvester *harvester = lister->holding->harvester;
	bool is_good;

	if (must_wait(lister)) {
		lister->is_paused = true;
		return BODY_PAUSE;
	}
	pace_hear(lister, bytes.length);
	connection_flush(harvester->connection);
	blame_enter(harvester->blame, &lister->request->fence);
	blame_bytes(harvester->blame, bytes);
	reader_limit_batches(lister->reader, batch_bytes(harvester));
	is_good = lister->broken.kind == FAULT_NONE &&
	    reader_push(lister->reader, bytes, &lister->broken) &&
	    room_keep(lister);
	page_queue_pump(lister);
	blame_leave(harvester->blame);
	return is_good ? BODY_TAKEN : BODY_STOP;
}

void
lister_resume(struct lister *lister)
{
	if (!lister->is_paused || must_wait(lister))
		return;
	lister->is_paused = false;
	if (lister->transfer != NULL)
		transfer_resume(lister->transfer);
}

/* Identifies the page for the loop guard, and counts it. */
static void
note_page(struct lister *lister, const struct page *page)
{
	struct hash hash;

	hash_init(&hash);
	hash_add_number(&hash, (int64_t)lister->signature);
	for (const struct record *record = page->records; record != NULL;
	     record = record->next) {
		if (record->has_instant && record->instant > lister->latest)
			lister->latest = record->instant;
		hash_add_text(&hash, record->identifier);
		hash_add_number(&hash, record->header_hash);
	}
	for (const struct reject *reject = page->rejects; reject != NULL;
	     reject = reject->next) {
		hash_add_text(&hash, reject->bytes);
		lister->unnamed += reject->identifier.length == 0;
	}
	lister->signature = (uint64_t)hash_result(&hash);
	lister->listed += page->record_count + page->reject_count;
}

/* A page from the reader. The last one waits for what reader_finish() says. */
static void
page(void *context, struct page *page)
{
	struct lister *lister = context;

	if (lister->single != NULL && single_note_page(lister, page))
		lister->has_single = true;
	note_page(lister, page);
	if (page->is_end)
		lister->end_page = page;
	else if (lister->broken.kind != FAULT_NONE)
		page_free(page);
	else
		(void)!page_queue_add(lister, page, NULL, &lister->broken);
}

/*
 * Design, rule 6: the same token and the same page are a loop, of whatever
 * length; the same token and another page are not. The same page with another
 * token may be a list that has shifted, but not again and again.
 */
static bool
goes_in_circles(struct lister *lister, struct text token)
{
	struct hash hash;

	hash_init(&hash);
	hash_add_text(&hash, token);
	hash_add_number(&hash, (int64_t)lister->signature);
	if (circle_closes(&lister->circle, (uint64_t)hash_result(&hash)))
		return true;
	if (lister->listed > 0 &&
	    circle_closes(&lister->page_circle, lister->signature))
		lister->same_pages++;
	return lister->same_pages > SAME_PAGES;
}

/* What is said of a record that is not there (OAI-PMH 4.1); NULL: nothing. */
static const char *
error_of_record(enum oai_error error)
{
	return error == OAI_ERROR_ID_DOES_NOT_EXIST ||
		error == OAI_ERROR_CANNOT_DISSEMINATE_FORMAT
	    ? oai_error_name(error)
	    : NULL;
}

static void
close_page(struct lister *lister, const struct response_end *end,
    const struct response *response)
{
	struct text token = lister->single == NULL ? end->resumption_token
						   : single_next(lister);
	struct page_close close = {
		.ends_list = token.length == 0,
		.token = token,
		.complete_list_size = end->complete_list_size,
		.cursor = end->cursor,
		.expiry_seconds = response_date_expiry(end, response),
		.bytes = response->body_bytes,
		/* Single records were listed before. */
		.listed = lister->single == NULL ? lister->listed : 0,
		.unnamed = lister->unnamed,
		.is_absent = lister->is_absent,
		.error = error_of_record(lister->error),
	};
	struct page *last = lister->end_page;
	struct fault why;

	/* Where it may be that there is more, next_from stays what it was. */
	lister->has_no_format =
	    end->error == OAI_ERROR_CANNOT_DISSEMINATE_FORMAT;
	close.has_response_date = !lister->has_no_format &&
	    response_date_choose(end, response, &close.response_date);
	for (int i = 0; i < REPAIR_COUNT; i++)
		close.repairs += end->repairs[i];
	lister->end_page = NULL;
	lister->list_size = end->complete_list_size;
	if (lister->request->token == NULL)
		lister->is_unchecked = true;
	lister->is_splitting = !close.ends_list &&
	    split_is_wanted(lister, lister->list_size, lister->listed);
	if (!page_queue_add(lister, last, &close, &why))
		lister_fail(lister, &why);
}

/* Limits on lists that never end. */
static bool
may_go_on(
    struct lister *lister, const struct response_end *end, struct fault *why)
{
	struct list_request *request = lister->request;

	if (lister->single != NULL)
		return lister->has_single ||
		    fault_set(why, FAULT_PROTOCOL,
			"the repository answered without the record");
	request->empty_pages =
	    lister->listed > 0 ? 0 : request->empty_pages + 1;
	if (end->resumption_token.length == 0)
		return true;
	if (goes_in_circles(lister, end->resumption_token))
		return fault_set(why, FAULT_PROTOCOL,
		    "the list goes round in circles: the repository answers "
		    "with a resumptionToken and a page that it sent before");
	if (request->empty_pages > EMPTY_PAGES)
		return fault_set(why, FAULT_PROTOCOL,
		    "%d empty pages in a row, each with a resumptionToken",
		    EMPTY_PAGES + 1);
	if (request->fence.page_number >= LIST_PAGES)
		return fault_set(why, FAULT_TOO_LARGE,
		    "the list has more than %d pages", LIST_PAGES);
	return true;
}

/* Full arenas show up when pages are queued, inside the reader. */
static bool
is_sound(const struct lister *lister, struct fault *why)
{
	if (lister->broken.kind == FAULT_NONE)
		return true;
	*why = lister->broken;
	return false;
}

/* A record that cannot be had is a page too: itself, as a reject. */
static void
fail(struct lister *lister, const struct response *response,
    const struct response_end *end, const struct fault *why)
{
	static const struct response_end nothing = { .complete_list_size = -1,
		.cursor = -1 };
	struct page *page;

	lister_fail_answer(lister, response, end, why);
	if (lister->single == NULL ||
	    !single_is_lost(lister, lister->failure, &page))
		return;
	free(lister->failure);
	lister->failure = NULL;
	page_free(lister->end_page);
	lister->end_page = page;
	lister->is_absent = true;
	close_page(lister, &nothing, response);
}

/* Beside an error stand records: they are what was served, though the list is
 * not whole. */
static void
keep_records(struct lister *lister, const struct response_end *end)
{
	struct page *page = lister->end_page;
	struct fault why;

	if (end->error == OAI_ERROR_NONE || lister->single != NULL ||
	    lister->broken.kind != FAULT_NONE || page == NULL ||
	    page->record_count == 0)
		return;
	lister->end_page = NULL;
	(void)!page_queue_add(lister, page, NULL, &why);
}

/* Where all that was announced is here, noRecordsMatch says what is known. */
static bool
is_retold(const struct list_request *request, const struct response *response)
{
	return !request->is_counted &&
	    (request->tries > 0 || request->is_doubtful ||
		response->was_repeated);
}

static void
done(void *context, const struct response *response)
{
	struct lister *lister = context;
	struct holding *holding = lister->holding;
	struct response_end end = { 0 };
	struct fault why;
	bool is_good;

	blame_enter(holding->harvester->blame, &lister->request->fence);
	lister->transfer = NULL;
	holding->free_at = clock_milliseconds() + holding->delay_milliseconds;
	is_good =
	    answer_judge(
		&(struct answer){ response, lister->reader, &lister->broken,
		    lister->request->token == NULL || lister->single != NULL,
		    lister->request->is_incremental && lister->single == NULL,
		    is_retold(lister->request, response) },
		&end, &why) &&
	    is_sound(lister, &why) && may_go_on(lister, &end, &why);
	lister->error = end.error;
	access_hear(lister, response, is_good);
	if (!is_good) {
		access_mask(holding->harvester, lister->request, &why);
		fail(lister, response, &end, &why);
		keep_records(lister, &end);
	} else if (!learning_watch(lister, response, &end, &why)) {
		lister_fail_token(lister, &why);
	} else if (!lister_doubts_nothing(lister, &end)) {
		close_page(lister, &end, response);
	}
	page_free(lister->end_page);
	lister->end_page = NULL;
	room_leave(lister);
	page_queue_pump(lister);
	blame_leave(holding->harvester->blame);
}

const struct transfer_events lister_transfer_events = { body, done };
const struct reader_events lister_reader_events = { .page = page };
