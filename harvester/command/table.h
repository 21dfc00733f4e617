#ifndef COMMAND_TABLE_H
#define COMMAND_TABLE_H

#include "command/command.h"

/* Every command, with what "sheaf help" says of it. */
struct command {
	const char *name;
	const char *line;  /* NULL: not for people */
	const char *usage; /* several lines, after "Usage: sheaf " */
	command_function *function;
};

/* In the order of "sheaf help"; NULL behind the last. */
const struct command *command_at(size_t position);
const struct command *command_named(const char *name); /* NULL: none */

#endif
