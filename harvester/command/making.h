#ifndef COMMAND_MAKING_H
#define COMMAND_MAKING_H

#include "command/command.h"

/*
 * The few commands that may make the private database where there is none:
 * "db init", "add" and "daemon". Others would make one of every misspelt
 * --state. Lets database_open() do it; true: it is going to, which is for the
 * command to say when it is done.
 */
bool making_allow(struct command_context *context);

#endif
