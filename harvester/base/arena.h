#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/attribute.h"

/*
 * Memory for everything one page of records needs, released in one stroke.
 *
 * An arena has a ceiling. Running into it means the page is larger than we
 * accept, which is the sender's fault and reported as NULL; running out of
 * memory proper is ours, and ends the process. An arena that was never taken
 * from holds nothing.
 */
struct arena;

struct arena *arena_new(size_t ceiling) RETURNS_VALID;
void arena_reset(struct arena *arena); /* keeps one small block */
void arena_free(struct arena *arena);  /* NULL is fine */

/* Zeroed and aligned for any type; lives until arena_reset(). */
void *arena_take(struct arena *arena, size_t size) MUSTUSE;
char *arena_copy(struct arena *arena, const char *text, size_t length) MUSTUSE;
/* Bytes it has from the system now, its own header aside. */
size_t arena_held(const struct arena *arena);

#endif
