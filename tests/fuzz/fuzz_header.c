#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/limit.h"
#include "oai/cookie.h"
#include "oai/fetch_private.h"
#include "oai/rate_limit.h"
#include "oai/retry_after.h"

#define NOW 1767225600 /* 2026-01-01T00:00:00Z */

/*
 * The headers we read ourselves, one a line: Retry-After (and RateLimit-
 * Remaining, -Reset, RateLimit, Set-Cookie), Date, Location.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct text
take_line(struct text *rest)
{
	struct text line = *rest;
	const char *end =
	    rest->length == 0 ? NULL : memchr(rest->bytes, '\n', rest->length);

	if (end != NULL)
		line.length = (size_t)(end - rest->bytes);
	rest->bytes += line.length + (end != NULL);
	rest->length -= line.length + (end != NULL);
	return line;
}

/* What was read as a date is one, and comes back from its own text. */
static void
read_date(struct text text)
{
	char again[64];
	struct tm broken;
	time_t when;
	time_t whence;

	if (!http_date_parse(text, NOW, &when))
		return;
	assert(gmtime_r(&when, &broken) != NULL);
	if (broken.tm_year < -900 || broken.tm_year > 8099)
		return;
	assert(
	    strftime(again, sizeof(again), "%a, %d %b %Y %T GMT", &broken) > 0);
	assert(http_date_parse(text_of(again), NOW, &whence));
	assert(whence == when);
}

/* Wherever it leads, it is http or https, and https stays https. */
static void
follow(const char *from, struct text location)
{
	char *text = strndup(location.bytes, location.length);
	struct fault why = { 0 };
	CURLU *url = NULL;
	CURLU *next = NULL;
	char *scheme;

	assert(text != NULL && fetch_url_parse(from, &url, &why));
	if (fetch_url_redirect(url, text, &next, &why)) {
		scheme = fetch_url_part(next, CURLUPART_SCHEME, 0);
		assert(strcmp(scheme, "https") == 0 ||
		    (strcmp(scheme, "http") == 0 && from[4] == ':'));
		curl_free(scheme);
		curl_url_cleanup(next);
	} else {
		assert(why.kind == FAULT_REFUSED && next == NULL);
	}
	curl_url_cleanup(url);
	free(text);
}

static void
read_rate_limit(struct text value, struct text date)
{
	const struct rate_limit pair = {
		.remaining = TEXT("0"), .reset = value, .date = date
	};
	const struct rate_limit both = { .both = value, .date = date };
	long seconds = rate_limit_seconds(&pair, NOW);

	assert(seconds >= -1 && seconds <= RATE_LIMIT_SECONDS);
	seconds = rate_limit_seconds(&both, NOW);
	assert(seconds >= -1 && seconds <= RATE_LIMIT_SECONDS);
}

/* What is sent back is one line, and no longer than what came. */
static void
keep_cookie(struct text value)
{
	struct cookies *cookies = cookies_new();
	struct buffer line;

	buffer_init(&line, 0);
	cookies_take(cookies, "https://example.org:443", value, NOW);
	cookies_take(cookies, "https://example.org:443", value, NOW);
	cookies_write(cookies, "https://example.org:443", &line);
	assert(line.length <= value.length && line.length <= COOKIE_BYTES);
	for (size_t i = 0; i < line.length; i++)
		assert((unsigned char)line.bytes[i] >= ' ');
	buffer_fini(&line);
	cookies_free(cookies);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text rest = { (const char *)data, size };
	struct text value = take_line(&rest);
	struct text date = take_line(&rest);
	long seconds = retry_after_seconds(value, date, NOW);

	assert(seconds >= -1 && seconds <= RETRY_AFTER_SECONDS);
	read_rate_limit(value, date);
	keep_cookie(value);
	read_date(value);
	read_date(date);
	if (rest.length > 0) {
		follow("http://example.org/a/oai?verb=Identify", rest);
		follow("https://example.org:8443/a/oai", rest);
	}
	return 0;
}
