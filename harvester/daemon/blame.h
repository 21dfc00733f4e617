#ifndef DAEMON_BLAME_H
#define DAEMON_BLAME_H

#include "store/connection.h"
#include "store/page.h"

/*
 * Who was being worked for when a worker died of itself: a page of memory that
 * outlives it. Whoever starts the worker makes it and hands it to each next
 * life; the worker writes the list request into it, and the bytes that it is
 * about to read, or the item that it is about to normalise, before each step
 * that a hostile response could turn into a crash, and takes it out again
 * after. A step that takes more than BLAME_CPU_SECONDS of processor time ends
 * the worker by SIGPROF.
 *
 * Only a death by a signal of its own making charges anybody. CRASHES charges
 * hold: the repository of a list request, with the bytes in quarantine, or the
 * item alone. A worker without such a page (a harvest worker that a command
 * started) blames nobody, and has all the time it wants.
 */
struct blame;

/* In the parent: a descriptor for children to inherit. */
int blame_make(void);
/* In the worker; descriptor -1: none, everything below does nothing. */
struct blame *blame_open(int descriptor) RETURNS_VALID;
void blame_close(struct blame *blame);

void blame_enter(struct blame *blame, const struct fence *fence);
void blame_enter_item(
    struct blame *blame, int64_t repository_id, struct text identifier);
void blame_bytes(struct blame *blame, struct text bytes);
void blame_leave(struct blame *blame);

struct blamed_item {
	int64_t repository_id;
	struct text identifier;
	const char *reason;
};

/* An item that the database refuses: so many charges hold it. */
bool blame_charge_item(struct connection *connection,
    const struct blamed_item *item, int most, struct fault *why) MUSTUSE;

/* At start, when the life before was ended by signal_number; 0: it was not.
 * Charges whoever is in the page and says whose repository that was; 0:
 * nobody's. */
bool blame_charge(struct blame *blame, struct connection *connection,
    int signal_number, int64_t *repository_id, struct fault *why) MUSTUSE;

#endif
