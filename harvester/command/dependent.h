#ifndef COMMAND_DEPENDENT_H
#define COMMAND_DEPENDENT_H

#include "command/command.h"

/*
 * Before a migration: COMMAND_DONE where nothing of people's is built on what
 * it drops; else all of it is named, with what to do, and nothing changed:
 * COMMAND_FAILED. Making it again ourselves would be a guess whether it still
 * says what its maker meant, and take hours where it is a materialised view.
 */
int dependent_refuse(struct command_context *context, const char *name,
    struct connection *owner);

#endif
