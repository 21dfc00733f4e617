#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/limit.h"
#include "command/import_private.h"

void
reading_put(struct reading *reading)
{
	struct import_store *store = reading->progress->store;
	const struct page *page = reading->pending.page;

	if (!reading->has_pending)
		return;
	reading->has_pending = false;
	if (reading->why.kind != FAULT_NONE ||
	    page->record_count + page->reject_count == 0)
		page_free(reading->pending.page);
	else {
		reading->pending.file = reading->shown;
		(void)!import_store_put(
		    store, &reading->pending, NULL, &reading->why);
	}
}

/* The file itself, as a record that nobody could read: in quarantine with the
 * others. False: there is no room. */
static bool
add_damage(const struct reading *reading, struct page *page)
{
	static const char words[] = "file %s: %s";
	struct reject *reject = arena_take(page->arena, sizeof(*reject));
	size_t size =
	    sizeof(words) + strlen(reading->shown) + strlen(reading->damage);
	char *reason = arena_take(page->arena, size);

	if (reject == NULL || reason == NULL)
		return false;
	(void)snprintf(reason, size, words, reading->shown, reading->damage);
	reject->bytes = TEXT("");
	reject->reason = text_of(reason);
	reject->rule = RULE_XML;
	reject->next = page->rejects;
	page->rejects = reject;
	page->reject_count++;
	return true;
}

static struct page_write
empty_page(void)
{
	struct arena *arena = arena_new(PAGE_ARENA_BYTES);
	struct page *page = arena_take(arena, sizeof(*page));
	struct page_write write;
	struct fault why;
	bool done;

	assert(page != NULL);
	page->arena = arena;
	page->is_end = true;
	done = page_ready(&write, page, &why);
	assert(done);
	return write;
}

/* What goes with the end of the file. */
static struct page_write
last_page(struct reading *reading)
{
	bool is_damaged = reading->damage[0] != '\0';
	struct page_write write;
	bool done;

	if (reading->has_pending &&
	    (!is_damaged || add_damage(reading, reading->pending.page))) {
		reading->has_pending = false;
		return reading->pending;
	}
	reading_put(reading);
	write = empty_page();
	done = !is_damaged || add_damage(reading, write.page);
	assert(done);
	return write;
}

static struct page_close
close_of(const struct reading *reading)
{
	struct page_close close = { .has_response_date = reading->has_date,
		.response_date = reading->date,
		.complete_list_size = -1,
		.cursor = -1,
		.repairs = (unsigned)reading->repaired,
		.listed = (size_t)reading->records,
		.unnamed = (size_t)reading->unnamed };

	if (reading->file != NULL)
		close.bytes = (size_t)response_file_bytes(reading->file);
	if (reading->damage[0] != '\0') {
		close.listed++;
		close.unnamed++;
	}
	return close;
}

static bool
put_last(struct reading *reading, struct page_close *close, struct fault *why)
{
	struct import_progress *progress = reading->progress;
	struct page_write write = last_page(reading);
	struct buffer token;
	bool done;

	if (reading->why.kind != FAULT_NONE) {
		page_free(write.page);
		*why = reading->why;
		return false;
	}
	buffer_init(&token, 0);
	progress->place.tally = progress->source->tally;
	import_place_write(&token, &progress->place);
	close->token = buffer_text(&token);
	write.file = reading->shown;
	done = import_store_put(progress->store, &write, close, why);
	buffer_fini(&token);
	return done;
}

bool
reading_commit(struct reading *reading, struct fault *why)
{
	struct import_tally *tally = &reading->progress->source->tally;
	struct page_close close = close_of(reading);

	tally->records += (int64_t)close.listed;
	tally->unnamed += (int64_t)close.unnamed;
	tally->repaired += reading->repaired;
	tally->bytes += (int64_t)close.bytes;
	if (reading->progress->store != NULL)
		return put_last(reading, &close, why);
	tally->deleted += reading->deleted;
	tally->quarantined +=
	    reading->rejected + (reading->damage[0] != '\0' ? 1 : 0);
	return true;
}
