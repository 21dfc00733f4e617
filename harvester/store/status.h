#ifndef STORE_STATUS_H
#define STORE_STATUS_H

#include "store/connection.h"

/* How things are, for people: the answers of these statements by column, and
 * harvests asked for and followed. Free the replies. */

enum status_column { /* status_repository.sql */
	STATUS_NAME,
	STATUS_BASE_URL,
	STATUS_STATE,
	STATUS_LIVE,
	STATUS_DELETED,
	STATUS_IS_ESTIMATE,
	STATUS_VERDICT,
	STATUS_REASON,
	STATUS_ENDED_AT,
	STATUS_NEXT_DUE,
	STATUS_IS_DUE,
	STATUS_OPEN,
	STATUS_OPEN_RECORDS,
	STATUS_OPEN_PAGES,
	STATUS_OPEN_LISTED,
	STATUS_OPEN_SIZE,
	STATUS_OPEN_IS_INTERRUPTED, /* nobody would go on with it */
	STATUS_OPEN_COMMAND,        /* of sheaf, that goes on with it */
	STATUS_WAIT_SECONDS,
	STATUS_WAIT_REASON,
	STATUS_STALE,
	STATUS_HELD,
	STATUS_HELD_EXAMPLE,
	STATUS_QUARANTINED,
	STATUS_QUARANTINE_NAMED, /* STATUS_NAMED of these at most */
	STATUS_PREFIXES,         /* with "," between them, as the sets */
	STATUS_SETS,
	STATUS_EVERY_SECONDS,
	STATUS_OVERLAP_SECONDS,
	STATUS_DELAY_MILLISECONDS,
	STATUS_CONNECTIONS,
	STATUS_ALLOW_PRIVATE,
	STATUS_HTTP2,
	STATUS_COMPRESSION,
	STATUS_NOT_BEFORE, /* NULL: the host may be asked */
	STATUS_DELETED_RECORD,
	STATUS_IS_FAILING,
	STATUS_IS_OVERDUE,
	STATUS_JSON,
	STATUS_GROUP, /* NULL: it is in none */
	/* The last of all that ended, where none did of what is set now. */
	STATUS_EARLIER_KIND,
	STATUS_EARLIER_VERDICT,
	STATUS_EARLIER_REASON,
	STATUS_EARLIER_ENDED_AT,
	/* How it is reached; NULL: in the usual way. */
	STATUS_CREDENTIALS,
	STATUS_INSECURE_CREDENTIALS,
	STATUS_PROXY,
	STATUS_CA_FILE,
	STATUS_VERIFY_TLS,
	STATUS_USER_AGENT,
	STATUS_MOVED_TO, /* by permanent redirects; NULL: nowhere */
	STATUS_MOVED_TIMES,
	STATUS_SUPPRESSED,    /* identifiers */
	STATUS_QUIRKS_SET,    /* by a person, as keys; NULL: none */
	STATUS_SWEEP_SECONDS, /* NULL: it is not swept by itself */
	STATUS_IS_SWEPT,      /* by itself, something of it */
	STATUS_SWEEP_DUE,     /* NULL: not planned */
	STATUS_SWEEP_OUTCOME, /* of the last; NULL: it was never swept */
	STATUS_SWEEP_REASON,
	STATUS_SWEEP_ENDED_AT,
	STATUS_SWEEP_LISTED,  /* so far; NULL: none is under way */
	STATUS_IMPORT_SOURCE, /* NULL: none is open */
	STATUS_IMPORT_RECORDS,
	STATUS_IMPORT_IS_UNDER_WAY,
	STATUS_QUARANTINED_IS_SERVED, /* some of it, and not only imported */
	STATUS_QUARANTINED_HAS_FILES, /* or records in them that have no name */
	STATUS_MISSING,
	STATUS_GONE,
	STATUS_REFUSAL, /* by the database, for now; NULL: none */
	/* Of what the verdict is about. */
	STATUS_FAILURES, /* harvests in a row that were not complete */
	STATUS_FAILING_SINCE,
	STATUS_LAST_COMPLETE, /* NULL: none was */
	STATUS_PLATFORM,      /* NULL: not told, or none that is known */
	STATUS_PLATFORM_IS_SET,
};
#define STATUS_NAMED 3

enum ended_column { /* status_harvest.sql */
	ENDED_AT,
	ENDED_KIND,
	ENDED_PREFIX,
	ENDED_SET,
	ENDED_VERDICT,
	ENDED_REASON,
	ENDED_RECORDS,
	ENDED_INSERTED,
	ENDED_UPDATED,
	ENDED_UNCHANGED,
	ENDED_DELETED,
	ENDED_QUARANTINED,
	ENDED_JSON,
};

enum worker_column { /* status_worker.sql */
	WORKER_KIND,
	WORKER_MACHINE,
	WORKER_PID,
	WORKER_IS_DAEMON,
	WORKER_VERSION,
	WORKER_SECONDS,
	WORKER_JSON,
};

enum follow_column { /* harvest_follow.sql */
	FOLLOW_HARVEST_ID,
	FOLLOW_PREFIX,
	FOLLOW_SET,
	FOLLOW_KIND,
	FOLLOW_VERDICT,
	FOLLOW_PROOF,
	FOLLOW_REASON,
	FOLLOW_RECORDS,
	FOLLOW_INSERTED,
	FOLLOW_UPDATED,
	FOLLOW_UNCHANGED,
	FOLLOW_DELETED,
	FOLLOW_QUARANTINED,
	FOLLOW_PAGES,
	FOLLOW_BYTES,
	FOLLOW_REQUESTS,
	FOLLOW_RETRIES,
	FOLLOW_MILLISECONDS,
	FOLLOW_LISTED,
	FOLLOW_SIZE,
	FOLLOW_WAIT_SECONDS,
	FOLLOW_WAIT_REASON,
	FOLLOW_REPOSITORY_ID,
	FOLLOW_HOST,
	FOLLOW_IS_HOST_PAUSE, /* it is the host that is not to be asked */
	FOLLOW_WAIT_UNTIL,    /* UTC, in words */
	FOLLOW_WAIT_JSON,     /* the same, a string of JSON */
};

/* Which of them, and in which order: by name, or those first that fail or are
 * overdue. */
struct status_wish {
	const char *const *names; /* NULL: all */
	size_t count;
	bool is_by_trouble;
};
bool status_repositories(struct connection *connection,
    const struct status_wish *wish, struct reply **reply, struct fault *why)
    MUSTUSE;
/* The last of this repository that ended, the newest first. */
bool status_harvests(struct connection *connection, const char *name,
    int64_t count, struct reply **reply, struct fault *why) MUSTUSE;
bool status_workers(struct connection *connection, struct reply **reply,
    struct fault *why) MUSTUSE;
enum quirk_column { /* quirk_list.sql */
	QUIRK_NAME,
	QUIRK_SETTING,
	QUIRK_IS_IN_FORCE,
	QUIRK_REASON,
	QUIRK_SINCE,
	QUIRK_UNTIL,
};
bool status_quirks(struct connection *connection, const char *name,
    struct reply **reply, struct fault *why) MUSTUSE;
/* Of a daemon; kind is "harvest" or "normalise". */
bool status_worker_alive(struct connection *connection, const char *kind,
    bool *is_alive, struct fault *why) MUSTUSE;

/* A harvest that a person asks for. */
struct harvest_order {
	int64_t repository_id;
	struct text metadata_prefix;
	struct text set_spec; /* "" for all */
	bool has_from;
	bool has_until;
	time_t from;
	time_t until;
	bool is_full; /* everything again */
};

/* *is_joined: it was under way already. */
bool harvest_request(struct connection *connection,
    const struct harvest_order *order, int64_t *harvest_id, bool *is_joined,
    struct fault *why) MUSTUSE;
/* In the order of the ids. A harvest that was removed has no row. */
bool harvest_follow(struct connection *connection,
    const int64_t *repository_ids, const int64_t *harvest_ids, size_t count,
    struct reply **reply, struct fault *why) MUSTUSE;

/* Items that wait to be normalised; counted no further than this. */
#define STALE_COUNTED 100000
bool stale_count(struct connection *connection, const int64_t *repository_ids,
    size_t count, int64_t *stale, struct fault *why) MUSTUSE;

#endif
