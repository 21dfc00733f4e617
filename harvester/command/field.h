#ifndef COMMAND_FIELD_H
#define COMMAND_FIELD_H

#include "command/common.h"

/*
 * Fields: columns of api.item that are made of records. COMMAND_DONE, or says
 * that there is none of this name, and which one was probably meant.
 */
int field_check(struct command_context *context, const char *command,
    struct connection *connection, const char *field) MUSTUSE;

#endif
