#ifndef STORE_REPOSITORY_H
#define STORE_REPOSITORY_H

#include "base/config.h"
#include "store/connection.h"

/*
 * Repositories as people handle them: found by name, added, edited, removed.
 * What fails because of what a person typed is FAULT_INPUT; all else is
 * FAULT_STORE.
 */

/* How one is reached. Told: "" where it is the usual way; to be changed: NULL
 * and -1 leave it as it is. */
struct repository_access {
	const char *credentials; /* the name of a file, see oai/credentials.h */
	const char *proxy;
	const char *ca_file;
	const char *user_agent;
	int insecure_credentials;
	int verify_tls;
};

struct repository {
	int64_t repository_id;
	const char *name;
	const char *base_url;
	const char *host; /* of the base URL, see base/url.h */
	const char *state;
	bool allow_private;
	bool http2;
	bool compression;
	long delay_milliseconds; /* of its host */
	long neighbours;         /* other repositories at its host */
	struct repository_access access;
	/* Owns the texts; NULL: they are those of struct repositories. */
	struct reply *reply;
};

/* Release with repository_fini(). FAULT_INPUT: there is none of this name. */
bool repository_find(struct connection *connection, const char *name,
    struct repository *repository, struct fault *why) MUSTUSE;
void repository_fini(struct repository *repository); /* zeroed is fine */
/* Those of a group, by name; release. FAULT_INPUT: there are none. */
struct repositories {
	struct repository *list;
	size_t count;
	struct reply *reply;
};
bool repositories_find(struct connection *connection, const char *group_name,
    struct repositories *repositories, struct fault *why) MUSTUSE;
void repositories_fini(struct repositories *repositories); /* zeroed is fine */
/* One name a row, of the groups that repositories are in; free the reply. */
bool group_names(struct connection *connection, struct reply **reply,
    struct fault *why) MUSTUSE;
/* One name a row, of all or of those at a base URL; free the reply. */
bool repository_names(struct connection *connection, struct reply **reply,
    struct fault *why) MUSTUSE;
bool repository_at(struct connection *connection, const char *base_url,
    struct reply **reply, struct fault *why) MUSTUSE;
/* metadata_prefix and set_spec a row, of what is harvested regularly. */
bool repository_selections(struct connection *connection, int64_t repository_id,
    struct reply **reply, struct fault *why) MUSTUSE;

/* What PostgreSQL lets a name (of a group too) be: small letters, digits, ".",
 * "_", "-". */
bool repository_name_is_valid(const char *name);

struct repository_addition {
	const char *name;
	const char *group_name; /* NULL: none */
	const char *base_url;
	const char *host;
	long every_seconds;
	long overlap_seconds;
	long sweep_seconds; /* 0: it is not swept by itself */
	long first_seconds; /* from now to the first harvest */
	bool allow_private;
	struct repository_access access;
	/* Of the host: what a person said, -1 where nothing, and what a host
	 * gets that is new here. */
	long delay_milliseconds;
	long connections;
	long default_delay_milliseconds;
	long default_connections;
	/* What Identify said; none where it did not. */
	struct text repository_name;
	struct text protocol_version;
	struct text admin_emails; /* one a line */
	struct text earliest_datestamp;
	struct text deleted_record;
	struct text granularity;
	struct text descriptions;
	/* Every prefix is harvested with every set; "" is the whole. */
	const struct text *prefixes;
	size_t prefix_count;
	const struct text *sets;
	size_t set_count;
};

/* As config says, at once, and reached in the usual way; all else is zeroed. */
struct repository_addition repository_addition_usual(
    const struct config *config);
/* FAULT_INPUT: the name is taken. */
bool repository_add(struct connection *connection,
    const struct repository_addition *addition, struct fault *why) MUSTUSE;

/* How it is asked: the name of a quirk; "on", "off" or "auto". */
struct quirk_change {
	const char *quirk;
	const char *setting;
};
#define REPOSITORY_QUIRKS 32 /* at once */

/* -1 and NULL: as it is. 0 and 1 are no and yes. */
struct repository_change {
	const char *name;
	const char *group_name; /* "": none */
	const char *platform;   /* "auto": as it is told; "none" of ours */
	long every_seconds;
	long overlap_seconds;
	long sweep_seconds; /* 0: it is not swept by itself any more */
	long delay_milliseconds;
	long connections;
	int allow_private;
	int http2;
	int compression;
	struct repository_access access;
	/* Every prefix is harvested with every set; "" is the whole. */
	const struct text *prefixes;
	size_t prefix_count;
	const struct text *sets;
	size_t set_count;
	struct quirk_change quirks[REPOSITORY_QUIRKS];
	size_t quirk_count;
};

/* Pairs of prefix and set: what is harvested from now on, and no more; and
 * whether its platform is another, or its formats are. Which items are made
 * again for that is noted with it: they are marked behind it
 * (daemon/marking.h). */
struct repository_edited {
	long added;
	long dropped;
	bool is_other;
	bool has_other_formats;
};

/* For several changes in one transaction: locks the hosts of these
 * repositories, and keeps these from being removed. */
struct repositories_locked {
	long hosts;
	long neighbours; /* other repositories at them */
	size_t gone; /* the number, from 1, of one that was removed; 0: none */
};
bool repositories_lock(struct connection *connection,
    const int64_t *repository_ids, size_t count,
    struct repositories_locked *locked, struct fault *why) MUSTUSE;
/* FAULT_INPUT: the new name is taken. */
bool repository_edit(struct connection *connection, int64_t repository_id,
    const struct repository_change *change, struct repository_edited *edited,
    struct fault *why) MUSTUSE;

/*
 * Pauses ("paused"), resumes ("active") or retires ("retired"), where that
 * changes anything: by columns, a row for each of them, by name. Free it. In
 * the transaction of repositories_lock(): another's change is not undone.
 */
enum state_column { /* repository_state.sql */
	STATE_NAME,
	STATE_BEFORE,
	STATE_IS_CHANGED,
	STATE_REASON, /* of one that was held: what held it; else NULL */
	STATE_PREFIX, /* of the list that did */
	STATE_CRASHES,
	STATE_ENDED, /* harvests that were under way */
};
bool repository_set_state(struct connection *connection, const char *state,
    const int64_t *repository_ids, size_t count, struct reply **reply,
    struct fault *why) MUSTUSE;

/*
 * Removing: close, then purge in batches (each a transaction of its own, so
 * that it can be stopped and gone on with), then delete. A repository that
 * holds no records needs no batches.
 */
bool repository_has_records(struct connection *connection,
    int64_t repository_id, bool *has_records, struct fault *why) MUSTUSE;
bool repository_close(struct connection *connection, int64_t repository_id,
    struct fault *why) MUSTUSE;
/* Deletes some records behind *after and what was made of them; moves *after,
 * adds to *purged. *is_last: what is left is repository_delete()'s. */
bool repository_purge(struct connection *connection, int64_t repository_id,
    struct buffer *after, int64_t *purged, bool *is_last, struct fault *why)
    MUSTUSE;
/* In one transaction, with all that is left of it. */
bool repository_delete(struct connection *connection, int64_t repository_id,
    int64_t *purged, struct fault *why) MUSTUSE;

/* What the installation remembers. *value is NULL where it does not; free. */
bool setting_read(struct connection *connection, const char *name, char **value,
    struct fault *why) MUSTUSE;
bool setting_write(struct connection *connection, const char *name,
    const char *value, struct fault *why) MUSTUSE;

#endif
