#include <assert.h>
#include <string.h>
#include <time.h>

#include "base/limit.h"
#include "normalise/date.h"

#define LATEST_YEAR 2030

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* A day of the calendar. */
static void
check_day(const char *day)
{
	struct tm broken = { 0 };
	const char *end = strptime(day, "%Y-%m-%d", &broken);
	int month = broken.tm_mon;

	assert(end != NULL && *end == '\0' && strlen(day) == 10);
	(void)timegm(&broken);
	assert(broken.tm_mon == month);
}

static void
check(const struct vocabulary *vocabulary, const struct date *date)
{
	struct date again;

	check_day(date->from);
	check_day(date->to);
	assert(strcmp(date->from, date->to) <= 0);
	assert(date->first_year >= 1000 && date->last_year >= date->first_year);
	assert(strlen(date->edtf) <= strlen("2014-07-01/2014-07-02"));
	if (!date_parse(vocabulary, text_of(date->edtf), LATEST_YEAR, &again))
		assert(false);
	assert(strcmp(again.edtf, date->edtf) == 0);
	assert(strcmp(again.from, date->from) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static struct vocabulary *vocabulary;
	struct text value = { (const char *)bytes, length };
	struct date date;

	if (vocabulary == NULL)
		vocabulary = vocabulary_new();
	if (text_is_utf8(value) &&
	    date_parse(vocabulary, value, LATEST_YEAR, &date))
		check(vocabulary, &date);
	return 0;
}
