#include <string.h>

#include "oai/quirk.h"
#include "test.h"

static void
every_quirk_has_a_name_of_its_own_and_says_what_it_does(void **state)
{
	(void)state;
	for (unsigned i = 0; i < QUIRK_NONE; i++) {
		enum quirk quirk = (enum quirk)i;
		const char *name = quirk_name(quirk);

		assert_int_equal(
		    strspn(name, "abcdefghijklmnopqrstuvwxyz-"), strlen(name));
		assert_int_equal(quirk_named(text_of(name)), quirk);
		assert_true(strlen(quirk_line(quirk)) > 10);
		assert_true(strlen(quirk_cost(quirk)) > 0);
		assert_null(strchr(quirk_line(quirk), '\n'));
	}
	assert_int_equal(quirk_named(TEXT("raw")), QUIRK_NONE);
	assert_int_equal(quirk_named(TEXT("")), QUIRK_NONE);
}

static void
names_are_read_from_a_list(void **state)
{
	static const struct {
		const char *names;
		quirk_set set;
	} rows[] = {
		{ "", 0 },
		{ "raw-token", QUIRK_BIT(QUIRK_RAW_TOKEN) },
		{ "raw-token,post",
		    QUIRK_BIT(QUIRK_RAW_TOKEN) | QUIRK_BIT(QUIRK_POST) },
		{ "of-tomorrow,post,", QUIRK_BIT(QUIRK_POST) },
		{ ",,raw-toke,raw-tokens", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(
		    quirks_named(text_of(rows[i].names)), rows[i].set);
}

static void
one_takes_the_place_of_its_contrary(void **state)
{
	quirk_set set = QUIRK_BIT(QUIRK_POST);

	(void)state;
	assert_int_equal(quirks_with(set, QUIRK_NONE), set);
	set = quirks_with(set, QUIRK_GRANULARITY_DAY);
	assert_true(quirk_is_in(set, QUIRK_GRANULARITY_DAY));
	set = quirks_with(set, QUIRK_GRANULARITY_SECOND);
	assert_false(quirk_is_in(set, QUIRK_GRANULARITY_DAY));
	assert_true(quirk_is_in(set, QUIRK_GRANULARITY_SECOND));
	assert_true(quirk_is_in(set, QUIRK_POST));
	assert_int_equal(
	    quirks_in_force(TEXT("granularity-day,post,granularity-second")),
	    set);
	/* Ruled out may be both. */
	assert_int_equal(
	    quirks_named(TEXT("granularity-day,granularity-second")),
	    QUIRK_BIT(QUIRK_GRANULARITY_DAY) |
		QUIRK_BIT(QUIRK_GRANULARITY_SECOND));
}

TESTS(TEST(every_quirk_has_a_name_of_its_own_and_says_what_it_does),
    TEST(names_are_read_from_a_list), TEST(one_takes_the_place_of_its_contrary))
