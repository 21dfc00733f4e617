#include "daemon/circle.h"
#include "test.h"

#define LONGEST 200

/* So many steps until a circle of that length, behind a way of that length, is
 * found; 0: not within limit. */
static unsigned
steps_to_close(unsigned way, unsigned length, unsigned limit)
{
	struct circle circle = { 0 };

	for (unsigned step = 0; step < limit; step++) {
		unsigned here = step < way ? step : way + (step - way) % length;

		if (circle_closes(&circle, here))
			return step;
	}
	return 0;
}

static void
test_a_circle_of_any_length_is_found_soon(void **state)
{
	(void)state;
	for (unsigned length = 1; length <= LONGEST; length++)
		for (unsigned way = 0; way <= 2 * LONGEST; way += 13)
			assert_in_range(
			    steps_to_close(way, length, 10 * LONGEST), 1,
			    2 * (way > length ? way : length) + length + 2);
}

static void
test_where_there_is_none_none_is_found(void **state)
{
	struct circle circle = { 0 };

	(void)state;
	for (unsigned step = 0; step < 100000; step++)
		assert_false(circle_closes(&circle, step));
}

static void
test_what_goes_on_circling_is_found_each_time(void **state)
{
	struct circle circle = { 0 };
	unsigned found = 0;

	(void)state;
	for (unsigned step = 0; step < 100; step++)
		found += circle_closes(&circle, step % 3);
	assert_in_range(found, 25, 34);
}

TESTS(TEST(test_a_circle_of_any_length_is_found_soon),
    TEST(test_where_there_is_none_none_is_found),
    TEST(test_what_goes_on_circling_is_found_each_time))
