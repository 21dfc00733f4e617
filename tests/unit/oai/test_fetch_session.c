#include "fetch_server.h"
#include "oai/cookie.h"
#include "test.h"

/* What is kept of one answer for the next request, and who is said to ask. */
#define OK "HTTP/1.1 200 OK\r\n"

static struct server *other; /* another origin: another port */

static bool
speak_elsewhere(int client, const char *request)
{
	char url[URL_SIZE];

	(void)request;
	return say_redirect(client, "302", server_url(other, "/plain", url));
}

static const struct route routes[] = {
	ROUTE("/plain", OK "Content-Length: 5\r\n\r\nhello"),
	ROUTE("/session",
	    OK "Set-Cookie: s=1; Path=/other\r\n"
	       "Set-Cookie: t=2; Domain=example.org\r\n"
	       "Content-Length: 0\r\n\r\n"),
	ROUTE("/session-and-redirect",
	    "HTTP/1.1 302 Found\r\nSet-Cookie: s=3\r\nLocation: /plain\r\n"
	    "Content-Length: 0\r\n\r\n"),
	ROUTE("/few",
	    OK "X-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 30\r\n"
	       "Content-Length: 0\r\n\r\n"),
	ROUTE("/few-left",
	    OK "RateLimit-Remaining: 1\r\nRateLimit-Reset: 30\r\n"
	       "Content-Length: 0\r\n\r\n"),
	ROUTE("/none-left",
	    "HTTP/1.1 429 Slow Down\r\nRateLimit-Remaining: 0\r\n"
	    "RateLimit-Reset: 30\r\nContent-Length: 0\r\n\r\n"),
	{ .path = "/elsewhere", .speak = speak_elsewhere },
	{ .path = NULL },
};

static void
a_session_lives_as_long_as_its_cookies(void **state)
{
	struct server *server = server_start(routes);
	struct cookies *cookies = cookies_new();
	const struct fetch_policy policy = { .allow_private = true,
		.cookies = cookies };

	(void)state;
	(void)ask_with(server, "/session", &policy);
	assert_false(server_heard(server, "Cookie"));
	(void)ask_with(server, "/plain", &policy);
	assert_true(server_heard(server, "\r\nCookie: s=1; t=2\r\n"));
	(void)ask_with(server, "/session-and-redirect", &policy);
	assert_true(server_heard(server, "\r\nCookie: t=2; s=3\r\n"));
	/* Another repository, even at the same server; another server. */
	(void)ask_with(server, "/plain", &at_home);
	assert_false(server_heard(server, "Cookie"));
	(void)ask_with(other, "/plain", &policy);
	assert_false(server_heard(other, "Cookie"));
	(void)ask_with(server, "/elsewhere", &policy);
	assert_false(server_heard(other, "Cookie"));
	cookies_free(cookies);
}

static void
an_answer_says_how_many_requests_are_left(void **state)
{
	struct server *server = server_start(routes);

	(void)state;
	assert_int_equal(ask_home(server, "/few").rate_limit_seconds, 30);
	assert_int_equal(ask_home(server, "/few").retry_after_seconds, -1);
	assert_int_equal(ask_home(server, "/few-left").rate_limit_seconds, -1);
	assert_int_equal(ask_home(server, "/plain").rate_limit_seconds, -1);
	assert_int_equal(
	    ask_home(server, "/none-left").retry_after_seconds, 30);
}

static void
a_repository_may_be_told_another_name(void **state)
{
	static const struct fetch_policy policy = { .allow_private = true,
		.user_agent = "Mozilla/5.0" };
	struct server *server = server_start(routes);

	(void)state;
	(void)ask_with(server, "/plain", &policy);
	assert_true(server_heard(server, "\r\nUser-Agent: Mozilla/5.0\r\n"));
	(void)ask_home(server, "/plain");
	assert_true(server_heard(server, "\r\nUser-Agent: sheaf/0.1"));
}

static int
prepare(void **state)
{
	(void)state;
	fetch_prepare_process();
	other = server_start(routes);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_session_lives_as_long_as_its_cookies),
		TEST(an_answer_says_how_many_requests_are_left),
		TEST(a_repository_may_be_told_another_name),
	};

	return cmocka_run_group_tests(tests, prepare, NULL) != 0;
}
