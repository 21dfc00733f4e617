#ifndef COMMAND_CHANGE_STATE_H
#define COMMAND_CHANGE_STATE_H

#include "command/common.h"

/* "sheaf pause", "resume" and "retire": the same but for the state and the
 * words. */
struct state_change {
	const char *command;
	const char *state; /* that it has from then on */
	/* What is said of one, a row of repository_set_state(). */
	void (*say)(struct command_context *context, const struct reply *reply,
	    int row);
};

int command_change_state(struct command_context *context,
    const struct state_change *change, int argc, char **argv);

#endif
