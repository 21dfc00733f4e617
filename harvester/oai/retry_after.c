#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "base/limit.h"
#include "oai/retry_after.h"

/* The patterns below, letter by letter; a blank stands for one or more. */
static const char *const forms[] = {
	"D, d m y T Z", /* Sun, 06 Nov 1994 08:49:37 GMT */
	"D, d-m-s T Z", /* Sunday, 06-Nov-94 08:49:37 GMT */
	"D, d-m-y T Z", /* the same with a whole year: seen, not specified */
	"D m d T y",    /* Sun Nov  6 08:49:37 1994 */
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void
skip(struct text *rest, size_t count)
{
	rest->bytes += count;
	rest->length -= count;
}

static bool
take_char(struct text *rest, char c)
{
	if (rest->length == 0 || rest->bytes[0] != c)
		return false;
	skip(rest, 1);
	return true;
}

static bool
take_blanks(struct text *rest)
{
	if (!take_char(rest, ' '))
		return false;
	while (take_char(rest, ' '))
		;
	return true;
}

static bool
take_number(struct text *rest, size_t least, size_t most, int *number)
{
	size_t digits = 0;
	int value = 0;

	while (digits < rest->length && digits < most &&
	    is_digit(rest->bytes[digits])) {
		value = value * 10 + (rest->bytes[digits] - '0');
		digits++;
	}
	if (digits < least)
		return false;
	skip(rest, digits);
	*number = value;
	return true;
}

static bool
take_word(struct text *rest, struct text *word)
{
	*word = *rest;
	word->length = 0;
	while (
	    word->length < rest->length && is_letter(rest->bytes[word->length]))
		word->length++;
	skip(rest, word->length);
	return word->length > 0;
}

static bool
take_month(struct text *rest, int *month)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	struct text word;
	int i;

	if (!take_word(rest, &word) || word.length != 3)
		return false;
	for (i = 0; i < 12; i++)
		if (strncasecmp(word.bytes, names + 3 * (size_t)i, 3) == 0) {
			*month = i;
			return true;
		}
	return false;
}

static bool
take_time(struct text *rest, struct tm *broken)
{
	return take_number(rest, 2, 2, &broken->tm_hour) &&
	    take_char(rest, ':') && take_number(rest, 2, 2, &broken->tm_min) &&
	    take_char(rest, ':') && take_number(rest, 2, 2, &broken->tm_sec);
}

static bool
take_zone(struct text *rest)
{
	struct text word;

	return take_word(rest, &word) && word.length == 3 &&
	    (strncasecmp(word.bytes, "GMT", 3) == 0 ||
		strncasecmp(word.bytes, "UTC", 3) == 0);
}

/*
 * RFC 9110 5.6.7: a year of two digits that seems more than 50 years ahead
 * means the last one in the past with these digits.
 */
static bool
take_short_year(struct text *rest, time_t now, int *year)
{
	struct tm today;

	if (!take_number(rest, 2, 2, year) || gmtime_r(&now, &today) == NULL)
		return false;
	*year += today.tm_year - today.tm_year % 100;
	if (*year > today.tm_year + 50)
		*year -= 100;
	return true;
}

static bool
take_year(struct text *rest, int *year)
{
	if (!take_number(rest, 4, 4, year))
		return false;
	*year -= 1900;
	return true;
}

static bool
take(struct text *rest, char what, time_t now, struct tm *broken)
{
	struct text day_name;

	switch (what) {
	case 'D':
		return take_word(rest, &day_name);
	case 'd':
		return take_number(rest, 1, 2, &broken->tm_mday);
	case 'm':
		return take_month(rest, &broken->tm_mon);
	case 'y':
		return take_year(rest, &broken->tm_year);
	case 's':
		return take_short_year(rest, now, &broken->tm_year);
	case 'T':
		return take_time(rest, broken);
	case 'Z':
		return take_zone(rest);
	case ' ':
		return take_blanks(rest);
	default:
		return take_char(rest, what);
	}
}

static bool
matches(struct text text, const char *form, time_t now, struct tm *broken)
{
	for (; *form != '\0'; form++)
		if (!take(&text, *form, now, broken))
			return false;
	return text.length == 0;
}

/* timegm() turns February 30th into March; so the day must come back. */
static bool
moment_of(const struct tm *broken, time_t *when)
{
	struct tm again = *broken;
	time_t moment;

	if (broken->tm_hour > 23 || broken->tm_min > 59 || broken->tm_sec > 60)
		return false;
	again.tm_sec = 0;
	moment = timegm(&again);
	if (again.tm_mday != broken->tm_mday || again.tm_mon != broken->tm_mon)
		return false;
	*when = moment + broken->tm_sec;
	return true;
}

bool
http_date_parse(struct text text, time_t now, time_t *when)
{
	size_t i;

	text = text_trim(text);
	for (i = 0; i < COUNT(forms); i++) {
		struct tm broken = { 0 };

		if (matches(text, forms[i], now, &broken))
			return moment_of(&broken, when);
	}
	return false;
}

static long
capped(long long seconds)
{
	if (seconds < 0)
		return 0;
	if (seconds > RETRY_AFTER_SECONDS)
		return RETRY_AFTER_SECONDS;
	return (long)seconds;
}

/* A number of any length: past the cap, further digits change nothing. */
static bool
seconds_parse(struct text text, long *seconds)
{
	long long value = 0;
	size_t i;

	if (text.length == 0)
		return false;
	for (i = 0; i < text.length; i++) {
		if (!is_digit(text.bytes[i]))
			return false;
		if (value <= RETRY_AFTER_SECONDS)
			value = value * 10 + (text.bytes[i] - '0');
	}
	*seconds = capped(value);
	return true;
}

long
retry_after_seconds(struct text value, struct text date, time_t now)
{
	time_t since = now;
	time_t until;
	long seconds;

	value = text_trim(value);
	if (seconds_parse(value, &seconds))
		return seconds;
	if (!http_date_parse(value, now, &until))
		return -1;
	if (!http_date_parse(date, now, &since))
		since = now;
	return capped((long long)until - (long long)since);
}
