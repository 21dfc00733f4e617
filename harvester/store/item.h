#ifndef STORE_ITEM_H
#define STORE_ITEM_H

#include "base/arena.h"
#include "base/item.h"
#include "store/connection.h"

/* Normalised items on their way into sheaf.item and sheaf.item_text. */
struct item_row {
	struct text identifier;
	struct item item;
	bool is_known; /* stored already, just so: only its hash is here */
};

/* A row of record_read.sql; refers to the reply and to the arena. */
struct item_source item_source_read(
    struct arena *arena, const struct reply *reply, int row);
/* The hash of the item that is stored, by the same row; false: none is. */
bool item_known_hash(const struct reply *reply, int row, int64_t *hash);
/* The lines of a text. */
struct text_list item_lines(struct arena *arena, struct text text);

/* Parameters of record_read.sql, stale_delete.sql. */
void item_name(struct parameters *parameters, int64_t repository_id,
    const struct item_row *rows, size_t count);
/* Parameters of item_compare.sql for the rows that are not known; rows come in
 * order of identifier. */
void item_values(struct parameters *parameters, int64_t repository_id,
    const struct item_row *rows, size_t count);
/*
 * The same of item_store.sql. Which rules wrote an item is no part of what it
 * says, nor of its hash: other rules that make the same of it write nothing.
 */
void item_store(struct parameters *parameters, int64_t repository_id,
    const struct item_row *rows, size_t count, int rule_version);

/* And then, of the same rows, those of item_text_store.sql. */
void item_store_words(struct parameters *parameters, int64_t repository_id,
    const struct item_row *rows, size_t count);

/* All of that: what is not stored just so is stored, and the marks go. Rows in
 * order of identifier; in a transaction that has locked their marks. */
struct item_batch {
	int64_t repository_id;
	struct item_row *rows;
	size_t count;
	int rule_version;
};
bool item_store_made(struct connection *connection,
    struct parameters *parameters, const struct item_batch *batch,
    struct fault *why) MUSTUSE;

#endif
