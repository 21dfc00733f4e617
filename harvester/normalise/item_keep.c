#include "normalise/item_keep.h"
#include "normalise/memory.h"

static struct text
keep_text(struct arena *arena, struct text text)
{
	return text.length == 0 ? text : memory_copy(arena, text);
}

static struct text_list
keep_list(struct arena *arena, struct text_list list)
{
	struct memory_list kept = { .arena = arena };

	for (size_t i = 0; i < list.count; i++)
		memory_list_add(&kept, keep_text(arena, list.texts[i]));
	return (struct text_list){ kept.texts, kept.count };
}

#define KEEP_TEXT(name) item->name = keep_text(arena, item->name);
#define KEEP_LIST(name) item->name = keep_list(arena, item->name);
#define KEEP_YEAR(name)
#define KEEP_ANSWER(name)
#define KEEP(kind, name) KEEP_##kind(name)

void
item_keep(struct arena *arena, struct item *item)
{
	ITEM_COLUMNS(KEEP)
	item->words = keep_text(arena, item->words);
}
