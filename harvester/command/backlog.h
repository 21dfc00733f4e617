#ifndef COMMAND_BACKLOG_H
#define COMMAND_BACKLOG_H

#include "daemon/marking_own.h"

/*
 * Items of a few repositories that wait to be made again, for who waits for
 * them. Without a daemon what was changed is looked for in them first, by
 * whoever waits.
 */
struct backlog {
	const int64_t *repository_ids;
	size_t count;
	struct marking_own own;
	int64_t items;      /* when they were counted; at least, of many */
	int64_t counted_at; /* 0: not yet */
};

void backlog_init(
    struct backlog *backlog, const int64_t *repository_ids, size_t count);
void backlog_fini(struct backlog *backlog);

/* Looks again; of many, once in a while. */
bool backlog_look(struct backlog *backlog, struct connection *connection,
    bool has_daemon, struct fault *why) MUSTUSE;

#endif
