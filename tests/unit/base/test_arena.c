#include <stdalign.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "test.h"

static bool
is_zero(const unsigned char *bytes, size_t length)
{
	while (length > 0 && *bytes == 0) {
		bytes++;
		length--;
	}
	return length == 0;
}

static void
test_an_idle_arena_holds_nothing(void **state)
{
	struct arena *arena = arena_new(1 << 20);

	(void)state;
	assert_int_equal(arena_held(arena), 0);
	arena_reset(arena);
	assert_int_equal(arena_held(arena), 0);
	arena_free(arena);
	arena_free(NULL);
}

static void
test_a_small_page_costs_one_small_block(void **state)
{
	struct arena *arena = arena_new(1 << 20);

	(void)state;
	for (int i = 0; i < 50; i++)
		assert_non_null(arena_take(arena, 100));
	assert_int_equal(arena_held(arena), 8 * 1024);
	arena_free(arena);
}

static void
test_pieces_are_aligned_apart_and_zero_even_after_a_reset(void **state)
{
	struct arena *arena = arena_new(8 << 20);
	unsigned char *last = NULL;

	(void)state;
	for (int round = 0; round < 3; round++) {
		for (size_t size = 1; size < 3000; size += 7) {
			unsigned char *piece = arena_take(arena, size);

			assert_non_null(piece);
			assert_int_equal(
			    (uintptr_t)piece % alignof(max_align_t), 0);
			assert_true(is_zero(piece, size));
			memset(piece, 0xff, size);
			assert_true(last == NULL || *last == 0xff);
			last = piece;
		}
		last = NULL;
		arena_reset(arena);
		assert_in_range(arena_held(arena), 1, 8 * 1024);
	}
	arena_free(arena);
}

static void
test_blocks_grow_so_that_a_large_page_takes_few(void **state)
{
	struct arena *arena = arena_new(64 << 20);
	size_t changes = 0;
	size_t held = 0;

	(void)state;
	for (int i = 0; i < 40000; i++) {
		assert_non_null(arena_take(arena, 100));
		changes += arena_held(arena) != held;
		held = arena_held(arena);
	}
	/* 4.5 MB: five blocks below 256 KiB, and 17 or so of them. */
	assert_in_range(changes, 10, 25);
	assert_in_range(held, 4480000, 4480000 + 256 * 1024 + 64 * 1024);
	arena_free(arena);
}

static void
test_a_large_piece_does_not_waste_the_block_before_it(void **state)
{
	struct arena *arena = arena_new(8 << 20);
	char *small = arena_take(arena, 16);

	(void)state;
	assert_non_null(small);
	assert_non_null(arena_take(arena, 1 << 20));
	assert_ptr_equal(arena_take(arena, 16), small + 16);
	assert_int_equal(arena_held(arena), 8 * 1024 + (1 << 20));
	arena_reset(arena);
	assert_int_equal(arena_held(arena), 8 * 1024);
	arena_free(arena);
}

static void
test_a_reset_after_one_large_piece_gives_its_memory_back(void **state)
{
	struct arena *arena = arena_new(8 << 20);

	(void)state;
	assert_non_null(arena_take(arena, 1 << 20));
	arena_reset(arena);
	assert_int_equal(arena_held(arena), 0);
	assert_non_null(arena_take(arena, 1));
	assert_int_equal(arena_held(arena), 8 * 1024);
	arena_free(arena);
}

static void
test_the_ceiling_is_reached_and_not_passed(void **state)
{
	struct arena *arena = arena_new(100000);
	size_t taken = 0;

	(void)state;
	assert_null(arena_take(arena, 100001));
	assert_null(arena_take(arena, SIZE_MAX));
	assert_null(arena_copy(arena, "x", SIZE_MAX));
	while (arena_take(arena, 160) != NULL)
		taken += 160;
	assert_in_range(arena_held(arena), taken, 100000);
	assert_true(taken > 97000);
	arena_reset(arena);
	assert_non_null(arena_take(arena, 80000));
	assert_null(arena_take(arena, 80000));
	arena_free(arena);
}

static void
test_a_copy_ends_with_nul_and_keeps_what_is_inside(void **state)
{
	struct arena *arena = arena_new(100000);
	char *copy = arena_take(arena, 64);

	(void)state;
	memset(copy, 'x', 64);
	arena_reset(arena);
	copy = arena_copy(arena, "a\0bcdef", 3);
	assert_memory_equal(copy, "a\0b", 4);
	copy = arena_copy(arena, NULL, 0);
	assert_string_equal(copy, "");
	arena_free(arena);
}

/* Which the same pieces are put in again, and nothing else shows it. */
static void
test_an_arena_that_is_used_again_keeps_its_blocks(void **state)
{
	struct arena *arena = arena_new(8 << 20);
	char *pieces[2][3];
	size_t held[2];

	(void)state;
	arena_keep(arena, 48 * 1024);
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 3; i++)
			pieces[round][i] =
			    arena_take(arena, ((size_t)4 << i) * 1024);
		assert_non_null(arena_take(arena, 1 << 20));
		held[round] = arena_held(arena);
		arena_reset(arena);
		assert_int_equal(arena_held(arena), 8 * 1024);
	}
	assert_int_equal(held[0], held[1]);
	assert_memory_equal(pieces[0], pieces[1], sizeof(pieces[0]));
	arena_free(arena);
}

TESTS(TEST(test_an_idle_arena_holds_nothing),
    TEST(test_a_small_page_costs_one_small_block),
    TEST(test_pieces_are_aligned_apart_and_zero_even_after_a_reset),
    TEST(test_blocks_grow_so_that_a_large_page_takes_few),
    TEST(test_a_large_piece_does_not_waste_the_block_before_it),
    TEST(test_a_reset_after_one_large_piece_gives_its_memory_back),
    TEST(test_an_arena_that_is_used_again_keeps_its_blocks),
    TEST(test_the_ceiling_is_reached_and_not_passed),
    TEST(test_a_copy_ends_with_nul_and_keeps_what_is_inside))
