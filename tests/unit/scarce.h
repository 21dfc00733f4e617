#ifndef SCARCE_H
#define SCARCE_H

#include <stdbool.h>

/*
 * Memory that runs out when a test says so. Allocations are counted; one of
 * them fails, or that one and all after it. A test brings them here by the
 * hooks of a library, or all of them by memory/scarce_malloc.h.
 */
static struct {
	unsigned long count;
	unsigned long failing; /* the one that fails; 0: none */
	bool fails_on;         /* and all after it */
} scarce;

/* Counts from 1 again. */
static inline void
scarce_begin(unsigned long failing, bool fails_on)
{
	scarce.count = 0;
	scarce.failing = failing;
	scarce.fails_on = fails_on;
}

/* To be asked by every allocation. */
static inline bool
scarce_fails(void)
{
	scarce.count++;
	return scarce.failing != 0 &&
	    (scarce.count == scarce.failing ||
		(scarce.fails_on && scarce.count > scarce.failing));
}

#endif
