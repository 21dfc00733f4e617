#ifndef MEMORY_SCARCE_MALLOC_H
#define MEMORY_SCARCE_MALLOC_H

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <dlfcn.h>

#include "scarce.h"

/*
 * Brings every allocation of the process to scarce.h: ours, and those of libpq,
 * libxml2 and the C library itself. A program's own malloc() is found before
 * any library's. What does the work is the next one in line: the C library's,
 * or AddressSanitizer's where that is a library, as gcc has it.
 */

/* Runs before AddressSanitizer is ready, too. */
#if defined(__SANITIZE_ADDRESS__)
#define SCARCE_BARE __attribute__((no_sanitize("address", "undefined")))
#else
#define SCARCE_BARE
#endif

union scarce_next {
	void *found;
	void *(*malloc)(size_t size);
	void *(*calloc)(size_t count, size_t size);
	void *(*realloc)(void *old, size_t size);
};

static union scarce_next scarce_malloc, scarce_calloc, scarce_realloc;

/* NOLINTBEGIN(readability-inconsistent-declaration-parameter-name) */

SCARCE_BARE void *
malloc(size_t size)
{
	if (scarce_fails()) {
		errno = ENOMEM;
		return NULL;
	}
	if (scarce_malloc.found == NULL)
		scarce_malloc.found = dlsym(RTLD_NEXT, "malloc");
	return scarce_malloc.malloc(size);
}

SCARCE_BARE void *
calloc(size_t count, size_t size)
{
	if (scarce_fails()) {
		errno = ENOMEM;
		return NULL;
	}
	if (scarce_calloc.found == NULL)
		scarce_calloc.found = dlsym(RTLD_NEXT, "calloc");
	return scarce_calloc.calloc(count, size);
}

SCARCE_BARE void *
realloc(void *old, size_t size)
{
	if (scarce_fails()) {
		errno = ENOMEM;
		return NULL;
	}
	if (scarce_realloc.found == NULL)
		scarce_realloc.found = dlsym(RTLD_NEXT, "realloc");
	return scarce_realloc.realloc(old, size);
}

#if defined(__SANITIZE_ADDRESS__)
/* Its own does not call malloc(), as the C library's does. */
SCARCE_BARE char *
strdup(const char *string)
{
	size_t size = strlen(string) + 1;
	char *copy = malloc(size);

	return copy == NULL ? NULL : memcpy(copy, string, size);
}
#endif

/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */

#endif
