#include <assert.h>

#include "base/hash.h"
#include "normalise/memory.h"
#include "normalise/table.h"

#define FIRST_SIZE ((size_t)32)

void
table_init(struct table *table, struct arena *arena)
{
	*table = (struct table){ .arena = arena };
}

/* The place of key, or the empty one where it belongs. */
static struct table_entry *
place_of(const struct table *table, struct text key, uint64_t hash)
{
	size_t mask = table->size - 1;

	for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
		struct table_entry *entry = &table->entries[i];

		if (entry->value == NULL)
			return entry;
		if (entry->hash == hash && text_equals(entry->key, key))
			return entry;
	}
}

static void
grow(struct table *table)
{
	struct table larger = *table;

	larger.size = table->size == 0 ? FIRST_SIZE : table->size * 2;
	larger.entries =
	    memory_take(table->arena, larger.size * sizeof(*larger.entries));
	for (size_t i = 0; i < table->size; i++) {
		const struct table_entry *entry = &table->entries[i];

		if (entry->value != NULL)
			*place_of(&larger, entry->key, entry->hash) = *entry;
	}
	*table = larger;
}

void *
table_find(const struct table *table, struct text key)
{
	if (table->count == 0)
		return NULL;
	return place_of(table, key, (uint64_t)hash_bytes(key))->value;
}

bool
table_add(struct table *table, struct text key, void *value)
{
	uint64_t hash = (uint64_t)hash_bytes(key);
	struct table_entry *entry;

	assert(value != NULL);
	if ((table->count + 1) * 4 > table->size * 3)
		grow(table);
	entry = place_of(table, key, hash);
	if (entry->value != NULL)
		return false;
	*entry = (struct table_entry){ key, hash, value };
	table->count++;
	return true;
}
