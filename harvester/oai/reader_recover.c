#include <assert.h>
#include <string.h>

#include "oai/character.h"
#include "oai/reader_private.h"

/*
 * Going on behind a record that is not well-formed: its bytes to its end tag
 * become a reject, and a fresh parser (resetting a used one had its faults)
 * is fed the tags around it and then what follows.
 *
 * The end tag is searched as text, from the record's beginning, by the name
 * the record's own start tag had. Metadata may have elements of that name
 * (MARCXML has), so what follows decides: another start tag, or the end of the
 * list, but no other end tag.
 */
bool
recover_start(struct reader *reader)
{
	struct building *building = &reader->building;

	if (!building->is_open || building->is_cut)
		return false;
	/* What failed first explains, but nothing of it can be kept. */
	building->why[0] = '\0';
	record_fail(
	    reader, "it is not well-formed: %s", reader->parser_message);
	reader->is_skipping = true;
	reader->search = building->start;
	return true;
}

enum answer {
	ANSWER_YES,
	ANSWER_NO,
	ANSWER_MORE
};

/* "</name >" at the front: rest is what is behind it. */
static enum answer
skip_end_tag(struct text *rest, const struct buffer *name)
{
	struct text tag = *rest;
	size_t blanks;

	if (tag.length < 2 + name->length)
		return ANSWER_MORE;
	if (memcmp(tag.bytes + 2, name->bytes, name->length) != 0)
		return ANSWER_NO;
	tag.bytes += 2 + name->length;
	tag.length -= 2 + name->length;
	blanks = tag.length;
	tag = character_skip_blanks(tag);
	blanks -= tag.length;
	/* Looked at again with each piece: no parser takes such a tag. */
	if (blanks > XML_PENDING)
		return ANSWER_NO;
	if (tag.length == 0)
		return ANSWER_MORE;
	if (*tag.bytes != '>')
		return ANSWER_NO;
	*rest = (struct text){ tag.bytes + 1, tag.length - 1 };
	return ANSWER_YES;
}

/* Is this the end of the record, going by what is behind the end tag? */
static enum answer
is_behind_record(const struct reader *reader, struct text rest)
{
	const struct buffer *list = &reader->opening_names[1];
	struct text next = character_skip_blanks(rest);

	if (rest.length - next.length > XML_PENDING)
		return ANSWER_YES;
	if (next.length < 2)
		return reader->has_no_more ? ANSWER_YES : ANSWER_MORE;
	if (next.bytes[0] != '<' || next.bytes[1] != '/')
		return ANSWER_YES;
	if (next.length < 2 + list->length)
		return reader->has_no_more ? ANSWER_NO : ANSWER_MORE;
	return memcmp(next.bytes + 2, list->bytes, list->length) == 0
	    ? ANSWER_YES
	    : ANSWER_NO;
}

/*
 * From reader->search, which moves on. ANSWER_MORE: not among the bytes that
 * are here; else where it ends.
 */
static enum answer
find_end(struct reader *reader, size_t *end)
{
	size_t whole = reader->window_start + reader->window.length;

	for (;;) {
		struct text rest = reader_slice(reader, reader->search, whole);
		const char *found = rest.length == 0
		    ? NULL
		    : memmem(rest.bytes, rest.length, "</", 2);
		enum answer answer;

		if (found == NULL)
			break;
		rest.length -= (size_t)(found - rest.bytes);
		rest.bytes = found;
		reader->search = whole - rest.length;
		answer = skip_end_tag(&rest, &reader->record_name);
		if (answer == ANSWER_YES)
			answer = is_behind_record(reader, rest);
		*end = whole - rest.length;
		if (answer != ANSWER_NO)
			return answer;
		reader->search += 2;
	}
	/* The last byte may be a "<". */
	if (reader->search + 1 < whole)
		reader->search = whole - 1;
	return ANSWER_MORE;
}

static void
push_all(struct reader *reader, struct text text)
{
	while (text.length > 0 && !reader_has_failed(reader)) {
		struct text piece = text;

		if (piece.length > PARSE_CHUNK)
			piece.length = PARSE_CHUNK;
		if (!parser_push(reader, piece, false))
			reader_fail(reader, FAULT_MALFORMED,
			    "could not go on behind a damaged record: %s",
			    reader->parser_message);
		text.bytes += piece.length;
		text.length -= piece.length;
	}
}

/* Brings a fresh parser to where the list goes on. */
static void
reopen(struct reader *reader, size_t end)
{
	size_t opening = reader->opening[0].length + reader->opening[1].length;

	parser_close(reader);
	/* While it skipped, it was fed nothing: end may be ahead. */
	if (reader->fed > end)
		reader->reread += reader->fed - end;
	if (reader->reread > REREAD_BYTES)
		reader_fail(reader, FAULT_MALFORMED,
		    "too much of it is not well-formed");
	fragment_undeclare(reader->fragment, 0);
	fragment_reset(reader->fragment);
	reader->depth = 0;
	reader->ignored = 0;
	reader->scope_depth = 2; /* the response and the list */
	if (reader_has_failed(reader) || !parser_open(reader))
		return;
	/* May wrap around; it is only ever added to what has been fed. */
	reader->parser_start = end - opening;
	reader->is_reopening = true;
	push_all(reader, buffer_text(&reader->opening[0]));
	push_all(reader, buffer_text(&reader->opening[1]));
	reader->is_reopening = false;
	reader->event_end = end;
	reader->fed = end;
}

bool
recover_search(struct reader *reader)
{
	size_t end = 0;

	if (find_end(reader, &end) == ANSWER_YES) {
		record_reject(reader, end);
		reader->is_skipping = false;
		if (!reader_has_failed(reader))
			reopen(reader, end);
		return !reader_has_failed(reader);
	}
	if (reader->window_start + reader->window.length -
		reader->building.start >
	    RECORD_BYTES)
		reader_fail(reader, FAULT_TOO_LARGE,
		    "a record that is not well-formed does not end");
	return false;
}
