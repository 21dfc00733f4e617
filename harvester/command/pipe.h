#ifndef COMMAND_PIPE_H
#define COMMAND_PIPE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/attribute.h"

/*
 * SIGPIPE is ignored, for TLS; so that "sheaf export ... | head" ends as any
 * other program does, this looks for what the signal would have said.
 */

/* Whoever was to read it has gone. */
bool pipe_is_broken(FILE *file);
/* Ends the process as SIGPIPE does. */
void pipe_end(void) NORETURN;
/* For a program that takes the place of ours. */
void pipe_restore(void);

#endif
