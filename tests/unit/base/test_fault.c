#include <string.h>

#include "base/fault.h"
#include "test.h"

static void
test_a_failure_is_one_line_of_code(void **state)
{
	struct fault why = { .kind = FAULT_NONE };

	(void)state;
	assert_false(fault_set(&why, FAULT_BUSY, "asked for %d s", 120));
	assert_int_equal(why.kind, FAULT_BUSY);
	assert_string_equal(why.text, "asked for 120 s");
}

static void
test_what_a_stranger_wrote_cannot_end_the_line(void **state)
{
	struct fault why;

	(void)state;
	assert_false(fault_set(&why, FAULT_PROTOCOL, "they said %s",
	    "a\nb\x1b[2J\xff \xe2\x80\xae\xc3\xa9 \\"));
	assert_string_equal(why.text,
	    "they said a\\x0Ab\\x1B[2J\\xFF \\xE2\\x80\\xAE\xc3\xa9 \\");
}

static void
test_a_long_text_is_cut_and_says_so(void **state)
{
	struct fault why;
	char text[5000];

	(void)state;
	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	assert_false(fault_set(&why, FAULT_INPUT, "%s", text));
	assert_int_equal(strlen(why.text), sizeof(why.text) - 1);
	assert_string_equal(why.text + sizeof(why.text) - 5, "x...");
}

static void
test_a_fault_may_be_told_again_inside_itself(void **state)
{
	struct fault why;

	(void)state;
	assert_false(fault_set(&why, FAULT_STORE, "no route"));
	assert_false(
	    fault_set(&why, FAULT_STORE, "could not connect: %s", why.text));
	assert_string_equal(why.text, "could not connect: no route");
}

static void
test_every_kind_has_a_name_of_its_own(void **state)
{
	(void)state;
	for (unsigned a = FAULT_NONE; a <= FAULT_INPUT; a++) {
		assert_string_not_equal(
		    fault_name((enum fault_kind)a), "unknown");
		for (unsigned b = FAULT_NONE; b < a; b++)
			assert_string_not_equal(fault_name((enum fault_kind)a),
			    fault_name((enum fault_kind)b));
	}
}

TESTS(TEST(test_a_failure_is_one_line_of_code),
    TEST(test_what_a_stranger_wrote_cannot_end_the_line),
    TEST(test_a_long_text_is_cut_and_says_so),
    TEST(test_a_fault_may_be_told_again_inside_itself),
    TEST(test_every_kind_has_a_name_of_its_own))
