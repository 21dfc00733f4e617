#include <poll.h>

#include "command/import_store.h"

#define POLL_MILLISECONDS 1000

void
import_store_init(struct import_store *store, struct connection *connection,
    const struct import_taken *taken, const struct import_source *source,
    struct import_tally *tally)
{
	*store = (struct import_store){ .connection = connection,
		.fence = taken->fence,
		.metadata_prefix = text_of(source->metadata_prefix),
		.is_known = taken->is_known,
		.tally = tally };
	buffer_init(&store->token, 0);
	buffer_init(&store->file, 0);
}

void
import_store_fini(struct import_store *store)
{
	if (store->is_busy)
		page_free(store->sending.write.page);
	buffer_fini(&store->token);
	buffer_fini(&store->file);
}

/* The columns of page_store.sql. */
static void
answered(void *context, const struct reply *reply, const struct fault *why)
{
	struct import_store *store = context;
	struct import_tally *tally = store->tally;

	store->is_answered = true;
	if (why != NULL) {
		store->refusal = *why;
		return;
	}
	store->is_fenced = reply_rows(reply) == 0;
	if (store->is_fenced)
		return;
	tally->inserted += reply_number(reply, 0, 0);
	tally->updated += reply_number(reply, 0, 1);
	tally->deleted += reply_number(reply, 0, 2);
	tally->quarantined += reply_number(reply, 0, 3);
}

static void
send_part(struct import_store *store)
{
	struct page_sending *sending = &store->sending;
	struct page_part part = page_sending_part(sending);
	struct parameters parameters;

	store->is_answered = false;
	store->refusal.kind = FAULT_NONE;
	parameters_init(&parameters);
	page_store(&parameters, &store->fence, &sending->write, &part,
	    store->is_close && page_sending_is_last(sending) ? &store->close
							     : NULL);
	connection_send(store->connection,
	    &(struct connection_call){
		QUERY_PAGE_STORE, &parameters, NULL, answered, store });
	connection_flush(store->connection);
}

void
import_store_flush(struct import_store *store)
{
	if (store->is_busy && !store->is_answered)
		connection_flush(store->connection);
}

static void
await_answer(struct import_store *store)
{
	while (!store->is_answered) {
		struct pollfd one = { .fd = -1 };

		one.fd = connection_poll(store->connection, &one.events);
		if (one.fd >= 0)
			(void)poll(&one, 1, POLL_MILLISECONDS);
		connection_work(store->connection);
	}
}

static void
end_page(struct import_store *store)
{
	if (store->is_close)
		store->fence.page_number++;
	page_free(store->sending.write.page);
	store->is_busy = false;
}

bool
import_store_wait(struct import_store *store, struct fault *why)
{
	while (store->is_busy) {
		await_answer(store);
		if (store->refusal.kind != FAULT_NONE) {
			*why = store->refusal;
			if (connection_is_lost(store->connection) ||
			    !page_sending_refused(
				&store->sending, store->connection))
				return false;
			send_part(store);
		} else if (store->is_fenced) {
			return fault_set(why, FAULT_FENCED,
			    "another command goes on with this import, or the "
			    "repository was removed");
		} else if (!page_sending_is_last(&store->sending)) {
			page_sending_done(&store->sending);
			send_part(store);
		} else {
			end_page(store);
		}
	}
	return true;
}

/* Not to know is no harm: all of it is sent then. */
static void
ask_known(struct import_store *store, struct page_write *write)
{
	struct parameters parameters;
	struct reply *reply;
	struct fault ignored;

	if (!store->is_known || write->count == 0)
		return;
	parameters_init(&parameters);
	page_ask_known(&parameters, store->fence.repository_id,
	    store->fence.harvest_id, store->metadata_prefix, write);
	if (connection_run_once(store->connection, QUERY_PAGE_KNOWN,
		&parameters, &reply, &ignored)) {
		page_note_known(write, reply);
		reply_free(reply);
	}
}

bool
import_store_put(struct import_store *store, const struct page_write *write,
    const struct page_close *close, struct fault *why)
{
	if (!import_store_wait(store, why)) {
		page_free(write->page);
		return false;
	}
	buffer_reset(&store->file);
	buffer_add_string(&store->file, write->file);
	store->sending = (struct page_sending){ .write = *write };
	store->sending.write.file = store->file.bytes;
	ask_known(store, &store->sending.write);
	store->is_close = close != NULL;
	if (close != NULL) {
		buffer_reset(&store->token);
		buffer_add_text(&store->token, close->token);
		store->close = *close;
		store->close.token = buffer_text(&store->token);
	}
	store->is_busy = true;
	send_part(store);
	return true;
}
