#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/limit.h"
#include "daemon/blame.h"
#include "daemon/holding.h"
#include "daemon/lister.h"
#include "daemon/page_queue.h"

#define SQLSTATE_LENGTH 5
#define STORE_TRIES     5 /* after deadlocks and lock time-outs */

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
	queued->write = write;
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
	lister->holding->harvester->held_bytes -= queued->write.page->bytes;
	page_free(queued->write.page); /* queued lives in it */
}

void
page_queue_drop(struct lister *lister)
{
	while (lister->first != NULL)
		remove_first(lister);
}

/* The records that the next statement is about: all, or in careful mode one
 * by one and at last none, which brings the rejects and the close. */
static struct page_part
next_part(const struct queued_page *queued)
{
	const struct page_write *write = &queued->write;
	size_t listed = write->page->record_count + write->page->reject_count;

	if (!queued->is_careful)
		return (struct page_part){ 0, write->count, true, listed };
	if (queued->next_part < write->count)
		return (struct page_part){ queued->next_part,
			queued->next_part + 1, false, 1 };
	return (struct page_part){ write->count, write->count, true,
		listed - queued->counted };
}

static bool
is_last_part(const struct queued_page *queued)
{
	return !queued->is_careful || queued->next_part >= queued->write.count;
}

/* The record that the database refused becomes a reject of its page. False:
 * there is no room for it. */
static bool
reject_poison(struct queued_page *queued, const char *sqlstate)
{
	static const char reason[] = "the database refused the record: ";
	struct page *page = queued->write.page;
	struct record *record = queued->write.records[queued->next_part];
	struct reject *reject = arena_take(page->arena, sizeof(*reject));
	char *text = arena_take(page->arena, sizeof(reason) + SQLSTATE_LENGTH);

	if (reject == NULL || text == NULL)
		return false;
	queued->next_part++;
	memcpy(text, reason, sizeof(reason) - 1);
	memcpy(text + sizeof(reason) - 1, sqlstate, SQLSTATE_LENGTH);
	reject->identifier = record->identifier;
	reject->bytes = record->metadata;
	reject->length = record->metadata.length;
	if (reject->bytes.length > REJECT_BYTES)
		reject->bytes.length = REJECT_BYTES;
	reject->reason =
	    (struct text){ text, sizeof(reason) - 1 + SQLSTATE_LENGTH };
	reject->rule = RULE_DATABASE;
	reject->next = page->rejects;
	page->rejects = reject;
	return true;
}

/* Deadlocks, serialization, lock time-outs: the same again. */
static bool
is_passing(const char *sqlstate)
{
	return strncmp(sqlstate, "40", 2) == 0 ||
	    strcmp(sqlstate, "55P03") == 0;
}

static void
refused(struct lister *lister, const struct fault *why)
{
	struct queued_page *queued = lister->first;
	struct connection *connection = lister->holding->harvester->connection;
	const char *sqlstate = connection_sqlstate(connection);
	bool is_about_rows = connection_is_about_rows(connection);

	if (is_passing(sqlstate) && queued->tries++ < STORE_TRIES)
		return;
	if (is_about_rows && !queued->is_careful) {
		queued->is_careful = true;
		return;
	}
	if (is_about_rows && !is_last_part(queued) &&
	    reject_poison(queued, sqlstate))
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

	if (!is_last_part(queued)) {
		queued->next_part++;
		queued->counted++;
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

	if (lister->is_dropped)
		return;
	if (lister->first->is_close && is_last_part(lister->first))
		lister_page_sent(lister, &lister->first->close);
}

/* Of a sweep a record that did not come is no reject. */
static void
send_absent(struct lister *lister)
{
	const struct queued_page *queued = lister->first;
	struct parameters parameters;

	parameters_init(&parameters);
	page_absent(&parameters, &lister->request->fence,
	    queued->write.page->rejects->identifier, queued->close.error,
	    queued->close.token);
	connection_send(lister->holding->harvester->connection,
	    &(struct connection_call){ QUERY_PAGE_ABSENT, &parameters,
		store_sent, store_answered, lister });
}

static void
send_store(struct lister *lister)
{
	struct queued_page *queued = lister->first;
	struct page_part part = next_part(queued);
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
	    &queued->write, &part,
	    queued->is_close && is_last_part(queued) ? &queued->close : NULL);
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
		page_note_known(&lister->first->write, reply);
	page_queue_pump(lister);
}

static void
send_known(struct lister *lister)
{
	struct parameters parameters;

	parameters_init(&parameters);
	page_ask_known(&parameters, lister->request->fence.repository_id,
	    text_of(lister->request->metadata_prefix), &lister->first->write);
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
	    lister->first->write.count > 0 &&
	    lister->verb != OAI_LIST_IDENTIFIERS)
		send_known(lister);
	else
		send_store(lister);
	blame_leave(blame);
}
