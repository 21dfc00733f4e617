#include <assert.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/heap.h"

/*
 * Blocks start small, since hundreds of arenas may be open at once and most
 * pages are small, and double, so that a large page costs few of them.
 */
#define FIRST_BLOCK ((size_t)8 * 1024)
#define LAST_BLOCK  ((size_t)256 * 1024)
#define ALIGNMENT   alignof(max_align_t)

struct block {
	struct block *next;
	size_t used;
	size_t size;
	alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct block *blocks; /* the current one first; NULL before any */
	size_t held;
	size_t ceiling;
	size_t next_size; /* of the block after the current one */
};

struct arena *
arena_new(size_t ceiling)
{
	struct arena *arena = heap_take(sizeof(*arena));

	arena->ceiling = ceiling;
	arena->next_size = FIRST_BLOCK;
	return arena;
}

/* Frees all blocks but keep, which may be NULL. */
static void
release(struct arena *arena, const struct block *keep)
{
	struct block *block = arena->blocks;

	while (block != NULL) {
		struct block *next = block->next;

		if (block != keep)
			free(block);
		block = next;
	}
}

/* The smallest block survives: one large page must not keep its memory. */
void
arena_reset(struct arena *arena)
{
	struct block *keep = arena->blocks;

	if (keep == NULL)
		return;
	for (struct block *block = keep; block != NULL; block = block->next) {
		if (block->size < keep->size)
			keep = block;
	}
	release(arena, keep);
	if (keep->size > FIRST_BLOCK) {
		free(keep);
		keep = NULL;
	} else {
		keep->next = NULL;
		keep->used = 0;
	}
	arena->blocks = keep;
	arena->held = keep == NULL ? 0 : keep->size;
	arena->next_size = FIRST_BLOCK << (keep != NULL);
}

void
arena_free(struct arena *arena)
{
	if (arena == NULL)
		return;
	release(arena, NULL);
	free(arena);
}

static struct block *
block_new(struct arena *arena, size_t size)
{
	struct block *block = malloc(sizeof(*block) + size);

	if (block == NULL)
		heap_out();
	*block = (struct block){ .size = size };
	arena->held += size;
	return block;
}

/*
 * A block with room for size. A piece that is large for its time gets a block
 * of its own behind the current one, whose rest stays in use.
 */
static struct block *
make_room(struct arena *arena, size_t size)
{
	size_t left = arena->ceiling - arena->held;
	struct block *block;

	if (size > left)
		return NULL;
	if (size > arena->next_size / 2 && arena->blocks != NULL) {
		block = block_new(arena, size);
		block->next = arena->blocks->next;
		arena->blocks->next = block;
		return block;
	}
	if (left > arena->next_size)
		left = arena->next_size;
	block = block_new(arena, size > left ? size : left);
	block->next = arena->blocks;
	arena->blocks = block;
	if (arena->next_size < LAST_BLOCK)
		arena->next_size *= 2;
	return block;
}

/* Not zeroed: blocks are handed out again after a reset. */
static void *
take(struct arena *arena, size_t size)
{
	struct block *block = arena->blocks;
	void *taken;

	if (size > arena->ceiling)
		return NULL;
	assert(size <= (size_t)-1 - ALIGNMENT);
	size = (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
	if (block == NULL || size > block->size - block->used)
		block = make_room(arena, size);
	if (block == NULL)
		return NULL;
	taken = block->bytes + block->used;
	block->used += size;
	return taken;
}

void *
arena_take(struct arena *arena, size_t size)
{
	void *taken = take(arena, size);

	if (taken != NULL && size > 0)
		memset(taken, 0, size);
	return taken;
}

char *
arena_copy(struct arena *arena, const char *text, size_t length)
{
	char *copy = length < arena->ceiling ? take(arena, length + 1) : NULL;

	if (copy == NULL)
		return NULL;
	if (length > 0)
		memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

size_t
arena_held(const struct arena *arena)
{
	return arena->held;
}
