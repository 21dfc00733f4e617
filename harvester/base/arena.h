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
/* For one that is filled and reset again and again: arena_reset() keeps so many
 * bytes of ordinary blocks too, instead of giving them back to the system. They
 * are no part of what it holds. */
void arena_keep(struct arena *arena, size_t bytes);
void arena_free(struct arena *arena); /* NULL is fine */

/* Zeroed and aligned for any type; lives until arena_reset(). */
void *arena_take(struct arena *arena, size_t size) MUSTUSE;
char *arena_copy(struct arena *arena, const char *text, size_t length) MUSTUSE;
/* Bytes in use: of its blocks, their headers and its own aside. */
size_t arena_held(const struct arena *arena);

#endif
