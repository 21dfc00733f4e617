#ifndef COMMAND_VERDICT_H
#define COMMAND_VERDICT_H

#include "command/follow.h"

/* How harvests ended, repository by repository, for people or as JSON. */

/* Says it; the exit code is the worst verdict's, COMMAND_PARTIAL where there
 * is none yet. */
int verdict_report(const struct following *following);

#endif
