#ifndef COMMAND_SCHEME_H
#define COMMAND_SCHEME_H

#include "command/common.h"
#include "normalise/vocabulary.h"

/* The scheme of a vocabulary that people may add to. COMMAND_DONE, or says
 * which there are: COMMAND_USAGE. */
int scheme_read(struct command_context *context, const char *command,
    const char *written, enum scheme *scheme) MUSTUSE;

#endif
