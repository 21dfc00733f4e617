#ifndef WITH_VOCABULARY_H
#define WITH_VOCABULARY_H

#include "base/limit.h"
#include "normalise/vocabulary.h"
#include "test.h"

/* A test that has an arena and a vocabulary of its own. */

static struct arena *arena;
static struct vocabulary *vocabulary;

static inline int
with_vocabulary_set_up(void **state)
{
	(void)state;
	arena = arena_new(NORMALISE_ARENA_BYTES);
	vocabulary = vocabulary_new();
	return 0;
}

static inline int
with_vocabulary_tear_down(void **state)
{
	(void)state;
	vocabulary_free(vocabulary);
	arena_free(arena);
	return 0;
}

#define WITH_VOCABULARY(test)            \
	cmocka_unit_test_setup_teardown( \
	    test, with_vocabulary_set_up, with_vocabulary_tear_down)

#endif
