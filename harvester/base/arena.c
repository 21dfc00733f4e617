#include <assert.h>
#include <stdalign.h>
#include <stdbool.h>
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
	struct block *spare;  /* kept for later */
	size_t spared;        /* bytes of these */
	size_t kept;          /* most of them */
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

void
arena_keep(struct arena *arena, size_t bytes)
{
	arena->kept = bytes;
}

static void
free_all(struct block *block)
{
	while (block != NULL) {
		struct block *next = block->next;

		free(block);
		block = next;
	}
}

/* One that was made for a large piece fits no other. */
static bool
is_ordinary(const struct block *block)
{
	return block->size <= LAST_BLOCK &&
	    (block->size & (block->size - 1)) == 0;
}

static void
release(struct arena *arena, struct block *block)
{
	if (!is_ordinary(block) || arena->spared + block->size > arena->kept) {
		free(block);
		return;
	}
	block->next = arena->spare;
	arena->spare = block;
	arena->spared += block->size;
}

/* All blocks but keep, which may be NULL. */
static void
release_all(struct arena *arena, const struct block *keep)
{
	struct block *block = arena->blocks;

	while (block != NULL) {
		struct block *next = block->next;

		if (block != keep)
			release(arena, block);
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
	release_all(arena, keep);
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
	free_all(arena->blocks);
	free_all(arena->spare);
	free(arena);
}

/* Of exactly this size, so that what an arena holds does not depend on what was
 * in it before. NULL: none. */
static struct block *
take_spare(struct arena *arena, size_t size)
{
	struct block **link = &arena->spare;
	struct block *block;

	while (*link != NULL && (*link)->size != size)
		link = &(*link)->next;
	block = *link;
	if (block != NULL) {
		*link = block->next;
		arena->spared -= size;
	}
	return block;
}

static struct block *
block_new(struct arena *arena, size_t size)
{
	struct block *block = take_spare(arena, size);

	if (block == NULL)
		block = malloc(sizeof(*block) + size);
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
