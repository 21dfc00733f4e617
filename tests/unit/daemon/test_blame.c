#include <sys/time.h>
#include <sys/wait.h>

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/limit.h"
#include "daemon/blame.h"
#include "daemon/child.h"
#include "test.h"

#define MOST (BLAME_CPU_SECONDS + 1) /* the kernel rounds up */

static const struct fence fence = { .repository_id = 7 };

/* Seconds of processor time left; 0: as many as it wants. */
static long
time_left(void)
{
	struct itimerval left;

	assert_int_equal(getitimer(ITIMER_PROF, &left), 0);
	return (long)left.it_value.tv_sec + (left.it_value.tv_usec > 0);
}

static void
a_step_has_so_much_processor_time(void **state)
{
	struct blame *blame = blame_open(blame_make());

	(void)state;
	assert_int_equal(time_left(), 0);
	blame_enter_item(blame, 7, TEXT("x"));
	assert_in_range(time_left(), BLAME_CPU_SECONDS - 1, MOST);
	blame_leave(blame);
	assert_int_equal(time_left(), 0);
	blame_enter(blame, &fence);
	assert_in_range(time_left(), BLAME_CPU_SECONDS - 1, MOST);
	blame_close(blame);
	(void)setitimer(ITIMER_PROF, &(struct itimerval){ 0 }, NULL);
}

static void
without_a_page_it_has_all_the_time(void **state)
{
	struct blame *blame = blame_open(-1);

	(void)state;
	blame_enter_item(blame, 7, TEXT("x"));
	assert_int_equal(time_left(), 0);
	blame_close(blame);
}

/* The time is over, or nearly: the kernel's own signal. */
static void
spin(void)
{
	struct blame *blame = blame_open(blame_make());
	const struct itimerval soon = { .it_value = { .tv_usec = 1000 } };
	volatile bool is_over = false;

	blame_enter_item(blame, 7, TEXT("x"));
	(void)setitimer(ITIMER_PROF, &soon, NULL);
	while (!is_over)
		continue;
}

static void
time_that_is_over_is_a_crash(void **state)
{
	pid_t child = fork();
	int status;

	(void)state;
	if (child == 0) {
		spin();
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(child_crash(status), SIGPROF);
}

/* A wait status: of a signal, its number; of an exit, in the next byte. */
static void
a_kill_from_outside_is_no_crash(void **state)
{
	(void)state;
	assert_int_equal(child_crash(SIGABRT), SIGABRT);
	assert_int_equal(child_crash(SIGSEGV), SIGSEGV);
	assert_int_equal(child_crash(SIGKILL), 0);
	assert_int_equal(child_crash(SIGTERM), 0);
	assert_int_equal(child_crash(1 << 8), 0);
	assert_int_equal(child_crash(0), 0);
}

/* The next life needs no database where nobody is in the page. */
static void
who_left_is_not_charged(void **state)
{
	struct blame *blame = blame_open(blame_make());
	struct fault why;
	int64_t charged = 1;

	(void)state;
	blame_enter_item(blame, 7, TEXT("x"));
	blame_leave(blame);
	assert_true(blame_charge(blame, NULL, SIGSEGV, &charged, &why));
	assert_int_equal(charged, 0);
	blame_enter_item(blame, 7, TEXT("x"));
	assert_true(blame_charge(blame, NULL, 0, &charged, &why));
	assert_int_equal(charged, 0);
	assert_true(blame_charge(blame, NULL, SIGSEGV, &charged, &why));
	blame_close(blame);
}

TESTS(TEST(a_step_has_so_much_processor_time),
    TEST(without_a_page_it_has_all_the_time),
    TEST(time_that_is_over_is_a_crash), TEST(a_kill_from_outside_is_no_crash),
    TEST(who_left_is_not_charged))
