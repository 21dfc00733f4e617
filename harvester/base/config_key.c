#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/config_key.h"
#include "base/heap.h"
#include "base/limit.h"
#include "base/log.h"

#define MINUTE 60L
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)
#define WEEK   (7 * DAY)

enum type {
	TYPE_TEXT,         /* anything */
	TYPE_DIRECTORY,    /* an absolute path */
	TYPE_EMAIL,        /* goes into a header: one address */
	TYPE_WEB,          /* goes into a header: http or https */
	TYPE_LEVEL,        /* of the log */
	TYPE_COUNT,        /* a whole number */
	TYPE_SECONDS,      /* config_seconds() */
	TYPE_INTERVAL,     /* the same, or "never": 0 */
	TYPE_MILLISECONDS, /* the same, or with a fraction, or in ms */
};

static const struct config_key {
	const char *name;
	const char *preset; /* the default, as it would be written */
	enum type type;
	size_t offset; /* of a char * or long in struct config */
	long least;
	long most;
} keys[] = {
	{ "database", "", TYPE_TEXT, offsetof(struct config, database), 0, 0 },
	{ "state", "", TYPE_DIRECTORY, offsetof(struct config, state), 0, 0 },
	{ "contact", "", TYPE_EMAIL, offsetof(struct config, contact), 0, 0 },
	{ "user_agent_url", "", TYPE_WEB,
	    offsetof(struct config, user_agent_url), 0, 0 },
	{ "log_level", "info", TYPE_LEVEL, offsetof(struct config, log_level),
	    0, 0 },
	{ "harvest_workers", "1", TYPE_COUNT,
	    offsetof(struct config, harvest_workers), 0, 64 },
	{ "normalise_workers", "2", TYPE_COUNT,
	    offsetof(struct config, normalise_workers), 0, 64 },
	{ "every", "1d", TYPE_SECONDS, offsetof(struct config, every_seconds),
	    MINUTE, 52 * WEEK },
	{ "delay", "1s", TYPE_MILLISECONDS,
	    offsetof(struct config, delay_milliseconds), 0, HOUR * 1000 },
	{ "connections", "1", TYPE_COUNT, offsetof(struct config, connections),
	    1, CONNECTIONS_PER_HOST },
	{ "overlap", "1d", TYPE_SECONDS,
	    offsetof(struct config, overlap_seconds), 0, 52 * WEEK },
	{ "sweep", "30d", TYPE_INTERVAL, offsetof(struct config, sweep_seconds),
	    DAY, 520 * WEEK },
	{ "transfers", "64", TYPE_COUNT, offsetof(struct config, transfers), 1,
	    TRANSFERS },
};

_Static_assert(COUNT(keys) == CONFIG_KEYS, "config_key.h counts the keys");

const struct config_key *
config_key_at(size_t position)
{
	return position < COUNT(keys) ? &keys[position] : NULL;
}

const char *
config_key_name(const struct config_key *key)
{
	return key->name;
}

const char *
config_key_default(const struct config_key *key)
{
	return key->preset;
}

static bool
is_number(const struct config_key *key)
{
	return key->type >= TYPE_COUNT;
}

static long
number_of(const struct config *config, const struct config_key *key)
{
	long number;

	assert(is_number(key));
	memcpy(&number, (const char *)config + key->offset, sizeof(number));
	return number;
}

static void
set_number(struct config *config, const struct config_key *key, long number)
{
	assert(is_number(key));
	memcpy((char *)config + key->offset, &number, sizeof(number));
}

static char *
text_in(const struct config *config, const struct config_key *key)
{
	char *text;

	assert(!is_number(key));
	memcpy(&text, (const char *)config + key->offset, sizeof(text));
	return text;
}

static void
set_text(struct config *config, const struct config_key *key, const char *value)
{
	char *copy = strdup(value);

	assert(!is_number(key));
	if (copy == NULL)
		heap_out();
	memcpy((char *)config + key->offset, &copy, sizeof(copy));
}

static const struct unit {
	const char *suffix;
	long seconds;
} units[] = { { "w", WEEK }, { "d", DAY }, { "h", HOUR }, { "m", MINUTE },
	{ "s", 1 }, { "", 1 } };

static const struct unit words[] = { { "hourly", HOUR }, { "daily", DAY },
	{ "weekly", WEEK } };

/* The digits in front, at least one, and what follows them. */
static bool
leading_number(const char *text, long *number, const char **rest)
{
	size_t digits = strspn(text, "0123456789");
	long long found;

	if (!text_number((struct text){ text, digits }, &found) ||
	    found > LONG_MAX)
		return false;
	*number = (long)found;
	*rest = text + digits;
	return true;
}

bool
config_seconds(const char *text, long *seconds)
{
	const char *rest;
	long number;

	for (size_t i = 0; i < COUNT(words); i++) {
		if (strcmp(text, words[i].suffix) == 0) {
			*seconds = words[i].seconds;
			return true;
		}
	}
	if (!leading_number(text, &number, &rest))
		return false;
	for (size_t i = 0; i < COUNT(units); i++) {
		if (strcmp(rest, units[i].suffix) != 0)
			continue;
		if (__builtin_mul_overflow(number, units[i].seconds, &number))
			return false;
		*seconds = number;
		return true;
	}
	return false;
}

/* "500ms", "0.5" and "0.5s" (three decimals), or as config_seconds(). */
static bool
milliseconds(const char *text, long *result)
{
	const char *rest;
	long whole;
	long fraction = 0;

	if (!leading_number(text, &whole, &rest))
		return false;
	if (strcmp(rest, "ms") == 0) {
		*result = whole;
		return true;
	}
	if (*rest == '.') {
		size_t digits = strspn(++rest, "0123456789");

		if (digits > 3 || !leading_number(rest, &fraction, &rest) ||
		    (strcmp(rest, "s") != 0 && *rest != '\0'))
			return false;
		for (; digits < 3; digits++)
			fraction *= 10;
	} else if (!config_seconds(text, &whole)) {
		return false;
	}
	if (__builtin_mul_overflow(whole, 1000, &whole) ||
	    __builtin_add_overflow(whole, fraction, &whole))
		return false;
	*result = whole;
	return true;
}

/* In the largest unit that needs no fraction, so that it reads back. */
static void
format_number(struct buffer *into, enum type type, long number)
{
	const struct unit *unit = units;

	if (type == TYPE_MILLISECONDS && number % 1000 != 0) {
		buffer_printf(into, "%ldms", number);
	} else if (type == TYPE_COUNT) {
		buffer_printf(into, "%ld", number);
	} else if (type == TYPE_INTERVAL && number == 0) {
		buffer_add_string(into, "never");
	} else {
		if (type == TYPE_MILLISECONDS)
			number /= 1000;
		while (unit->seconds > 1 &&
		    (number == 0 || number % unit->seconds != 0))
			unit++;
		buffer_printf(
		    into, "%ld%s", number / unit->seconds, unit->suffix);
	}
}

static bool
parse_number(const struct config_key *key, const char *value, long *number)
{
	const char *rest;

	switch (key->type) {
	case TYPE_COUNT:
		return leading_number(value, number, &rest) && *rest == '\0';
	case TYPE_SECONDS:
	case TYPE_INTERVAL:
		return config_seconds(value, number);
	case TYPE_MILLISECONDS:
		return milliseconds(value, number);
	case TYPE_TEXT:
	case TYPE_DIRECTORY:
	case TYPE_EMAIL:
	case TYPE_WEB:
	case TYPE_LEVEL:
		break;
	}
	abort();
}

/* NULL: the value will do. Else what would be right. */
static const char *
objection(enum type type, const char *value)
{
	enum log_level level;

	if (type == TYPE_LEVEL)
		return log_parse_level(value, &level)
		    ? NULL
		    : "error, warning, info or debug";
	if (value[0] == '\0' || type == TYPE_TEXT)
		return NULL;
	if (type == TYPE_DIRECTORY)
		return value[0] == '/' ? NULL : "an absolute path (/...)";
	if (type == TYPE_EMAIL &&
	    (strchr(value, '@') == NULL || strpbrk(value, " ,;<>\"") != NULL))
		return "one e-mail address (name@example.org)";
	if (type == TYPE_WEB &&
	    ((strncmp(value, "http://", 7) != 0 &&
		 strncmp(value, "https://", 8) != 0) ||
		strpbrk(value, " ()") != NULL))
		return "one address that begins with http:// or https://";
	return NULL;
}

static bool
set_number_from(const struct config_key *key, struct config *config,
    const char *value, struct buffer *expected)
{
	bool is_never =
	    key->type == TYPE_INTERVAL && strcmp(value, "never") == 0;
	long number = 0;

	if (is_never ||
	    (parse_number(key, value, &number) && number >= key->least &&
		number <= key->most)) {
		set_number(config, key, number);
		return true;
	}
	buffer_add_string(expected,
	    key->type == TYPE_COUNT ? "a whole number from " : "a time from ");
	format_number(expected, key->type, key->least);
	buffer_add_string(expected, " to ");
	format_number(expected, key->type, key->most);
	if (key->type == TYPE_INTERVAL)
		buffer_add_string(expected, ", such as 7d or 4w, or never");
	if (key->type == TYPE_SECONDS)
		buffer_add_string(expected, ", such as 90s, 5m, 12h, 7d or 2w");
	if (key->type == TYPE_MILLISECONDS)
		buffer_add_string(expected, ", such as 500ms, 1.5s or 2m");
	return false;
}

bool
config_key_set(const struct config_key *key, struct config *config,
    const char *value, struct buffer *expected)
{
	const char *wanted;

	if (is_number(key))
		return set_number_from(key, config, value, expected);
	wanted = objection(key->type, value);
	if (wanted == NULL) {
		free(text_in(config, key));
		set_text(config, key, value);
		return true;
	}
	buffer_add_string(expected, wanted);
	return false;
}

void
config_key_format(const struct config_key *key, const struct config *config,
    struct buffer *into)
{
	if (is_number(key))
		format_number(into, key->type, number_of(config, key));
	else
		buffer_add_string(into, text_in(config, key));
}

void
config_key_write(const struct config_key *key, const struct config *config,
    struct json *json)
{
	char name[40];
	bool is_time = key->type == TYPE_SECONDS ||
	    key->type == TYPE_INTERVAL || key->type == TYPE_MILLISECONDS;

	(void)snprintf(
	    name, sizeof(name), "%s%s", key->name, is_time ? "_seconds" : "");
	json_key(json, name);
	if (!is_number(key))
		json_string(json, text_in(config, key));
	else if (key->type == TYPE_MILLISECONDS)
		json_real(json, (double)number_of(config, key) / 1000);
	else if (key->type == TYPE_INTERVAL && number_of(config, key) == 0)
		json_null(json);
	else
		json_number(json, number_of(config, key));
}

void
config_key_own(const struct config_key *key, struct config *config)
{
	if (!is_number(key))
		set_text(config, key, text_in(config, key));
}

void
config_key_clear(const struct config_key *key, struct config *config)
{
	if (!is_number(key))
		free(text_in(config, key));
}
