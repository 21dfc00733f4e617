#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "daemon/marking.h"
#include "daemon/marking_own.h"

enum column { /* mapping_left.sql */
	COLUMN_SCHEME,
	COLUMN_PLATFORM,
	COLUMN_SPELLING,
	COLUMN_WAS,
	COLUMN_REPOSITORY_ID,
	COLUMN_IDENTIFIER,
};

static int
compare(const void *a, const void *b)
{
	int64_t one = *(const int64_t *)a;
	int64_t other = *(const int64_t *)b;

	return (one > other) - (one < other);
}

void
marking_own_init(
    struct marking_own *own, const int64_t *repository_ids, size_t count)
{
	*own = (struct marking_own){ .count = count };
	own->repository_ids = heap_array(count, sizeof(*own->repository_ids));
	memcpy(own->repository_ids, repository_ids,
	    count * sizeof(*own->repository_ids));
	qsort(
	    own->repository_ids, count, sizeof(*own->repository_ids), compare);
	buffer_init(&own->number, 0);
}

static void
stop_walking(struct marking_own *own)
{
	if (own->is_walking)
		said_fini(&own->said);
	own->is_walking = false;
}

static void
forget_notes(struct marking_own *own)
{
	stop_walking(own);
	reply_free(own->notes);
	own->notes = NULL;
}

void
marking_own_fini(struct marking_own *own)
{
	forget_notes(own);
	buffer_fini(&own->number);
	free(own->repository_ids);
}

/* The first from this one on; false: there is none. */
static bool
find_own(const struct marking_own *own, int64_t from, int64_t *repository_id)
{
	for (size_t i = 0; i < own->count; i++)
		if (own->repository_ids[i] >= from) {
			*repository_id = own->repository_ids[i];
			return true;
		}
	return false;
}

static bool
read_number(
    struct connection *connection, struct buffer *number, struct fault *why)
{
	struct parameters none = { 0 };
	struct reply *reply;

	if (!connection_run(
		connection, QUERY_VOCABULARY_NUMBER, &none, &reply, why))
		return false;
	if (reply_rows(reply) > 0)
		buffer_add_text(number, reply_text(reply, 0, 0));
	reply_free(reply);
	return true;
}

bool
marking_own_is_marked(const struct marking_own *own,
    struct connection *connection, bool *is_marked, struct fault *why)
{
	struct buffer number;
	bool done;

	buffer_init(&number, 0);
	done = read_number(connection, &number, why);
	*is_marked = own->is_marked &&
	    text_equals(buffer_text(&number), buffer_text(&own->number));
	buffer_fini(&number);
	return done;
}

/* The number first: changed in between, it is not the last. */
static bool
read_notes(
    struct marking_own *own, struct connection *connection, struct fault *why)
{
	struct parameters none = { 0 };

	buffer_reset(&own->number);
	own->is_marked = false;
	own->row = 0;
	return read_number(connection, &own->number, why) &&
	    connection_run(
		connection, QUERY_MAPPING_LEFT, &none, &own->notes, why);
}

/* False: it concerns none of ours, or is of another version. */
static bool
read_note(const struct marking_own *own, struct mapping *mapping)
{
	const struct reply *notes = own->notes;

	*mapping = (struct mapping){
		.platform = reply_text(notes, own->row, COLUMN_PLATFORM),
		.spelling = reply_text(notes, own->row, COLUMN_SPELLING),
		.was = reply_text(notes, own->row, COLUMN_WAS),
	};
	return vocabulary_scheme(reply_text(notes, own->row, COLUMN_SCHEME),
		   &mapping->scheme) &&
	    vocabulary_is_open(mapping->scheme);
}

static void
walk_from(struct marking_own *own, int64_t repository_id, struct text after)
{
	stop_walking(own);
	said_init(&own->said, repository_id, after);
	own->is_walking = true;
}

/* Up to where whoever came before has marked, all is. */
static bool
begin_note(struct marking_own *own)
{
	int64_t from = reply_number(own->notes, own->row, COLUMN_REPOSITORY_ID);
	struct mapping mapping;
	int64_t id;

	if (!read_note(own, &mapping) || !find_own(own, from, &id))
		return false;
	walk_from(own, id,
	    id == from ? reply_text(own->notes, own->row, COLUMN_IDENTIFIER)
		       : TEXT(""));
	return true;
}

/* A batch may have gone beyond ours, and through some that are not. */
static void
go_to_next(struct marking_own *own)
{
	int64_t id;

	if (own->said.is_end || !find_own(own, own->said.repository_id, &id)) {
		stop_walking(own);
		own->row++;
	} else if (id != own->said.repository_id) {
		walk_from(own, id, TEXT(""));
	}
}

static bool
mark(struct marking_own *own, struct connection *connection, struct fault *why)
{
	struct mapping mapping;

	while (!own->is_walking && own->row < reply_rows(own->notes))
		if (!begin_note(own))
			own->row++;
	if (!own->is_walking) {
		forget_notes(own);
		own->is_marked = true;
		return true;
	}
	(void)read_note(own, &mapping);
	if (!said_next(&own->said, connection, &mapping, why) ||
	    !said_mark(&own->said, connection, why)) {
		forget_notes(own);
		return false;
	}
	go_to_next(own);
	return true;
}

bool
marking_own_go_on(struct marking_own *own, struct connection *connection,
    bool *is_left, struct fault *why)
{
	bool is_busy;
	bool is_marked;

	*is_left = true;
	if (!marking_go_on_of(
		connection, own->repository_ids, own->count, &is_busy, why))
		return false;
	if (is_busy)
		return true;
	if (own->notes != NULL)
		return mark(own, connection, why);
	if (!marking_own_is_marked(own, connection, &is_marked, why))
		return false;
	*is_left = !is_marked;
	return is_marked || read_notes(own, connection, why);
}
