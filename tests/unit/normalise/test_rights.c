#include "base/limit.h"
#include "normalise/rights.h"
#include "test.h"

static void
a_licence_is_known_by_url_or_code(void **state)
{
	static const char *const cases[][2] = {
		{ "https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0" },
		{ "See (http://creativecommons.org/licenses/by-nc/3.0/us/).",
		    "CC-BY-NC-3.0-US" },
		{ "http://creativecommons.org/licenses/by/4.0.", "CC-BY-4.0" },
		{ "http://creativecommons.org/licenses/by/4.0/deed.en",
		    "CC-BY-4.0" },
		{ "http://creativecommons.org/publicdomain/zero/1.0/",
		    "CC0-1.0" },
		{ "CC-BY-4.0", "CC-BY-4.0" },
		{ "cc by-sa", "CC-BY-SA" },
		{ "cc0", "CC0-1.0" },
		{ "http://creativecommons.org/licenses/", "" },
		{ "http://creativecommons.org/licenses/byebye/1.0/", "" },
		{ "CC", "" },
		{ "ccc", "" },
		{ "All rights reserved", "" },
		{ "", "" },
	};
	struct arena *arena = arena_new(NORMALISE_ARENA_BYTES);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text license =
		    rights_license(arena, text_of(cases[i][0]));

		assert_true(text_is(license, cases[i][1]));
	}
	arena_free(arena);
}

TESTS(TEST(a_licence_is_known_by_url_or_code))
