#ifndef DAEMON_MARKING_OWN_H
#define DAEMON_MARKING_OWN_H

#include "daemon/said.h"

/*
 * Who waits for a few repositories does not wait until what a person changed is
 * looked for in all the others: it marks the items of its own, and leaves the
 * notes as they are for whoever goes on (daemon/marking.h).
 */
struct marking_own {
	int64_t *repository_ids; /* in their order */
	size_t count;
	struct buffer number; /* of the vocabulary, when notes were read */
	bool is_marked;       /* all that was changed up to that number */
	struct reply *notes;  /* NULL: nothing is being marked */
	int row;
	struct said said; /* where it is walking */
	bool is_walking;
};

void marking_own_init(
    struct marking_own *own, const int64_t *repository_ids, size_t count);
void marking_own_fini(struct marking_own *own);

/* A batch. *is_left: there may be more. Where it fails it begins again. */
bool marking_own_go_on(struct marking_own *own, struct connection *connection,
    bool *is_left, struct fault *why) MUSTUSE;
/* Whether all is marked, also for what is noted in a row that the transaction
 * has locked. */
bool marking_own_is_marked(const struct marking_own *own,
    struct connection *connection, bool *is_marked, struct fault *why) MUSTUSE;

#endif
