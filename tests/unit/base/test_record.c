#include "base/arena.h"
#include "base/record.h"
#include "test.h"

/* The sanitizers see what would be left, or freed twice. */
static void
test_freeing_a_page_frees_its_arena_and_itself(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct page *page = arena_take(arena, sizeof(*page));

	(void)state;
	assert_non_null(page);
	page->arena = arena;
	page->records = arena_take(arena, sizeof(*page->records));
	assert_non_null(page->records);
	page_free(page);
	page_free(NULL);
}

TESTS(TEST(test_freeing_a_page_frees_its_arena_and_itself))
