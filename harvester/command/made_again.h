#ifndef COMMAND_MADE_AGAIN_H
#define COMMAND_MADE_AGAIN_H

#include "command/common.h"

/* How many items wait to be made again since what was just changed, and who
 * does it. COMMAND_DONE; of the command of that name. */
int made_again_say(struct command_context *context, const char *command,
    struct connection *connection, int64_t items) MUSTUSE;

#endif
