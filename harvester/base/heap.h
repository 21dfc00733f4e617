#ifndef BASE_HEAP_H
#define BASE_HEAP_H

#include <stddef.h>

#include "base/attribute.h"

/*
 * Long-lived memory, free()d by whoever owns it. Running out of it is ours: the
 * process says so and ends (abort), to be started again in a known state.
 */

/* Zeroed. */
void *heap_take(size_t size) RETURNS_VALID;
/* count things of size each, zeroed; count may be 0. */
void *heap_array(size_t count, size_t size) RETURNS_VALID;
/* NULL stays NULL. */
char *heap_string(const char *string);
/*
 * For the life of a process: what was large goes back to the system when it is
 * freed. Left alone, glibc keeps up to 64 MiB once it has seen a large piece.
 */
void heap_keep_little(void);
/* For libraries that answer NULL or an error for want of memory. */
void heap_out(void) NORETURN;

#endif
