#ifndef DAEMON_CIRCLE_H
#define DAEMON_CIRCLE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Does a list go round in circles (design, rule 6)? Brent's cycle finding: of
 * all that has come one value is held on to, and what comes is compared with
 * it; a later one takes its place after 1, 2, 4, 8 ... steps. So a circle of
 * any length is found, in little more than three times its length. Zeroed, it
 * is new. Pure.
 */
struct circle {
	uint64_t anchor;
	unsigned steps;
	unsigned until;
};

/* What came is what was held on to. */
bool circle_closes(struct circle *circle, uint64_t here);

#endif
