#include <fcntl.h>
#include <stdatomic.h>

#include "base/limit.h"
#include "fetch_server.h"
#include "test.h"

#define PACKED_TEXT \
	"<OAI-PMH>a body that was packed, packed, packed</OAI-PMH>\n"
#define GZIP                                                               \
	"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xb3\xf1\x77\xf4\xd4\x0d" \
	"\xf0\xf5\xb0\x4b\x54\x48\xca\x4f\xa9\x54\x28\xc9\x48\x2c\x51\x28" \
	"\x4f\x2c\x56\x28\x48\x4c\xce\x4e\x4d\xd1\x41\xa3\x6d\xf4\x61\xea" \
	"\xb9\x00\xd8\x68\x93\x25\x3a\x00\x00\x00"
#define ZLIB                                                               \
	"\x78\xda\xb3\xf1\x77\xf4\xd4\x0d\xf0\xf5\xb0\x4b\x54\x48\xca\x4f" \
	"\xa9\x54\x28\xc9\x48\x2c\x51\x28\x4f\x2c\x56\x28\x48\x4c\xce\x4e" \
	"\x4d\xd1\x41\xa3\x6d\xf4\x61\xea\xb9\x00\x28\x61\x12\x5f"
#define RAW                                                                \
	"\xb3\xf1\x77\xf4\xd4\x0d\xf0\xf5\xb0\x4b\x54\x48\xca\x4f\xa9\x54" \
	"\x28\xc9\x48\x2c\x51\x28\x4f\x2c\x56\x28\x48\x4c\xce\x4e\x4d\xd1" \
	"\x41\xa3\x6d\xf4\x61\xea\xb9\x00"

#define OK "HTTP/1.1 200 OK\r\n"

static atomic_int waiting;

/* Answers only when 50 requests are there: so they are there at once. */
static bool
speak_together(int client, const char *request)
{
	(void)request;
	waiting++;
	while (waiting < 50)
		usleep(1000);
	return say_text(client, OK "Content-Length: 2\r\n\r\nhi");
}

static bool
speak_never(int client, const char *request)
{
	char byte;

	(void)request;
	return recv(client, &byte, 1, 0) > 0;
}

static const struct route routes[] = {
	ROUTE("/plain",
	    OK "Content-Type: text/xml; charset=utf-8\r\n"
	       "Set-Cookie: a=b\r\nContent-Length: 5\r\n\r\nhello"),
	ROUTE("/relative/here",
	    "HTTP/1.1 302 Found\r\nLocation: ../plain\r\n"
	    "Content-Length: 7\r\n\r\nignored"),
	ROUTE("/chunked",
	    OK "Transfer-Encoding: chunked\r\n\r\n"
	       "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"),
	ROUTE("/chunked-twice",
	    OK "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"
	       "\r\n5\r\nhello\r\n0\r\n\r\n"),
	LAST_ROUTE("/until-closed", "HTTP/1.0 200 OK\r\n\r\nhello"),
	ROUTE("/gzip",
	    OK "Content-Encoding: gzip\r\nContent-Length: 58\r\n\r\n" GZIP),
	ROUTE("/x-gzip",
	    OK "Content-Encoding: X-GZIP\r\nContent-Length: 58\r\n\r\n" GZIP),
	ROUTE("/zlib",
	    OK "Content-Encoding: deflate\r\nContent-Length: 46\r\n\r\n" ZLIB),
	ROUTE("/gzip-unsaid", OK "Content-Length: 58\r\n\r\n" GZIP),
	ROUTE("/gzip-unsaid-by-bytes",
	    OK "Transfer-Encoding: chunked\r\n\r\n1\r\n\x1f\r\n"
	       "1\r\n\x8b\r\n14\r\n\x08\0\0\0\0\0\2\3\xb3\xf1\x77\xf4"
	       "\xd4\x0d\xf0\xf5\xb0\x4b\x54\x48\r\n24\r\n"
	       "\xca\x4f\xa9\x54\x28\xc9\x48\x2c\x51\x28\x4f\x2c\x56\x28"
	       "\x48\x4c\xce\x4e\x4d\xd1\x41\xa3\x6d\xf4\x61\xea\xb9\x00"
	       "\xd8\x68\x93\x25\x3a\0\0\0\r\n0\r\n\r\n"),
	ROUTE("/gzip-untrue",
	    OK
	    "Content-Encoding: gzip\r\nContent-Length: 58\r\n\r\n" PACKED_TEXT),
	ROUTE("/gzip-as-deflate",
	    OK "Content-Encoding: deflate\r\nContent-Length: 58\r\n\r\n" GZIP),
	ROUTE("/zlib-as-gzip",
	    OK "Content-Encoding: gzip\r\nContent-Length: 46\r\n\r\n" ZLIB),
	ROUTE("/raw",
	    OK "Content-Encoding: deflate\r\nContent-Length: 40\r\n\r\n" RAW),
	ROUTE("/members",
	    OK
	    "Content-Encoding: gzip\r\nContent-Length: 116\r\n\r\n" GZIP GZIP),
	ROUTE("/padded",
	    OK "Content-Encoding: gzip\r\nContent-Length: 62\r\n\r\n" GZIP
	       "\0\0\0\0"),
	ROUTE("/packed-nothing",
	    OK "Content-Encoding: gzip\r\nContent-Length: 20\r\n\r\n"
	       "\x1f\x8b\x08\0\0\0\0\0\0\3\3\0\0\0\0\0\0\0\0\0"),
	ROUTE("/no-bytes",
	    OK "Content-Encoding: gzip\r\nContent-Length: 0\r\n\r\n"),
	ROUTE("/identity",
	    OK "Content-Encoding: Identity\r\nContent-Length: 5\r\n\r\nhello"),
	ROUTE("/identity-unsaid",
	    OK "Content-Encoding:\r\nContent-Length: 5\r\n\r\nhello"),
	ROUTE("/packed-redirect",
	    "HTTP/1.1 302 Found\r\nLocation: /plain\r\n"
	    "Content-Encoding: gzip\r\nContent-Length: 7\r\n\r\nignored"),
	ROUTE("/packed-unchanged",
	    "HTTP/1.1 304 Not Modified\r\nContent-Encoding: gzip\r\n\r\n"),
	ROUTE("/empty", "HTTP/1.1 204 No Content\r\n\r\n"),
	ROUTE("/unchanged", "HTTP/1.1 304 Not Modified\r\n\r\n"),
	ROUTE("/early",
	    "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n" OK
	    "Content-Length: 5\r\n\r\nhello"),
	ROUTE("/continue",
	    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" OK
	    "Content-Length: 5\r\n\r\nhello"),
	ROUTE("/and-more",
	    OK "Content-Length: 5\r\n\r\nhello" OK
	       "Content-Length: 5\r\n\r\nworld"),
	ROUTE("/broken", "HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\noops"),
	ROUTE("/busy",
	    "HTTP/1.1 503 Busy\r\nRetry-After: 120\r\n"
	    "Content-Length: 0\r\n\r\n"),
	ROUTE("/busy-until",
	    "HTTP/1.1 503 Busy\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
	    "Retry-After: Sun, 06 Nov 1994 09:00:00 GMT\r\n"
	    "Content-Length: 0\r\n\r\n"),
	ROUTE(
	    "/nowhere", "HTTP/1.1 302 Found\r\nContent-Length: 4\r\n\r\nlost"),
	MOVED("/kept", "301", "/plain"),
	MOVED("/other", "303", "/plain"),
	MOVED("/circle", "307", "/circle"),
	MOVED("/5", "301", "/4"),
	MOVED("/4", "302", "/3"),
	MOVED("/3", "303", "/2"),
	MOVED("/2", "307", "/1"),
	MOVED("/1", "308", "/plain"),
	{ .path = "/together", .speak = speak_together },
	{ .path = "/never", .speak = speak_never },
	{ .path = NULL },
};

static void
an_answer_comes_whole_whatever_its_form(void **state)
{
	static const struct {
		const char *path;
		long status;
		const char *body;
	} cases[] = {
		{ "/plain", 200, "hello" },
		{ "/chunked", 200, "hello" },
		{ "/chunked-twice", 200, "hello" },
		{ "/until-closed", 200, "hello" },
		{ "/early", 200, "hello" },
		{ "/continue", 200, "hello" },
		{ "/gzip", 200, PACKED_TEXT },
		{ "/x-gzip", 200, PACKED_TEXT },
		{ "/zlib", 200, PACKED_TEXT },
		{ "/raw", 200, PACKED_TEXT },
		{ "/gzip-unsaid", 200, PACKED_TEXT },
		{ "/gzip-unsaid-by-bytes", 200, PACKED_TEXT },
		{ "/gzip-untrue", 200, PACKED_TEXT },
		{ "/gzip-as-deflate", 200, PACKED_TEXT },
		{ "/zlib-as-gzip", 200, PACKED_TEXT },
		{ "/members", 200, PACKED_TEXT PACKED_TEXT },
		{ "/padded", 200, PACKED_TEXT },
		{ "/packed-nothing", 200, "" },
		{ "/no-bytes", 200, "" },
		{ "/identity", 200, "hello" },
		{ "/identity-unsaid", 200, "hello" },
		{ "/packed-redirect", 200, "hello" },
		{ "/packed-unchanged", 304, "" },
		{ "/empty", 204, "" },
		{ "/unchanged", 304, "" },
		{ "/broken", 500, "oops" },
		{ "/missing", 404, "gone" },
		{ "/nowhere", 302, "lost" },
		{ "/relative/here", 200, "hello" },
	};
	struct server *server = server_start(routes);
	char url[URL_SIZE];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct outcome outcome;

		ask(server_url(server, cases[i].path, url), &at_home, &outcome);
		assert_string_equal(outcome.response.why.text, "");
		assert_int_equal(outcome.response.why.kind, FAULT_NONE);
		assert_int_equal(outcome.response.status, cases[i].status);
		assert_true(text_is(buffer_text(&outcome.body), cases[i].body));
		assert_int_equal(
		    outcome.response.body_bytes, strlen(cases[i].body));
		buffer_fini(&outcome.body);
	}
}

static void
a_packed_answer_is_unpacked_though_not_asked_for(void **state)
{
	static const struct fetch_policy policy = { .allow_private = true,
		.identity_only = true };
	struct server *server = server_start(routes);
	char url[URL_SIZE];
	struct outcome outcome;

	(void)state;
	ask(server_url(server, "/gzip", url), &policy, &outcome);
	assert_true(text_is(buffer_text(&outcome.body), PACKED_TEXT));
	assert_true(server_heard(server, "\r\nAccept-Encoding: identity\r\n"));
	buffer_fini(&outcome.body);
}

static void
a_response_tells_what_was_asked_and_what_came(void **state)
{
	struct server *server = server_start(routes);
	char url[URL_SIZE];
	struct response response = ask_home(server, "/relative/here");

	(void)state;
	assert_string_equal(response.url, server_url(server, "/plain", url));
	assert_string_equal(response.content_type, "text/xml; charset=utf-8");
	assert_int_equal(response.body_bytes, 5);
	assert_int_equal(response.wire_bytes,
	    routes[0].answer.length + routes[1].answer.length);
	assert_int_equal(response.retry_after_seconds, -1);
	assert_in_range(response.milliseconds, 0, 10000);
}

static void
a_request_names_the_operator_and_carries_nothing_else(void **state)
{
	struct server *server = server_start(routes);
	char url[URL_SIZE];
	struct fetch *fetch = fetch_open();
	struct outcome outcome = { 0 };
	int i;

	(void)state;
	/* NOLINTNEXTLINE(concurrency-mt-unsafe) */
	setenv("http_proxy", "http://127.0.0.1:9/", 1);
	for (i = 1; i <= 2; i++) {
		(void)fetch_start(fetch,
		    server_url(server, "/plain?verb=Identify", url), NULL,
		    &at_home, &taking, &outcome);
		wait_until(fetch, &outcome.dones, i);
	}
	/* NOLINTNEXTLINE(concurrency-mt-unsafe) */
	unsetenv("http_proxy");
	assert_true(
	    server_heard(server, "GET /plain?verb=Identify HTTP/1.1\r\n"));
	assert_true(server_heard(
	    server, "\r\nUser-Agent: sheaf/0.1 (+https://example.org/)\r\n"));
	assert_true(server_heard(server, "\r\nFrom: operator@example.org\r\n"));
	assert_true(server_heard(server,
	    "\r\nAccept-Encoding: gzip;q=1.0, deflate;q=0.9, "
	    "identity;q=0.5\r\n"));
	assert_false(server_heard(server, "Cookie"));
	assert_int_equal(server->requests, 2);
	assert_int_equal(server->connections, 1);
	buffer_fini(&outcome.body);
	fetch_free(fetch);
}

static void
bytes_behind_an_answer_are_not_the_next_one(void **state)
{
	struct server *server = server_start(routes);
	struct fetch *fetch = fetch_open();
	struct outcome outcome = { 0 };
	char url[URL_SIZE];

	(void)state;
	(void)fetch_start(fetch, server_url(server, "/and-more", url), NULL,
	    &at_home, &taking, &outcome);
	wait_until(fetch, &outcome.dones, 1);
	(void)fetch_start(fetch, server_url(server, "/missing", url), NULL,
	    &at_home, &taking, &outcome);
	wait_until(fetch, &outcome.dones, 2);
	assert_int_equal(outcome.response.status, 404);
	assert_true(text_is(buffer_text(&outcome.body), "hellogone"));
	buffer_fini(&outcome.body);
	fetch_free(fetch);
}

static void
retry_after_is_told_in_both_forms(void **state)
{
	struct server *server = server_start(routes);

	(void)state;
	assert_int_equal(ask_home(server, "/busy").retry_after_seconds, 120);
	assert_int_equal(ask_home(server, "/busy").status, 503);
	assert_int_equal(ask_home(server, "/busy").why.kind, FAULT_NONE);
	assert_int_equal(
	    ask_home(server, "/busy-until").retry_after_seconds, 623);
}

static void
redirects_for_good_are_told_from_those_for_now(void **state)
{
	struct server *server = server_start(routes);
	static const struct {
		const char *path;
		long status;
		bool has_moved;
	} table[] = {
		{ "/plain", 0, false },
		{ "/kept", 301, true },
		{ "/1", 308, true },
		{ "/other", 303, false },
		{ "/2", 307, false },
		{ "/5", 301, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct response response = ask_home(server, table[i].path);

		assert_int_equal(response.redirect_status, table[i].status);
		assert_int_equal(response.has_moved, table[i].has_moved);
	}
}

static void
five_redirects_are_followed_and_a_circle_is_not(void **state)
{
	struct server *server = server_start(routes);
	struct response response;

	(void)state;
	response = ask_home(server, "/5");
	assert_int_equal(response.why.kind, FAULT_NONE);
	assert_int_equal(response.status, 200);
	assert_int_equal(server->requests, 6);
	assert_int_equal(server->connections, 1);
	response = ask_home(server, "/circle");
	assert_int_equal(response.why.kind, FAULT_NETWORK);
	assert_string_equal(response.why.text, "redirected more than 5 times");
	assert_int_equal(server->requests, 6 + 6);
}

static void
a_form_is_posted_and_stays_one_until_see_other(void **state)
{
	static const struct {
		const char *path;
		const char *method;
		bool has_form;
	} cases[] = {
		{ "/plain", "POST /plain ", true },
		{ "/kept", "POST /plain ", true },
		{ "/other", "GET /plain ", false },
	};
	struct server *server = server_start(routes);
	char url[URL_SIZE];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char form[] = "verb=Identify&x=1";
		struct fetch *fetch = fetch_open();
		struct outcome outcome = { 0 };

		(void)fetch_start(fetch, server_url(server, cases[i].path, url),
		    form, &at_home, &taking, &outcome);
		memset(form, 'x', sizeof(form) - 1);
		wait_until(fetch, &outcome.dones, 1);
		assert_int_equal(outcome.response.status, 200);
		assert_true(server_heard(server, cases[i].method));
		assert_int_equal(
		    server_heard(server, "\r\n\r\nverb=Identify&x=1"),
		    cases[i].has_form);
		assert_int_equal(
		    server_heard(server, "application/x-www-form-urlencoded"),
		    cases[i].has_form);
		buffer_fini(&outcome.body);
		fetch_free(fetch);
	}
}

static void
fifty_transfers_run_at_once(void **state)
{
	struct server *server = server_start(routes);
	struct fetch *fetch = fetch_open();
	struct outcome outcome = { 0 };
	char url[URL_SIZE];
	int i;

	(void)state;
	for (i = 0; i < 50; i++)
		(void)fetch_start(fetch, server_url(server, "/together", url),
		    NULL, &at_home, &taking, &outcome);
	wait_until(fetch, &outcome.dones, 50);
	assert_int_equal(outcome.body.length, 100);
	assert_int_equal(server->connections, 50);
	buffer_fini(&outcome.body);
	fetch_free(fetch);
}

static void
other_descriptors_wake_the_wait(void **state)
{
	struct server *server = server_start(routes);
	struct fetch *fetch = fetch_open();
	struct outcome outcome = { 0 };
	char url[URL_SIZE];
	int64_t since = clock_milliseconds();
	int ends[2];
	struct pollfd other = { .events = POLLIN };

	(void)state;
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	other.fd = ends[0];
	(void)fetch_start(fetch, server_url(server, "/never", url), NULL,
	    &at_home, &taking, &outcome);
	fetch_wait(fetch, &other, 1, 0);
	assert_int_equal(other.revents, 0);
	assert_int_equal(write(ends[1], "x", 1), 1);
	while (other.revents == 0)
		fetch_wait(fetch, &other, 1, 20000);
	assert_int_equal(other.revents, POLLIN);
	assert_int_equal(read(ends[0], url, 1), 1);
	close(ends[1]);
	do
		fetch_wait(fetch, &other, 1, 20000);
	while (other.revents == 0);
	assert_int_equal(other.revents, POLLHUP);
	assert_true(clock_milliseconds() - since < 10000);
	close(ends[0]);
	fetch_free(fetch); /* under way: no done() */
	assert_int_equal(outcome.dones, 0);
}

TESTS(TEST(an_answer_comes_whole_whatever_its_form),
    TEST(a_packed_answer_is_unpacked_though_not_asked_for),
    TEST(a_response_tells_what_was_asked_and_what_came),
    TEST(a_request_names_the_operator_and_carries_nothing_else),
    TEST(bytes_behind_an_answer_are_not_the_next_one),
    TEST(retry_after_is_told_in_both_forms),
    TEST(redirects_for_good_are_told_from_those_for_now),
    TEST(five_redirects_are_followed_and_a_circle_is_not),
    TEST(a_form_is_posted_and_stays_one_until_see_other),
    TEST(fifty_transfers_run_at_once), TEST(other_descriptors_wake_the_wait))
