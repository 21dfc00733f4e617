#ifndef STORE_ITEM_H
#define STORE_ITEM_H

#include "base/item.h"
#include "store/connection.h"

/* Normalised items on their way into sheaf.item and sheaf.item_text. */
struct item_row {
	struct text identifier;
	struct item item;
	bool is_known; /* stored already, just so */
};

/* Parameters of item_known.sql for all rows, and what its answer means. */
void item_ask_known(struct parameters *parameters, int64_t repository_id,
    const struct item_row *rows, size_t count);
void item_note_known(
    struct item_row *rows, size_t count, const struct reply *reply);

/* Parameters of item_store.sql for the rows that are not known; rows come in
 * order of identifier. */
void item_store(struct parameters *parameters, int64_t repository_id,
    const struct item_row *rows, size_t count);

#endif
