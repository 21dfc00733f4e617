#include <stdio.h>
#include <string.h>

#include "oai/datestamp.h"
#include "test.h"

#define LEAP_DAY ((time_t)1709164800) /* 2024-02-29T00:00:00Z */

static void
the_two_forms_of_the_protocol_are_read(void **state)
{
	enum granularity unit;
	time_t when;

	(void)state;
	assert_true(datestamp_parse("2024-02-29", &when, &unit));
	assert_int_equal(when, LEAP_DAY);
	assert_int_equal(unit, GRANULARITY_DAY);
	assert_true(datestamp_parse("2024-02-29T23:59:59Z", &when, &unit));
	assert_int_equal(when, LEAP_DAY + 86399);
	assert_int_equal(unit, GRANULARITY_SECOND);
}

static void
nothing_else_is_strictly_a_datestamp(void **state)
{
	static const char *const refused[] = { "", "2024", "2024-02",
		"2024-2-29", "2023-02-29", "2024-02-30", "2024-13-01",
		"2024-02-29T", "2024-02-29T00:00:00", "2024-02-29T00:00Z",
		"2024-02-29T24:00:00Z", "2024-02-29T00:00:00.0Z",
		"2024-02-29T00:00:00+00:00", "2024-02-29 00:00:00Z",
		" 2024-02-29", "2024-02-29 ", "+024-02-29", "2024-02-29Z" };
	enum granularity unit;
	time_t when;

	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		if (datestamp_parse(refused[i], &when, &unit))
			fail_msg("\"%s\" was read", refused[i]);
}

static void
what_repositories_write_is_read(void **state)
{
	static const struct {
		const char *text;
		time_t when;
	} rows[] = {
		{ "2024-02-29", LEAP_DAY },
		{ " \n2024-02-29\t", LEAP_DAY },
		{ "2024-02-29T00:00:01Z", LEAP_DAY + 1 },
		{ "2024-02-29t00:00:01z", LEAP_DAY + 1 },
		{ "2024-02-29T00:00:01", LEAP_DAY + 1 },
		{ "2024-02-29 00:00:01", LEAP_DAY + 1 },
		{ "2024-02-29  00:00:01Z", LEAP_DAY + 1 },
		{ "2024-02-29T01:02", LEAP_DAY + 3720 },
		{ "2024-02-29T01:02Z", LEAP_DAY + 3720 },
		{ "2024-02-29T00:00:01.999Z", LEAP_DAY + 1 },
		{ "2024-02-29T00:00:01,5", LEAP_DAY + 1 },
		{ "2024-02-29T01:00:00+01:00", LEAP_DAY },
		{ "2024-02-29T01:00:00+0100", LEAP_DAY },
		{ "2024-02-29T01:00:00+01", LEAP_DAY },
		{ "2024-02-28T18:30:00-05:30", LEAP_DAY },
		{ "2024-02-29T00:00:00+00:00", LEAP_DAY },
		{ "2024-02-29T00:00:00.123456789-00:00", LEAP_DAY },
		{ "1970-01-01", 0 },
		{ "1969-12-31T23:59:59Z", -1 },
		{ "0001-01-01", -62135596800 },
		{ "9999-12-31T23:59:59Z", 253402300799 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		time_t when = 1;

		if (!datestamp_read(text_of(rows[i].text), &when) ||
		    when != rows[i].when)
			fail_msg("\"%s\" was read as %lld", rows[i].text,
			    (long long)when);
	}
}

static void
what_names_no_moment_is_not_read(void **state)
{
	const struct text refused[] = { TEXT(""), TEXT(" "), TEXT("2024"),
		TEXT("2024-02"), TEXT("20240229"), TEXT("2023-02-29"),
		TEXT("2024-00-01"), TEXT("2024-01-00"), TEXT("2024-13-01"),
		TEXT("0000-00-00"), TEXT("0000-01-01"), TEXT("2024-02-29T"),
		TEXT("2024-02-29T1"), TEXT("2024-02-29T24:00:00Z"),
		TEXT("2024-02-29T00:60:00Z"), TEXT("2024-02-29T00:00:60Z"),
		TEXT("2024-02-29T00:00:00."), TEXT("2024-02-29T00:00:00.Z"),
		TEXT("2024-02-29T00:00:00+"), TEXT("2024-02-29T00:00:00+1"),
		TEXT("2024-02-29T00:00:00+01:"),
		TEXT("2024-02-29T00:00:00+01:60"),
		TEXT("2024-02-29T00:00:00+99:00"),
		TEXT("2024-02-29T00:00:00Zx"), TEXT("2024-02-29x"),
		TEXT("2024-02-29T00:00:00\0Z"), TEXT("2024\0-02-29"),
		TEXT("-024-02-29"), TEXT("next tuesday"),
		TEXT("\xd9\xa2\xd9\xa0-02-29") };

	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		time_t when = 7;

		if (datestamp_read(refused[i], &when))
			fail_msg("\"%s\" was read", refused[i].bytes);
		assert_int_equal(when, 7);
	}
}

/* Steps of a large prime visit all months, hours and leap years. */
static void
what_is_written_is_read_again(void **state)
{
	(void)state;
	for (time_t moment = -62135596800; moment < 253402300800;
	     moment += 15485863) {
		char text[DATESTAMP_SIZE];
		enum granularity unit;
		time_t strict;
		time_t tolerant;

		datestamp_format(text, moment, GRANULARITY_SECOND);
		assert_true(datestamp_parse(text, &strict, &unit));
		assert_true(datestamp_read(text_of(text), &tolerant));
		assert_int_equal(strict, moment);
		assert_int_equal(tolerant, moment);
		assert_int_equal(unit, GRANULARITY_SECOND);
		datestamp_format(text, moment, GRANULARITY_DAY);
		assert_true(datestamp_parse(text, &strict, &unit));
		assert_true(datestamp_read(text_of(text), &tolerant));
		assert_int_equal(strict, tolerant);
		assert_true(strict <= moment && moment - strict < 86400);
	}
}

TESTS(TEST(the_two_forms_of_the_protocol_are_read),
    TEST(nothing_else_is_strictly_a_datestamp),
    TEST(what_repositories_write_is_read),
    TEST(what_names_no_moment_is_not_read), TEST(what_is_written_is_read_again))
