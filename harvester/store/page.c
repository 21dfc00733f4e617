#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/limit.h"
#include "store/page.h"
#include "store/page_column.h"

void
parameter_fence(struct parameters *parameters, const struct fence *fence)
{
	parameter_bigint(parameters, fence->repository_id);
	parameter_bigint(parameters, fence->harvest_id);
	parameter_integer(parameters, fence->n);
	parameter_string(parameters, fence->lease_id);
	parameter_integer(parameters, fence->page_number);
}

/* A record and its place in the page; qsort() is not stable. */
struct placed {
	struct record *record;
	size_t place;
};

/* By identifier, then as served. */
static int
compare(const void *left, const void *right)
{
	const struct placed *a = left;
	const struct placed *b = right;
	int order = text_compare(a->record->identifier, b->record->identifier);

	if (order != 0)
		return order;
	return a->place < b->place ? -1 : 1;
}

/* As page_store.sql takes the same records from one page each. */
static bool
replaces(const struct record *later, const struct record *earlier)
{
	return !later->has_instant || !earlier->has_instant ||
	    later->instant >= earlier->instant;
}

static void
collapse(struct page_write *write, const struct placed *placed, size_t count)
{
	struct record *kept = NULL;

	for (size_t i = 0; i < count; i++) {
		struct record *record = placed[i].record;

		if (kept == NULL ||
		    !text_equals(kept->identifier, record->identifier))
			write->count++;
		else if (!replaces(record, kept))
			continue;
		kept = record;
		write->records[write->count - 1] = kept;
	}
}

bool
page_ready(struct page_write *write, struct page *page, struct fault *why)
{
	size_t count = page->record_count;
	struct placed *placed =
	    arena_take(page->arena, (count + 1) * sizeof(*placed));
	size_t place = 0;

	write->page = page;
	write->count = 0;
	write->file = NULL;
	write->records =
	    arena_take(page->arena, (count + 1) * sizeof(*write->records));
	write->known =
	    arena_take(page->arena, (count + 1) * sizeof(*write->known));
	if (placed == NULL || write->records == NULL || write->known == NULL)
		return fault_set(why, FAULT_TOO_LARGE,
		    "a batch of records needs more than %zu MiB",
		    PAGE_ARENA_BYTES / MIB);
	for (struct record *record = page->records; record != NULL;
	     record = record->next, place++)
		placed[place] = (struct placed){ record, place };
	assert(place == count);
	qsort(placed, count, sizeof(*placed), compare);
	collapse(write, placed, count);
	for (size_t i = 0; i < write->count; i++)
		write->known[i] = KNOWN_NOT;
	return true;
}

void
page_ask_known(struct parameters *parameters, int64_t repository_id,
    int64_t harvest_id, struct text metadata_prefix,
    const struct page_write *write)
{
	struct record **records = write->records;

	parameter_bigint(parameters, repository_id);
	parameter_text(parameters, metadata_prefix);
	array_begin(parameters, ARRAY_TEXT);
	for (size_t i = 0; i < write->count; i++)
		array_bytes(parameters, records[i]->identifier);
	array_end(parameters);
	array_begin(parameters, ARRAY_BIGINT);
	for (size_t i = 0; i < write->count; i++)
		array_bigint(parameters, records[i]->content_hash);
	array_end(parameters);
	array_begin(parameters, ARRAY_BIGINT);
	for (size_t i = 0; i < write->count; i++)
		array_bigint(parameters, records[i]->header_hash);
	array_end(parameters);
	array_begin(parameters, ARRAY_BOOL);
	for (size_t i = 0; i < write->count; i++)
		array_bool(parameters, records[i]->status == RECORD_DELETED);
	array_end(parameters);
	array_begin(parameters, ARRAY_INSTANT);
	for (size_t i = 0; i < write->count; i++)
		column_instant(parameters, records[i]);
	array_end(parameters);
	parameter_bigint(parameters, harvest_id);
	parameter_bigint(parameters, SINGLES_BESIDE);
}

void
page_note_known(struct page_write *write, const struct reply *reply)
{
	int older = 0;

	for (int row = 0; row < reply_rows(reply); row++) {
		int64_t position = reply_number(reply, row, 0);
		bool is_older = reply_bool(reply, row, 2);

		assert(position >= 1 && (size_t)position <= write->count);
		if (is_older && older++ >= OLDER_AGAIN)
			continue;
		write->known[position - 1] = is_older ? KNOWN_OLDER
		    : reply_bool(reply, row, 1)       ? KNOWN_WHOLLY
						      : KNOWN_CONTENT;
	}
}

/* One array of a part: what of each record, and of which records. */
static void
add_column(struct parameters *parameters, const struct page_write *write,
    const struct page_part *part, enum known known, enum array_type type,
    page_column *add)
{
	array_begin(parameters, type);
	for (size_t i = part->from; i < part->to; i++)
		if (write->known[i] == known)
			add(parameters, write->records[i]);
	array_end(parameters);
}

/* $16 to $29, in the order of page_store.sql. */
static const struct {
	enum known known;
	enum array_type type;
	page_column *add;
} columns[] = {
	{ KNOWN_NOT, ARRAY_TEXT, column_identifier },
	{ KNOWN_NOT, ARRAY_TEXT, column_datestamp },
	{ KNOWN_NOT, ARRAY_INSTANT, column_instant },
	{ KNOWN_NOT, ARRAY_BOOL, column_is_deleted },
	{ KNOWN_NOT, ARRAY_TEXT, column_set_specs },
	{ KNOWN_NOT, ARRAY_TEXT, column_metadata },
	{ KNOWN_NOT, ARRAY_TEXT, column_abouts },
	{ KNOWN_NOT, ARRAY_BIGINT, column_content_hash },
	{ KNOWN_NOT, ARRAY_BIGINT, column_header_hash },
	{ KNOWN_CONTENT, ARRAY_TEXT, column_identifier },
	{ KNOWN_CONTENT, ARRAY_TEXT, column_datestamp },
	{ KNOWN_CONTENT, ARRAY_INSTANT, column_instant },
	{ KNOWN_CONTENT, ARRAY_TEXT, column_set_specs },
	{ KNOWN_CONTENT, ARRAY_BIGINT, column_header_hash },
};

void
parameter_close(struct parameters *parameters, const struct page_part *part,
    const struct page_close *close)
{
	static const struct page_close open = {
		.expiry_seconds = -1, .complete_list_size = -1, .cursor = -1
	};
	const struct page_close *end = close == NULL ? &open : close;

	parameter_bool(parameters, close != NULL);
	parameter_bool(parameters, end->ends_list);
	if (end->token.length > 0)
		parameter_text(parameters, end->token);
	else
		parameter_null(parameters);
	if (end->has_response_date)
		parameter_instant(parameters, end->response_date);
	else
		parameter_null(parameters);
	if (end->complete_list_size >= 0)
		parameter_bigint(parameters, end->complete_list_size);
	else
		parameter_null(parameters);
	if (end->cursor >= 0)
		parameter_bigint(parameters, end->cursor);
	else
		parameter_null(parameters);
	if (end->expiry_seconds >= 0)
		parameter_real(parameters, (double)end->expiry_seconds);
	else
		parameter_null(parameters);
	parameter_bigint(parameters, (int64_t)part->listed);
	parameter_bigint(parameters, end->repairs);
	parameter_bigint(parameters, (int64_t)end->bytes);
}

/* $30 to $33. */
static void
add_rejects(struct parameters *parameters, const struct reject *rejects)
{
	const struct reject *reject;

	array_begin(parameters, ARRAY_TEXT);
	for (reject = rejects; reject != NULL; reject = reject->next) {
		if (reject->identifier.length > 0)
			array_bytes(parameters, reject->identifier);
		else
			array_null(parameters);
	}
	array_end(parameters);
	array_begin(parameters, ARRAY_BYTEA);
	for (reject = rejects; reject != NULL; reject = reject->next)
		array_bytes(parameters, reject->bytes);
	array_end(parameters);
	array_begin(parameters, ARRAY_BIGINT);
	for (reject = rejects; reject != NULL; reject = reject->next)
		array_bigint(parameters, (int64_t)reject->length);
	array_end(parameters);
	array_begin(parameters, ARRAY_TEXT);
	for (reject = rejects; reject != NULL; reject = reject->next)
		array_bytes(parameters, reject->reason);
	array_end(parameters);
}

static void
add_rules(struct parameters *parameters, const struct reject *rejects)
{
	array_begin(parameters, ARRAY_TEXT);
	for (; rejects != NULL; rejects = rejects->next)
		array_bytes(parameters, text_of(rule_name(rejects->rule)));
	array_end(parameters);
}

void
page_store(struct parameters *parameters, const struct fence *fence,
    const struct page_write *write, const struct page_part *part,
    const struct page_close *close)
{
	parameter_fence(parameters, fence);
	parameter_close(parameters, part, close);
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		add_column(parameters, write, part, columns[i].known,
		    columns[i].type, columns[i].add);
	add_rejects(
	    parameters, part->with_rejects ? write->page->rejects : NULL);
	parameter_bigint(
	    parameters, close == NULL ? 0 : (int64_t)close->listed);
	add_column(parameters, write, part, KNOWN_CONTENT, ARRAY_BIGINT,
	    column_content_hash);
	parameter_bigint(
	    parameters, close == NULL ? 0 : (int64_t)close->unnamed);
	add_rules(parameters, part->with_rejects ? write->page->rejects : NULL);
	parameter_string(parameters, write->file);
	add_column(parameters, write, part, KNOWN_OLDER, ARRAY_TEXT,
	    column_identifier);
}

void
page_list(struct parameters *parameters, const struct fence *fence,
    const struct page_write *write, const struct page_part *part,
    const struct page_close *close)
{
	parameter_fence(parameters, fence);
	parameter_close(parameters, part, close);
	add_column(
	    parameters, write, part, KNOWN_NOT, ARRAY_TEXT, column_identifier);
	add_column(parameters, write, part, KNOWN_NOT, ARRAY_BIGINT,
	    column_header_hash);
	add_rejects(
	    parameters, part->with_rejects ? write->page->rejects : NULL);
	parameter_bigint(
	    parameters, close == NULL ? 0 : (int64_t)close->listed);
	parameter_bigint(
	    parameters, close == NULL ? 0 : (int64_t)close->unnamed);
	add_rules(parameters, part->with_rejects ? write->page->rejects : NULL);
}
