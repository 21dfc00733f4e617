#ifndef COMMAND_FOLLOW_H
#define COMMAND_FOLLOW_H

#include "command/common.h"

/*
 * Waits for harvests that were asked for, and then, or only, until what is to
 * be normalised is. A daemon's workers do it where they are alive; otherwise
 * children of ours do, and end with us; its chores are done then too. Where
 * all has to wait for longer than PAUSE_SECONDS, what came is still normalised,
 * and that is it.
 *
 *	SIGINT, SIGTERM  our children stop after the page in hand; again: they
 *	                 are killed. A daemon goes on: we only stop waiting.
 */
struct target {
	const char *name; /* of the repository */
	int64_t repository_id;
	int64_t harvest_id;
	bool is_joined; /* it was under way already */
	char *notice;   /* said in place of its reason; NULL: none */
};

enum follow_end {
	FOLLOW_DONE,    /* all have a verdict, and nothing waits */
	FOLLOW_STOPPED, /* by a signal; our children are gone */
	FOLLOW_LEFT,    /* by a signal, or a long wait; a daemon goes on */
	FOLLOW_PAUSED,  /* a long wait; our children are gone */
	FOLLOW_FAILED,  /* see why */
};

struct following {
	struct command_context *context;
	const char *command;            /* that waits: "harvest" */
	struct connection **connection; /* opened again when it is lost */
	const struct target *targets;
	size_t count;
	bool is_patient;   /* waits however long */
	bool is_harvested; /* nothing is: targets have no harvest */
	/* The last look; rows in the order of targets; NULL where nothing is
	 * harvested. free it. */
	struct reply *harvests;
};

enum follow_end follow(struct following *following, struct fault *why);

#endif
