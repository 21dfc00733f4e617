#ifndef COMMAND_EDIT_H
#define COMMAND_EDIT_H

#include "command/asking.h"
#include "command/several.h"

/* One repository that is edited: what the words come to there. */
struct edit_one {
	const struct repository *repository;
	struct word_list prefixes; /* that are harvested from now on */
	struct word_list sets;
	struct asking asking; /* open where it had to be asked */
};

/* "sheaf edit": what was typed, then what it comes to. */
struct edit {
	struct command_context *context;
	struct connection *connection;
	const char *group;               /* --group; NULL: one by its name */
	struct repository_change change; /* but for prefixes and sets */
	const char *state;               /* NULL: as it is */
	struct config settings;          /* owns what change takes from it */
	struct word_list prefixes; /* as asked for; sets may be patterns */
	struct word_list sets;
	struct several several;
	struct edit_one *ones; /* as many as several */
};

/* edit_key.c. Reads "key=value" words, which are its to cut; change begins as
 * edit_init() leaves it. False: says which word is wrong. */
void edit_init(struct edit *edit, struct command_context *context);
bool edit_read(struct edit *edit, int argc, char **argv, struct fault *why)
    MUSTUSE;

/* edit_quirk.c: "quirk.NAME=value". */
bool edit_read_quirk(struct edit *edit, const char *name, const char *value,
    struct fault *why) MUSTUSE;

/* edit_access.c. COMMAND_DONE, or says which of them could not be asked any
 * more with the credentials that they would get. */
int edit_check_way(const struct edit *edit) MUSTUSE;

/*
 * edit_choose.c. Settles what is to be harvested of one: asks the repository
 * about what is new, as "sheaf add" does, and for what patterns stand for.
 * What is harvested already needs no answer, so that a repository that is gone
 * can still be cut down. FAULT_INPUT: it has no such format or set.
 */
bool edit_choose(
    const struct edit *edit, struct edit_one *one, struct fault *why) MUSTUSE;

#endif
