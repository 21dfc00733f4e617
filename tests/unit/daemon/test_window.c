#include <stdio.h>
#include <string.h>

#include "daemon/window.h"
#include "oai/datestamp.h"
#include "test.h"

static time_t
at(const char *text)
{
	enum granularity unit;
	time_t when;

	assert_true(datestamp_parse(text, &when, &unit));
	return when;
}

static void
add(char *into, size_t size, bool has, time_t when)
{
	char text[DATESTAMP_SIZE] = "";
	size_t length = strlen(into);

	if (has)
		datestamp_format(text, when,
		    when % 86400 == 0 ? GRANULARITY_DAY : GRANULARITY_SECOND);
	(void)snprintf(into + length, size - length, "%s", text);
}

/* "..a a..b b.." */
static void
check_cut(const char *expected, size_t most, const struct window *whole,
    const struct window_scope *scope)
{
	struct window pieces[WINDOW_PIECES];
	char text[1024] = "";
	size_t count = window_cut(pieces, most, whole, scope);

	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			(void)strcat(text, " ");
		add(text, sizeof(text), pieces[i].has_from, pieces[i].from);
		(void)strcat(text, "..");
		add(text, sizeof(text), pieces[i].has_until, pieces[i].until);
	}
	assert_string_equal(text, expected);
}

static void
test_the_first_has_no_from_and_the_last_no_until(void **state)
{
	const struct window whole = { 0 };
	const struct window_scope scope = { true, at("2020-01-01"),
		at("2020-01-09T07:30:00Z"), false };

	(void)state;
	check_cut("..2020-01-03 2020-01-03..2020-01-05 2020-01-05..2020-01-07 "
		  "2020-01-07..",
	    4, &whole, &scope);
}

static void
test_what_has_an_end_keeps_it(void **state)
{
	const struct window whole = { true, at("2020-01-01"), true,
		at("2020-01-05") };
	const struct window_scope scope = { true, at("1990-01-01"),
		at("2026-01-01"), false };

	(void)state;
	check_cut(
	    "2020-01-01..2020-01-03 2020-01-03..2020-01-05", 2, &whole, &scope);
}

static void
test_nothing_is_shorter_than_a_granule(void **state)
{
	const struct window day = { true, at("2020-01-01"), true,
		at("2020-01-02") };
	const struct window days = { true, at("2020-01-01"), true,
		at("2020-01-03") };
	struct window_scope scope = { .now = at("2026-01-01") };

	(void)state;
	check_cut("", 2, &day, &scope);
	check_cut(
	    "2020-01-01..2020-01-02 2020-01-02..2020-01-03", 8, &days, &scope);
	scope.has_seconds = true;
	check_cut("2020-01-01..2020-01-01T12:00:00Z "
		  "2020-01-01T12:00:00Z..2020-01-02",
	    2, &day, &scope);
}

/* No earliest datestamp, one that is nonsense, one in the future: windows are
 * cut all the same, and halving ends. */
static void
test_a_beginning_is_not_needed(void **state)
{
	struct window whole = { 0 };
	struct window pieces[WINDOW_PIECES];
	struct window_scope scope = { true, at("2030-01-01"), at("2020-01-01"),
		false };
	unsigned steps = 0;

	(void)state;
	while (window_cut(pieces, 2, &whole, &scope) > 0 && steps < 100) {
		whole = pieces[1];
		steps++;
	}
	assert_in_range(steps, 10, 20);
	whole = (struct window){ 0 };
	for (steps = 0;
	     steps < 100 && window_cut(pieces, 2, &whole, &scope) > 0; steps++)
		whole = pieces[0];
	assert_in_range(steps, 2, 20);
	assert_false(whole.has_from);
}

static void
test_what_has_an_end_before_its_beginning_is_not_cut(void **state)
{
	const struct window whole = { true, at("2020-01-05"), true,
		at("2020-01-01") };
	const struct window_scope scope = { .now = at("2026-01-01") };

	(void)state;
	check_cut("", 2, &whole, &scope);
}

/* Every moment is in a window, whatever is cut. */
static void
test_no_moment_is_lost(void **state)
{
	struct window pieces[WINDOW_PIECES];
	struct window whole = { 0 };
	struct window_scope scope = { true, 0, 0, false };

	(void)state;
	for (int i = 1; i < 2000; i++) {
		size_t count;

		scope.has_seconds = i % 2 == 0;
		scope.earliest = -i * 86399;
		scope.now = i * 7919;
		count = window_cut(pieces, (size_t)i % 70, &whole, &scope);
		if (count == 0)
			continue;
		assert_false(pieces[0].has_from);
		assert_false(pieces[count - 1].has_until);
		for (size_t j = 1; j < count; j++) {
			assert_true(pieces[j - 1].has_until);
			assert_true(pieces[j].has_from);
			assert_true(pieces[j - 1].until == pieces[j].from);
			assert_true(
			    j + 1 == count || pieces[j].until > pieces[j].from);
		}
	}
}

TESTS(TEST(test_the_first_has_no_from_and_the_last_no_until),
    TEST(test_what_has_an_end_keeps_it),
    TEST(test_nothing_is_shorter_than_a_granule),
    TEST(test_a_beginning_is_not_needed),
    TEST(test_what_has_an_end_before_its_beginning_is_not_cut),
    TEST(test_no_moment_is_lost))
