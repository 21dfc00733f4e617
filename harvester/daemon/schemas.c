#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/heap.h"
#include "daemon/schemas.h"
#include "normalise/vocabulary_row.h"

struct rows {
	struct vocabulary_row *list; /* once they are news */
	size_t count;
	struct hash hash;
};

static void
take(void *data, const struct vocabulary_row *row)
{
	struct rows *rows = data;

	rows->list[rows->count++] = *row;
}

static void
look_at(void *data, const struct vocabulary_row *row)
{
	struct rows *rows = data;
	struct hash *hash = &rows->hash;

	rows->count++;
	hash_add_text(hash, text_of(vocabulary_scheme_name(row->scheme)));
	hash_add_number(hash, row->is_term);
	hash_add_text(hash, row->code);
	hash_add_text(hash, row->source);
	hash_add_text(hash, row->label);
	hash_add_text(hash, row->uri);
	hash_add_text(hash, row->broader);
	hash_add_text(hash, row->spelling);
	hash_add_text(hash, row->platform);
}

static void
add_scheme(struct parameters *parameters, const struct vocabulary_row *row)
{
	array_bytes(parameters, text_of(vocabulary_scheme_name(row->scheme)));
}

static void
add_key(struct parameters *parameters, const struct vocabulary_row *row)
{
	struct buffer key;

	buffer_init(&key, 0);
	vocabulary_key(&key, row->scheme, row->spelling);
	array_bytes(parameters, buffer_text(&key));
	buffer_fini(&key);
}

static void
add_or_null(struct parameters *parameters, struct text text)
{
	if (text.length > 0)
		array_bytes(parameters, text);
	else
		array_null(parameters);
}

static void
add_code(struct parameters *parameters, const struct vocabulary_row *row)
{
	array_bytes(parameters, row->code);
}

static void
add_label(struct parameters *parameters, const struct vocabulary_row *row)
{
	add_or_null(parameters, row->label);
}

static void
add_uri(struct parameters *parameters, const struct vocabulary_row *row)
{
	add_or_null(parameters, row->uri);
}

static void
add_broader(struct parameters *parameters, const struct vocabulary_row *row)
{
	add_or_null(parameters, row->broader);
}

static void
add_source(struct parameters *parameters, const struct vocabulary_row *row)
{
	array_bytes(parameters, row->source);
}

static void
add_platform(struct parameters *parameters, const struct vocabulary_row *row)
{
	array_bytes(parameters, row->platform);
}

static void
add_spelling(struct parameters *parameters, const struct vocabulary_row *row)
{
	array_bytes(parameters, row->spelling);
}

/* The parameters of schemas_store.sql. */
static const struct {
	bool is_term;
	void (*add)(struct parameters *, const struct vocabulary_row *);
} columns[] = {
	{ true, add_scheme },
	{ true, add_code },
	{ true, add_label },
	{ true, add_uri },
	{ true, add_broader },
	{ true, add_source },
	{ false, add_scheme },
	{ false, add_platform },
	{ false, add_key },
	{ false, add_spelling },
	{ false, add_code },
	{ false, add_source },
};

static bool
store(struct connection *connection, struct rows *rows, struct fault *why)
{
	struct parameters parameters;
	bool done;

	rows->list = heap_array(rows->count, sizeof(*rows->list));
	rows->count = 0;
	vocabulary_visit_all(take, rows);
	parameters_init(&parameters);
	done =
	    connection_do(connection, QUERY_SCHEMAS_FORGET, &parameters, why);
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++) {
		array_begin(&parameters, ARRAY_TEXT);
		for (size_t row = 0; row < rows->count; row++)
			if (rows->list[row].is_term == columns[i].is_term)
				columns[i].add(&parameters, &rows->list[row]);
		array_end(&parameters);
	}
	done = done &&
	    connection_do(connection, QUERY_SCHEMAS_STORE, &parameters, why);
	parameters_fini(&parameters);
	free(rows->list);
	return done;
}

/* *is_news: they are others than they were. */
static bool
note(struct connection *connection, const struct rows *rows, bool *is_news,
    struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;
	char hash[24];

	(void)snprintf(
	    hash, sizeof(hash), "%" PRId64, hash_result(&rows->hash));
	parameters_init(&parameters);
	parameter_string(&parameters, hash);
	if (!connection_run_once(
		connection, QUERY_SCHEMAS_NOTE, &parameters, &reply, why))
		return false;
	*is_news = reply_rows(reply) > 0;
	reply_free(reply);
	return true;
}

static bool
transact(struct connection *connection, struct rows *rows, struct fault *why)
{
	struct parameters none = { 0 };
	struct fault ignored;
	bool is_news;

	if (!connection_script(connection, "BEGIN", why))
		return false;
	if (connection_do(connection, QUERY_VOCABULARY_BEGIN, &none, why) &&
	    note(connection, rows, &is_news, why) &&
	    (!is_news || store(connection, rows, why)) &&
	    connection_script(connection, "COMMIT", why))
		return true;
	(void)!connection_script(connection, "ROLLBACK", &ignored);
	return false;
}

bool
schemas_settle(struct connection *connection, struct fault *why)
{
	struct rows rows = { 0 };

	hash_init(&rows.hash);
	vocabulary_visit_all(look_at, &rows);
	return transact(connection, &rows, why);
}
