#include "base/limit.h"
#include "oai/rate_limit.h"
#include "test.h"

/* Sun, 06 Nov 1994 08:49:37 GMT, and our clock an hour ahead. */
#define DATE       "Sun, 06 Nov 1994 08:49:37 GMT"
#define THEN       784111777L
/* Sat, 28 Nov 2026 06:00:00 GMT */
#define LATER      "Sat, 28 Nov 2026 06:00:00 GMT"
#define LATER_TIME "1795845660" /* a minute after it */

static void
the_wait_is_read_in_every_form(void **state)
{
	static const struct {
		const char *remaining;
		const char *reset;
		const char *both;
		const char *date;
		long seconds;
	} cases[] = {
		{ NULL, NULL, NULL, NULL, -1 },
		{ "0", NULL, NULL, NULL, -1 },
		{ "5", "60", NULL, NULL, -1 },
		{ "0", "60", NULL, NULL, 60 },
		{ " 0 ", " 60 ", NULL, NULL, 60 },
		{ "0", "12.5", NULL, NULL, 12 },
		{ "0", "0", NULL, NULL, 0 },
		{ "0", "soon", NULL, NULL, -1 },
		{ "0", "-5", NULL, NULL, -1 },
		{ "none", "60", NULL, NULL, -1 },
		{ "0", "86400", NULL, NULL, RATE_LIMIT_SECONDS },
		{ "0", "999999999999999999999999", NULL, LATER,
		    RATE_LIMIT_SECONDS },
		/* The Unix time, by the server's clock; in milliseconds. */
		{ "0", LATER_TIME, NULL, LATER, 60 },
		{ "0", LATER_TIME "000", NULL, LATER, 60 },
		{ "0", "1000000000", NULL, LATER, 0 },
		{ "0", "Sun, 06 Nov 1994 08:50:37 GMT", NULL, DATE, 60 },
		{ "0", "Sun, 06 Nov 1994 08:00:00 GMT", NULL, DATE, 0 },
		{ NULL, NULL, "limit=100, remaining=0, reset=50", NULL, 50 },
		{ NULL, NULL, "limit=100;remaining=3;reset=50", NULL, -1 },
		{ NULL, NULL, "\"default\";r=0;t=40", NULL, 40 },
		{ NULL, NULL, "\"default\";r=7;t=40", NULL, -1 },
		{ NULL, NULL, "\"default\";r=0", NULL, -1 },
		{ NULL, NULL, "r", NULL, -1 },
		{ "3", "60", "remaining=0, reset=50", NULL, -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct rate_limit limit = {
			.remaining = text_of(cases[i].remaining),
			.reset = text_of(cases[i].reset),
			.both = text_of(cases[i].both),
			.date = text_of(cases[i].date),
		};
		long seconds = rate_limit_seconds(&limit, THEN + 3600);

		if (seconds != cases[i].seconds)
			fail_msg("%zu: %ld", i, seconds);
	}
}

TESTS(TEST(the_wait_is_read_in_every_form))
