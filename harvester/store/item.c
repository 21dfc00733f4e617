#include <assert.h>
#include <string.h>

#include "store/item.h"

struct text_list
item_lines(struct arena *arena, struct text text)
{
	struct text_list lines = { 0 };
	struct text *texts;
	size_t count = 1;

	if (text.length == 0)
		return lines;
	for (size_t i = 0; i < text.length; i++)
		count += text.bytes[i] == '\n';
	texts = arena_take(arena, count * sizeof(*texts));
	assert(texts != NULL);
	for (const char *at = text.bytes; lines.count < count; at++) {
		const char *end = text.bytes + text.length;
		const char *newline = memchr(at, '\n', (size_t)(end - at));

		if (newline != NULL)
			end = newline;
		texts[lines.count++] = (struct text){ at, (size_t)(end - at) };
		at = end;
	}
	lines.texts = texts;
	return lines;
}

struct item_source
item_source_read(struct arena *arena, const struct reply *reply, int row)
{
	return (struct item_source){
		.metadata_prefix = reply_text(reply, row, 1),
		/* What is only missing may still be there. */
		.status = text_is(reply_text(reply, row, 2), "deleted")
		    ? RECORD_DELETED
		    : RECORD_LIVE,
		.datestamp = reply_text(reply, row, 3),
		.has_instant = !reply_is_null(reply, row, 4),
		.instant = (time_t)reply_number(reply, row, 4),
		.metadata = reply_text(reply, row, 5),
		/* No setSpec has white space in it. */
		.set_specs = item_lines(arena, reply_text(reply, row, 6)),
	};
}

bool
item_known_hash(const struct reply *reply, int row, int64_t *hash)
{
	if (reply_is_null(reply, row, 7))
		return false;
	*hash = reply_number(reply, row, 7);
	return true;
}

void
item_name(struct parameters *parameters, int64_t repository_id,
    const struct item_row *rows, size_t count)
{
	parameter_bigint(parameters, repository_id);
	array_begin(parameters, ARRAY_TEXT);
	for (size_t i = 0; i < count; i++)
		array_bytes(parameters, rows[i].identifier);
	array_end(parameters);
}

/* A column is one array; empty texts and lists are NULL. */
static void
add_text(struct parameters *parameters, const struct text *text)
{
	if (text->length > 0)
		array_bytes(parameters, *text);
	else
		array_null(parameters);
}

static void
add_list(struct parameters *parameters, const struct text_list *list)
{
	if (list->count > 0)
		array_literal(parameters, list->texts, list->count);
	else
		array_null(parameters);
}

static void
add_year(struct parameters *parameters, bool is_known, int year)
{
	if (is_known)
		array_integer(parameters, year);
	else
		array_null(parameters);
}

static void
add_answer(struct parameters *parameters, enum answer answer)
{
	if (answer == ANSWER_NONE)
		array_null(parameters);
	else
		array_bool(parameters, answer == ANSWER_YES);
}

#define TYPE_TEXT   ARRAY_TEXT
#define TYPE_LIST   ARRAY_TEXT
#define TYPE_YEAR   ARRAY_INTEGER
#define TYPE_ANSWER ARRAY_BOOL
#define TYPE_BIGINT ARRAY_BIGINT
#define TYPE_BOOL   ARRAY_BOOL

#define ADD_TEXT(name)   add_text(parameters, &item->name)
#define ADD_LIST(name)   add_list(parameters, &item->name)
#define ADD_YEAR(name)   add_year(parameters, item->has_##name, item->name)
#define ADD_ANSWER(name) add_answer(parameters, item->name)
#define ADD_BIGINT(name) array_bigint(parameters, item->name)
#define ADD_BOOL(name)   array_bool(parameters, item->name)

/* Of the rows that are not known. */
#define ADD_COLUMN(kind, name)                           \
	array_begin(parameters, TYPE_##kind);            \
	for (size_t i = 0; i < count; i++) {             \
		const struct item *item = &rows[i].item; \
                                                         \
		if (!rows[i].is_known)                   \
			ADD_##kind(name);                \
	}                                                \
	array_end(parameters);

void
item_values(struct parameters *parameters, int64_t repository_id,
    const struct item_row *rows, size_t count)
{
	parameter_bigint(parameters, repository_id);
	array_begin(parameters, ARRAY_TEXT);
	for (size_t i = 0; i < count; i++)
		if (!rows[i].is_known)
			array_bytes(parameters, rows[i].identifier);
	array_end(parameters);
	ITEM_COLUMNS(ADD_COLUMN)
	ADD_COLUMN(BIGINT, hash)
	ADD_COLUMN(BOOL, is_deleted)
}

void
item_store(struct parameters *parameters, int64_t repository_id,
    const struct item_row *rows, size_t count, int rule_version)
{
	item_values(parameters, repository_id, rows, count);
	parameter_integer(parameters, rule_version);
}

static void
add_identifiers(struct parameters *parameters, const struct item_row *rows,
    size_t count, bool is_deleted)
{
	array_begin(parameters, ARRAY_TEXT);
	for (size_t i = 0; i < count; i++)
		if (!rows[i].is_known && rows[i].item.is_deleted == is_deleted)
			array_bytes(parameters, rows[i].identifier);
	array_end(parameters);
}

void
item_store_words(struct parameters *parameters, int64_t repository_id,
    const struct item_row *rows, size_t count)
{
	parameter_bigint(parameters, repository_id);
	add_identifiers(parameters, rows, count, false);
	array_begin(parameters, ARRAY_TSVECTOR);
	for (size_t i = 0; i < count; i++)
		if (!rows[i].is_known && !rows[i].item.is_deleted)
			array_bytes(parameters, rows[i].item.words);
	array_end(parameters);
	add_identifiers(parameters, rows, count, true);
}

static bool
run(struct connection *connection, enum query query,
    struct parameters *parameters, struct fault *why)
{
	bool done = connection_do(connection, query, parameters, why);

	parameters_reset(parameters);
	return done;
}

static bool
has_unknown(const struct item_batch *batch)
{
	for (size_t i = 0; i < batch->count; i++)
		if (!batch->rows[i].is_known)
			return true;
	return false;
}

static bool
store_unknown(struct connection *connection, struct parameters *parameters,
    const struct item_batch *batch, struct fault *why)
{
	item_store(parameters, batch->repository_id, batch->rows, batch->count,
	    batch->rule_version);
	if (!run(connection, QUERY_ITEM_STORE, parameters, why))
		return false;
	item_store_words(
	    parameters, batch->repository_id, batch->rows, batch->count);
	return run(connection, QUERY_ITEM_TEXT_STORE, parameters, why);
}

bool
item_store_made(struct connection *connection, struct parameters *parameters,
    const struct item_batch *batch, struct fault *why)
{
	if (has_unknown(batch) &&
	    !store_unknown(connection, parameters, batch, why))
		return false;
	item_name(parameters, batch->repository_id, batch->rows, batch->count);
	return run(connection, QUERY_STALE_DELETE, parameters, why);
}
