#ifndef COMMAND_IMPORT_H
#define COMMAND_IMPORT_H

#include <time.h>

#include "base/url.h"
#include "command/common.h"
#include "command/progress.h"
#include "store/import.h"

/*
 * "sheaf import-pages" between its files:
 *
 *	import_find.c    files and directories, to sources
 *	import_metha.c   what metha's names of them say
 *	import_peek.c    what <request> says of the others
 *	import_target.c  the repository, which may be added here
 *	import_read.c    a source, file by file, and how it ended
 *	import_file.c    one file
 *	import_store.c   its pages, on their way into the database
 *	import_commit.c  the end of it
 *	import_place.c   how far a source is, as text
 *	import_verdict.c how it ended
 *	import_report.c  what is told at the end
 *	import_next.c    and what comes next
 */

/* What a source came to. Of files that were committed, and so the same however
 * often it was killed and gone on with. */
struct import_tally {
	int64_t read;       /* files, to their end */
	int64_t damaged;    /* or not */
	int64_t skipped;    /* or nothing of ours */
	int64_t unfinished; /* lists of metha that break off */
	int64_t records;    /* rejects too */
	int64_t unnamed;    /* of these, rejects without an identifier */
	int64_t inserted;
	int64_t updated;
	int64_t deleted;
	int64_t quarantined;
	int64_t repaired;
	int64_t bytes;
};

/* The files of one directory that are of one format: one harvest. */
struct import_source {
	char *folder; /* as it is opened */
	char *path;   /* the same, absolute and printable: what is stored */
	char *metadata_prefix; /* NULL: it has to be looked for */
	char *set_spec;
	/* Its files are of several sets, so that it is "", and one of the
	 * whole: else there are records that are in none of the files. */
	bool is_of_sets;
	bool has_whole;
	char *base_url; /* of metha's name; NULL: it has none */
	bool is_metha;
	char **files; /* names in folder, in their order */
	size_t count;
	int64_t left_out; /* what was no file, when they were looked for */

	struct import_tally tally;
	int64_t harvest_id;  /* 0: none yet */
	const char *verdict; /* NULL: it was stopped */
	char *reason;
	struct import_next next;
	bool is_moved; /* next_from, since a person said so */
	int64_t milliseconds;
};

/* A file and what was wrong with it. */
struct import_problem {
	char *file;
	char *text;
	char *folder;   /* of its source */
	bool is_damage; /* or it was skipped */
	bool is_told;   /* or it is of a source that is not imported */
};

struct importing {
	struct command_context *context;
	struct connection *connection;
	const char *name;   /* of the repository */
	const char *prefix; /* as typed; NULL: not given; so are the others */
	const char *set;
	struct base_url url;
	bool has_url;
	bool has_next_from;
	time_t next_from;
	bool is_recursive;
	bool is_dry;
	struct repository repository; /* zeroed: there is none */
	char lease_id[UUID_SIZE];

	struct import_source *sources;
	size_t source_count;
	struct import_problem *problems; /* IMPORT_PROBLEMS at most are kept */
	size_t problem_count;
	int64_t told;      /* on err */
	size_t file_count; /* in all sources */
	size_t file;       /* the one under way, from 1 */
	struct progress progress;
	int64_t shown_at;
	bool is_stopped; /* by a signal */
};

#define IMPORT_PROBLEMS 1000

/* import_find.c. FAULT_INPUT: one of them is not there, or cannot be read. */
bool import_find(struct importing *importing, char **arguments, size_t count,
    struct fault *why) MUSTUSE;
/* Another source, empty; folder is taken over. The others may move. */
struct import_source *import_add_source(
    struct importing *importing, char *folder) RETURNS_VALID;
void import_add_file(struct import_source *source, const char *name);
void import_source_fini(struct import_source *source);
/* Keeps it; NULL: there are enough. */
struct import_problem *import_note(struct importing *importing,
    const struct import_source *source, const char *file, const char *text);
/* On err, unless there were many: of a source, what was left out. */
void import_tell(struct importing *importing, const char *file,
    const char *text, bool is_damage);
void import_tell_left_out(
    struct importing *importing, const struct import_source *source);

/* import_metha.c. False: it is not a name that metha gives. free() them. */
bool metha_read_directory(const char *name, char **set_spec,
    char **metadata_prefix, char **base_url) MUSTUSE;
/* YYYY-MM-DD-NNNNNNNN.xml.gz: the window that ends then, and the page of it. */
struct metha_file {
	char date[sizeof("YYYY-MM-DD")];
	long long number;
};
bool metha_read_file(const char *name, struct metha_file *file) MUSTUSE;
/* The same, http or https, with or without a last slash. */
bool same_base_url(const char *left, const char *right);

/* import_peek.c. Sorts the files of sources whose format is not known by it;
 * FAULT_INPUT: some do not say. */
bool import_peek(struct importing *importing, struct fault *why) MUSTUSE;

/* import_target.c. COMMAND_DONE, or says what is wrong. */
int import_target(struct importing *importing) MUSTUSE;

/* import_read.c. True: it has a verdict, or was stopped. */
bool import_read(struct importing *importing, struct import_source *source,
    struct fault *why) MUSTUSE;
/* How far it is, now and then; records: of the file under way. */
void import_show(struct importing *importing, int64_t records);

/* import_verdict.c. Of one format and set? */
bool import_same_list(
    const struct import_source *one, const struct import_source *other);
/* The verdict, in words too: source->reason. */
void import_decide(const struct importing *importing,
    struct import_source *source, struct import_verdict *verdict);

/* import_place.c. */
struct import_place {
	uint64_t names;            /* a hash of the names up to here */
	struct text file;          /* the last of them */
	bool is_open;              /* of metha: its list goes on */
	struct import_tally tally; /* the four counts of files */
};
void import_place_write(struct buffer *into, const struct import_place *place);
/* False: another version wrote it. */
bool import_place_read(struct import_place *place, struct text text) MUSTUSE;

/* import_report.c. The exit code. */
int import_report(const struct importing *importing);

/* import_next.c. What follows from it. */
void import_say_next(const struct importing *importing);

#endif
