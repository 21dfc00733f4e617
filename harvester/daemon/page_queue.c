#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/limit.h"
#include "daemon/blame.h"
#include "daemon/holding.h"
#include "daemon/lister.h"
#include "daemon/page_queue.h"

bool
page_queue_add(struct lister *lister, struct page *page,
    const struct page_close *close, struct fault *why)
{
	struct queued_page *queued = arena_take(page->arena, sizeof(*queued));
	char *token = close == NULL
	    ? NULL
	    : arena_copy(page->arena, close->token.bytes, close->token.length);
	struct page_write write;

	if (queued == NULL || (close != NULL && token == NULL)) {
		page_free(page);
		return fault_set(why, FAULT_TOO_LARGE, "a page is too large");
	}
	if (!page_ready(&write, page, why)) {
		page_free(page);
		return false;
	}
	queued->sending.write = write;
	queued->request_tries = lister->request->tries;
	queued->had_token = lister->request->token != NULL;
	if (close != NULL) {
		queued->is_close = true;
		queued->close = *close;
		queued->close.token.bytes = token;
	}
	*lister->last = queued;
	lister->last = &queued->next;
	lister->queued++;
	lister->holding->harvester->held_bytes += page->bytes;
	return true;
}

static void
remove_first(struct lister *lister)
{
	struct queued_page *queued = lister->first;

	lister->first = queued->next;
	if (lister->first == NULL)
		lister->last = &lister->first;
	lister->queued--;
	lister->holding->harvester->held_bytes -=
	    queued->sending.write.page->bytes;
	page_free(queued->sending.write.page); /* queued lives in it */
}

void
page_queue_drop(struct lister *lister)
{
	while (lister->first != NULL)
		remove_first(lister);
}

static void
refused(struct lister *lister, const struct fault *why)
{
	struct queued_page *queued = lister->first;
	struct connection *connection = lister->holding->harvester->connection;

	if (page_sending_refused(&queued->sending, connection))
		return;
	/* What failed is the request of this page, not the one on its way. */
	lister->request->tries = queued->request_tries;
	page_queue_drop(lister);
	lister_fail(lister, why);
}

static void
part_is_stored(struct lister *lister)
{
	struct queued_page *queued = lister->first;
	bool is_close = queued->is_close;
	struct stored_page stored = { .ends_list = queued->close.ends_list,
		.had_token = queued->had_token,
		.listed = queued->close.listed };

	if (!page_sending_is_last(&queued->sending)) {
		page_sending_done(&queued->sending);
		return;
	}
	remove_first(lister);
	if (is_close)
		lister_page_stored(lister, &stored);
}

static void
store_answered(
    void *context, const struct reply *reply, const struct fault *why)
{
	struct lister *lister = context;
	struct holding *holding = lister->holding;

	lister->is_writing = false;
	lister->calls--;
	if (lister->is_dropped ||
	    connection_is_lost(holding->harvester->connection))
		return;
	if (why == NULL && reply_rows(reply) > 0 &&
	    lister->verb == OAI_LIST_IDENTIFIERS && !lister->request->is_sweep)
		lister->wanted = reply_number(reply, 0, 0);
	if (why == NULL && reply_rows(reply) > 0 &&
	    lister->verb == OAI_LIST_RECORDS)
		lister->asks_again = reply_bool(reply, 0, 4);
	if (why != NULL)
		refused(lister, why);
	else if (reply_rows(reply) > 0)
		part_is_stored(lister);
	else
		lister_fenced(lister);
	page_queue_pump(lister);
}

static void
store_sent(void *context)
{
	struct lister *lister = context;

	struct queued_page *queued = lister->first;

	/* Once, however often it has to be sent. Dropped: there is none. */
	if (lister->is_dropped || !queued->is_close || queued->is_announced ||
	    !page_sending_is_last(&queued->sending))
		return;
	queued->is_announced = true;
	lister_page_sent(lister, &queued->close);
}

/* Of a sweep a record that did not come is no reject. */
static void
send_absent(struct lister *lister)
{
	const struct queued_page *queued = lister->first;
	struct parameters parameters;

	parameters_init(&parameters);
	page_absent(&parameters, &lister->request->fence,
	    queued->sending.write.page->rejects->identifier,
	    queued->close.error, queued->close.token);
	connection_send(lister->holding->harvester->connection,
	    &(struct connection_call){ QUERY_PAGE_ABSENT, &parameters,
		store_sent, store_answered, lister });
}

static void
send_store(struct lister *lister)
{
	struct queued_page *queued = lister->first;
	struct page_part part = page_sending_part(&queued->sending);
	bool is_list = lister->verb == OAI_LIST_IDENTIFIERS;
	bool is_sweep = is_list && lister->request->is_sweep;
	struct parameters parameters;

	if (lister->request->is_sweep && queued->close.is_absent) {
		send_absent(lister);
		return;
	}
	parameters_init(&parameters);
	(is_sweep         ? page_sweep
		: is_list ? page_list
			  : page_store)(&parameters, &lister->request->fence,
	    &queued->sending.write, &part,
	    queued->is_close && page_sending_is_last(&queued->sending)
		? &queued->close
		: NULL);
	connection_send(lister->holding->harvester->connection,
	    &(struct connection_call){ is_sweep ? QUERY_PAGE_SWEEP
		    : is_list                   ? QUERY_PAGE_LIST
						: QUERY_PAGE_STORE,
		&parameters, store_sent, store_answered, lister });
}

static void
known_answered(
    void *context, const struct reply *reply, const struct fault *why)
{
	struct lister *lister = context;

	lister->is_writing = false;
	lister->calls--;
	if (lister->is_dropped)
		return;
	/* Not to know is no harm: all of it is sent then. */
	lister->first->is_asked = true;
	if (why == NULL)
		page_note_known(&lister->first->sending.write, reply);
	page_queue_pump(lister);
}

static void
send_known(struct lister *lister)
{
	struct parameters parameters;

	parameters_init(&parameters);
	/* What is asked for by itself is as it is. */
	page_ask_known(&parameters, lister->request->fence.repository_id,
	    lister->single == NULL ? lister->request->fence.harvest_id : 0,
	    text_of(lister->request->metadata_prefix),
	    &lister->first->sending.write);
	connection_send(lister->holding->harvester->connection,
	    &(struct connection_call){
		QUERY_PAGE_KNOWN, &parameters, NULL, known_answered, lister });
}

/* Also from the answers of the database, where nothing is being read. */
void
page_queue_pump(struct lister *lister)
{
	struct blame *blame = lister->holding->harvester->blame;

	if (lister->is_dropped || lister->is_writing)
		return;
	if (lister->first == NULL) {
		lister_queue_is_empty(lister);
		return;
	}
	blame_enter(blame, &lister->request->fence);
	lister->is_writing = true;
	lister->calls++;
	if (lister->request->is_known && !lister->first->is_asked &&
	    lister->first->sending.write.count > 0 &&
	    lister->verb != OAI_LIST_IDENTIFIERS)
		send_known(lister);
	else
		send_store(lister);
	blame_leave(blame);
}
