#ifndef STORE_IMPORT_H
#define STORE_IMPORT_H

#include "store/page.h"

/*
 * A harvest of kind "import": its pages come from files, one page a file, and
 * from the command that holds it. No worker takes it, and it is gone on with by
 * what is the same: repository, prefix, set and source.
 */
struct import_order {
	int64_t repository_id;
	const char *metadata_prefix;
	const char *set_spec; /* "" for all */
	const char *source;   /* where the files are */
	const char *lease_id; /* of this process */
	bool is_again;        /* from the first file */
};

/* How far it is; the texts live with the reply. */
struct import_taken {
	struct fence fence;
	struct text place; /* token of the last page; none: at the start */
	int64_t listed;
	int64_t unnamed; /* of these, rejects without an identifier */
	int64_t inserted;
	int64_t updated;
	int64_t deleted;
	int64_t quarantined;
	int64_t repaired;
	int64_t bytes;
	bool is_known; /* records of this prefix may be stored already */
	struct reply *reply;
};

/* Begins it where it is not open. From now on nobody else writes for it. */
bool import_take(struct connection *connection,
    const struct import_order *order, struct import_taken *taken,
    struct fault *why) MUSTUSE;
void import_taken_fini(struct import_taken *taken); /* zeroed is fine */

struct import_verdict {
	const char *verdict;
	const char *proof; /* NULL unless complete */
	const char *fault; /* NULL where complete */
	const char *reason;
	bool has_next_from; /* for what is harvested regularly, never back */
	time_t next_from;
	char *const *files; /* all of it, as they were sent with its pages */
	size_t file_count;
};

/* FAULT_FENCED: somebody else goes on with it, or it is gone. *is_moved: there
 * was a next_from to move. */
bool import_settle(struct connection *connection, const struct fence *fence,
    const struct import_verdict *verdict, bool *is_moved, struct fault *why)
    MUSTUSE;

/* What the next harvest of it asks for. */
struct import_next {
	bool is_regular;
	bool has_from;
	char from[32]; /* of next_from, as a datestamp */
	long overlap_seconds;
};
bool import_next(struct connection *connection,
    const struct import_order *order, struct import_next *next,
    struct fault *why) MUSTUSE;

#endif
