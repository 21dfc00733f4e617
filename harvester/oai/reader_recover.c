#include <string.h>

#include "oai/reader_private.h"

/*
 * Going on behind a record that is not well-formed: its bytes to its end
 * (reader_search.c) become a reject, and a fresh parser (resetting a used one
 * had its faults) is fed the tags around it and then what follows.
 *
 * What this costs does not depend on how the bytes arrived, and grows with
 * them: a fresh parser begins with small pieces, so that the next damage
 * leaves little that was read in vain; where a record was cut off and the
 * parser saw it only at the end of the list, what it had read is counted.
 */

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

static void
check_cost(struct reader *reader, size_t end)
{
	if (reader->understood > end)
		reader->reread += reader->understood - end;
	if (++reader->recoveries > RECOVERIES || reader->reread > REREAD_BYTES)
		reader_fail(reader, FAULT_MALFORMED,
		    "too much of it is not well-formed");
}

/* Brings a fresh parser to where the list goes on. */
static void
reopen(struct reader *reader, size_t end)
{
	size_t opening = reader->opening[0].length + reader->opening[1].length;

	parser_close(reader);
	check_cost(reader, end);
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
	reader->understood = end;
	reader->fed = end;
	reader->piece_bytes = REOPEN_BYTES;
}

/* The record that is open ends; where the next one begins, its own end tag
 * may still come. */
static void
give_up(struct reader *reader, size_t end, bool is_cut_off)
{
	if (is_cut_off)
		reader->unclosed++;
	record_reject(reader, end);
	if (!reader_has_failed(reader))
		reopen(reader, end);
}

/* That of a record that was given up, where all else was well-formed. */
static bool
skip_stray_end(struct reader *reader)
{
	size_t end;

	if (reader->unclosed == 0 || reader->ignored > 0 ||
	    scope_now(reader) != SCOPE_LIST || !search_stray_end(reader, &end))
		return false;
	reader->unclosed--;
	reopen(reader, end);
	return true;
}

void
recover_break_off(struct reader *reader)
{
	record_fail(reader, RULE_XML, "another record begins before it ends");
	reader->broken_off = record_tag(reader);
}

bool
recover_start(struct reader *reader)
{
	struct building *building = &reader->building;
	size_t broken_off = reader->broken_off;
	size_t position = parser_position(reader);

	reader->broken_off = 0;
	if (position > reader->understood)
		reader->understood = position;
	if (broken_off != 0) {
		give_up(reader, broken_off, true);
		return true;
	}
	if (!building->is_open)
		return skip_stray_end(reader);
	if (building->is_cut)
		return false;
	/* What failed first explains, but nothing of it can be kept. */
	building->why[0] = '\0';
	record_fail(reader, RULE_XML, "it is not well-formed: %s",
	    reader->parser_message);
	reader->is_skipping = true;
	search_start(reader);
	return true;
}

bool
recover_search(struct reader *reader)
{
	if (search_end(reader)) {
		reader->is_skipping = false;
		give_up(reader, reader->search.end, reader->search.is_cut_off);
		return !reader_has_failed(reader);
	}
	if (reader->window_start + reader->window.length -
		reader->building.start >
	    RECORD_BYTES)
		reader_fail(reader, FAULT_TOO_LARGE,
		    "a record that is not well-formed does not end");
	return false;
}
