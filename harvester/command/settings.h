#ifndef COMMAND_SETTINGS_H
#define COMMAND_SETTINGS_H

#include "command/common.h"
#include "store/status.h"

/*
 * The settings of a repository and its host, written as "sheaf edit" reads
 * them, such as "every=1d overlap=1d delay=500ms", each behind a separator but
 * the first. A row of status_repositories().
 */
void settings_format(struct buffer *into, const struct reply *reply, int row,
    const char *separator);
/* How it is reached, likewise; is_all: also what is as usual. */
void access_format(struct buffer *into, const struct reply *reply, int row,
    const char *separator, bool is_all);
/* "platform=auto": as it is told; else as a person said. */
void platform_format(struct buffer *into, const struct reply *reply, int row);
/* What of a repository is harvested: "prefix=oai_dc,rioxx set=". */
void selections_format(struct buffer *into, const struct reply *reply, int row,
    const char *separator);

#endif
