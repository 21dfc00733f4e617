#include <string.h>

#include "base/arena.h"
#include "base/limit.h"
#include "daemon/page_queue.h"
#include "test.h"

#define ARENA_BYTES (8 * KIB)

static struct page *
empty_page(void)
{
	struct arena *arena = arena_new(ARENA_BYTES);
	struct page *page = arena_take(arena, sizeof(*page));

	assert_non_null(page);
	page->arena = arena;
	page->is_end = true;
	return page;
}

/* Adds a page that ends with a token so long; is it taken? */
static bool
takes_token(size_t length, struct fault *why)
{
	static char token[ARENA_BYTES];
	struct harvester harvester = { .transfers = 1 };
	struct holding holding = { .harvester = &harvester };
	struct list_request request = { .tries = 0 };
	struct lister lister = { .holding = &holding, .request = &request };
	struct page_close close = { .token = { token, length } };
	bool taken;

	memset(token, 't', sizeof(token));
	lister.last = &lister.first;
	taken = page_queue_add(&lister, empty_page(), &close, why);
	assert_int_equal(lister.queued, taken);
	if (taken) {
		assert_ptr_not_equal(lister.first->close.token.bytes, token);
		assert_memory_equal(
		    lister.first->close.token.bytes, token, length);
	}
	page_queue_drop(&lister);
	return taken;
}

static void
test_a_token_is_copied(void **state)
{
	struct fault why;

	(void)state;
	assert_true(takes_token(0, &why));
	assert_true(takes_token(1000, &why));
}

/* The page has filled its arena, and the token is the last straw. */
static void
test_a_page_without_room_for_its_token_is_too_large(void **state)
{
	struct fault why;

	(void)state;
	assert_false(takes_token(ARENA_BYTES - 1, &why));
	assert_int_equal(why.kind, FAULT_TOO_LARGE);
}

TESTS(TEST(test_a_token_is_copied),
    TEST(test_a_page_without_room_for_its_token_is_too_large))
