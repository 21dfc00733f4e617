#ifndef DAEMON_CHILD_H
#define DAEMON_CHILD_H

#include <sys/types.h>

#include "base/buffer.h"

/*
 * Processes of ours: this program again, re-executed, so that each starts in a
 * known state. A child ends when its parent does (child_follow_parent()).
 */

/* NULL-terminated; argv[0] is set by child_start(). At most CHILD_ARGUMENTS. */
#define CHILD_ARGUMENTS 24
struct child_arguments {
	const char *argv[CHILD_ARGUMENTS + 1];
	int count;
	char blame[16];
	char killed[16];
};

void child_argument(struct child_arguments *arguments, const char *argument);
/* The page of blame.h that the child gets, and child_crash() of its life
 * before. */
void child_blame(struct child_arguments *arguments, int blame, int killed);
/* Signals blocked here are not blocked there. Aborts when no process can be
 * had: ours to restart. */
pid_t child_start(struct child_arguments *arguments);
/* Status of a worker that found another daemon's in its place. */
#define CHILD_RIVAL    4
/* Of one that normalises where items are made by newer rules. */
#define CHILD_OUTDATED 5
/* In the child, first: SIGTERM when the parent dies. */
void child_follow_parent(void);
/* The signal of a death of its own making; 0: it ended, or was killed from
 * outside. */
int child_crash(int status);
/* "ended with status 1", "was killed by signal 9 (Killed)". */
void child_ending(struct buffer *into, int status);

#endif
