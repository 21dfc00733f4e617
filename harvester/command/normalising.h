#ifndef COMMAND_NORMALISING_H
#define COMMAND_NORMALISING_H

#include "command/several.h"
#include "store/status.h"

#define NORMALISE "normalise"

/* "sheaf normalise": what was typed, then what it comes to. */
struct normalising {
	struct command_context *context;
	struct connection *connection;
	struct several_names names;
	struct several several;
	const char *field; /* --field; NULL: not given */
	bool is_dry;
	int64_t items;  /* of all of them, tombstones too */
	int64_t marked; /* that are made again */
};

/*
 * normalise_rehearse.c. Normalises all in this process: for a dry run, tells
 * what would change; else, marks the items where the field would.
 */
int normalising_rehearse(struct normalising *normalising) MUSTUSE;

#endif
