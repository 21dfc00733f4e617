#include <stdlib.h>

#include "base/array.h"
#include "base/heap.h"
#include "base/limit.h"
#include "daemon/said.h"
#include "daemon/said_match.h"

#define BATCH_ITEMS 5000      /* marked in a part of a second */
#define BATCH_BYTES (8 * MIB) /* of their statements */
#define ELEMENTS    3

/* Where values of a scheme are said, and what is read as prose. What has parts
 * is longer than a spelling can be: status.h. */
static const struct place {
	enum scheme scheme;
	const char *elements[ELEMENTS];
	int64_t bytes;
} places[] = {
	{ SCHEME_LANGUAGE_NAME, { "language" }, 256 },
	{ SCHEME_TYPE, { "type", "degree" }, 256 },
	/* Whether they are one of these is asked of what is no type, too. */
	{ SCHEME_VERSION, { "type", "rights", "description" }, 512 },
	{ SCHEME_PEER_REVIEWED, { "type", "rights", "description" }, 512 },
	{ SCHEME_ACCESS, { "type", "rights", "description" }, 2048 },
	{ SCHEME_LICENSE, { "type", "rights" }, 512 },
	{ SCHEME_RIGHTS_STATEMENT, { "type", "rights" }, 2048 },
	{ SCHEME_FORMAT, { "format" }, 2048 },
	{ SCHEME_ROLE, { "creator", "contributor" }, (int64_t)RECORD_BYTES },
};

static const struct place *
place_of(enum scheme scheme)
{
	for (size_t i = 0; i < COUNT(places); i++)
		if (places[i].scheme == scheme)
			return &places[i];
	abort();
}

void
said_init(struct said *said, int64_t repository_id, struct text identifier)
{
	*said = (struct said){ .repository_id = repository_id };
	buffer_init(&said->identifier, 0);
	buffer_add_text(&said->identifier, identifier);
}

static void
forget_batch(struct said *said)
{
	reply_free(said->rows);
	free(said->found);
	said->rows = NULL;
	said->found = NULL;
	said->count = 0;
}

void
said_fini(struct said *said)
{
	forget_batch(said);
	buffer_fini(&said->identifier);
}

/*
 * What a platform holds is the type of items that say none: it is what "text"
 * means there (type.c), which is said nowhere then.
 */
static void
add_kind(struct parameters *parameters, const struct mapping *mapping)
{
	struct buffer key;
	struct buffer text;

	buffer_init(&key, 0);
	buffer_init(&text, 0);
	vocabulary_key(&key, mapping->scheme, mapping->spelling);
	vocabulary_key(&text, mapping->scheme, TEXT("text"));
	if (mapping->scheme == SCHEME_TYPE &&
	    text_equals(buffer_text(&key), buffer_text(&text)))
		parameter_text(parameters, buffer_text(&key));
	else
		parameter_null(parameters);
	buffer_fini(&key);
	buffer_fini(&text);
}

static bool
read_batch(struct said *said, struct connection *connection,
    const struct mapping *mapping, struct fault *why)
{
	const struct place *place = place_of(mapping->scheme);
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, said->repository_id);
	parameter_text(&parameters, buffer_text(&said->identifier));
	parameter_bigint(&parameters, BATCH_ITEMS);
	parameter_bigint(&parameters, BATCH_BYTES);
	array_begin(&parameters, ARRAY_TEXT);
	for (size_t i = 0; i < ELEMENTS && place->elements[i] != NULL; i++)
		array_bytes(&parameters, text_of(place->elements[i]));
	array_end(&parameters);
	parameter_bigint(&parameters, place->bytes);
	parameter_text(&parameters, mapping->platform);
	add_kind(&parameters, mapping);
	parameter_bool(&parameters, mapping->scheme == SCHEME_ROLE);
	return connection_run_once(
	    connection, QUERY_SAID_READ, &parameters, &said->rows, why);
}

static bool
is_of(const struct said *said, int row, int other)
{
	return reply_number(said->rows, row, 0) ==
	    reply_number(said->rows, other, 0) &&
	    text_equals(reply_text(said->rows, row, 1),
		reply_text(said->rows, other, 1));
}

static bool
is_left_out(const struct said *said, int row)
{
	int64_t id = reply_number(said->rows, row, 0);

	for (size_t i = 0; i < said->but_count && said->but[i] <= id; i++)
		if (said->but[i] == id)
			return true;
	return false;
}

static void
find(struct said *said, const struct mapping *mapping)
{
	int rows = reply_rows(said->rows);
	struct said_match match;

	said_match_init(&match, mapping);
	said->found = heap_array((size_t)rows, sizeof(*said->found));
	for (int row = 0; row < rows; row++) {
		if (said->count > 0 &&
		    is_of(said, row, said->found[said->count - 1]))
			continue;
		if ((reply_bool(said->rows, row, 3) ||
			said_match(&match, reply_text(said->rows, row, 2))) &&
		    !is_left_out(said, row))
			said->found[said->count++] = row;
	}
	said_match_fini(&match);
}

bool
said_next(struct said *said, struct connection *connection,
    const struct mapping *mapping, struct fault *why)
{
	int last;

	forget_batch(said);
	if (!read_batch(said, connection, mapping, why))
		return false;
	last = reply_rows(said->rows) - 1;
	said->is_end = last < 0;
	if (said->is_end)
		return true;
	find(said, mapping);
	said->repository_id = reply_number(said->rows, last, 0);
	buffer_reset(&said->identifier);
	buffer_add_text(&said->identifier, reply_text(said->rows, last, 1));
	return true;
}

bool
said_mark(
    const struct said *said, struct connection *connection, struct fault *why)
{
	struct parameters parameters;

	if (said->count == 0)
		return true;
	parameters_init(&parameters);
	array_begin(&parameters, ARRAY_BIGINT);
	for (size_t i = 0; i < said->count; i++)
		array_bigint(
		    &parameters, reply_number(said->rows, said->found[i], 0));
	array_end(&parameters);
	array_begin(&parameters, ARRAY_TEXT);
	for (size_t i = 0; i < said->count; i++)
		array_bytes(
		    &parameters, reply_text(said->rows, said->found[i], 1));
	array_end(&parameters);
	return connection_do_once(
	    connection, QUERY_SAID_MARK, &parameters, why);
}
