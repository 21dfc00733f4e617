#ifndef COMMAND_SWEEP_H
#define COMMAND_SWEEP_H

#include "command/follow.h"
#include "store/sweep.h"

/* "sheaf sweep" between its files. */
struct sweep;
typedef int sweep_verb(struct sweep *sweep);

struct sweep {
	struct command_context *context;
	struct connection *connection;
	struct repository repository;
	sweep_verb *verb;
	int verbs; /* of --show, --confirm and --undo, how many were given */
	bool is_urgent;
	bool is_patient;
	int64_t harvest_id; /* 0: not given */
};

/* sweep_show.c: what --show, --confirm and --undo do. */
sweep_verb sweep_print;
sweep_verb sweep_take_as_gone;
sweep_verb sweep_take_back;

#endif
