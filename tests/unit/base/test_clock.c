#include <time.h>

#include "base/clock.h"
#include "test.h"

/* Of the same clock, by another way. */
static int64_t
now(void)
{
	struct timespec moment;

	assert_int_equal(clock_gettime(CLOCK_BOOTTIME, &moment), 0);
	return (int64_t)((double)moment.tv_sec * 1e3 +
	    (double)moment.tv_nsec / 1e6);
}

static void
test_milliseconds_pass_as_the_kernel_counts_them(void **state)
{
	struct timespec wait = { .tv_nsec = 7000000 };

	(void)state;
	for (int i = 0; i < 5; i++) {
		int64_t before = now();
		int64_t read = clock_milliseconds();

		assert_in_range(read, before, now());
		assert_int_equal(nanosleep(&wait, NULL), 0);
		assert_true(clock_milliseconds() >= read + 7);
	}
}

TESTS(TEST(test_milliseconds_pass_as_the_kernel_counts_them))
