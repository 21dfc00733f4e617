#ifndef DAEMON_ADVICE_H
#define DAEMON_ADVICE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What follows a fault, as the second and third part of a verdict's sentence:
 * what Sheaf does by itself, and what a person can do. A table; no moment is
 * told, for next_due knows that. Pure.
 */
struct advice {
	const char *next; /* "Sheaf asks again ..." */
	const char *help; /* "" where the fault's own text says it all; NAME
	                   * stands for the repository */
};

/* fault as fault_name() gives it; error the OAI-PMH error code or HTTP status
 * behind it, or what else is wrong with the list; "": neither. */
#define ADVICE_UNNAMED "unnamed" /* not even their identifiers were read */
#define ADVICE_SHORT   "short"   /* fewer than announced, or than before */
#define ADVICE_WINDOWS "windows" /* the same, in date windows */
/* reason: the fault's sentence. */
const struct advice *advice_for(
    const char *fault, const char *error, const char *reason);
/* help, with the name of the repository in its place. */
void advice_write(
    char *into, size_t size, const char *help, const char *repository);

#endif
