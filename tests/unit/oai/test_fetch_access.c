#include <sys/stat.h>

#include <fcntl.h>

#include "base/limit.h"
#include "fetch_server.h"
#include "oai/cookie.h"
#include "test.h"

/* What opens doors, and who is told of it: credentials, cookies, proxies. */
#define OK "HTTP/1.1 200 OK\r\n"

static struct server *other; /* another origin: another port */

static bool
redirect(int client, const char *status, const char *to)
{
	char text[2 * URL_SIZE];

	(void)snprintf(text, sizeof(text),
	    "HTTP/1.1 %s Moved\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n",
	    status, to);
	return say_text(client, text);
}

static bool
speak_elsewhere(int client, const char *request)
{
	char url[URL_SIZE];

	(void)request;
	return redirect(client, "302", server_url(other, "/plain", url));
}

static bool
speak_elsewhere_for_good(int client, const char *request)
{
	char url[URL_SIZE];

	(void)request;
	return redirect(
	    client, "301", server_url(other, "/plain?verb=Identify", url));
}

static unsigned here_port;

static bool
speak_back(int client, const char *request)
{
	char url[URL_SIZE];

	(void)request;
	(void)snprintf(
	    url, sizeof(url), "http://127.0.0.1:%u/plain", here_port);
	return redirect(client, "302", url);
}

static bool
speak_there_and_back(int client, const char *request)
{
	char url[URL_SIZE];

	(void)request;
	return redirect(client, "302", server_url(other, "/back", url));
}

/* The whole target, as some servers write it, at the other origin. */
static bool
speak_with_query(int client, const char *request)
{
	const char *query = strchr(request, '?');
	char url[URL_SIZE];
	char to[2 * URL_SIZE];

	(void)snprintf(to, sizeof(to), "%s%.*s",
	    server_url(other, "/plain", url), (int)strcspn(query, " "), query);
	return redirect(client, "302", to);
}

static bool
speak_with_path(int client, const char *request)
{
	char url[URL_SIZE];

	(void)request;
	return redirect(
	    client, "302", server_url(other, "/key/secret-key-1", url));
}

static const struct route routes[] = {
	ROUTE("/plain", OK "Content-Length: 5\r\n\r\nhello"),
	ROUTE("/refused",
	    "HTTP/1.1 401 Unauthorized\r\n"
	    "WWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"),
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
	ROUTE("/echo",
	    OK "Content-Type: secret-key-1\r\nContent-Length: 0\r\n\r\n"),
	MOVED("/same", "302", "/plain?key=abc"),
	MOVED("/to-ftp", "302", "ftp://127.0.0.1/secret-key-1"),
	MOVED("/slash", "301", "/slash/"),
	ROUTE("/slash/", OK "Content-Length: 5\r\n\r\nhello"),
	{ .path = "/elsewhere", .speak = speak_elsewhere },
	{ .path = "/elsewhere-for-good", .speak = speak_elsewhere_for_good },
	{ .path = "/back", .speak = speak_back },
	{ .path = "/there-and-back", .speak = speak_there_and_back },
	{ .path = "/with-query", .speak = speak_with_query },
	{ .path = "/with-path", .speak = speak_with_path },
	{ .path = NULL },
};

static char folder[40];
static char reference[80];

static void
write_credentials(const char *content, mode_t mode)
{
	int file = open(reference, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert(file >= 0);
	assert(write(file, content, strlen(content)) == (long)strlen(content));
	assert(fchmod(file, mode) == 0);
	close(file);
}

static struct response
ask_with(
    struct server *server, const char *path, const struct fetch_policy *policy)
{
	char url[URL_SIZE];
	struct outcome outcome;

	ask(server_url(server, path, url), policy, &outcome);
	print_message("%s: %s: %s\n", path,
	    fault_name(outcome.response.why.kind), outcome.response.why.text);
	buffer_fini(&outcome.body);
	return outcome.response;
}

static const struct fetch_policy with_credentials = { .allow_private = true,
	.credentials = reference,
	.insecure_credentials = true };

static void
credentials_are_sent_in_every_form(void **state)
{
	static const struct {
		const char *text;
		const char *sent;
	} cases[] = {
		{ "basic me:secret-key-1",
		    "\r\nAuthorization: Basic bWU6c2VjcmV0LWtleS0x\r\n" },
		{ "bearer secret-key-1",
		    "\r\nAuthorization: Bearer secret-key-1\r\n" },
		{ "header X-Key: secret-key-1", "\r\nX-Key: secret-key-1\r\n" },
		{ "query key=secret/key", "GET /plain?key=secret%2Fkey HTTP" },
	};
	struct server *server = server_start(routes);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct response response;

		write_credentials(cases[i].text, 0600);
		response = ask_with(server, "/plain", &with_credentials);
		assert_int_equal(response.status, 200);
		assert_true(server_heard(server, cases[i].sent));
		assert_true(
		    server_heard(server, "\r\nAccept-Encoding: gzip;q=1.0"));
		assert_true(
		    server_heard(server, "\r\nFrom: operator@example.org\r\n"));
		assert_null(strstr(response.url, "secret"));
	}
	(void)ask_with(server, "/plain?verb=Identify", &with_credentials);
	assert_true(
	    server_heard(server, "/plain?verb=Identify&key=secret%2Fkey "));
}

static void
credentials_are_not_sent_where_all_can_read_them(void **state)
{
	static const struct fetch_policy policy = { .allow_private = true,
		.credentials = reference };
	static const struct fetch_policy blind = { .allow_private = true,
		.is_unverified = true,
		.credentials = reference };
	struct server *server = server_start(routes);
	struct response response;
	struct outcome outcome;

	(void)state;
	write_credentials("bearer secret-key-1", 0600);
	response = ask_with(server, "/plain", &policy);
	assert_int_equal(response.why.kind, FAULT_REFUSED);
	assert_non_null(strstr(response.why.text, "insecure_credentials=yes"));
	ask("https://127.0.0.1:1/", &blind, &outcome);
	assert_int_equal(outcome.response.why.kind, FAULT_REFUSED);
	assert_non_null(
	    strstr(outcome.response.why.text, "server that is not verified"));
	assert_int_equal(server->connections, 0);
	/* Nothing is for the repository. */
	write_credentials("proxy me:secret-key-1", 0600);
	response = ask_with(server, "/plain", &policy);
	assert_int_equal(response.status, 200);
}

/* Neither by the header nor in the query, and not on the way back either. */
static void
credentials_stay_with_whom_they_are_for(void **state)
{
	static const char *const contents[] = { "basic me:secret-key-1",
		"bearer secret-key-1", "header X-Key: secret-key-1",
		"query key=secret-key-1" };
	static const char *const words[] = { "Authorization", "X-Key", "secret",
		"c2VjcmV0" };
	struct server *server = server_start(routes);

	(void)state;
	here_port = server->port;
	for (size_t i = 0; i < sizeof(contents) / sizeof(contents[0]); i++) {
		struct response response;

		write_credentials(contents[i], 0600);
		response = ask_with(server, "/elsewhere", &with_credentials);
		assert_int_equal(response.status, 200);
		assert_true(response.is_withheld);
		for (size_t k = 0; k < sizeof(words) / sizeof(words[0]); k++)
			assert_false(server_heard(other, words[k]));
		response =
		    ask_with(server, "/there-and-back", &with_credentials);
		assert_int_equal(response.status, 200);
		assert_true(response.is_withheld);
		for (size_t k = 0; k < sizeof(words) / sizeof(words[0]); k++)
			assert_false(server_heard(server, words[k]));
		response = ask_with(server, "/slash", &with_credentials);
		assert_false(response.is_withheld);
		assert_true(server_heard(server, "GET /slash/"));
		assert_true(server_heard(server, "secret-key-1") ||
		    server_heard(server, "c2VjcmV0LWtleS0x"));
	}
}

static void
a_redirect_that_repeats_credentials_takes_none_along(void **state)
{
	struct server *server = server_start(routes);
	struct response response;
	int before;

	(void)state;
	write_credentials("query key=secret-key-1", 0600);
	response =
	    ask_with(server, "/with-query?verb=Identify", &with_credentials);
	assert_int_equal(response.status, 200);
	assert_true(server_heard(other, "GET /plain?verb=Identify HTTP"));
	/* The value that came is not ours: no key is sent twice. */
	response = ask_with(server, "/same", &with_credentials);
	assert_int_equal(response.status, 200);
	assert_true(server_heard(server, "GET /plain?key=secret-key-1 HTTP"));
	before = other->requests;
	response = ask_with(server, "/with-path", &with_credentials);
	assert_int_equal(response.why.kind, FAULT_REFUSED);
	assert_non_null(strstr(response.why.text, "has our credentials in it"));
	assert_int_equal(other->requests, before);
}

static void
nothing_that_is_told_has_a_secret_in_it(void **state)
{
	struct server *server = server_start(routes);
	struct fetch *fetch = fetch_open();
	struct outcome outcome = { 0 };
	struct response response;
	char text[] = "no such key: secret-key-1";
	char url[URL_SIZE];

	(void)state;
	write_credentials("query key=secret-key-1", 0600);
	response = ask_with(server, "/echo", &with_credentials);
	assert_string_equal(response.content_type, "***");
	response = ask_with(server, "/to-ftp", &with_credentials);
	assert_non_null(strstr(response.why.text, "ftp://127.0.0.1/***"));
	response = ask_home(
	    server, "/plain?verb=Identify&apikey=12345&x=y&my_token=abc#f");
	assert_non_null(
	    strstr(response.url, "Identify&apikey=***&x=y&my_token=***#f"));
	(void)fetch_start(fetch, server_url(server, "/plain", url), NULL,
	    &with_credentials, &taking, &outcome);
	wait_until(fetch, &outcome.dones, 1);
	fetch_hide(fetch, &with_credentials, text);
	assert_string_equal(text, "no such key: ***");
	buffer_fini(&outcome.body);
	fetch_free(fetch);
}

static void
a_file_that_changes_is_read_again(void **state)
{
	struct server *server = server_start(routes);
	struct fetch *fetch = fetch_open();
	struct outcome outcome = { 0 };
	char url[URL_SIZE];

	(void)state;
	write_credentials("bearer secret-key-1", 0600);
	(void)server_url(server, "/plain", url);
	for (int i = 1; i <= 4; i++) {
		(void)fetch_start(
		    fetch, url, NULL, &with_credentials, &taking, &outcome);
		wait_until(fetch, &outcome.dones, i);
		if (i == 1) {
			assert_true(server_heard(server, "secret-key-1"));
			write_credentials("bearer other", 0600);
		} else if (i == 2) {
			assert_true(server_heard(server, "Bearer other"));
			usleep(20000);
			write_credentials("bearer other", 0644);
		} else if (i == 3) {
			assert_int_equal(
			    outcome.response.why.kind, FAULT_INPUT);
			assert_non_null(
			    strstr(outcome.response.why.text, "chmod go="));
			assert_int_equal(unlink(reference), 0);
		} else {
			assert_int_equal(
			    outcome.response.why.kind, FAULT_INPUT);
			assert_non_null(strstr(
			    outcome.response.why.text, "could not be read"));
		}
	}
	assert_int_equal(server->requests, 2);
	buffer_fini(&outcome.body);
	fetch_free(fetch);
}

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
where_a_repository_has_moved_to_is_told_exactly(void **state)
{
	struct server *server = server_start(routes);
	char url[URL_SIZE];
	struct response response =
	    ask_home(server, "/elsewhere-for-good?verb=Identify");

	(void)state;
	assert_string_equal(
	    response.moved_to, server_url(other, "/plain?verb=Identify", url));
	response = ask_home(server, "/slash");
	assert_string_equal(
	    response.moved_to, server_url(server, "/slash/", url));
	assert_string_equal(ask_home(server, "/elsewhere").moved_to, "");
	assert_string_equal(ask_home(server, "/plain").moved_to, "");
	write_credentials("query key=abc", 0600);
	assert_string_equal(
	    ask_with(server, "/slash", &with_credentials).moved_to,
	    server_url(server, "/slash/", url));
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

/* The path of a request to a proxy is a whole URL: see find_route(). */
static const struct route proxy_routes[] = {
	ROUTE("http://a.org/oai", OK "Content-Length: 5\r\n\r\nhello"),
	MOVED("http://a.org/slash", "301", "/oai"),
	MOVED("http://a.org/to-b", "302", "http://b.org/oai"),
	MOVED("http://a.org/to-meta", "302", "http://169.254.169.254/x"),
	MOVED("http://a.org/to-home", "302", "http://127.1/x"),
	MOVED("http://a.org/to-name", "302", "http://localhost/x"),
	ROUTE("http://b.org/oai", OK "Content-Length: 5\r\n\r\nhello"),
	ROUTE("http://c.org/oai",
	    "HTTP/1.1 407 Who Are You\r\nContent-Length: 0\r\n\r\n"),
	ROUTE("c.org:443",
	    "HTTP/1.1 407 Who Are You\r\nContent-Length: 0\r\n\r\n"),
	ROUTE("d.org:443", "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"),
	{ .path = NULL },
};

static struct response
ask_by_proxy(const struct server *proxy, const char *url, bool allow_private)
{
	char place[URL_SIZE];
	const struct fetch_policy policy = { .allow_private = allow_private,
		.credentials = access(reference, F_OK) == 0 ? reference : "",
		.proxy = server_url(proxy, "", place) };
	struct outcome outcome;

	ask(url, &policy, &outcome);
	print_message("%s: %s: %s\n", url,
	    fault_name(outcome.response.why.kind), outcome.response.why.text);
	buffer_fini(&outcome.body);
	return outcome.response;
}

static void
a_proxy_is_asked_in_place_of_the_host(void **state)
{
	struct server *proxy = server_start(proxy_routes);
	struct response response;

	(void)state;
	(void)unlink(reference);
	/* NOLINTBEGIN(concurrency-mt-unsafe) */
	setenv("no_proxy", "*", 1);
	response = ask_by_proxy(proxy, "http://a.org/oai", false);
	unsetenv("no_proxy");
	/* NOLINTEND(concurrency-mt-unsafe) */
	assert_int_equal(response.status, 200);
	assert_true(server_heard(proxy, "GET http://a.org/oai HTTP/1.1"));
	assert_false(server_heard(proxy, "Proxy-Auth"));
	response = ask_by_proxy(proxy, "http://a.org/slash", false);
	assert_int_equal(response.status, 200);
	response = ask_by_proxy(proxy, "http://c.org/oai", false);
	assert_int_equal(response.why.kind, FAULT_INPUT);
	assert_non_null(strstr(response.why.text, "\"proxy USER:PASSWORD\""));
	response = ask_by_proxy(proxy, "https://c.org/oai", false);
	assert_int_equal(response.why.kind, FAULT_INPUT);
	response = ask_by_proxy(proxy, "https://d.org/oai", false);
	assert_int_equal(response.why.kind, FAULT_NETWORK);
	assert_non_null(
	    strstr(response.why.text, "does not connect us to d.org:443"));
	assert_true(server_heard(proxy, "CONNECT d.org:443 HTTP/1.1"));
	assert_false(server_heard(proxy, "From:"));
	write_credentials("proxy me:secret-key-1", 0600);
	response = ask_by_proxy(proxy, "http://a.org/oai", false);
	assert_true(server_heard(
	    proxy, "\r\nProxy-Authorization: Basic bWU6c2VjcmV0LWtleS0x\r\n"));
	assert_false(server_heard(proxy, "\r\nAuthorization"));
	response = ask_by_proxy(proxy, "https://d.org/oai", false);
	assert_true(server_heard(proxy, "\r\nProxy-Authorization: Basic "));
	(void)unlink(reference);
}

static void
a_proxy_is_no_way_into_its_network(void **state)
{
	static const char *const closed[] = { "http://169.254.169.254/",
		"http://127.0.0.1/", "http://0x7f.1/", "http://2130706433/",
		"http://[::1]/", "http://[fd00:ec2::254]/",
		"http://[::ffff:10.0.0.1]/", "http://[fe80::1%25eth0]/",
		"http://10.0.0.1:8080/", "https://192.168.1.1/",
		"http://localhost/", "http://LOCALHOST:8080/",
		"http://\xe2\x91\xa0\xe2\x91\xa1\xe2\x91\xa6.0.0.1/",
		/* 0x7f.1 in full width. */
		"http://\xef\xbc\x90\xef\xbd\x98\xef\xbc\x97\xef\xbd\x86.1/",
		"http://a.org/to-b", "http://a.org/to-meta",
		"http://a.org/to-home", "http://a.org/to-name" };
	struct server *proxy = server_start(proxy_routes);

	(void)state;
	(void)unlink(reference);
	for (size_t i = 0; i < sizeof(closed) / sizeof(closed[0]); i++) {
		struct response response =
		    ask_by_proxy(proxy, closed[i], false);

		assert_int_equal(response.why.kind, FAULT_REFUSED);
		assert_non_null(strstr(response.why.text, "--allow-private"));
	}
	assert_int_equal(proxy->requests, 4);
	assert_int_equal(
	    ask_by_proxy(proxy, "http://a.org/to-b", true).status, 200);
	assert_int_equal(
	    ask_by_proxy(proxy, "http://127.0.0.1/", true).status, 404);
}

static void
a_proxy_that_is_not_there_is_named(void **state)
{
	static const struct {
		const char *proxy;
		const char *words;
	} cases[] = {
		{ "http://127.0.0.1:1",
		    "connection to the proxy http://127.0.0.1:1 "
		    "refused" },
		{ "http://a..b:1", "the proxy was not found" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct fetch_policy policy = { .proxy = cases[i].proxy };
		struct outcome outcome;

		ask("http://a.org/", &policy, &outcome);
		print_message("%s\n", outcome.response.why.text);
		assert_int_equal(outcome.response.why.kind, FAULT_NETWORK);
		assert_non_null(
		    strstr(outcome.response.why.text, cases[i].words));
	}
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
		struct response response =
		    ask_with(server, lost[i].path, &at_home);

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
	strcpy(folder, "/tmp/test_fetch_access.XXXXXX");
	if (mkdtemp(folder) == NULL)
		abort();
	(void)snprintf(reference, sizeof(reference), "%s/file", folder);
	other = server_start(routes);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	(void)unlink(reference);
	(void)rmdir(folder);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(credentials_are_sent_in_every_form),
		TEST(credentials_are_not_sent_where_all_can_read_them),
		TEST(credentials_stay_with_whom_they_are_for),
		TEST(a_redirect_that_repeats_credentials_takes_none_along),
		TEST(nothing_that_is_told_has_a_secret_in_it),
		TEST(a_file_that_changes_is_read_again),
		TEST(a_session_lives_as_long_as_its_cookies),
		TEST(an_answer_says_how_many_requests_are_left),
		TEST(where_a_repository_has_moved_to_is_told_exactly),
		TEST(a_repository_may_be_told_another_name),
		TEST(a_proxy_is_asked_in_place_of_the_host),
		TEST(a_proxy_is_no_way_into_its_network),
		TEST(a_proxy_that_is_not_there_is_named),
		TEST(a_failure_behind_a_redirect_says_so),
	};

	return cmocka_run_group_tests(tests, prepare, end) != 0;
}
