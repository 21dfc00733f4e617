#ifndef COMMAND_SUPPRESS_H
#define COMMAND_SUPPRESS_H

#include "command/common.h"
#include "store/suppress.h"

#define SUPPRESS "suppress"

/* "sheaf suppress": what was typed. */
struct suppressing {
	struct command_context *context;
	struct connection *connection;
	const char *name; /* of the repository; NULL: all of them */
	struct repository repository;
	struct suppression suppression; /* owns its identifiers */
	bool is_undo;
	bool is_list;
};

/* suppress_list.c */
int suppress_run_list(const struct suppressing *suppressing);
/* suppress_undo.c. Also waits until the items are there again, for as long as
 * a person does; a daemon's worker makes them, or a child of ours. */
int suppress_run_undo(const struct suppressing *suppressing);

/* For "sheaf show", which finds nothing of an identifier (name NULL: in any
 * repository): says that it is suppressed, where it is. */
bool suppress_explain(struct command_context *context,
    struct connection *connection, const char *name, const char *identifier);

/* One object a row of suppress() or suppress_undo(). */
void suppress_print_json(const struct suppressing *suppressing,
    const struct reply *reply, bool is_suppressed);

#endif
