#ifndef TRANSCRIPT_H
#define TRANSCRIPT_H

#include <assert.h>
#include <stdlib.h>

#include "oai/reader.h"

/*
 * All that a reader tells about a response, as text, to be compared: with
 * what was expected, or with another way of reading the same bytes.
 */
struct transcript {
	struct buffer text;
	unsigned pages;
	size_t held; /* of the largest page */
	struct fault why;
	bool is_read; /* what reader_finish() said, unless a push failed */
	struct response_end end;
	struct reader *reader; /* end's texts live there */
	bool is_silent;        /* count records, do not write them */
	bool is_brief;         /* leave out why exactly it failed */
};

static inline void
transcript_line(struct buffer *into, const char *what, struct text text)
{
	buffer_printf(into, "%s=", what);
	buffer_add_text(into, text);
	buffer_add_char(into, '\n');
}

static inline void
transcript_record(struct buffer *into, const struct record *record)
{
	transcript_line(into, "record", record->identifier);
	transcript_line(into, "datestamp", record->datestamp);
	buffer_printf(into, "instant=%d %lld status=%d\n",
	    (int)record->has_instant, (long long)record->instant,
	    (int)record->status);
	for (size_t i = 0; i < record->set_spec_count; i++)
		transcript_line(into, "set", record->set_specs[i]);
	transcript_line(into, "metadata", record->metadata);
	for (size_t i = 0; i < record->about_count; i++)
		transcript_line(into, "about", record->abouts[i]);
	buffer_printf(into, "hashes=%llx %llx\n",
	    (unsigned long long)record->content_hash,
	    (unsigned long long)record->header_hash);
}

/* What record.h promises to the store, of which PostgreSQL is as sure. */
static inline void
transcript_check(const struct page *page)
{
	for (const struct record *r = page->records; r != NULL; r = r->next) {
		assert(text_is_utf8(r->identifier));
		assert(text_is_utf8(r->datestamp));
		for (size_t i = 0; i < r->set_spec_count; i++)
			assert(text_is_utf8(r->set_specs[i]));
		assert(text_is_utf8(r->metadata));
		for (size_t i = 0; i < r->about_count; i++)
			assert(text_is_utf8(r->abouts[i]));
	}
	for (const struct reject *r = page->rejects; r != NULL; r = r->next) {
		assert(text_is_utf8(r->identifier));
		assert(text_is_utf8(r->reason));
		assert(r->bytes.length <= r->length);
	}
}

static inline void
transcript_page(void *context, struct page *page)
{
	struct transcript *transcript = context;
	struct buffer *into = &transcript->text;
	size_t records = 0;
	size_t rejects = 0;

	transcript->pages++;
	transcript_check(page);
	if (page->bytes > transcript->held)
		transcript->held = page->bytes;
	for (struct record *r = page->records; r != NULL; r = r->next) {
		records++;
		if (!transcript->is_silent)
			transcript_record(into, r);
	}
	for (struct reject *r = page->rejects; r != NULL; r = r->next) {
		rejects++;
		if (transcript->is_silent)
			continue;
		transcript_line(into, "reject", r->identifier);
		transcript_line(into, "reason", r->reason);
		buffer_printf(into, "length=%zu\n", r->length);
		transcript_line(into, "bytes", r->bytes);
	}
	assert(records == page->record_count);
	assert(rejects == page->reject_count);
	buffer_printf(into, "page: %zu records, %zu rejects%s\n", records,
	    rejects, page->is_end ? ", the end" : "");
	page_free(page);
}

static inline void
transcript_identity(void *context, const struct identity *identity)
{
	struct buffer *into = &((struct transcript *)context)->text;

	transcript_line(into, "repositoryName", identity->repository_name);
	transcript_line(into, "baseURL", identity->base_url);
	transcript_line(into, "protocolVersion", identity->protocol_version);
	transcript_line(
	    into, "earliestDatestamp", identity->earliest_datestamp);
	transcript_line(into, "deletedRecord", identity->deleted_record);
	transcript_line(into, "granularity", identity->granularity);
	transcript_line(into, "adminEmails", identity->admin_emails);
	transcript_line(into, "compressions", identity->compressions);
	transcript_line(into, "descriptions", identity->descriptions);
}

static inline void
transcript_format(void *context, const struct metadata_format *format)
{
	struct buffer *into = &((struct transcript *)context)->text;

	transcript_line(into, "format", format->prefix);
	transcript_line(into, "schema", format->schema);
	transcript_line(into, "namespace", format->namespace);
}

static inline void
transcript_set(void *context, const struct set *set)
{
	struct buffer *into = &((struct transcript *)context)->text;

	transcript_line(into, "set", set->spec);
	transcript_line(into, "name", set->name);
}

static const struct reader_events transcript_events = {
	.page = transcript_page,
	.identity = transcript_identity,
	.format = transcript_format,
	.set = transcript_set,
};

static inline void
transcript_finish(struct transcript *transcript)
{
	struct buffer *into = &transcript->text;
	const struct response_end *end = &transcript->end;

	transcript->is_read = reader_finish(
	    transcript->reader, &transcript->end, &transcript->why);
	if (!transcript->is_read)
		buffer_printf(into, "fault %s: %s\n",
		    fault_name(transcript->why.kind),
		    transcript->is_brief ? "" : transcript->why.text);
	transcript_line(into, "responseDate", end->response_date);
	transcript_line(into, "token", end->resumption_token);
	transcript_line(into, "expires", end->expiration_date);
	transcript_line(into, "message", end->error_text);
	buffer_printf(into, "instant=%d %lld\n", (int)end->has_instant,
	    (long long)end->instant);
	buffer_printf(into,
	    "element=%d size=%lld cursor=%lld error=%s records=%u "
	    "rejects=%u trailing=%d\nrepairs=",
	    (int)end->has_token_element, (long long)end->complete_list_size,
	    (long long)end->cursor, oai_error_name(end->error), end->records,
	    end->rejects, (int)end->has_trailing_bytes);
	/* After a failure they say how far the scrub was ahead. */
	for (unsigned i = 0; transcript->is_read && i < REPAIR_COUNT; i++)
		if (end->repairs[i] > 0)
			buffer_printf(
			    into, " %s:%u", repair_name(i), end->repairs[i]);
	buffer_add_char(into, '\n');
}

static inline void
transcript_init(struct transcript *transcript, enum oai_verb verb)
{
	*transcript = (struct transcript){ .is_silent = false };
	buffer_init(&transcript->text, 0);
	transcript->reader = reader_new(verb, &transcript_events, transcript);
}

static inline void
transcript_fini(struct transcript *transcript)
{
	reader_free(transcript->reader);
	buffer_fini(&transcript->text);
}

/* False: nothing more may be pushed. */
static inline bool
transcript_push(struct transcript *transcript, struct text bytes)
{
	return reader_push(transcript->reader, bytes, &transcript->why);
}

/* Pieces of step bytes; the first may be shorter. Each is in memory of its
 * own, so that sanitizers see who reads over its end. */
static inline void
transcript_push_all(
    struct transcript *transcript, struct text bytes, size_t first, size_t step)
{
	size_t length = first;

	for (size_t at = 0; at < bytes.length; at += length, length = step) {
		char *piece;
		bool goes_on;

		if (length > bytes.length - at)
			length = bytes.length - at;
		piece = malloc(length == 0 ? 1 : length);
		assert(piece != NULL);
		for (size_t i = 0; i < length; i++)
			piece[i] = bytes.bytes[at + i];
		goes_on =
		    transcript_push(transcript, (struct text){ piece, length });
		free(piece);
		if (!goes_on)
			return;
	}
}

static inline void
transcript_read(struct transcript *transcript, enum oai_verb verb,
    struct text bytes, size_t first, size_t step)
{
	transcript_init(transcript, verb);
	transcript_push_all(transcript, bytes, first, step);
	transcript_finish(transcript);
}

#endif
