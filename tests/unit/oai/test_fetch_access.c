#include "base/limit.h"
#include "fetch_secret.h"
#include "test.h"

/* Credentials: who is sent them, and who is told of them. */
#define OK "HTTP/1.1 200 OK\r\n"

static struct server *other; /* another origin: another port */

static bool
speak_elsewhere(int client, const char *request)
{
	char url[URL_SIZE];

	(void)request;
	return say_redirect(client, "302", server_url(other, "/plain", url));
}

static bool
speak_elsewhere_for_good(int client, const char *request)
{
	char url[URL_SIZE];

	(void)request;
	return say_redirect(
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
	return say_redirect(client, "302", url);
}

static bool
speak_there_and_back(int client, const char *request)
{
	char url[URL_SIZE];

	(void)request;
	return say_redirect(client, "302", server_url(other, "/back", url));
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
	return say_redirect(client, "302", to);
}

static bool
speak_with_path(int client, const char *request)
{
	char url[URL_SIZE];

	(void)request;
	return say_redirect(
	    client, "302", server_url(other, "/key/secret-key-1", url));
}

static const struct route routes[] = {
	ROUTE("/plain", OK "Content-Length: 5\r\n\r\nhello"),
	ROUTE("/refused",
	    "HTTP/1.1 401 Unauthorized\r\n"
	    "WWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"),
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

static int
prepare(void **state)
{
	other = server_start(routes);
	return secret_prepare(state);
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
		TEST(where_a_repository_has_moved_to_is_told_exactly),
	};

	return cmocka_run_group_tests(tests, prepare, secret_end) != 0;
}
