#ifndef COMMAND_HAND_H
#define COMMAND_HAND_H

#include <sys/types.h>

#include "command/common.h"

/*
 * A worker that a command starts because no daemon's is alive: a child
 * process, started again when it dies, a few times.
 */
struct hand {
	const char *kind; /* "harvest" or "normalise" */
	char *ids;        /* what it is to work for: "12,13" */
	pid_t pid;        /* 0: it does not run */
	int starts;
	int blame;            /* its page of blame.h; -1: none */
	int killed;           /* child_crash() of the last one */
	bool is_outdated;     /* it would end at once however often */
	struct buffer ending; /* how the last one ended */
};

void hand_init(
    struct hand *hand, const char *kind, const int64_t *ids, size_t count);
void hand_fini(struct hand *hand); /* it must not run */

/* What it dies of is charged: for a normaliser, whose item is then held. A
 * harvest that ends its worker is the command's to report. */
void hand_blames(struct hand *hand);
/* Starts it where it does not run. False: it died too often, or it is no use.
 */
bool hand_start(struct hand *hand, const struct command_context *context,
    struct fault *why) MUSTUSE;
/* Notices that it ended. */
void hand_look_after(struct hand *hand);
void hand_signal(struct hand *hand, int signal_number);
bool hand_is_running(const struct hand *hand);

/* Once, before: how children find the same database. */
void hands_prepare(const struct command_context *context);

#endif
