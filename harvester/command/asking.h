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
void asking_close(struct asking *asking);

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
