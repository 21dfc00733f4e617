#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "normalise/date.h"
#include "normalise/date_shape.h"
#include "normalise/fold.h"
#include "normalise/slice.h"

#define VALUE_BYTES 64 /* a longer value is prose */
#define FIRST_YEAR  1000

/* What numbers may be, in order: y m d as they say, x and z the ambiguous two,
 * e Y M D in a row, n year of an era, k and h decade, c and t century, u last
 * year, r last year or month, v the year again, and a point what is left out.
 */
static const struct {
	const char *shape;
	const char *parts;
	char mark; /* EDTF's ? or ~, or 0 */
} shapes[] = {
	{ "Y", "y", 0 },
	{ "cY", "y", 0 },
	{ "c Y", "y", 0 },
	{ "Y?", "y", '?' },
	{ "Y ?", "y", '?' },
	{ "Y~", "y", '~' },
	{ "aY", "y", '~' },
	{ "a Y", "y", '~' },
	{ "a. Y", "y", '~' },
	{ "a.Y", "y", '~' },
	{ "c. Y", "y", '~' },
	{ "c.Y", "y", '~' },
	{ "oY", "y", 0 },
	{ "o Y", "y", 0 },
	{ "o. Y", "y", 0 },
	{ "o.Y", "y", 0 },
	{ "Y-D", "ym", 0 },
	{ "Y.D", "ym", 0 },
	{ "Y-D-D", "ymd", 0 },
	{ "Y/D/D", "ymd", 0 },
	{ "Y.D.D", "ymd", 0 },
	{ "D/Y", "my", 0 },
	{ "D-Y", "my", 0 },
	{ "D.Y", "my", 0 },
	{ "Y/D", "yr", 0 },
	{ "F", "e", 0 },
	{ "M Y", "my", 0 },
	{ "M. Y", "my", 0 },
	{ "M-Y", "my", 0 },
	{ "MY", "my", 0 },
	{ "Y M", "ym", 0 },
	{ "Y-M", "ym", 0 },
	{ "D M Y", "dmy", 0 },
	{ "D. M Y", "dmy", 0 },
	{ "D M. Y", "dmy", 0 },
	{ "D-M-Y", "dmy", 0 },
	{ "DMY", "dmy", 0 },
	{ "M D Y", "mdy", 0 },
	{ "M. D Y", "mdy", 0 },
	{ "Y M D", "ymd", 0 },
	{ "Y-M-D", "ymd", 0 },
	{ "D/M/Y", "dmy", 0 },
	{ "D.M.Y", "dmy", 0 },
	{ "M/Y", "my", 0 },
	{ "Y D M", "ydm", 0 },
	{ "D-D M Y", "..my", 0 },
	{ "M D-D Y", "m..y", 0 },
	{ "M-M Y", "..y", 0 },
	{ "M/M Y", "..y", 0 },
	{ "S Y", "my", 0 },
	{ "Y S", "ym", 0 },
	{ "S Y/Y", "my.", 0 },
	{ "S Y-Y", "my.", 0 },
	{ "S Y/D", "my.", 0 },
	{ "S Y-D", "my.", 0 },
	{ "D-D-Y", "xzy", 0 },
	{ "D/D/Y", "xzy", 0 },
	{ "D.D.Y", "dmy", 0 }, /* with dots the day is first */
	{ "Yy", "y", 0 },
	{ "YyDm", "ym", 0 },
	{ "YyDmDd", "ymd", 0 },
	{ "EDy", "ny", 0 },
	{ "EDyDm", "nym", 0 },
	{ "EDyDmDd", "nymd", 0 },
	{ "Ys", "k", 0 },
	{ "H-", "h", 0 },
	{ "Hx", "h", 0 },
	{ "H?", "h", 0 },
	{ "D--", "c", 0 },
	{ "Dw", "c", 0 },
	{ "D z", "t", 0 },
	{ "D. z", "t", 0 },
	{ "Y Y", "yv", 0 },
	{ "Y-Y", "yu", 0 },
	{ "Y - Y", "yu", 0 },
	{ "Y/Y", "yu", 0 },
};

/* A day in the making: what was not said is 0. */
struct parts {
	int year;
	int last_year; /* of a range, else 0 */
	int month;     /* or season */
	int day;
	int unit; /* 10 of a decade, 100 of a century, else 0 */
};

static void
take_ambiguous(struct parts *parts, int first, int second)
{
	if (first > 12 && second <= 12) {
		parts->day = first;
		parts->month = second;
	} else if ((second > 12 && first <= 12) || first == second) {
		parts->month = first;
		parts->day = second;
	}
}

static void
take_part(struct parts *parts, char part, int number)
{
	switch (part) {
	case 'y':
		parts->year += number; /* an era's year counts from its first */
		return;
	case 'n':
		parts->year = number;
		return;
	case 'u':
		parts->last_year = number;
		return;
	case 'v':
		if (number != parts->year)
			parts->year = 0;
		return;
	case 'r':
		parts->month = number > 12 ? number : 0;
		return;
	case 'm':
		parts->month = number;
		return;
	case 'd':
		parts->day = number;
		return;
	case 'e':
		parts->year = number / 10000;
		parts->month = number / 100 % 100;
		parts->day = number % 100;
		return;
	case 'k':
		parts->year = number;
		parts->unit = 10;
		return;
	case 'h':
		parts->year = number * 10;
		parts->unit = 10;
		return;
	case 'c':
		parts->year = number * 100;
		parts->unit = 100;
		return;
	case 't':
		parts->year = (number - 1) * 100;
		parts->unit = 100;
		return;
	}
}

static int
days_of(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	assert(month >= 1 && month <= 12);
	return month == 2 && is_leap ? 29 : days[month - 1];
}

static void
drop_impossible(struct parts *parts)
{
	bool is_season = parts->month > 20 && parts->month < 25;

	/* 1998-99: the second number is the end of a range. */
	if (parts->month > 12 && !is_season && parts->day == 0 &&
	    parts->month > parts->year % 100) {
		parts->last_year =
		    parts->year - parts->year % 100 + parts->month;
		parts->month = 0;
	}
	if (parts->month > 12 && !is_season)
		parts->month = 0;
	if (parts->month == 0 || is_season ||
	    parts->day > days_of(parts->year, parts->month))
		parts->day = 0;
}

static char *
write_number(char *to, int number, int width)
{
	for (int i = width; i-- > 0; number /= 10)
		to[i] = (char)('0' + number % 10);
	return to + width;
}

/* A date has three of them, and printf() is slow. Years have four digits. */
static void
write_day(char to[DATE_SIZE], int year, int month, int day)
{
	to = write_number(to, year, 4);
	*to++ = '-';
	to = write_number(to, month, 2);
	*to++ = '-';
	to = write_number(to, day, 2);
	*to = '\0';
}

static void
write_days(struct date *date, const struct parts *parts, int first_month,
    int last_month)
{
	int last_day =
	    parts->day > 0 ? parts->day : days_of(date->last_year, last_month);

	write_day(date->from, date->first_year, first_month,
	    parts->day > 0 ? parts->day : 1);
	write_day(date->to, date->last_year, last_month, last_day);
}

static void
write_edtf(struct date *date, const struct parts *parts, const char mark[2])
{
	char *edtf = date->edtf;
	size_t size = sizeof(date->edtf);
	int year = parts->year;

	if (parts->unit == 10)
		(void)snprintf(edtf, size, "%03dX", year / 10);
	else if (parts->unit == 100)
		(void)snprintf(edtf, size, "%02dXX", year / 100);
	else if (parts->last_year > 0)
		(void)snprintf(edtf, size, "%04d/%04d", year, parts->last_year);
	else if (parts->day > 0)
		write_day(edtf, year, parts->month, parts->day);
	else if (parts->month > 0)
		(void)snprintf(edtf, size, "%04d-%02d", year, parts->month);
	else
		(void)snprintf(edtf, size, "%04d%s", year, mark);
}

static enum date_precision
precision_of(const struct parts *parts)
{
	if (parts->unit > 0 || parts->last_year > 0)
		return DATE_RANGE;
	if (parts->day > 0)
		return DATE_DAY;
	if (parts->month > 12)
		return DATE_SEASON;
	return parts->month > 0 ? DATE_MONTH : DATE_YEAR;
}

static bool
finish(struct date *date, struct parts *parts, char mark, int latest_year)
{
	const char marks[2] = { mark, '\0' };

	drop_impossible(parts);
	if (parts->year < FIRST_YEAR || parts->year > latest_year ||
	    (parts->unit == 10 && parts->year % 10 != 0) ||
	    (parts->last_year > 0 &&
		(parts->last_year < parts->year ||
		    parts->last_year > latest_year)))
		return false;
	date->precision = precision_of(parts);
	date->first_year = parts->year;
	date->last_year = parts->year;
	if (parts->unit > 0)
		date->last_year += parts->unit - 1;
	if (parts->last_year > 0)
		date->last_year = parts->last_year;
	write_edtf(date, parts, marks);
	if (date->precision == DATE_DAY || date->precision == DATE_MONTH)
		write_days(date, parts, parts->month, parts->month);
	else
		write_days(date, parts, 1, 12);
	return true;
}

static bool
parse_shape(const struct date_shape *shape, int latest_year, struct date *date)
{
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		const char *kinds = shapes[i].parts;
		struct parts parts = { 0 };

		if (strcmp(shape->letters, shapes[i].shape) != 0)
			continue;
		for (size_t j = 0; kinds[j] != '\0' && kinds[j] != 'x'; j++)
			take_part(&parts, kinds[j], shape->numbers[j]);
		if (kinds[0] == 'x') {
			take_ambiguous(
			    &parts, shape->numbers[0], shape->numbers[1]);
			parts.year = shape->numbers[2];
		}
		return finish(date, &parts, shapes[i].mark, latest_year);
	}
	return false;
}

/* "T19:20+01:00" behind YYYY-MM-DD. The local calendar date counts. */
static bool
is_time(struct text text, bool *is_time_stamp)
{
	struct text minutes;

	if (text.length < sizeof("T19:20") - 1 ||
	    strchr("Tt ", text.bytes[0]) == NULL ||
	    !slice_is_digits((struct text){ text.bytes + 1, 2 }) ||
	    text.bytes[3] != ':')
		return false;
	minutes = slice_until(slice_from(text, 4), "Zz+- ");
	for (size_t i = 0; i < minutes.length; i++) {
		if (minutes.bytes[i] >= '1' && minutes.bytes[i] <= '9')
			*is_time_stamp = true;
	}
	return true;
}

static struct text
without_label(struct text value)
{
	static const char *const labels[] = { "issued:", "published:",
		"created:", "date:", "publication date:" };

	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
		if (slice_skip(&value, labels[i]))
			return text_trim(value);
	}
	return value;
}

static bool
parse_one(const struct vocabulary *vocabulary, struct text value,
    int latest_year, struct date *date)
{
	struct date_shape shape;
	struct buffer folded;
	bool is_date;

	buffer_init(&folded, 0);
	fold_text(&folded, value);
	is_date = date_shape_read(&shape, vocabulary, buffer_text(&folded)) &&
	    parse_shape(&shape, latest_year, date);
	buffer_fini(&folded);
	return is_date;
}

/* "ca." before a range is meant of its end too. */
static void
join(struct date *date, const struct date *first, const struct date *last)
{
	bool is_about = strchr(first->edtf, '~') != NULL &&
	    last->precision == DATE_YEAR &&
	    strcspn(last->edtf, "?~") == strlen(last->edtf);

	*date = *first;
	date->last_year = last->last_year;
	date->precision = DATE_RANGE;
	(void)snprintf(date->edtf, sizeof(date->edtf), "%.16s/%.16s%s",
	    first->edtf, last->edtf, is_about ? "~" : "");
	(void)snprintf(date->to, sizeof(date->to), "%s", last->to);
}

/* Of what is no shape of its own: "1945?-1950?", "2025-07-13/2025-07-16". */
static bool
parse_range(const struct vocabulary *vocabulary, struct text value,
    int latest_year, struct date *date)
{
	static const char *const signs[] = { "/", " - ", " to ", "\u2013",
		"-" };

	for (size_t i = 0; i < COUNT(signs); i++) {
		struct text end = slice_find(value, signs[i]);
		struct text start = { value.bytes, value.length - end.length };
		struct date first = { 0 };
		struct date last = { 0 };

		if (!slice_skip(&end, signs[i]))
			continue;
		if (!parse_one(vocabulary, start, latest_year, &first) ||
		    !parse_one(vocabulary, end, latest_year, &last) ||
		    first.precision == DATE_RANGE ||
		    last.precision == DATE_RANGE ||
		    strcmp(first.from, last.from) > 0 ||
		    strcmp(first.to, last.to) > 0)
			return false;
		join(date, &first, &last);
		return true;
	}
	return false;
}

bool
date_parse(const struct vocabulary *vocabulary, struct text value,
    int latest_year, struct date *date)
{
	struct date found = { 0 };

	value = without_label(slice_strip(text_trim(value), " ;"));
	if (value.length == 0 || value.length > VALUE_BYTES)
		return false;
	if (value.length > 10 &&
	    is_time(slice_from(value, 10), &found.is_time_stamp))
		value.length = 10;
	if (!parse_one(vocabulary, value, latest_year, &found) &&
	    !parse_range(vocabulary, value, latest_year, &found))
		return false;
	*date = found;
	return true;
}
