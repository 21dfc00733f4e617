#include <string.h>

#include "base/limit.h"
#include "oai/rate_limit.h"
#include "oai/retry_after.h"

/* No wait is that long, and no clock so far behind. */
#define UNIX_TIME    1000000000LL
#define MILLISECONDS 100000000000LL

/* The digits that text begins with. */
static bool
number_parse(struct text text, long long *number)
{
	long long value = 0;
	size_t i;

	text = text_trim(text);
	for (i = 0; i < text.length && i < 16; i++) {
		if (text.bytes[i] < '0' || text.bytes[i] > '9')
			break;
		value = value * 10 + (text.bytes[i] - '0');
	}
	*number = value;
	return i > 0;
}

/* "remaining=0, reset=60", "remaining=0;reset=60", "\"name\";r=0;t=60". */
static struct text
member(struct text text, const char *name)
{
	size_t length = strlen(name);

	for (size_t i = 0; i + length < text.length; i++) {
		const char *here = text.bytes + i;
		bool is_begin =
		    i == 0 || strchr(" \t,;", text.bytes[i - 1]) != NULL;

		if (is_begin && strncmp(here, name, length) == 0 &&
		    here[length] == '=')
			return (struct text){ here + length + 1,
				text.length - i - length - 1 };
	}
	return TEXT("");
}

static struct text
member_of_two(struct text text, const char *name, const char *other)
{
	struct text found = member(text, name);

	return found.length > 0 ? found : member(text, other);
}

static long
bounded(long long seconds)
{
	if (seconds < 0)
		return 0;
	return seconds < RATE_LIMIT_SECONDS ? (long)seconds
					    : RATE_LIMIT_SECONDS;
}

/* A number that has a date's letters behind it is none. */
static bool
is_date(struct text reset)
{
	time_t ignored;

	return http_date_parse(reset, 0, &ignored);
}

static long
seconds_to(struct text reset, struct text date, time_t now)
{
	long long number;
	time_t since;

	if (is_date(reset))
		return bounded(retry_after_seconds(reset, date, now));
	if (!number_parse(reset, &number))
		return -1;
	if (number < UNIX_TIME)
		return bounded(number);
	if (number >= MILLISECONDS)
		number /= 1000;
	if (!http_date_parse(date, now, &since))
		since = now;
	return bounded(number - (long long)since);
}

long
rate_limit_seconds(const struct rate_limit *limit, time_t now)
{
	struct text remaining = limit->remaining;
	struct text reset = limit->reset;
	long long left;

	if (remaining.length == 0) {
		remaining = member_of_two(limit->both, "remaining", "r");
		reset = member_of_two(limit->both, "reset", "t");
	}
	if (!number_parse(remaining, &left) || left > 0)
		return -1;
	return seconds_to(reset, limit->date, now);
}
