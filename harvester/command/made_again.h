#ifndef COMMAND_MADE_AGAIN_H
#define COMMAND_MADE_AGAIN_H

#include "command/common.h"

#define MADE_AGAIN_UNCOUNTED (-1)

/* How many items wait to be made again since what was just changed, and who
 * does it. What was changed is, whether that can be told or not. */
void made_again_say(struct command_context *context,
    struct connection *connection, int64_t items);

#endif
