#ifndef COMMAND_EXPLAIN_H
#define COMMAND_EXPLAIN_H

#include "command/common.h"
#include "store/explain.h"

/* What is told of the item of one repository. */
struct explanation {
	struct command_context *context;
	size_t columns; /* of the screen */
	struct explained asked;
	int64_t rule_version; /* that made what is stored */
	bool is_stale;
	bool is_held;
	bool is_ours;         /* items are made by this Sheaf's rules */
	struct reply *fields; /* explain_fields() */
	struct reply *parts;  /* explain_parts(); NULL as JSON */
};

/* Elements of a list, and statements of each, where no field is named. */
#define EXPLAIN_MOST 10

/* For people. */
void explain_print(const struct explanation *explanation);

#endif
