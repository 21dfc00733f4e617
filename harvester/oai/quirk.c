#include <assert.h>
#include <string.h>

#include "oai/quirk.h"

static const struct row {
	const char *name;
	const char *line;
	const char *cost;
} rows[] = {
	[QUIRK_GRANULARITY_DAY] = { "granularity-day",
	    "dates are sent as days, although it says that it knows seconds",
	    "up to a day more is listed again by each harvest" },
	[QUIRK_GRANULARITY_SECOND] = { "granularity-second",
	    "dates are sent to the second, although it says that it knows "
	    "days only",
	    "nothing" },
	[QUIRK_RAW_COLON] = { "raw-colon",
	    "\":\" is not percent-encoded in dates and sets", "nothing" },
	[QUIRK_CLAMP_FROM] = { "clamp-from",
	    "nothing from before its earliestDatestamp is asked for",
	    "nothing" },
	[QUIRK_FROM_EARLIEST] = { "from-earliest",
	    "lists of everything are asked for with from=earliestDatestamp",
	    "records with older datestamps are not seen" },
	[QUIRK_NO_WINDOWS] = { "no-windows", "until is not sent",
	    "a large first harvest is one list, from its start after each "
	    "failure" },
	[QUIRK_NO_DATES] = { "no-dates",
	    "neither from nor until is sent: each harvest lists everything",
	    "each harvest is a full one" },
	[QUIRK_LOCAL_TIME] = { "local-time",
	    "its datestamps are local time: harvests overlap by a day at least",
	    "a day is listed again by each harvest" },
	[QUIRK_UNTRIMMED_TOKEN] = { "untrimmed-token",
	    "white space around a resumptionToken is sent back", "nothing" },
	[QUIRK_ENCODED_TOKEN] = { "encoded-token",
	    "a resumptionToken that has %XX in it is not percent-encoded again",
	    "nothing" },
	[QUIRK_RAW_TOKEN] = { "raw-token",
	    "resumptionTokens are percent-encoded only where a URL allows "
	    "nothing else",
	    "nothing" },
	[QUIRK_PREFIX_WITH_TOKEN] = { "prefix-with-token",
	    "metadataPrefix is sent with each resumptionToken", "nothing" },
	[QUIRK_SINGLE_USE_TOKEN] = { "single-use-token",
	    "a page is stored before the next one is asked for",
	    "the time in which pages are stored, and a list from its start "
	    "after a lost answer" },
	[QUIRK_STATEFUL_TOKEN] = { "stateful-token",
	    "a page is stored before the next one is asked for, and no token "
	    "is sent twice for one page",
	    "the time in which pages are stored, and a list from its start "
	    "after each failure" },
	[QUIRK_POST] = { "post", "requests are sent by POST", "nothing" },
	[QUIRK_IDENTITY_ENCODING] = { "identity-encoding",
	    "compressed answers are not asked for",
	    "about ten times the bytes on the wire" },
};

static_assert(sizeof(rows) / sizeof(rows[0]) == QUIRK_NONE, "a row for each");
static_assert(QUIRK_NONE <= 32, "a bit for each");

const char *
quirk_name(enum quirk quirk)
{
	assert(quirk < QUIRK_NONE);
	return rows[quirk].name;
}

const char *
quirk_line(enum quirk quirk)
{
	assert(quirk < QUIRK_NONE);
	return rows[quirk].line;
}

const char *
quirk_cost(enum quirk quirk)
{
	assert(quirk < QUIRK_NONE);
	return rows[quirk].cost;
}

enum quirk
quirk_named(struct text name)
{
	unsigned i;

	for (i = 0; i < QUIRK_NONE; i++)
		if (text_is(name, rows[i].name))
			break;
	return (enum quirk)i;
}

/* The first of names, which is cut behind it. */
static enum quirk
next_of(struct text *names)
{
	const char *comma = memchr(names->bytes, ',', names->length);
	struct text name = *names;
	size_t taken = name.length;

	if (comma != NULL) {
		name.length = (size_t)(comma - name.bytes);
		taken = name.length + 1;
	}
	names->bytes += taken;
	names->length -= taken;
	return quirk_named(name);
}

quirk_set
quirks_named(struct text names)
{
	quirk_set set = 0;

	while (names.length > 0) {
		enum quirk quirk = next_of(&names);

		if (quirk != QUIRK_NONE)
			set |= QUIRK_BIT(quirk);
	}
	return set;
}

quirk_set
quirks_in_force(struct text names)
{
	quirk_set set = 0;

	while (names.length > 0)
		set = quirks_with(set, next_of(&names));
	return set;
}

enum quirk
quirk_contrary(enum quirk quirk)
{
	if (quirk == QUIRK_GRANULARITY_DAY)
		return QUIRK_GRANULARITY_SECOND;
	if (quirk == QUIRK_GRANULARITY_SECOND)
		return QUIRK_GRANULARITY_DAY;
	return QUIRK_NONE;
}

quirk_set
quirks_with(quirk_set set, enum quirk quirk)
{
	enum quirk contrary = quirk_contrary(quirk);

	if (quirk == QUIRK_NONE)
		return set;
	if (contrary != QUIRK_NONE)
		set &= ~QUIRK_BIT(contrary);
	return set | QUIRK_BIT(quirk);
}
