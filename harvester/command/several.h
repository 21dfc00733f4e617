#ifndef COMMAND_SEVERAL_H
#define COMMAND_SEVERAL_H

#include "command/common.h"

/*
 * The repositories that a command is about: those that are named, each once,
 * in the order given, or those of a group, by name.
 */
struct several {
	struct repository *list;
	size_t count;
	struct repositories group; /* owns those of a group */
};

struct several_names {
	const char *const *names;
	size_t count;
	const char *group; /* --group; NULL: not given */
};

/* Names or a group: COMMAND_DONE, or says what is missing. */
int several_check(struct command_context *context, const char *command,
    const struct several_names *names) MUSTUSE;
/* All of them, or COMMAND_NOTHING or _FAILED, which it says. */
int several_find(struct command_context *context, const char *command,
    struct connection *connection, const struct several_names *names,
    struct several *several) MUSTUSE;
/* Their names, for struct status_wish; free it, not them. */
const char **several_list_names(const struct several *several) RETURNS_VALID;
void several_fini(struct several *several); /* zeroed is fine */

#endif
