#include "base/arena.h"
#include "base/record.h"

void
page_free(struct page *page)
{
	if (page != NULL)
		arena_free(page->arena);
}
