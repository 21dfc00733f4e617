#ifndef COMMAND_INTERRUPT_H
#define COMMAND_INTERRUPT_H

#include "store/connection.h"

/*
 * SIGINT and SIGTERM are noted in place of ending the process, which looks
 * whether there was one wherever it can stop, and says what it leaves. The
 * statement of connection that runs is ended, and none begins after it; NULL:
 * statements go on, or those of a connection that is opened later end:
 * interrupt_ends(). A second signal ends the process, and the server rolls
 * back. interrupt_leave() before the connection is freed.
 */
void interrupt_catch(struct connection *connection);
void interrupt_ends(struct connection *connection);
void interrupt_leave(void);
bool interrupt_came(void);

#endif
