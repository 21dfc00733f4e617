#include <string.h>

#include "base/limit.h"
#include "oai/retry_after.h"
#include "test.h"

#define YEAR_2026 1767225600 /* 2026-01-01T00:00:00Z */
#define EXAMPLE   784111777  /* 1994-11-06T08:49:37Z, of RFC 9110 */

static void
dates_are_read_in_all_forms(void **state)
{
	static const struct {
		const char *text;
		long long when; /* -1: not a date */
	} cases[] = {
		{ "Sun, 06 Nov 1994 08:49:37 GMT", EXAMPLE },
		{ "Sunday, 06-Nov-94 08:49:37 GMT", EXAMPLE },
		{ "Sun Nov  6 08:49:37 1994", EXAMPLE },
		{ "Sun Nov 06 08:49:37 1994", EXAMPLE },
		{ "Sun, 6 Nov 1994 08:49:37 GMT", EXAMPLE },
		{ "Sun, 06 Nov 1994 08:49:37 UTC", EXAMPLE },
		{ "sun, 06 nov 1994 08:49:37 gmt", EXAMPLE },
		{ "Sun, 06-Nov-1994 08:49:37 GMT", EXAMPLE },
		{ " \tSun,  06 Nov 1994 08:49:37 GMT ", EXAMPLE },
		{ "Thu, 01 Jan 1970 00:00:00 GMT", 0 },
		{ "Tue, 29 Feb 2028 12:00:00 GMT", 1835438400 },
		{ "Wed, 31 Dec 2025 23:59:60 GMT", YEAR_2026 },
		{ "Thursday, 01-Jan-26 00:00:00 GMT", YEAR_2026 },
		/* 50 years ahead of 2026 is the last that is not the past. */
		{ "Wednesday, 01-Jan-76 00:00:00 GMT", 3345062400 },
		{ "Saturday, 01-Jan-77 00:00:00 GMT", 220924800 },
		{ "Mon, 30 Feb 2026 00:00:00 GMT", -1 },
		{ "Mon, 29 Feb 2027 00:00:00 GMT", -1 },
		{ "Mon, 00 Jan 2026 00:00:00 GMT", -1 },
		{ "Mon, 32 Jan 2026 00:00:00 GMT", -1 },
		{ "Mon, 01 Foo 2026 00:00:00 GMT", -1 },
		{ "Mon, 01 January 2026 00:00:00 GMT", -1 },
		{ "Mon, 01 Jan 2026 24:00:00 GMT", -1 },
		{ "Mon, 01 Jan 2026 00:60:00 GMT", -1 },
		{ "Mon, 01 Jan 2026 00:00:61 GMT", -1 },
		{ "Mon, 01 Jan 2026 0:00:00 GMT", -1 },
		{ "Mon, 01 Jan 2026 00:00 GMT", -1 },
		{ "Mon, 01 Jan 26 00:00:00 GMT", -1 },
		{ "Mon, 01 Jan 12026 00:00:00 GMT", -1 },
		{ "Mon, 01 Jan 2026 00:00:00 CET", -1 },
		{ "Mon, 01 Jan 2026 00:00:00 +0000", -1 },
		{ "Mon, 01 Jan 2026 00:00:00", -1 },
		{ "Mon, 01 Jan 2026 00:00:00 GMT x", -1 },
		{ "01 Jan 2026 00:00:00 GMT", -1 },
		{ "2026-01-01T00:00:00Z", -1 },
		{ "120", -1 },
		{ "", -1 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		time_t when = -1;
		bool is_date =
		    http_date_parse(text_of(cases[i].text), YEAR_2026, &when);

		if (when != cases[i].when || is_date != (cases[i].when >= 0))
			fail_msg(
			    "\"%s\": %lld", cases[i].text, (long long)when);
	}
}

static void
waiting_is_told_in_seconds_or_until_a_date(void **state)
{
	static const struct {
		const char *value;
		const char *date; /* NULL: no such header */
		long seconds;
	} cases[] = {
		{ "0", NULL, 0 },
		{ "120", NULL, 120 },
		{ " 120\t", NULL, 120 },
		{ "00120", NULL, 120 },
		{ "31622400", NULL, RETRY_AFTER_SECONDS },
		{ "31622401", NULL, RETRY_AFTER_SECONDS },
		{ "99999999999999999999999999999999", NULL,
		    RETRY_AFTER_SECONDS },
		{ "-1", NULL, -1 },
		{ "+1", NULL, -1 },
		{ "1.5", NULL, -1 },
		{ "120s", NULL, -1 },
		{ "1 2", NULL, -1 },
		{ "soon", NULL, -1 },
		{ "", NULL, -1 },
		/* From their Date, whatever our clock says. */
		{ "Sun, 06 Nov 1994 09:49:37 GMT",
		    "Sun, 06 Nov 1994 08:49:37 GMT", 3600 },
		{ "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 08:49:07 GMT",
		    30 },
		{ "Sun, 06 Nov 1994 08:49:37 GMT",
		    "Sun, 06 Nov 1994 08:49:38 GMT", 0 },
		{ "Fri, 31 Dec 9999 23:59:59 GMT",
		    "Sun, 06 Nov 1994 08:49:37 GMT", RETRY_AFTER_SECONDS },
		/* Else from ours. */
		{ "Thu, 01 Jan 2026 00:01:00 GMT", NULL, 60 },
		{ "Thu, 01 Jan 2026 00:01:00 GMT", "yesterday", 60 },
		{ "Sun, 06 Nov 1994 08:49:37 GMT", NULL, 0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		long seconds = retry_after_seconds(
		    text_of(cases[i].value), text_of(cases[i].date), YEAR_2026);

		if (seconds != cases[i].seconds)
			fail_msg("\"%s\": %ld", cases[i].value, seconds);
	}
}

static void
a_value_may_hold_any_bytes(void **state)
{
	(void)state;
	assert_int_equal(
	    retry_after_seconds(TEXT("12\0"), TEXT(""), YEAR_2026), -1);
	assert_int_equal(
	    retry_after_seconds((struct text){ 0 }, TEXT(""), YEAR_2026), -1);
}

TESTS(TEST(dates_are_read_in_all_forms),
    TEST(waiting_is_told_in_seconds_or_until_a_date),
    TEST(a_value_may_hold_any_bytes))
