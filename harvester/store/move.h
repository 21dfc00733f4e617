#ifndef STORE_MOVE_H
#define STORE_MOVE_H

#include "store/connection.h"

/* A repository that has a new base URL. */

enum sample_column { /* move_sample.sql */
	SAMPLE_IDENTIFIER,
	SAMPLE_PREFIX,
	SAMPLE_DATESTAMP,
	SAMPLE_INSTANT, /* seconds; NULL: its datestamp cannot be read */
};

/* Live records of it, spread over all of it, all in the first of these formats
 * that it has any in; free the reply. */
bool move_sample(struct connection *connection, int64_t repository_id,
    const struct text *prefixes, size_t prefix_count, int64_t count,
    struct reply **reply, struct fault *why) MUSTUSE;

struct repository_move {
	int64_t repository_id;
	const char *base_url;
	const char *host;
	long default_delay_milliseconds;
	long default_connections;
	/* What Identify said there; none where it did not. */
	struct text repository_name;
	struct text protocol_version;
	struct text admin_emails; /* one a line */
	struct text earliest_datestamp;
	struct text deleted_record;
	struct text granularity;
	struct text descriptions;
	bool is_full;       /* the next harvest brings everything */
	const char *reason; /* why it may move, for people */
};

struct repository_moved {
	int64_t ended; /* harvests that were under way */
	/* Of the host that it is at now. */
	long delay_milliseconds;
	long connections;
};

bool repository_move(struct connection *connection,
    const struct repository_move *move, struct repository_moved *moved,
    struct fault *why) MUSTUSE;

#endif
