#include "base/limit.h"
#include "daemon/pace.h"
#include "test.h"

#define MANY 1200

struct crowd {
	struct harvester harvester;
	struct holding holding;
	struct lister listers[MANY];
};

static int
gather(void **state)
{
	struct crowd *crowd = test_calloc(1, sizeof(*crowd));

	crowd->holding.harvester = &crowd->harvester;
	for (int i = 0; i < MANY; i++)
		crowd->listers[i].holding = &crowd->holding;
	*state = crowd;
	return 0;
}

static int
scatter(void **state)
{
	test_free(*state);
	return 0;
}

/* So many have begun, and their time passes. */
static void
wait_for(struct crowd *crowd, unsigned listers, int64_t now)
{
	crowd->harvester.listers = listers;
	for (unsigned i = 0; i < listers; i++)
		pace_tick(&crowd->listers[i], now);
}

static void
who_is_waited_for_takes_nobody_s_place(void **state)
{
	struct crowd *crowd = *state;

	crowd->harvester.transfers = 2;
	assert_true(pace_allows(&crowd->harvester));
	wait_for(crowd, 2, 1000);
	assert_false(pace_allows(&crowd->harvester));
	wait_for(crowd, 2, 1000 + QUIET_MILLISECONDS - 1);
	assert_false(pace_allows(&crowd->harvester));
	wait_for(crowd, 2, 1000 + QUIET_MILLISECONDS);
	assert_true(pace_allows(&crowd->harvester));
	assert_int_equal(crowd->harvester.quiet, 2);
	assert_int_equal(pace_busy(&crowd->harvester), 1);
	/* A drop now and then changes nothing, a page does, at once. */
	pace_hear(&crowd->listers[0], QUIET_BYTES - 1);
	pace_hear(&crowd->listers[1], QUIET_BYTES);
	assert_int_equal(crowd->harvester.quiet, 1);
	wait_for(crowd, 2, 1000 + 2 * QUIET_MILLISECONDS);
	assert_int_equal(crowd->harvester.quiet, 1);
	wait_for(crowd, 2, 1000 + 3 * QUIET_MILLISECONDS);
	assert_int_equal(crowd->harvester.quiet, 2);
	pace_leave(&crowd->listers[0]);
	pace_leave(&crowd->listers[1]);
	assert_int_equal(crowd->harvester.quiet, 0);
}

static void
who_waits_for_us_is_not_quiet(void **state)
{
	struct crowd *crowd = *state;
	struct queued_page page = { 0 };

	crowd->listers[0].first = &page;
	crowd->listers[1].is_paused = true;
	crowd->listers[2].is_writing = true;
	crowd->listers[3].calls = 1;
	wait_for(crowd, 5, 1000);
	wait_for(crowd, 5, 1000 + QUIET_MILLISECONDS);
	assert_int_equal(crowd->harvester.quiet, 1);
	crowd->listers[0].first = NULL;
	wait_for(crowd, 5, 1000 + 2 * QUIET_MILLISECONDS);
	assert_int_equal(crowd->harvester.quiet, 2);
}

static void
those_that_are_waited_for_have_a_limit_too(void **state)
{
	struct crowd *crowd = *state;

	crowd->harvester.transfers = 2;
	wait_for(crowd, 2 * QUIET_SHARE, 1000);
	wait_for(crowd, 2 * QUIET_SHARE, 1000 + QUIET_MILLISECONDS);
	assert_int_equal(crowd->harvester.quiet, 2 * QUIET_SHARE);
	assert_false(pace_allows(&crowd->harvester));
	crowd->harvester.transfers = TRANSFERS;
	wait_for(crowd, LISTERS, 2000);
	wait_for(crowd, LISTERS, 2000 + QUIET_MILLISECONDS);
	assert_false(pace_allows(&crowd->harvester));
	pace_leave(&crowd->listers[0]);
	crowd->harvester.listers--;
	assert_true(pace_allows(&crowd->harvester));
}

#define CROWD_TEST(function) \
	cmocka_unit_test_setup_teardown(function, gather, scatter)

TESTS(CROWD_TEST(who_is_waited_for_takes_nobody_s_place),
    CROWD_TEST(who_waits_for_us_is_not_quiet),
    CROWD_TEST(those_that_are_waited_for_have_a_limit_too))
