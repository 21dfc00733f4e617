#include <stdlib.h>

#include "normalise/name.h"
#include "test.h"

static void
a_name_has_a_key(void **state)
{
	static const char *const cases[][2] = {
		{ "Gillard, S.", "gillard s" },
		{ "GILLARD, Steve", "gillard s" },
		{ "van der Mee, C.V.M.", "vandermee c" },
		{ "Smith-Jones, Ann", "smithjones a" },
		{ "Gillard,", "gillard" },
		{ ", S.", "" },
		{ "Michele Artini", "michele artini" },
		{ "Human Genome Consortium", "human genome consortium" },
		{ "上原, 剛", "上原 剛" },
		{ "Łoś, Żaneta", "los z" },
		{ "...", "" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buffer key;

		buffer_init(&key, 0);
		name_key(&key, text_of(cases[i][0]));
		assert_true(text_is(buffer_text(&key), cases[i][1]));
		buffer_fini(&key);
	}
}

static void
placeholders_and_addresses_are_no_names(void **state)
{
	(void)state;
	assert_true(name_is_name(TEXT("Unknown Soldier")));
	assert_true(name_is_name(TEXT("Narda Theobald")));
	assert_false(name_is_name(TEXT("unknown")));
	assert_false(name_is_name(TEXT("(:unav)")));
	assert_false(name_is_name(TEXT("port0228@example.edu")));
	assert_false(name_is_name(TEXT("https://example.org/")));
}

TESTS(TEST(a_name_has_a_key), TEST(placeholders_and_addresses_are_no_names))
