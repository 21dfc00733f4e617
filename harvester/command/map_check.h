#ifndef COMMAND_MAP_CHECK_H
#define COMMAND_MAP_CHECK_H

#include "command/common.h"
#include "daemon/mapping.h"

#define MAP "map"

/* COMMAND_DONE, or says what there is not: COMMAND_USAGE. */
int map_check_platform(
    struct command_context *context, const struct mapping *mapping) MUSTUSE;
/* What would be found nowhere, or everywhere, is refused. */
int map_check_spelling(
    struct command_context *context, const struct mapping *mapping) MUSTUSE;

#endif
