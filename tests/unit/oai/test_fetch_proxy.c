#include "fetch_secret.h"
#include "test.h"

/* Behind a proxy: who is asked, and how far it leads. */
#define OK "HTTP/1.1 200 OK\r\n"

/* The path of a request to a proxy is a whole URL: see find_route(). */
static const struct route proxy_routes[] = {
	ROUTE("http://a.org/oai", OK "Content-Length: 5\r\n\r\nhello"),
	MOVED("http://a.org/slash", "301", "/oai"),
	MOVED("http://a.org/to-b", "302", "http://b.org/oai"),
	MOVED("http://a.org/to-meta", "302", "http://169.254.169.254/x"),
	MOVED("http://a.org/to-aws", "302", "http://[FD00:0ec2::254]/x"),
	MOVED("http://169.254.1.1/here", "302", "/oai"),
	MOVED("http://169.254.1.1/beside", "302", "http://169.254.1.2/oai"),
	ROUTE("http://169.254.1.1/oai", OK "Content-Length: 5\r\n\r\nhello"),
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
nor_to_what_is_of_its_link_in_a_private_network(void **state)
{
	static const char *const closed[] = { "http://a.org/to-meta",
		"http://a.org/to-aws", "http://169.254.1.1/beside" };
	struct server *proxy = server_start(proxy_routes);

	(void)state;
	(void)unlink(reference);
	for (size_t i = 0; i < sizeof(closed) / sizeof(closed[0]); i++) {
		struct response response = ask_by_proxy(proxy, closed[i], true);

		assert_int_equal(response.why.kind, FAULT_REFUSED);
		assert_non_null(strstr(response.why.text, "is link-local, or"));
	}
	assert_int_equal(proxy->requests, 3);
	/* A person named that one. */
	assert_int_equal(
	    ask_by_proxy(proxy, "http://169.254.1.1/here", true).status, 200);
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_proxy_is_asked_in_place_of_the_host),
		TEST(a_proxy_is_no_way_into_its_network),
		TEST(nor_to_what_is_of_its_link_in_a_private_network),
		TEST(a_proxy_that_is_not_there_is_named),
	};

	return cmocka_run_group_tests(tests, secret_prepare, secret_end) != 0;
}
