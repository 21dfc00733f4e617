#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "test.h"

static void
test_pieces_add_up_to_a_c_string(void **state)
{
	struct buffer buffer;

	(void)state;
	buffer_init(&buffer, 0);
	assert_null(buffer.bytes);
	buffer_add(&buffer, "one", 3);
	buffer_add_char(&buffer, ' ');
	buffer_add_string(&buffer, "two");
	buffer_add_text(&buffer, TEXT(" three"));
	buffer_printf(&buffer, " %d%s", 4, "!");
	assert_string_equal(buffer.bytes, "one two three 4!");
	assert_int_equal(buffer.length, strlen(buffer.bytes));
	assert_true(text_is(buffer_text(&buffer), "one two three 4!"));
	buffer_fini(&buffer);
	buffer_fini(&buffer);
}

static void
test_adding_nothing_still_gives_a_c_string(void **state)
{
	struct buffer buffer;

	(void)state;
	buffer_init(&buffer, 0);
	buffer_add(&buffer, NULL, 0);
	assert_string_equal(buffer.bytes, "");
	buffer_fini(&buffer);
}

static void
test_it_grows_and_keeps_what_it_had(void **state)
{
	struct buffer buffer;

	(void)state;
	buffer_init(&buffer, 0);
	for (int i = 0; i < 10000; i++)
		buffer_printf(&buffer, "%04d", i);
	assert_int_equal(buffer.length, 40000);
	assert_memory_equal(buffer.bytes, "000000010002", 12);
	assert_string_equal(buffer.bytes + 39996, "9999");
	assert_false(buffer.is_over);
	buffer_fini(&buffer);
}

static void
test_over_the_ceiling_it_keeps_a_true_beginning(void **state)
{
	struct buffer buffer;

	(void)state;
	buffer_init(&buffer, 6);
	buffer_add_string(&buffer, "abcdef");
	assert_false(buffer.is_over);
	buffer_reset(&buffer);
	buffer_add_string(&buffer, "abcd");
	buffer_add_string(&buffer, "efg");
	assert_true(buffer.is_over);
	/* Would fit, but not behind what is missing. */
	buffer_add_char(&buffer, 'h');
	buffer_printf(&buffer, "%d", 1);
	assert_string_equal(buffer.bytes, "abcd");
	buffer_reset(&buffer);
	assert_false(buffer.is_over);
	assert_string_equal(buffer.bytes, "");
	buffer_printf(&buffer, "%s", "1234567");
	assert_true(buffer.is_over);
	assert_int_equal(buffer.length, 0);
	buffer_fini(&buffer);
}

static void
test_taking_gives_the_bytes_away(void **state)
{
	struct buffer buffer;
	char *bytes;

	(void)state;
	buffer_init(&buffer, 10);
	bytes = buffer_take(&buffer);
	assert_string_equal(bytes, "");
	free(bytes);
	buffer_add_string(&buffer, "mine");
	bytes = buffer_take(&buffer);
	assert_null(buffer.bytes);
	assert_int_equal(buffer.length, 0);
	assert_int_equal(buffer.ceiling, 10);
	assert_string_equal(bytes, "mine");
	free(bytes);
	buffer_fini(&buffer);
}

TESTS(TEST(test_pieces_add_up_to_a_c_string),
    TEST(test_adding_nothing_still_gives_a_c_string),
    TEST(test_it_grows_and_keeps_what_it_had),
    TEST(test_over_the_ceiling_it_keeps_a_true_beginning),
    TEST(test_taking_gives_the_bytes_away))
