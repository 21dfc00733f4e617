#ifndef COMMAND_IMPORT_PRIVATE_H
#define COMMAND_IMPORT_PRIVATE_H

#include "command/import_file.h"
#include "oai/response_file.h"

/* Between import_file.c and import_commit.c. */

#define IMPORT_WORDS sizeof(((struct fault *)NULL)->text)

/* One file, while it is read. */
struct reading {
	struct import_progress *progress;
	const char *name;
	char *shown; /* the name, printable */
	struct response_file *file;
	bool has_pending;
	struct page_write pending; /* the last page, which may end the file */
	bool is_broken;            /* the file itself, not what is in it */
	unsigned responses;
	bool has_root;   /* one of them is a response, however it went on */
	bool is_foreign; /* the one under way is of another format */
	bool goes_on;    /* the list of the last one does */
	int64_t records; /* rejects too */
	int64_t unnamed;
	int64_t deleted; /* counted only where nothing is stored */
	int64_t rejected;
	int64_t repaired;
	bool has_date;
	time_t date;
	char damage[IMPORT_WORDS]; /* "": none; the first */
	char other[IMPORT_WORDS];  /* why there is nothing of ours in it */
	struct fault why;          /* of the store */
};

void reading_keep_first(char into[IMPORT_WORDS], const char *text);

/* import_commit.c. The pending page, of a file that is not at its end. */
void reading_put(struct reading *reading);
/* The file is done: its counts, its place and the last page of it go over
 * together. */
bool reading_commit(struct reading *reading, struct fault *why) MUSTUSE;

#endif
