#ifndef COMMAND_CHORES_H
#define COMMAND_CHORES_H

#include "command/progress.h"
#include "daemon/marking_own.h"

/*
 * What a daemon does with new items in an hour, for a command that has none:
 * looks for duplicates, and counts api.quality, for CHORES_SECONDS or until an
 * interrupt, even one that came before. Behind that, it marks what was changed
 * and that was left of other repositories than own. Says what is left then; the
 * outcome of what was asked for is no other without it.
 */
void chores_do(struct command_context *context, const char *command,
    const struct marking_own *own, struct progress *progress,
    bool is_interrupted);

#endif
