#include <stdio.h>
#include <string.h>

#include "base/limit.h"
#include "oai/cookie.h"
#include "test.h"

#define HERE "https://a.org:443"
/* Sun, 06 Nov 1994 08:49:37 GMT */
#define NOW  ((time_t)784111777)

static void
assert_sent(
    const struct cookies *cookies, const char *origin, const char *expected)
{
	struct buffer line;

	buffer_init(&line, 0);
	cookies_write(cookies, origin, &line);
	if (!text_is(buffer_text(&line), expected))
		fail_msg("%.*s", (int)line.length, line.bytes);
	buffer_fini(&line);
}

static void
a_cookie_goes_back_where_it_came_from(void **state)
{
	struct cookies *cookies = cookies_new();

	(void)state;
	assert_sent(cookies, HERE, "");
	cookies_take(
	    cookies, HERE, TEXT("JSESSIONID=1F; Path=/oai; HttpOnly"), NOW);
	cookies_take(cookies, HERE,
	    TEXT(" b = \"x y\" ; Domain=example.org; Secure"), NOW);
	cookies_take(cookies, "http://a.org:80", TEXT("c=d"), NOW);
	assert_sent(cookies, HERE, "JSESSIONID=1F; b = \"x y\"");
	assert_sent(cookies, "http://a.org:80", "c=d");
	assert_sent(cookies, "https://b.org:443", "");
	cookies_take(cookies, HERE, TEXT("JSESSIONID=2E"), NOW);
	assert_sent(cookies, HERE, "b = \"x y\"; JSESSIONID=2E");
	cookies_free(cookies);
	cookies_free(NULL);
}

static void
what_is_deleted_or_no_cookie_is_not_sent(void **state)
{
	static const char *const deletions[] = { "a=b; Max-Age=0",
		"a=b; max-age=-1", "a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
		"a=b; expires=Sun, 06 Nov 1994 08:49:37 GMT",
		"a=b; Expires=Mon, 07 Nov 1994 00:00:00 GMT; Max-Age=0" };
	static const char *const others[] = { "", "a", "=b", "; a=b",
		("a=\x01"
		 "b") };
	static const char *const kept[] = { "a=b; Max-Age=60",
		"a=b; Expires=Mon, 07 Nov 1994 00:00:00 GMT",
		"a=b; Expires=nonsense",
		"a=b; Max-Age=5; Expires=Thu, 01 Jan 1970 00:00:00 GMT" };
	struct cookies *cookies = cookies_new();

	(void)state;
	for (size_t i = 0; i < sizeof(deletions) / sizeof(deletions[0]); i++) {
		cookies_take(cookies, HERE, TEXT("a=b"), NOW);
		cookies_take(cookies, HERE, text_of(deletions[i]), NOW);
		assert_sent(cookies, HERE, "");
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		cookies_take(cookies, HERE, text_of(others[i]), NOW);
		assert_sent(cookies, HERE, "");
	}
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
		cookies_take(cookies, HERE, text_of(kept[i]), NOW);
		assert_sent(cookies, HERE, "a=b");
	}
	cookies_free(cookies);
}

static void
many_and_large_cookies_have_their_limit(void **state)
{
	static char large[COOKIE_BYTES + 2];
	struct cookies *cookies = cookies_new();
	struct buffer line;
	size_t count = 0;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		char cookie[24];

		(void)snprintf(cookie, sizeof(cookie), "c%d=x", i);
		cookies_take(cookies, HERE, text_of(cookie), NOW);
	}
	memset(large, 'x', sizeof(large) - 1);
	large[1] = '=';
	cookies_take(cookies, HERE, text_of(large), NOW);
	buffer_init(&line, 0);
	cookies_write(cookies, HERE, &line);
	for (size_t i = 0; i < line.length; i++)
		count += line.bytes[i] == '=';
	assert_int_equal(count, COOKIES);
	assert_non_null(strstr(line.bytes, "c999=x"));
	assert_null(strstr(line.bytes, "c967=x"));
	assert_null(strstr(line.bytes, "xxx"));
	buffer_fini(&line);
	cookies_free(cookies);
}

TESTS(TEST(a_cookie_goes_back_where_it_came_from),
    TEST(what_is_deleted_or_no_cookie_is_not_sent),
    TEST(many_and_large_cookies_have_their_limit))
