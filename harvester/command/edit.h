#ifndef COMMAND_EDIT_H
#define COMMAND_EDIT_H

#include "command/asking.h"

/* What was typed, then what it comes to. */
struct edit {
	struct command_context *context;
	struct repository_change change;
	struct config settings;    /* owns what change takes from it */
	struct word_list prefixes; /* as asked for; sets may be patterns */
	struct word_list sets;
	struct word_list chosen_prefixes;
	struct word_list chosen_sets;
	struct asked asked; /* open where the repository had to be asked */
};

/*
 * Settles what is to be harvested: asks the repository about what is new, as
 * "sheaf add" does, and for what patterns stand for. What is harvested already
 * needs no answer, so that a repository that is gone can still be cut down.
 * Returns COMMAND_DONE, or says what is wrong.
 */
int edit_choose(struct edit *edit, struct connection *connection,
    const struct repository *repository) MUSTUSE;

#endif
