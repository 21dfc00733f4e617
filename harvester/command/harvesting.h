#ifndef COMMAND_HARVESTING_H
#define COMMAND_HARVESTING_H

#include "command/asking.h"
#include "command/follow.h"
#include "command/several.h"
#include "store/status.h"

/* A repository that is to be harvested now. */
struct wanted {
	struct repository repository; /* texts: of several */
	struct word_list sets;        /* asked for, patterns looked up */
	struct asking asking;         /* open where sets had to be looked up */
};

/* "sheaf harvest" between its files: what was typed, then what follows. */
struct harvesting {
	struct command_context *context;
	struct connection *connection;
	struct word_list prefixes; /* as typed, like the next three */
	struct word_list sets;
	const char *from; /* NULL: not given */
	const char *until;
	bool is_patient;            /* --wait */
	struct harvest_order dates; /* what is the same in every order */
	struct several_names names;
	struct several several; /* all that were named */
	struct wanted *wanted;  /* those that are harvested */
	size_t wanted_count;
	struct target *targets;
	size_t target_count;
};

/* harvest_plan.c. Where a set is a pattern, asks the repositories which sets
 * they have. COMMAND_DONE, or says what is wrong. */
int harvesting_look_up_sets(struct harvesting *harvesting) MUSTUSE;
/* Asks for the harvests: fills targets. */
bool harvesting_request(struct harvesting *harvesting, struct fault *why)
    MUSTUSE;

/* harvest_set.c. A set that nothing came from may be none: gives the targets
 * where the repository lists no such set a notice. */
void harvesting_notice_sets(
    struct harvesting *harvesting, const struct reply *harvests);

/* harvest_again.c. How what was left is gone on with; reply is the last look
 * at it. */
void harvesting_say_how_to_go_on(const struct harvesting *harvesting,
    enum follow_end end, const struct reply *harvests);

#endif
