#ifndef NORMALISE_TABLE_H
#define NORMALISE_TABLE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"

/*
 * Texts to find again, each with a value: open addressing, memory from an
 * arena. Keys are not copied. Nothing is ever taken out.
 */
struct table_entry {
	struct text key;
	uint64_t hash;
	void *value; /* NULL: an empty place */
};

struct table {
	struct arena *arena;
	struct table_entry *entries;
	size_t size; /* a power of two, or 0 */
	size_t count;
};

void table_init(struct table *table, struct arena *arena);
/* NULL: not there. */
void *table_find(const struct table *table, struct text key);
/* False: was there, and keeps its value. The value must not be NULL. */
bool table_add(struct table *table, struct text key, void *value);

#endif
