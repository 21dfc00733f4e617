#include <assert.h>
#include <string.h>

#include "normalise/memory.h"

#define FIRST_SIZE 8

void *
memory_take(struct arena *arena, size_t size)
{
	void *taken = arena_take(arena, size);

	assert(taken != NULL);
	return taken;
}

struct text
memory_copy(struct arena *arena, struct text text)
{
	const char *copy = arena_copy(arena, text.bytes, text.length);

	assert(copy != NULL);
	return (struct text){ copy, text.length };
}

struct text
memory_join(struct arena *arena, struct text first, struct text second)
{
	size_t length = first.length + second.length;
	char *bytes = memory_take(arena, length + 1);

	if (first.length > 0)
		memcpy(bytes, first.bytes, first.length);
	if (second.length > 0)
		memcpy(bytes + first.length, second.bytes, second.length);
	return (struct text){ bytes, length };
}

void
memory_list_add(struct memory_list *list, struct text text)
{
	if (list->count == list->size) {
		size_t size = list->size == 0 ? FIRST_SIZE : list->size * 2;
		struct text *texts =
		    memory_take(list->arena, size * sizeof(*texts));

		if (list->count > 0)
			memcpy(
			    texts, list->texts, list->count * sizeof(*texts));
		list->texts = texts;
		list->size = size;
	}
	list->texts[list->count++] = text;
}

bool
memory_list_has(const struct memory_list *list, struct text text)
{
	for (size_t i = 0; i < list->count; i++) {
		if (text_equals(list->texts[i], text))
			return true;
	}
	return false;
}

void
memory_list_add_once(struct memory_list *list, struct text text)
{
	if (!memory_list_has(list, text))
		memory_list_add(list, text);
}
