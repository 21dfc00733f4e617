#ifndef COMMAND_CONTACT_H
#define COMMAND_CONTACT_H

#include "command/common.h"

/*
 * Who repositories are told that we are: contact of the configuration, else
 * what was answered once and is remembered, else "". free() it.
 */
char *contact_find(const struct config *config, struct connection *connection)
    RETURNS_VALID;

/*
 * The same before the first request to a new host. Where there is none yet
 * and the host (base/url.h) is on the public network: asks for it on a
 * terminal, and remembers it; FAULT_INPUT where there is nobody to ask.
 */
bool contact_settle(struct command_context *context,
    struct connection *connection, const char *host, char **contact,
    struct fault *why) MUSTUSE;

/*
 * The same for a command that does without a database: what was given, what is
 * configured, what a database remembers where there is one, or what is answered
 * now, which nobody remembers.
 */
bool contact_guess(struct command_context *context, const char *given,
    const char *host, char **contact, struct fault *why) MUSTUSE;

#endif
