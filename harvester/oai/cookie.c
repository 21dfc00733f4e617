#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/heap.h"
#include "base/limit.h"
#include "oai/cookie.h"
#include "oai/retry_after.h"

struct cookie {
	char *origin;
	char *pair; /* "name=value" */
	size_t name_length;
};

struct cookies {
	struct cookie list[COOKIES]; /* the oldest first */
	size_t count;
};

struct cookies *
cookies_new(void)
{
	return heap_take(sizeof(struct cookies));
}

static void
drop(struct cookies *cookies, size_t at)
{
	free(cookies->list[at].origin);
	free(cookies->list[at].pair);
	cookies->count--;
	memmove(&cookies->list[at], &cookies->list[at + 1],
	    (cookies->count - at) * sizeof(cookies->list[0]));
}

void
cookies_free(struct cookies *cookies)
{
	if (cookies == NULL)
		return;
	while (cookies->count > 0)
		drop(cookies, cookies->count - 1);
	free(cookies);
}

/* Up to the next ";", trimmed; *rest moves behind it. */
static struct text
next_part(struct text *rest)
{
	const char *end = memchr(rest->bytes, ';', rest->length);
	size_t length =
	    end == NULL ? rest->length : (size_t)(end - rest->bytes);
	struct text part = text_trim((struct text){ rest->bytes, length });

	length += end != NULL;
	rest->bytes += length;
	rest->length -= length;
	return part;
}

/* "Name=value" with a name in any case: its value. */
static bool
is_attribute(struct text part, const char *name, struct text *value)
{
	size_t length = strlen(name);

	if (part.length <= length ||
	    strncasecmp(part.bytes, name, length) != 0 ||
	    part.bytes[length] != '=')
		return false;
	*value = text_trim(
	    (struct text){ part.bytes + length + 1, part.length - length - 1 });
	return true;
}

/* RFC 6265 5.2: Max-Age wins over Expires. */
static bool
is_deletion(struct text attributes, time_t now)
{
	bool has_age = false;
	bool is_past = false;

	while (attributes.length > 0) {
		struct text part = next_part(&attributes);
		struct text value;
		time_t until;

		if (is_attribute(part, "Max-Age", &value)) {
			has_age = true;
			is_past = value.length == 0 || value.bytes[0] == '-' ||
			    strspn(value.bytes, "0") >= value.length;
		} else if (!has_age && is_attribute(part, "Expires", &value)) {
			is_past =
			    http_date_parse(value, now, &until) && until <= now;
		}
	}
	return is_past;
}

/* What could not be one header again. */
static bool
may_be_sent(struct text pair)
{
	for (size_t i = 0; i < pair.length; i++) {
		unsigned char byte = (unsigned char)pair.bytes[i];

		if (byte < ' ' || byte == 0x7f)
			return false;
	}
	return pair.length <= COOKIE_BYTES;
}

static void
forget(struct cookies *cookies, const char *origin, struct text name)
{
	for (size_t i = 0; i < cookies->count; i++) {
		const struct cookie *cookie = &cookies->list[i];

		if (strcmp(cookie->origin, origin) == 0 &&
		    text_equals(
			(struct text){ cookie->pair, cookie->name_length },
			name)) {
			drop(cookies, i);
			return;
		}
	}
}

static void
add(struct cookies *cookies, const char *origin, struct text pair,
    size_t name_length)
{
	struct cookie *cookie;

	if (cookies->count == COOKIES)
		drop(cookies, 0);
	cookie = &cookies->list[cookies->count++];
	cookie->origin = heap_string(origin);
	cookie->pair = heap_take(pair.length + 1);
	memcpy(cookie->pair, pair.bytes, pair.length);
	cookie->name_length = name_length;
}

void
cookies_take(struct cookies *cookies, const char *origin,
    struct text set_cookie, time_t now)
{
	struct text pair = next_part(&set_cookie);
	const char *equals = memchr(pair.bytes, '=', pair.length);
	struct text name;

	if (equals == NULL || equals == pair.bytes || !may_be_sent(pair))
		return;
	name = (struct text){ pair.bytes, (size_t)(equals - pair.bytes) };
	forget(cookies, origin, name);
	if (!is_deletion(set_cookie, now))
		add(cookies, origin, pair, name.length);
}

void
cookies_write(
    const struct cookies *cookies, const char *origin, struct buffer *into)
{
	const char *before = "";

	for (size_t i = 0; i < cookies->count; i++) {
		if (strcmp(cookies->list[i].origin, origin) != 0)
			continue;
		buffer_printf(into, "%s%s", before, cookies->list[i].pair);
		before = "; ";
	}
}
