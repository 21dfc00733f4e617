#include <string.h>

#include "base/arena.h"
#include "base/limit.h"
#include "store/page_sending.h"

#define SQLSTATE_LENGTH 5
#define STORE_TRIES     5 /* after deadlocks and lock time-outs */

struct page_part
page_sending_part(const struct page_sending *sending)
{
	const struct page_write *write = &sending->write;
	size_t listed = write->page->record_count + write->page->reject_count;

	if (!sending->is_careful)
		return (struct page_part){ 0, write->count, true, listed };
	if (sending->next < write->count)
		return (struct page_part){ sending->next, sending->next + 1,
			false, 1 };
	return (struct page_part){ write->count, write->count, true,
		listed - sending->counted };
}

bool
page_sending_is_last(const struct page_sending *sending)
{
	return !sending->is_careful || sending->next >= sending->write.count;
}

void
page_sending_done(struct page_sending *sending)
{
	sending->next++;
	sending->counted++;
}

/* The record that the database refused becomes a reject of its page. False:
 * there is no room for it. */
static bool
reject_poison(struct page_sending *sending, const char *sqlstate)
{
	static const char reason[] = "the database refused the record: ";
	struct page *page = sending->write.page;
	struct record *record = sending->write.records[sending->next];
	struct reject *reject = arena_take(page->arena, sizeof(*reject));
	char *text = arena_take(page->arena, sizeof(reason) + SQLSTATE_LENGTH);

	if (reject == NULL || text == NULL)
		return false;
	sending->next++;
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

bool
page_sending_refused(
    struct page_sending *sending, const struct connection *connection)
{
	const char *sqlstate = connection_sqlstate(connection);

	if (is_passing(sqlstate) && sending->tries++ < STORE_TRIES)
		return true;
	if (!connection_is_about_rows(connection))
		return false;
	if (!sending->is_careful) {
		sending->is_careful = true;
		return true;
	}
	return !page_sending_is_last(sending) &&
	    reject_poison(sending, sqlstate);
}
