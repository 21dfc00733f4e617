#ifndef STORE_QUARANTINE_H
#define STORE_QUARANTINE_H

#include "store/connection.h"

/*
 * What could not be read of a repository, for people: the answers by column.
 * Free the replies.
 */

enum quarantine_column { /* quarantine_list.sql */
	QUARANTINE_ID,
	QUARANTINE_AT, /* UTC, in words */
	QUARANTINE_PREFIX,
	QUARANTINE_IDENTIFIER, /* NULL: none that could be read */
	QUARANTINE_REASON,
	QUARANTINE_RULE, /* rule_name(), or NULL */
	QUARANTINE_JSON,
	QUARANTINE_FILE, /* that it was imported from; NULL: it was harvested */
};

/* Of which there may be something to list; rows: repository_id, name. */
bool quarantine_repositories(struct connection *connection,
    struct reply **reply, struct fault *why) MUSTUSE;

/* The newest first; what a person let go instead of what stands. */
bool quarantine_list(struct connection *connection, int64_t repository_id,
    bool is_dropped, struct reply **reply, struct fault *why) MUSTUSE;

enum quarantined_column { /* quarantine_show.sql */
	QUARANTINED_ID,
	QUARANTINED_IDENTIFIER,
	QUARANTINED_PREFIX,
	QUARANTINED_REASON,
	QUARANTINED_RULE,
	QUARANTINED_BYTES, /* in hexadecimal */
	QUARANTINED_LENGTH,
	QUARANTINED_HARVEST_ID,
	QUARANTINED_KIND, /* of the harvest */
	QUARANTINED_PAGE_NUMBER,
	QUARANTINED_AT,
	QUARANTINED_TIMES,
	QUARANTINED_FIRST_AT,
	QUARANTINED_STATE,  /* standing, read, dropped, suppressed, over */
	QUARANTINED_SINCE,  /* when it was read or dropped */
	QUARANTINED_STATUS, /* of the record as stored; NULL: it is not */
	QUARANTINED_DATESTAMP,
	QUARANTINED_CHANGED_AT,
	QUARANTINED_JSON,
};

/* word is an identifier or a quarantine_id; a row a format. */
bool quarantine_show(struct connection *connection, int64_t repository_id,
    const char *word, struct reply **reply, struct fault *why) MUSTUSE;

/* Asks for them again, or without words for all. Rows: harvest_id, whether it
 * was under way already; and NULL, NULL, a word for each word that stands for
 * no record that has an identifier. */
bool quarantine_retry(struct connection *connection, int64_t repository_id,
    const struct text *words, size_t word_count, struct reply **reply,
    struct fault *why) MUSTUSE;

struct quarantine_drop {
	int64_t repository_id;
	const struct text *words; /* as for quarantine_show() */
	size_t word_count;
	bool is_all;
	bool is_undone;
};

/* A row a word: the word, and how many records it stood for; with is_all one
 * more first, the word NULL. */
bool quarantine_drop(struct connection *connection,
    const struct quarantine_drop *drop, struct reply **reply, struct fault *why)
    MUSTUSE;

#endif
