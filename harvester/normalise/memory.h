#ifndef NORMALISE_MEMORY_H
#define NORMALISE_MEMORY_H

#include "base/arena.h"
#include "base/text.h"

/*
 * Arena memory that is never refused: what normalising reads is bounded before
 * it starts (NORMALISE_ARENA_BYTES, limit.h), so running out of it is our own
 * mistake and ends the process.
 */
void *memory_take(struct arena *arena, size_t size) RETURNS_VALID;
struct text memory_copy(struct arena *arena, struct text text);
/* A copy of both, one behind the other. */
struct text memory_join(
    struct arena *arena, struct text first, struct text second);

/* A list that grows. Its texts are not copied. */
struct memory_list {
	struct arena *arena;
	struct text *texts;
	size_t count;
	size_t size;
};

void memory_list_add(struct memory_list *list, struct text text);
bool memory_list_has(const struct memory_list *list, struct text text);
/* Unless it is there; for short lists, it looks through all of it. */
void memory_list_add_once(struct memory_list *list, struct text text);

#endif
