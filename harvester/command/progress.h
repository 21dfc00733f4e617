#ifndef COMMAND_PROGRESS_H
#define COMMAND_PROGRESS_H

#include "command/common.h"

/*
 * How far a harvest is, for whoever waits: one line that changes on a
 * terminal, as wide as that is; elsewhere a line every 10 seconds, and one for
 * each wait; nothing when quiet. On err.
 */
struct progress {
	struct command_context *context;
	const char *name; /* what the line begins with */
	bool is_terminal;
	bool is_open;     /* a line that will be written over */
	int64_t last_at;  /* clock_milliseconds() of the last line */
	int64_t rated_at; /* of the records below */
	int64_t rated;    /* records at that moment; below 0: not yet */
	double rate;      /* records a second, smoothed; below 0: not yet */
	int64_t wait_end; /* of the wait that was said last; 0: none */
};

struct snapshot {
	int64_t records;
	int64_t pages;
	int64_t file;         /* of files, the one that is read */
	int64_t files;        /* 0: they are pages */
	int64_t listed;       /* of size */
	int64_t size;         /* -1: not known */
	int64_t wait_seconds; /* 0: nothing waits; else everything does */
	struct text reason;   /* why */
	struct text host;     /* it asked for the wait; none: it is ours */
	struct text until;    /* a moment, in words */
	int64_t stale;        /* items that wait to be normalised */
	bool is_harvested;    /* only they are left */
	bool is_compared;     /* nor these: duplicates are looked for */
};

void progress_init(struct progress *progress, struct command_context *context,
    const char *name);
void progress_show(struct progress *progress, const struct snapshot *now);
/* The line stays: what follows begins another. */
void progress_keep(struct progress *progress);
/* Before anything else is written to err or out. */
void progress_clear(struct progress *progress);

#endif
