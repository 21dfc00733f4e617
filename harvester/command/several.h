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
/* repositories_lock() of them, by their repository_ids; FAULT_INPUT: one was
 * removed since, which locked->gone says too. */
bool several_lock(const struct several *several, struct connection *connection,
    const int64_t *ids, struct repositories_locked *locked, struct fault *why)
    MUSTUSE;
/* Their repository_ids; to be freed. */
int64_t *several_list_ids(const struct several *several) RETURNS_VALID;
/* Their names, for struct status_wish; free it, not them. */
const char **several_list_names(const struct several *several) RETURNS_VALID;
void several_fini(struct several *several); /* zeroed is fine */

#endif
