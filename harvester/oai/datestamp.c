#include <stdio.h>
#include <string.h>

#include "oai/datestamp.h"

static const char *const formats[] = {
	[GRANULARITY_DAY] = "%Y-%m-%d",
	[GRANULARITY_SECOND] = "%Y-%m-%dT%H:%M:%SZ",
};

static const size_t lengths[] = {
	[GRANULARITY_DAY] = sizeof("2004-02-29") - 1,
	[GRANULARITY_SECOND] = DATESTAMP_SIZE - 1,
};

/*
 * strptime() accepts short fields and February 30th, so the length is
 * checked first and the result must survive a round trip.
 */
static bool
parse_as(const char *text, enum granularity unit, time_t *when)
{
	char again[DATESTAMP_SIZE];
	struct tm broken = { 0 };
	const char *end;
	time_t moment;

	if (strlen(text) != lengths[unit])
		return false;
	end = strptime(text, formats[unit], &broken);
	if (end == NULL || *end != '\0')
		return false;
	moment = timegm(&broken);
	datestamp_format(again, moment, unit);
	if (strcmp(again, text) != 0)
		return false;
	*when = moment;
	return true;
}

bool
datestamp_parse(const char *text, time_t *when, enum granularity *unit)
{
	enum granularity guess = GRANULARITY_DAY;

	if (strchr(text, 'T') != NULL)
		guess = GRANULARITY_SECOND;
	if (!parse_as(text, guess, when))
		return false;
	*unit = guess;
	return true;
}

/* Not strftime(): its %Y does not fill up years before 1000. The remainders
 * only tell the compiler how long each number is. */
void
datestamp_format(char text[DATESTAMP_SIZE], time_t when, enum granularity unit)
{
	struct tm broken;
	unsigned year;

	text[0] = '\0';
	if (gmtime_r(&when, &broken) == NULL)
		return;
	year = (unsigned)broken.tm_year + 1900;
	if (year > 9999)
		return;
	(void)snprintf(text, DATESTAMP_SIZE, "%04u-%02u-%02u", year,
	    (unsigned)(broken.tm_mon + 1) % 100,
	    (unsigned)broken.tm_mday % 100);
	if (unit == GRANULARITY_DAY)
		return;
	(void)snprintf(text + lengths[GRANULARITY_DAY],
	    DATESTAMP_SIZE - lengths[GRANULARITY_DAY], "T%02u:%02u:%02uZ",
	    (unsigned)broken.tm_hour % 100, (unsigned)broken.tm_min % 100,
	    (unsigned)broken.tm_sec % 100);
}

/* What has not been read yet of a text. */
struct cursor {
	const char *at;
	const char *end;
};

/* A number of exactly so many digits. */
static bool
take_number(struct cursor *cursor, int digits, int *number)
{
	int sum = 0;

	if (cursor->end - cursor->at < digits)
		return false;
	for (int i = 0; i < digits; i++) {
		char c = cursor->at[i];

		if (c < '0' || c > '9')
			return false;
		sum = 10 * sum + (c - '0');
	}
	cursor->at += digits;
	*number = sum;
	return true;
}

static bool
take_any(struct cursor *cursor, const char *any)
{
	if (cursor->at == cursor->end || *cursor->at == '\0' ||
	    strchr(any, *cursor->at) == NULL)
		return false;
	cursor->at++;
	return true;
}

static bool
take_date(struct cursor *cursor, struct tm *broken)
{
	if (!take_number(cursor, 4, &broken->tm_year) ||
	    !take_any(cursor, "-") ||
	    !take_number(cursor, 2, &broken->tm_mon) ||
	    !take_any(cursor, "-") || !take_number(cursor, 2, &broken->tm_mday))
		return false;
	broken->tm_year -= 1900;
	broken->tm_mon -= 1;
	return true;
}

static bool
take_fraction(struct cursor *cursor)
{
	int digit;

	if (!take_number(cursor, 1, &digit))
		return false;
	while (take_number(cursor, 1, &digit))
		;
	return true;
}

static bool
take_clock(struct cursor *cursor, struct tm *broken)
{
	if (!take_number(cursor, 2, &broken->tm_hour) ||
	    !take_any(cursor, ":") || !take_number(cursor, 2, &broken->tm_min))
		return false;
	if (!take_any(cursor, ":"))
		return true;
	if (!take_number(cursor, 2, &broken->tm_sec))
		return false;
	return !take_any(cursor, ".,") || take_fraction(cursor);
}

/* ISO 8601, 4.2.5.1; hours east of UTC are taken off. */
static bool
take_zone(struct cursor *cursor, time_t *offset)
{
	int hours = 0;
	int minutes = 0;
	bool is_west;

	*offset = 0;
	if (cursor->at == cursor->end || take_any(cursor, "Zz"))
		return true;
	is_west = *cursor->at == '-';
	if (!take_any(cursor, "+-") || !take_number(cursor, 2, &hours))
		return false;
	if ((take_any(cursor, ":") || cursor->at < cursor->end) &&
	    !take_number(cursor, 2, &minutes))
		return false;
	*offset = (time_t)hours * 3600 + (time_t)minutes * 60;
	if (is_west)
		*offset = -*offset;
	return hours <= 14 && minutes <= 59;
}

/* timegm() takes February 30th for March 1st: nothing may have moved. */
static bool
is_moment(struct tm broken, time_t *when)
{
	struct tm again = broken;

	*when = timegm(&again);
	return again.tm_year == broken.tm_year &&
	    again.tm_mon == broken.tm_mon && again.tm_mday == broken.tm_mday &&
	    again.tm_hour == broken.tm_hour && again.tm_min == broken.tm_min &&
	    again.tm_sec == broken.tm_sec && broken.tm_year > -1900;
}

bool
datestamp_read(struct text text, time_t *when)
{
	struct tm broken = { 0 };
	struct cursor cursor;
	time_t offset = 0;
	time_t moment;

	text = text_trim(text);
	if (text.length == 0)
		return false;
	cursor = (struct cursor){ text.bytes, text.bytes + text.length };
	if (!take_date(&cursor, &broken))
		return false;
	if (take_any(&cursor, "Tt ")) {
		while (take_any(&cursor, " "))
			;
		if (!take_clock(&cursor, &broken) ||
		    !take_zone(&cursor, &offset))
			return false;
	}
	if (cursor.at != cursor.end || !is_moment(broken, &moment))
		return false;
	*when = moment - offset;
	return true;
}
