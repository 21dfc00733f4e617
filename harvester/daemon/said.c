#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/heap.h"
#include "daemon/said.h"

#define BATCH_ITEMS 20000 /* marked by a statement */

/* Where values of a scheme are said. */
static const struct {
	const char *scheme;
	const char *element;
} places[] = {
	{ "language", "language" },
	{ "type", "type" },
	{ "type", "degree" },
	/* Whether they are one of these is asked of what is no type, too. */
	{ "version", "type" },
	{ "version", "rights" },
	{ "version", "description" },
	{ "peer_reviewed", "type" },
	{ "peer_reviewed", "rights" },
	{ "peer_reviewed", "description" },
	{ "access", "type" },
	{ "access", "rights" },
	{ "access", "description" },
	{ "license", "type" },
	{ "license", "rights" },
	{ "rights_statement", "type" },
	{ "rights_statement", "rights" },
	{ "format", "format" },
};

static void
add_elements(struct parameters *parameters, enum scheme scheme)
{
	const char *name = vocabulary_scheme_name(scheme);

	array_begin(parameters, ARRAY_TEXT);
	for (size_t i = 0; i < COUNT(places); i++)
		if (strcmp(places[i].scheme, name) == 0)
			array_bytes(parameters, text_of(places[i].element));
	array_end(parameters);
}

/* Of one value the key of the other is a part, as in "info:eu-repo/x". */
static bool
has_key(enum scheme scheme, struct text value, struct text key)
{
	struct buffer other;
	bool has;

	buffer_init(&other, 0);
	vocabulary_key(&other, scheme, value);
	has = other.length > 0 &&
	    memmem(other.bytes, other.length, key.bytes, key.length) != NULL;
	buffer_fini(&other);
	return has;
}

/* The values with the key, in an array: how many. */
static size_t
add_values(struct parameters *parameters, const struct mapping *mapping,
    const struct reply *values)
{
	struct buffer key;
	size_t count = 0;

	buffer_init(&key, 0);
	vocabulary_key(&key, mapping->scheme, mapping->spelling);
	array_begin(parameters, ARRAY_TEXT);
	for (int row = 0; row < reply_rows(values); row++) {
		struct text value = reply_text(values, row, 0);

		if (!has_key(mapping->scheme, value, buffer_text(&key)))
			continue;
		array_bytes(parameters, value);
		count++;
	}
	array_end(parameters);
	buffer_fini(&key);
	return count;
}

/* What a platform holds is the type of items that say none: it is what "text"
 * means there (type.c), which is said nowhere then. */
static bool
is_kind_of_platform(const struct mapping *mapping)
{
	struct buffer key;
	struct buffer text;
	bool is;

	if (mapping->scheme != SCHEME_TYPE)
		return false;
	buffer_init(&key, 0);
	buffer_init(&text, 0);
	vocabulary_key(&key, mapping->scheme, mapping->spelling);
	vocabulary_key(&text, mapping->scheme, TEXT("text"));
	is = text_equals(buffer_text(&key), buffer_text(&text));
	buffer_fini(&key);
	buffer_fini(&text);
	return is;
}

static void
add_moment(struct parameters *parameters, const struct buffer *moment)
{
	if (moment->length > 0)
		parameter_text(parameters, buffer_text(moment));
	else
		parameter_null(parameters);
}

static bool
find_items(struct connection *connection, const struct mapping *mapping,
    const struct buffer *moment, struct parameters *parameters,
    struct reply **items, struct fault *why)
{
	bool is_kind = is_kind_of_platform(mapping);
	struct reply *values;
	bool done = true;

	add_elements(parameters, mapping->scheme);
	add_moment(parameters, moment);
	if (!connection_spend(
		connection, QUERY_SAID_VALUES, parameters, &values, why))
		return false;
	add_elements(parameters, mapping->scheme);
	if (add_values(parameters, mapping, values) > 0 || is_kind) {
		parameter_text(parameters,
		    mapping->platform.length > 0 ? mapping->platform
						 : TEXT(""));
		add_moment(parameters, moment);
		parameter_bool(parameters, is_kind);
		done = connection_spend(
		    connection, QUERY_SAID_ITEMS, parameters, items, why);
	}
	reply_free(values);
	return done;
}

/*
 * Stored since the moment, or without one all; *items is NULL where there are
 * none. By what their statements say, also where nothing knew the spelling
 * before: unmapped[] has only what was certainly meant as a value of its
 * scheme, and no more than a share of that.
 */
static bool
find(struct connection *connection, const struct mapping *mapping,
    const struct buffer *moment, struct reply **items, struct fault *why)
{
	struct parameters parameters;
	bool done;

	*items = NULL;
	parameters_init(&parameters);
	done = find_items(connection, mapping, moment, &parameters, items, why);
	parameters_fini(&parameters);
	return done;
}

static bool
note_moment(
    struct connection *connection, struct buffer *moment, struct fault *why)
{
	struct parameters none = { 0 };
	struct reply *reply;

	if (!connection_run(connection, QUERY_SAID_MOMENT, &none, &reply, why))
		return false;
	buffer_add_text(moment, reply_text(reply, 0, 0));
	reply_free(reply);
	return true;
}

bool
said_find(struct said *said, struct connection *connection,
    const struct mapping *mapping, struct fault *why)
{
	struct buffer none = { 0 };

	buffer_init(&said->moment, 0);
	return note_moment(connection, &said->moment, why) &&
	    find(connection, mapping, &none, &said->items, why);
}

void
said_fini(struct said *said)
{
	buffer_fini(&said->moment);
	reply_free(said->items);
}

/* Where a list of items is. */
struct cursor {
	const struct reply *items; /* NULL: it has none */
	int row;
};

static bool
has_next(const struct cursor *cursor)
{
	return cursor->items != NULL && cursor->row < reply_rows(cursor->items);
}

/* As the database orders them. */
static int
compare(const struct cursor *a, const struct cursor *b)
{
	int64_t first = reply_number(a->items, a->row, 0);
	int64_t second = reply_number(b->items, b->row, 0);

	if (first != second)
		return first < second ? -1 : 1;
	return text_compare(
	    reply_text(a->items, a->row, 1), reply_text(b->items, b->row, 1));
}

/* The one to go on with; both where they are at the same item. */
static struct cursor *
choose(struct cursor cursors[2])
{
	int order;

	if (!has_next(&cursors[0]))
		return has_next(&cursors[1]) ? &cursors[1] : NULL;
	if (!has_next(&cursors[1]))
		return &cursors[0];
	order = compare(&cursors[0], &cursors[1]);
	if (order == 0)
		cursors[1].row++;
	return order > 0 ? &cursors[1] : &cursors[0];
}

/* The next of both lists, in order, as all who mark lock them: how many. */
static size_t
next_batch(struct cursor cursors[2], struct cursor *batch)
{
	struct cursor *next;
	size_t count = 0;

	while (count < BATCH_ITEMS && (next = choose(cursors)) != NULL) {
		batch[count++] = *next;
		next->row++;
	}
	return count;
}

static bool
mark_batch(struct connection *connection, const struct cursor *batch,
    size_t count, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	array_begin(&parameters, ARRAY_BIGINT);
	for (size_t i = 0; i < count; i++)
		array_bigint(
		    &parameters, reply_number(batch[i].items, batch[i].row, 0));
	array_end(&parameters);
	array_begin(&parameters, ARRAY_TEXT);
	for (size_t i = 0; i < count; i++)
		array_bytes(
		    &parameters, reply_text(batch[i].items, batch[i].row, 1));
	array_end(&parameters);
	return connection_do_once(
	    connection, QUERY_SAID_MARK, &parameters, why);
}

bool
said_mark(const struct said *said, struct connection *connection,
    const struct mapping *mapping, int64_t *count, struct fault *why)
{
	struct cursor cursors[2] = { { .items = said->items } };
	struct cursor *batch;
	struct reply *since;
	size_t items;
	bool done = true;

	*count = 0;
	if (!find(connection, mapping, &said->moment, &since, why))
		return false;
	cursors[1].items = since;
	batch = heap_array(BATCH_ITEMS, sizeof(*batch));
	while (done && (items = next_batch(cursors, batch)) > 0) {
		done = mark_batch(connection, batch, items, why);
		*count += (int64_t)items;
	}
	free(batch);
	reply_free(since);
	return done;
}
