#ifndef COMMAND_IMPORT_STORE_H
#define COMMAND_IMPORT_STORE_H

#include "command/import.h"
#include "store/page_sending.h"

/*
 * Pages of a source on their way into the database: one is PostgreSQL's while
 * the next is read. Whoever reads for long calls import_store_flush().
 */
struct import_store {
	struct connection *connection;
	struct fence fence;
	struct text metadata_prefix;
	bool is_known;              /* records of it may be stored already */
	struct import_tally *tally; /* gets what the answers say */
	/* The page that is the database's. */
	bool is_busy;
	struct page_sending sending;
	bool is_close;
	struct page_close close;
	struct buffer token; /* of close */
	struct buffer file;  /* of the page */
	/* The answer to its last statement. */
	bool is_answered;
	bool is_fenced;
	struct fault refusal; /* FAULT_NONE: none */
};

void import_store_init(struct import_store *store,
    struct connection *connection, const struct import_taken *taken,
    const struct import_source *source, struct import_tally *tally);
void import_store_fini(struct import_store *store);

/*
 * Waits for the page before, and sends this one, which it takes over. close is
 * NULL where the file goes on; its token is copied, and so is the name of the
 * file. False: nothing can be
 * stored any more.
 */
bool import_store_put(struct import_store *store,
    const struct page_write *write, const struct page_close *close,
    struct fault *why) MUSTUSE;
void import_store_flush(struct import_store *store);
/* Until all that was put is committed. */
bool import_store_wait(struct import_store *store, struct fault *why) MUSTUSE;

#endif
