#ifndef COMMAND_ASKING_H
#define COMMAND_ASKING_H

#include "command/common.h"
#include "command/probe.h"

/* A probe with what it is made from; zeroed is closed. */
struct asking {
	struct probe *probe;
	char *contact;
	struct buffer user_agent;
};

/* contact is taken over. */
void asking_open(struct asking *asking, struct command_context *context,
    const struct probe_options *options, char *contact);
/* Of a repository that is known. */
void asking_open_known(struct asking *asking, struct command_context *context,
    struct connection *connection, const struct repository *repository);
void asking_close(struct asking *asking); /* zeroed is fine */

/*
 * For the commands that ask a known repository: opens the database, finds it,
 * and gets ready. Returns COMMAND_DONE, or says what is wrong.
 */
struct asked {
	struct connection *connection;
	struct repository repository;
	struct asking asking;
};
int asked_open(struct asked *asked, struct command_context *context,
    const char *name, const char *repository_name) MUSTUSE;
void asked_close(struct asked *asked);

#endif
