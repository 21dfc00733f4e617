#include "fetch_tls.h"
#include "test.h"

/*
 * Encrypted connections: certificates, old protocols, redirects between http
 * and https, HTTP/2.
 */
#define OK "HTTP/1.1 200 OK\r\n"

static struct server *server;
static struct front *front;

/* From http to https, and from https down to http again. */
static bool
speak_up(int client, const char *request)
{
	char url[URL_SIZE];
	char text[2 * URL_SIZE];

	(void)request;
	(void)snprintf(text, sizeof(text),
	    "HTTP/1.1 301 Moved\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n",
	    front_url(front, FRONT_HTTP2, "/plain", url));
	return say_text(client, text);
}

static bool
speak_down(int client, const char *request)
{
	char url[URL_SIZE];
	char text[2 * URL_SIZE];

	(void)request;
	(void)snprintf(text, sizeof(text),
	    "HTTP/1.1 301 Moved\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n",
	    server_url(server, "/plain", url));
	return say_text(client, text);
}

/* More than HEADERS_BYTES, less than nginx takes. */
static bool
speak_long_header(int client, const char *request)
{
	int i;

	(void)request;
	if (!say_text(client, OK))
		return false;
	for (i = 0; i < 1000; i++)
		if (!say_text(client,
			"X-Header: 0123456789012345678901234567890123456789"
			"01234567890123456789012345678901234567890123456789"
			"\r\n"))
			return false;
	return say_text(client, "Content-Length: 0\r\n\r\n");
}

static const struct route routes[] = {
	ROUTE("/plain", OK "Content-Length: 5\r\n\r\nhello"),
	LAST_ROUTE("/short", OK "Content-Length: 500\r\n\r\nhello"),
	{ .path = "/up", .speak = speak_up },
	{ .path = "/down", .speak = speak_down },
	{ .path = "/long-header", .speak = speak_long_header },
	{ .path = NULL },
};

static const struct fetch_policy with_http2 = { .allow_private = true,
	.http2 = true };

static struct response
ask_front(
    enum front_port port, const char *path, const struct fetch_policy *policy)
{
	char url[URL_SIZE];
	struct outcome outcome;

	ask(front_url(front, port, path, url), policy, &outcome);
	print_message("%s: %s: %s\n", url,
	    fault_name(outcome.response.why.kind), outcome.response.why.text);
	buffer_fini(&outcome.body);
	return outcome.response;
}

static void
a_certificate_of_a_known_authority_is_accepted(void **state)
{
	struct response response;

	(void)state;
	response = ask_front(FRONT_HTTP1, "/plain", &at_home);
	assert_int_equal(response.why.kind, FAULT_NONE);
	assert_int_equal(response.status, 200);
	assert_int_equal(response.body_bytes, 5);
}

static void
what_is_wrong_with_a_certificate_is_said(void **state)
{
	static const struct {
		enum front_port port;
		const char *words;
	} cases[] = {
		{ FRONT_OTHER_NAME, "is for another host" },
		{ FRONT_EXPIRED, "has to renew it" },
		{ FRONT_EARLY, "is not valid yet" },
		{ FRONT_OF_NOBODY, "is signed by nobody but itself" },
		{ FRONT_UNENCRYPTED, "does not speak TLS" },
		{ FRONT_OLD, "speaks TLS below 1.2 only" },
	};
	size_t i;
	int requests = server->requests;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct response response =
		    ask_front(cases[i].port, "/plain", &at_home);

		assert_int_equal(response.why.kind, FAULT_NETWORK);
		assert_non_null(strstr(response.why.text, cases[i].words));
		assert_int_equal(response.status, 0);
	}
	assert_int_equal(server->requests, requests);
}

/* As on a machine where nobody has added the authority, or that has none. */
static void
an_authority_has_to_be_known(void **state)
{
	static const struct {
		const char *file;
		enum front_port port;
		const char *words;
	} cases[] = {
		{ NULL, FRONT_HTTP1, "leaves out a part of the chain" },
		{ NULL, FRONT_WHOLE_CHAIN, "add it with update-ca-certif" },
		{ "/nonexistent", FRONT_HTTP1, "ca-certificates installed?" },
	};
	const char *before = trusted;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct response response;

		trusted = cases[i].file;
		response = ask_front(cases[i].port, "/plain", &at_home);
		trusted = before;
		assert_int_equal(response.why.kind, FAULT_NETWORK);
		assert_non_null(strstr(response.why.text, cases[i].words));
	}
}

/* Reading them takes much longer than the rest of a connection. */
static void
authorities_are_read_once_for_many_connections(void **state)
{
	const char *before = trusted;
	struct fetch *fetch = fetch_open();
	struct outcome outcome = { 0 };
	struct response response;
	char command[2 * URL_SIZE];
	char name[URL_SIZE];
	char url[URL_SIZE];

	(void)state;
	(void)snprintf(name, sizeof(name), "%s/copy.pem", front->directory);
	(void)snprintf(command, sizeof(command), "cp %s %s", before, name);
	run(command);
	trusted = name;
	(void)fetch_start(fetch, front_url(front, FRONT_HTTP1, "/plain", url),
	    NULL, &at_home, &taking, &outcome);
	wait_until(fetch, &outcome.dones, 1);
	assert_int_equal(unlink(name), 0);
	(void)fetch_start(fetch, front_url(front, FRONT_HTTP2, "/plain", url),
	    NULL, &at_home, &taking, &outcome);
	wait_until(fetch, &outcome.dones, 2);
	fetch_free(fetch);
	response = ask_front(FRONT_HTTP1, "/plain", &at_home);
	trusted = before;
	assert_string_equal(outcome.response.why.text, "");
	assert_int_equal(outcome.body.length, 10);
	assert_int_equal(response.why.kind, FAULT_NETWORK);
	buffer_fini(&outcome.body);
}

static void
a_redirect_leads_up_to_https_and_never_down(void **state)
{
	char url[URL_SIZE];
	struct response response = ask_home(server, "/up");
	int requests = server->requests;
	int connections;

	(void)state;
	assert_int_equal(response.why.kind, FAULT_NONE);
	assert_int_equal(response.status, 200);
	assert_string_equal(
	    response.url, front_url(front, FRONT_HTTP2, "/plain", url));
	connections = server->connections;
	response = ask_front(FRONT_HTTP1, "/down", &at_home);
	assert_int_equal(response.why.kind, FAULT_REFUSED);
	assert_non_null(strstr(response.why.text, "from https to \"http://"));
	assert_int_equal(server->requests, requests + 1); /* nginx's */
	assert_int_equal(server->connections, connections + 1);
}

static void
http2_is_spoken_where_it_is_wanted_and_known(void **state)
{
	struct outcome outcome;
	char url[URL_SIZE];
	int before;

	(void)state;
	before = front_answers(front, "HTTP/2.0 /plain 200");
	assert_int_equal(
	    ask_front(FRONT_HTTP2, "/plain", &with_http2).status, 200);
	wait_for_answers(front, "HTTP/2.0 /plain 200", before + 1);
	before = front_answers(front, "HTTP/1.1 /plain 200");
	assert_int_equal(
	    ask_front(FRONT_HTTP2, "/plain", &at_home).status, 200);
	wait_for_answers(front, "HTTP/1.1 /plain 200", before + 1);
	assert_int_equal(
	    ask_front(FRONT_HTTP1, "/plain", &with_http2).status, 200);
	wait_for_answers(front, "HTTP/1.1 /plain 200", before + 2);
	ask(server_url(server, "/plain", url), &with_http2, &outcome);
	assert_int_equal(outcome.response.status, 200);
	assert_true(server_heard(server, " HTTP/1.1\r\n"));
	assert_false(server_heard(server, "Upgrade"));
	buffer_fini(&outcome.body);
}

static void
bad_answers_have_the_same_names_in_http2(void **state)
{
	struct response response;

	(void)state;
	response = ask_front(FRONT_HTTP2, "/short", &with_http2);
	assert_int_equal(response.why.kind, FAULT_NETWORK);
	assert_non_null(strstr(response.why.text, "broke off after 5 bytes"));
	response = ask_front(FRONT_HTTP2, "/long-header", &with_http2);
	assert_int_equal(response.why.kind, FAULT_TOO_LARGE);
	assert_non_null(strstr(response.why.text, "longer than 64 KiB"));
	response = ask_front(FRONT_HTTP2, "/down", &with_http2);
	assert_int_equal(response.why.kind, FAULT_REFUSED);
}

static int
prepare(void **state)
{
	(void)state;
	fetch_prepare_process();
	server = server_start(routes);
	front = front_open(server);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	front_close(front);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_certificate_of_a_known_authority_is_accepted),
		TEST(what_is_wrong_with_a_certificate_is_said),
		TEST(an_authority_has_to_be_known),
		TEST(authorities_are_read_once_for_many_connections),
		TEST(a_redirect_leads_up_to_https_and_never_down),
		TEST(http2_is_spoken_where_it_is_wanted_and_known),
		TEST(bad_answers_have_the_same_names_in_http2),
	};

	if (!can_front())
		return 0;
	return cmocka_run_group_tests(tests, prepare, end) != 0;
}
