#include <netdb.h>

#include "fetch_server.h"
#include "oai/fetch_private.h"
#include "test.h"

/* Who is asked and who is not: addresses, URLs, redirects, names. */
static const struct route routes[] = {
	ROUTE("/plain", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
	{ .path = NULL },
};

/* Each of these is the local machine in some spelling. */
static const char *const disguises[] = { "127.0.0.1", "localhost", "127.1",
	"2130706433", "0x7f000001", "0x7f.1", "017700000001", "0177.0.0.01",
	"0.0.0.0", "0", "[::1]", "[::]", "[::ffff:127.0.0.1]",
	"[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:1]", "[64:ff9b::7f00:1]",
	"[2002:7f00:1::]", "[::127.0.0.1]", "%31%32%37.0.0.1",
	"\xe2\x91\xa0\xe2\x91\xa1\xe2\x91\xa6.0.0.1" };

static void
a_private_address_is_not_dialled_in_any_spelling(void **state)
{
	static const struct fetch_policy in_public = { 0 };
	struct server *server = server_start(routes);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(disguises) / sizeof(disguises[0]); i++) {
		char url[URL_SIZE];
		struct outcome outcome;

		(void)snprintf(url, sizeof(url), "http://%s:%u/plain",
		    disguises[i], server->port);
		ask(url, &in_public, &outcome);
		print_message("%s: %s: %s\n", disguises[i],
		    fault_name(outcome.response.why.kind),
		    outcome.response.why.text);
		assert_int_equal(outcome.response.why.kind, FAULT_REFUSED);
		assert_non_null(strstr(
		    outcome.response.why.text, "--allow-private allows it"));
		assert_int_equal(outcome.response.status, 0);
	}
	assert_int_equal(server->connections, 0);
}

static void
a_private_connection_serves_only_who_may_have_it(void **state)
{
	static const struct fetch_policy in_public = { 0 };
	struct server *server = server_start(routes);
	struct fetch *fetch = fetch_open();
	struct outcome outcome = { 0 };
	char url[URL_SIZE];

	(void)state;
	(void)server_url(server, "/plain", url);
	(void)fetch_start(fetch, url, NULL, &at_home, &taking, &outcome);
	wait_until(fetch, &outcome.dones, 1);
	assert_int_equal(outcome.response.why.kind, FAULT_NONE);
	(void)fetch_start(fetch, url, NULL, &in_public, &taking, &outcome);
	wait_until(fetch, &outcome.dones, 2);
	assert_int_equal(outcome.response.why.kind, FAULT_REFUSED);
	assert_non_null(
	    strstr(outcome.response.why.text, "address 127.0.0.1 is not"));
	assert_int_equal(server->requests, 1);
	(void)fetch_start(fetch, url, NULL, &at_home, &taking, &outcome);
	wait_until(fetch, &outcome.dones, 3);
	assert_int_equal(outcome.response.why.kind, FAULT_NONE);
	assert_int_equal(outcome.body.length, 10);
	buffer_fini(&outcome.body);
	fetch_free(fetch);
}

static void
what_cannot_be_asked_is_refused(void **state)
{
	static const char *const urls[] = { "", "nonsense", "/oai", "http://",
		"ftp://example.org/", "file:///etc/passwd",
		"gopher://example.org/", "dict://example.org/", "https+x://a/",
		"http://user@example.org/", "http://u:p@example.org/",
		"http://example.org/\r\nX: y", "http://exa mple.org/",
		"http://example.org:99999/", "http://example.org:x/" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		struct outcome outcome;

		ask(urls[i], &at_home, &outcome);
		print_message("%s\n", outcome.response.why.text);
		assert_int_equal(outcome.response.why.kind, FAULT_REFUSED);
		assert_null(strchr(outcome.response.why.text, '\n'));
	}
}

static void
redirects_are_judged_hop_by_hop(void **state)
{
	static const struct {
		const char *from;
		const char *location;
		const char *to; /* NULL: refused */
	} cases[] = {
		{ "http://a.org/x/oai?v=1", "https://b.org/y",
		    "https://b.org/y" },
		{ "https://a.org/", "https://b.org/", "https://b.org/" },
		{ "https://a.org/", "http://b.org/", NULL },
		{ "https://a.org/", "HTTP://a.org/", NULL },
		{ "https://a.org/oai", "//b.org/y", "https://b.org/y" },
		{ "http://a.org/x/oai", "../y", "http://a.org/y" },
		{ "http://a.org/x/oai?v=1", "?v=2", "http://a.org/x/oai?v=2" },
		{ "http://a.org/", "/a b/\xc3\xa9",
		    "http://a.org/a%20b/%c3%a9" },
		{ "http://a.org:8080/", "/y", "http://a.org:8080/y" },
		{ "http://a.org/", "ftp://a.org/", NULL },
		{ "http://a.org/", "file:///x", NULL },
		{ "http://a.org/", "http://u:p@a.org/", NULL },
		{ "http://a.org/", "http://", NULL },
		{ "http://a.org/",
		    "/a\x01"
		    "b",
		    NULL },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct fault why = { 0 };
		CURLU *from = NULL;
		CURLU *to = NULL;
		char *text;

		assert_true(fetch_url_parse(cases[i].from, &from, &why));
		assert_int_equal(
		    fetch_url_redirect(from, cases[i].location, &to, &why),
		    cases[i].to != NULL);
		curl_url_cleanup(from);
		if (cases[i].to == NULL) {
			print_message("%s\n", why.text);
			assert_null(to);
			assert_int_equal(why.kind, FAULT_REFUSED);
			continue;
		}
		text = fetch_url_part(to, CURLUPART_URL, 0);
		assert_string_equal(text, cases[i].to);
		curl_free(text);
		curl_url_cleanup(to);
	}
}

static void
a_closed_port_refuses_the_connection(void **state)
{
	unsigned port;
	int listener = listen_locally(&port);
	char url[URL_SIZE];
	char words[80];
	struct outcome outcome;

	(void)state;
	close(listener);
	(void)snprintf(url, sizeof(url), "http://127.0.0.1:%u/", port);
	(void)snprintf(
	    words, sizeof(words), "connection to 127.0.0.1:%u refused", port);
	ask(url, &at_home, &outcome);
	assert_int_equal(outcome.response.why.kind, FAULT_NETWORK);
	assert_string_equal(outcome.response.why.text, words);
}

/* Machines without a name server cannot know; glibc tells them apart. */
static void
a_host_that_does_not_exist_is_gone(void **state)
{
	struct addrinfo *found = NULL;
	struct outcome outcome;
	int code = getaddrinfo("x.invalid", NULL, NULL, &found);

	(void)state;
	assert_int_not_equal(code, 0);
	ask("http://x.invalid/oai", &at_home, &outcome);
	print_message("%s\n", outcome.response.why.text);
	assert_non_null(strstr(outcome.response.why.text, "x.invalid"));
	if (code == EAI_NONAME)
		assert_int_equal(outcome.response.why.kind, FAULT_GONE);
	else
		assert_int_equal(outcome.response.why.kind, FAULT_NETWORK);
	/* This one needs no name server to be no name. */
	ask("http://a..b/oai", &at_home, &outcome);
	print_message("%s\n", outcome.response.why.text);
	assert_int_equal(outcome.response.why.kind, FAULT_GONE);
}

/* Cancelled, or with fetch_free(), while the resolver is still at it; both may
 * be answered too early for that, which is no failure. */
static void
a_name_that_is_looked_up_may_be_given_up(void **state)
{
	struct fetch *fetch = fetch_open();
	struct outcome cancelled = { 0 };
	struct outcome freed = { 0 };
	struct transfer *transfer;
	int i;

	(void)state;
	transfer = fetch_start(
	    fetch, "http://a..b/", NULL, &at_home, &taking, &cancelled);
	(void)fetch_start(
	    fetch, "http://y.invalid/", NULL, &at_home, &taking, &freed);
	for (i = 0; i < 50 && fetch->checks == NULL; i++)
		fetch_wait(fetch, NULL, 0, 10);
	if (cancelled.dones == 0) {
		transfer_cancel(transfer);
		fetch_wait(fetch, NULL, 0, 0);
		assert_int_equal(cancelled.dones, 0);
	}
	fetch_free(fetch);
}

static void
a_failure_behind_a_redirect_says_so(void **state)
{
	static const struct route lost[] = {
		MOVED("/closed", "302", "http://127.0.0.1:1/"),
		MOVED("/nowhere", "302", "http://a..b/"),
		MOVED("/glued", "302", "http://127.0.0.1oai/x"),
		{ .path = NULL },
	};
	struct server *server = server_start(lost);
	size_t i;

	(void)state;
	for (i = 0; lost[i].path != NULL; i++) {
		struct response response = ask_home(server, lost[i].path);

		assert_int_not_equal(response.why.kind, FAULT_NONE);
		assert_non_null(
		    strstr(response.why.text, "; a redirect led to it"));
	}
}

static int
prepare(void **state)
{
	(void)state;
	fetch_prepare_process();
	/* NOLINTNEXTLINE(concurrency-mt-unsafe) */
	assert_string_equal(getenv("RES_OPTIONS"), "timeout:2 attempts:2");
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_private_address_is_not_dialled_in_any_spelling),
		TEST(a_private_connection_serves_only_who_may_have_it),
		TEST(what_cannot_be_asked_is_refused),
		TEST(redirects_are_judged_hop_by_hop),
		TEST(a_closed_port_refuses_the_connection),
		TEST(a_failure_behind_a_redirect_says_so),
		TEST(a_host_that_does_not_exist_is_gone),
		TEST(a_name_that_is_looked_up_may_be_given_up),
	};

	return cmocka_run_group_tests(tests, prepare, NULL) != 0;
}
