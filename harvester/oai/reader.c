#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "oai/reader_private.h"

/* In the order of enum repair. */
static const char *const repair_names[] = {
	[REPAIR_CONTROL] = "control",
	[REPAIR_REFERENCE] = "reference",
	[REPAIR_UTF8] = "utf8",
	[REPAIR_HTML_ENTITY] = "html_entity",
	[REPAIR_AMPERSAND] = "ampersand",
	[REPAIR_DECLARATION] = "declaration",
	[REPAIR_PREFIX] = "prefix",
};

const char *
repair_name(enum repair repair)
{
	return repair_names[repair];
}

struct reader *
reader_new(
    enum oai_verb verb, const struct reader_events *events, void *context)
{
	struct reader *reader = calloc(1, sizeof(*reader));

	if (reader == NULL)
		heap_out();
	reader->verb = verb;
	reader->events = events;
	reader->context = context;
	reader->batch_bytes = PAGE_BATCH_BYTES;
	reader->piece_bytes = PARSE_CHUNK;
	reader->end.complete_list_size = -1;
	reader->end.cursor = -1;
	scrub_init(&reader->scrub);
	reader->fragment = fragment_new(RECORD_BYTES);
	buffer_init(&reader->text, TOKEN_BYTES);
	for (unsigned i = 0; i < VALUE_COUNT; i++)
		buffer_init(&reader->values[i], TOKEN_BYTES);
	return reader;
}

void
reader_limit_batches(struct reader *reader, size_t bytes)
{
	reader->batch_bytes =
	    bytes < PAGE_BATCH_BYTES ? bytes : PAGE_BATCH_BYTES;
}

void
reader_take_file(struct reader *reader)
{
	assert(!reader->has_prolog && reader->prolog.length == 0);
	assert(reader->verb == OAI_LIST_RECORDS);
	reader->is_file = true;
}

const struct response_request *
reader_request(const struct reader *reader)
{
	return &reader->request;
}

bool
reader_is_closed(const struct reader *reader)
{
	return reader->is_closed;
}

bool
reader_is_in_record(const struct reader *reader)
{
	return reader->building.is_open;
}

void
reader_free(struct reader *reader)
{
	if (reader == NULL)
		return;
	parser_close(reader);
	fragment_free(reader->fragment);
	page_free(reader->page);
	buffer_fini(&reader->prolog);
	buffer_fini(&reader->window);
	buffer_fini(&reader->text);
	buffer_fini(&reader->head);
	buffer_fini(&reader->record_name);
	for (unsigned i = 0; i < 2; i++) {
		buffer_fini(&reader->opening[i]);
		buffer_fini(&reader->opening_names[i]);
	}
	for (unsigned i = 0; i < VALUE_COUNT; i++)
		buffer_fini(&reader->values[i]);
	free(reader);
}

size_t
reader_held(const struct reader *reader)
{
	size_t held = reader->prolog.size + reader->window.size +
	    reader->text.size + reader->head.size +
	    fragment_held(reader->fragment);

	for (unsigned i = 0; i < VALUE_COUNT; i++)
		held += reader->values[i].size;
	if (reader->page != NULL)
		held += arena_held(reader->page->arena);
	return held;
}

struct text
reader_slice(const struct reader *reader, size_t start, size_t end)
{
	assert(start >= reader->window_start && end >= start);
	assert(end - reader->window_start <= reader->window.length);
	if (reader->window.bytes == NULL)
		return (struct text){ "", 0 };
	return (
	    struct text){ reader->window.bytes + (start - reader->window_start),
		end - start };
}

static void
fail_malformed(struct reader *reader)
{
	const char *message = reader->parser_message;

	if (reader->looks_like_html)
		reader_fail(reader, FAULT_MALFORMED,
		    "not an OAI-PMH response: an HTML page");
	else if (scope_now(reader) == SCOPE_DOCUMENT)
		reader_fail(reader, FAULT_MALFORMED, "not XML: %s", message);
	else
		reader_fail(
		    reader, FAULT_MALFORMED, "not well-formed: %s", message);
}

/* Whole characters only: how a parser takes half of one need not concern us. */
static void
feed_piece(struct reader *reader)
{
	size_t end = reader->window_start + reader->window.length;
	struct text piece = reader_slice(reader, reader->fed, end);

	if (piece.length > reader->piece_bytes) {
		piece.length = reader->piece_bytes;
		while ((piece.bytes[piece.length] & 0xc0) == 0x80)
			piece.length--;
	}
	reader->fed += piece.length;
	if (reader->piece_bytes < PARSE_CHUNK)
		reader->piece_bytes *= 2;
	if (!parser_push(reader, piece, false) && !recover_start(reader))
		fail_malformed(reader);
	record_check_size(reader, reader->fed);
}

/* Behind the root's end tag: PHP notices and the like. */
static void
check_trailing(struct reader *reader)
{
	size_t start = reader->event_end;
	size_t end = reader->window_start + reader->window.length;

	if (start < reader->window_start)
		start = reader->window_start;
	if (text_trim(reader_slice(reader, start, end)).length > 0)
		reader->end.has_trailing_bytes = true;
	reader->fed = end;
}

/* What a large record made it grow to is given back. */
static void
drop_front(struct buffer *buffer, size_t length)
{
	struct text rest = { buffer->bytes + length, buffer->length - length };
	struct buffer smaller;

	if (buffer->size <= KEPT_BYTES || rest.length > KEPT_BYTES / 2) {
		memmove(buffer->bytes, rest.bytes, rest.length);
		buffer->length = rest.length;
		return;
	}
	buffer_init(&smaller, buffer->ceiling);
	buffer_add_text(&smaller, rest);
	buffer_fini(buffer);
	*buffer = smaller;
}

/* Forgets what no one will ask for: all but the record that is open. */
static void
trim_window(struct reader *reader)
{
	const struct building *building = &reader->building;
	size_t keep = reader->fed;
	size_t gone;

	if (building->is_open && !building->is_cut)
		keep = building->start;
	else if (!reader->is_closed && reader->event_end < keep)
		keep = reader->event_end;
	gone = keep - reader->window_start;
	if (gone == 0)
		return;
	drop_front(&reader->window, gone);
	reader->window_start = keep;
}

void
reader_feed(struct reader *reader)
{
	if (reader->parser == NULL && !parser_open(reader))
		return;
	while (!reader_has_failed(reader)) {
		if (reader->is_closed) {
			check_trailing(reader);
			break;
		}
		if (reader->is_skipping && !recover_search(reader))
			break;
		if (reader->fed == reader->window_start + reader->window.length)
			break;
		feed_piece(reader);
	}
	trim_window(reader);
}

static void
take(struct reader *reader, struct text bytes)
{
	struct buffer decoded;

	if (!reader->has_prolog) {
		reader_prolog(reader, bytes);
	} else if (reader->decoder.encoding == ENCODING_UTF_8) {
		scrub_push(&reader->scrub, bytes, &reader->window);
	} else {
		buffer_init(&decoded, 0);
		decoder_push(&reader->decoder, bytes, &decoded);
		scrub_push(
		    &reader->scrub, buffer_text(&decoded), &reader->window);
		buffer_fini(&decoded);
	}
	reader_feed(reader);
}

bool
reader_push(struct reader *reader, struct text bytes, struct fault *why)
{
	assert(!reader->has_no_more);
	words_keep(reader, bytes);
	while (bytes.length > 0 && !reader_has_failed(reader)) {
		struct text piece = bytes;

		if (piece.length > PARSE_CHUNK)
			piece.length = PARSE_CHUNK;
		take(reader, piece);
		bytes.bytes += piece.length;
		bytes.length -= piece.length;
	}
	if (reader_has_failed(reader))
		return fault_set(
		    why, reader->fault.kind, "%s", reader->fault.text);
	return true;
}

/* What the stages before the parser hold back. */
static void
flush(struct reader *reader)
{
	struct buffer decoded;

	reader->has_no_more = true;
	reader_prolog_finish(reader);
	buffer_init(&decoded, 0);
	decoder_finish(&reader->decoder, &decoded);
	scrub_push(&reader->scrub, buffer_text(&decoded), &reader->window);
	buffer_fini(&decoded);
	scrub_finish(&reader->scrub, &reader->window);
	reader_feed(reader);
}

static void
fail_unfinished(struct reader *reader)
{
	if (reader->fed == 0)
		reader_fail(reader, FAULT_MALFORMED, "it is empty");
	else if (scope_now(reader) == SCOPE_DOCUMENT)
		fail_malformed(reader);
	else
		reader_fail(reader, FAULT_MALFORMED,
		    "it ends before its root element is closed");
}

/*
 * The parser is told that nothing follows. It may find only then that a
 * record is not well-formed, and behind that one the list may still go on.
 */
static void
end_parsing(struct reader *reader)
{
	const struct text nothing = { "", 0 };

	while (!reader_has_failed(reader) && !reader->is_closed) {
		reader->understood = reader->fed;
		if (reader->is_skipping || parser_push(reader, nothing, true) ||
		    !recover_start(reader)) {
			fail_unfinished(reader);
			return;
		}
		reader_feed(reader);
	}
}

static bool
has_pages(enum oai_verb verb)
{
	return verb == OAI_LIST_IDENTIFIERS || verb == OAI_LIST_RECORDS ||
	    verb == OAI_GET_RECORD;
}

/* An empty list is one thing; a list of what we do not know is not empty. */
static void
check_list(struct reader *reader)
{
	if (has_pages(reader->verb) && reader->other_entry[0] != '\0' &&
	    reader->end.records + reader->end.rejects == 0)
		reader_fail(reader, FAULT_MALFORMED,
		    "its list has <%s> in it, but no record of OAI-PMH",
		    reader->other_entry);
}

static void
check_response(struct reader *reader)
{
	const char *verb = oai_verb_name(reader->verb);

	/* metha keeps whatever came as if it were a response. */
	if (reader->is_bare && reader->end.error == OAI_ERROR_NONE &&
	    reader->end.records + reader->end.rejects == 0 &&
	    reader->values[VALUE_RESPONSE_DATE].length == 0)
		reader_fail(reader, FAULT_MALFORMED,
		    "what metha got there was not an OAI-PMH response");
	if (reader->end.error != OAI_ERROR_NONE)
		return;
	if (reader->has_verb)
		check_list(reader);
	else if (reader->other_verb[0] != '\0')
		reader_fail(reader, FAULT_MALFORMED,
		    "it answers <%s> where <%s> was asked for",
		    reader->other_verb, verb);
	else
		reader_fail(reader, FAULT_MALFORMED,
		    "it has neither <%s> nor an error", verb);
}

bool
reader_finish(
    struct reader *reader, struct response_end *end, struct fault *why)
{
	assert(!reader->has_no_more);
	if (!reader_has_failed(reader))
		flush(reader);
	end_parsing(reader);
	if (!reader_has_failed(reader))
		check_response(reader);
	if (reader_has_failed(reader) && reader->is_file)
		record_give_rest(reader);
	values_into_end(reader);
	*end = reader->end;
	if (reader_has_failed(reader))
		return fault_set(
		    why, reader->fault.kind, "%s", reader->fault.text);
	if (has_pages(reader->verb))
		page_give(reader, true);
	return true;
}
