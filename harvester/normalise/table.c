#include <assert.h>

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

static bool
has_room(const struct table *table, size_t count)
{
	return count * 4 <= table->size * 3;
}

void
table_reserve(struct table *table, size_t count)
{
	struct table larger = *table;

	while (!has_room(&larger, count))
		larger.size = larger.size == 0 ? FIRST_SIZE : larger.size * 2;
	if (larger.size == table->size)
		return;
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
	return place_of(table, key, hash_key(key))->value;
}

struct table_entry *
table_entry_hashed(struct table *table, struct hashed key)
{
	struct table_entry *entry;

	if (!has_room(table, table->count + 1))
		table_reserve(table, table->count + 1);
	entry = place_of(table, key.text, key.hash);
	if (entry->value == NULL) {
		*entry =
		    (struct table_entry){ .key = key.text, .hash = key.hash };
		table->count++;
	}
	return entry;
}

struct table_entry *
table_entry(struct table *table, struct text key)
{
	return table_entry_hashed(table, hash_text(key));
}

bool
table_add(struct table *table, struct text key, void *value)
{
	struct table_entry *entry = table_entry(table, key);

	assert(value != NULL);
	if (entry->value != NULL)
		return false;
	entry->value = value;
	return true;
}
