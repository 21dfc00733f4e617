#ifndef NORMALISE_TABLE_H
#define NORMALISE_TABLE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/hash.h"

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
/* Makes room for so many at once, for who expects them: a table grows by
 * putting everything into a larger one. */
void table_reserve(struct table *table, size_t count);
/* NULL: not there. */
void *table_find(const struct table *table, struct text key);
/* The entry of key, for who finds and adds at once: a new one has no value, and
 * the caller gives it one; may give it an equal key, too. */
struct table_entry *table_entry(struct table *table, struct text key) MUSTUSE;
struct table_entry *table_entry_hashed(struct table *table, struct hashed key)
    MUSTUSE;
/* False: was there, and keeps its value. The value must not be NULL. */
bool table_add(struct table *table, struct text key, void *value);

#endif
