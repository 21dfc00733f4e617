#ifndef DAEMON_BLAME_H
#define DAEMON_BLAME_H

#include "store/connection.h"
#include "store/page.h"

/*
 * Who was being worked for when a harvest worker died of itself: a page of
 * memory that outlives it. The supervisor makes it and hands it to each next
 * life of the worker; the worker writes the list request into it, and the
 * bytes that it is about to read, before each step that a hostile response
 * could turn into a crash, and takes it out again after.
 *
 * Only a death by a signal of its own making charges anybody; the third charge
 * holds the repository, with the bytes in quarantine. A worker without such a
 * page (one that a command started) blames nobody.
 */
struct blame;

/* In the supervisor: a descriptor for children to inherit. */
int blame_make(void);
/* In the worker; descriptor -1: none, everything below does nothing. */
struct blame *blame_open(int descriptor) RETURNS_VALID;
void blame_close(struct blame *blame);

void blame_enter(struct blame *blame, const struct fence *fence);
void blame_bytes(struct blame *blame, struct text bytes);
void blame_leave(struct blame *blame);

/* At start, when the life before was ended by signal_number: charges whoever
 * is in the page. */
bool blame_charge(struct blame *blame, struct connection *connection,
    int signal_number, struct fault *why) MUSTUSE;

#endif
