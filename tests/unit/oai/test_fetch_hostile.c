#include <sys/socket.h>

#include "base/limit.h"
#include "fetch_server.h"
#include "test.h"

#define OK "HTTP/1.1 200 OK\r\n"

/* "packed\n" by gzip -n. */
#define GZIP                                                           \
	"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x2b\x48\x4c\xce\x4e" \
	"\x4d\xe1\x02\x00\x43\xe0\x41\x2f\x07\x00\x00\x00"

static bool
speak_one_long_header(int client, const char *request)
{
	char line[4096];
	size_t i;

	(void)request;
	memset(line, 'x', sizeof(line));
	if (!say_text(client, OK "X-Long: "))
		return false;
	for (i = 0; i < 5 * MIB / sizeof(line); i++)
		if (!say(client, line, sizeof(line)))
			return false;
	return say_text(client, "\r\nContent-Length: 0\r\n\r\n");
}

static bool
speak_many_headers(int client, const char *request)
{
	int i;

	(void)request;
	if (!say_text(client, OK))
		return false;
	for (i = 0; i < 200000; i++)
		if (!say_text(client, "X: y\r\n"))
			return false;
	return say_text(client, "Content-Length: 0\r\n\r\n");
}

static bool
speak_early_forever(int client, const char *request)
{
	(void)request;
	while (say_text(client, "HTTP/1.1 103 Early\r\nLink: <x>\r\n\r\n"))
		;
	return false;
}

static bool
speak_trailers_forever(int client, const char *request)
{
	(void)request;
	if (!say_text(
		client, OK "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n"))
		return false;
	while (say_text(client, "X-Trailer: y\r\n"))
		;
	return false;
}

/* Ends the connection with a reset in the middle of the body. */
static bool
speak_and_reset(int client, const char *request)
{
	struct linger linger = { .l_onoff = 1, .l_linger = 0 };

	(void)request;
	(void)say_text(client, OK "Content-Length: 500\r\n\r\nhello");
	usleep(50 * 1000);
	(void)setsockopt(
	    client, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger));
	return false;
}

/* 100 MiB of nothing in 100 KiB, by gzip(1). */
static bool
speak_bomb(int client, const char *request)
{
	FILE *gzip = popen("head -c 104857600 /dev/zero | gzip -9c", "r");
	char piece[4096];
	size_t got;

	(void)request;
	assert(gzip != NULL);
	(void)say_text(
	    client, OK "Content-Encoding: gzip\r\nConnection: close\r\n\r\n");
	while ((got = fread(piece, 1, sizeof(piece), gzip)) > 0 &&
	    say(client, piece, got))
		;
	(void)pclose(gzip);
	return false;
}

static const struct route routes[] = {
	LAST_ROUTE("/short", OK "Content-Length: 500\r\n\r\nhello"),
	LAST_ROUTE(
	    "/short-chunk", OK "Transfer-Encoding: chunked\r\n\r\n10\r\nhello"),
	LAST_ROUTE("/no-last-chunk",
	    OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"),
	LAST_ROUTE("/bad-chunk",
	    OK "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n"),
	LAST_ROUTE("/long-chunk",
	    OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhello!!\r\n0\r\n\r\n"),
	LAST_ROUTE("/huge-chunk",
	    OK "Transfer-Encoding: chunked\r\n\r\n"
	       "FFFFFFFFFFFFFFFFFFFF\r\nhello\r\n"),
	LAST_ROUTE("/half-header", OK "Content-Type: text/xml\r\nContent-Le"),
	LAST_ROUTE("/no-body-yet", "HTTP/1.1 103 Early Hints\r\n\r\n"),
	LAST_ROUTE("/silent", ""),
	LAST_ROUTE("/0.9", "<OAI-PMH/>\n"),
	LAST_ROUTE("/garbage", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n"),
	LAST_ROUTE("/huge", OK "Content-Length: 1099511627776\r\n\r\nhello"),
	LAST_ROUTE("/bad-gzip",
	    OK "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello"),
	LAST_ROUTE("/gzip-cut",
	    OK "Content-Encoding: gzip\r\nContent-Length: 21\r\n\r\n" GZIP),
	LAST_ROUTE("/gzip-cut-chunk",
	    OK "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
	       "3\r\n\x1f\x8b\x08\r\n0\r\n\r\n"),
	LAST_ROUTE("/gzip-cut-member",
	    OK
	    "Content-Encoding: gzip\r\nContent-Length: 40\r\n\r\n" GZIP GZIP),
	LAST_ROUTE("/brotli",
	    OK "Content-Encoding: br\r\nContent-Length: 5\r\n\r\nhello"),
	LAST_ROUTE("/zstd",
	    OK "Content-Encoding: zstd\r\nContent-Length: 5\r\n\r\nhello"),
	LAST_ROUTE("/gzip-transfer",
	    OK "Transfer-Encoding: gzip\r\nConnection: close\r\n\r\n" GZIP),
	LAST_ROUTE("/brotli-chunks",
	    OK "Transfer-Encoding: br, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
	LAST_ROUTE("/gzip-in-gzip",
	    OK "Content-Encoding: gzip, gzip\r\nContent-Length: 5\r\n"
	       "\r\nhello"),
	LAST_ROUTE("/gzip-and-gzip",
	    OK "Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n"
	       "Content-Length: 5\r\n\r\nhello"),
	MOVED("/to-ftp", "302", "ftp://127.0.0.1/x"),
	MOVED("/to-file", "301", "file:///etc/passwd"),
	MOVED("/to-gopher", "307", "gopher://127.0.0.1/x"),
	MOVED("/to-user", "302", "http://root:secret@127.0.0.1/"),
	{ .path = "/one-long-header", .speak = speak_one_long_header },
	{ .path = "/many-headers", .speak = speak_many_headers },
	{ .path = "/early-forever", .speak = speak_early_forever },
	{ .path = "/trailers-forever", .speak = speak_trailers_forever },
	{ .path = "/reset", .speak = speak_and_reset },
	{ .path = "/bomb", .speak = speak_bomb },
	ROUTE("/plain", OK "Content-Length: 5\r\n\r\nhello"),
	{ .path = NULL },
};

static void
every_kind_of_bad_answer_is_named(void **state)
{
	static const struct {
		const char *path;
		enum fault_kind kind;
		const char *words;
	} cases[] = {
		{ "/short", FAULT_NETWORK, "broke off after 5 bytes" },
		{ "/short-chunk", FAULT_NETWORK, "broke off after 5 bytes" },
		{ "/no-last-chunk", FAULT_NETWORK, "broke off after 5 bytes" },
		{ "/bad-chunk", FAULT_NETWORK, "chunk" },
		{ "/long-chunk", FAULT_NETWORK, "broke off after 5 bytes" },
		{ "/huge-chunk", FAULT_NETWORK, "broke off after 0 bytes" },
		{ "/half-header", FAULT_NETWORK, "broke off in its header" },
		{ "/no-body-yet", FAULT_NETWORK, "broke off in its header" },
		{ "/silent", FAULT_NETWORK, "without an answer" },
		{ "/reset", FAULT_NETWORK, "broke off after 5 bytes" },
		{ "/0.9", FAULT_NETWORK, "is not HTTP" },
		{ "/garbage", FAULT_NETWORK, "is not HTTP" },
		{ "/bad-gzip", FAULT_NETWORK, "packed answer is damaged" },
		{ "/brotli", FAULT_NETWORK, "came as \"br\"" },
		{ "/zstd", FAULT_NETWORK, "came as \"zstd\"" },
		{ "/gzip-transfer", FAULT_NETWORK, "came as \"gzip\"" },
		{ "/brotli-chunks", FAULT_NETWORK, "\"br, chunked\"" },
		{ "/gzip-in-gzip", FAULT_NETWORK, "came as \"gzip, gzip\"" },
		{ "/gzip-and-gzip", FAULT_NETWORK, "came as \"gzip\"" },
		{ "/huge", FAULT_TOO_LARGE, "announces more" },
		{ "/bomb", FAULT_TOO_LARGE, "more than 200 times" },
		{ "/one-long-header", FAULT_TOO_LARGE, "header" },
		{ "/many-headers", FAULT_TOO_LARGE, "longer than 64 KiB" },
		{ "/early-forever", FAULT_TOO_LARGE, "longer than 64 KiB" },
		{ "/trailers-forever", FAULT_TOO_LARGE, "longer than 64 KiB" },
		{ "/to-ftp", FAULT_REFUSED, "\"ftp://127.0.0.1/x\"" },
		{ "/to-file", FAULT_REFUSED, "\"file:///etc/passwd\"" },
		{ "/to-gopher", FAULT_REFUSED, "only http and https" },
		{ "/to-user", FAULT_REFUSED, "user names and passwords" },
	};
	struct server *server = server_start(routes);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct response response = ask_home(server, cases[i].path);

		print_message("%s: %s: %s\n", cases[i].path,
		    fault_name(response.why.kind), response.why.text);
		assert_int_equal(response.why.kind, cases[i].kind);
		assert_non_null(strstr(response.why.text, cases[i].words));
		assert_true(response.body_bytes <= INFLATE_FREE);
	}
}

/* What is XML may be whole all the same. */
static void
a_packed_answer_without_its_end_is_told_from_a_whole_one(void **state)
{
	static const struct {
		const char *path;
		const char *words;
		size_t bytes;
	} cases[] = {
		{ "/gzip-cut", "in the middle, after 7 bytes", 7 },
		{ "/gzip-cut-chunk", "after 0 bytes; with", 0 },
		{ "/gzip-cut-member", "compression=no", 9 },
	};
	struct server *server = server_start(routes);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct response response = ask_home(server, cases[i].path);

		assert_int_equal(response.why.kind, FAULT_NONE);
		assert_int_equal(response.unfinished.kind, FAULT_NETWORK);
		assert_int_equal(response.body_bytes, cases[i].bytes);
		assert_memory_equal(response.unfinished.text, FETCH_PACKED,
		    strlen(FETCH_PACKED));
		assert_non_null(
		    strstr(response.unfinished.text, cases[i].words));
	}
	assert_int_equal(
	    ask_home(server, "/plain").unfinished.kind, FAULT_NONE);
}

static void
one_hostile_answer_costs_the_others_nothing(void **state)
{
	struct server *server = server_start(routes);
	struct fetch *fetch = fetch_open();
	struct outcome bad = { 0 };
	struct outcome good = { 0 };
	char url[URL_SIZE];
	int i;

	(void)state;
	for (i = 0; i < 5; i++) {
		(void)fetch_start(fetch,
		    server_url(server, "/one-long-header", url), NULL, &at_home,
		    &taking, &bad);
		(void)fetch_start(fetch, server_url(server, "/plain", url),
		    NULL, &at_home, &taking, &good);
	}
	wait_until(fetch, &bad.dones, 5);
	wait_until(fetch, &good.dones, 5);
	assert_int_equal(bad.response.why.kind, FAULT_TOO_LARGE);
	assert_int_equal(good.response.why.kind, FAULT_NONE);
	assert_int_equal(good.body.length, 25);
	buffer_fini(&good.body);
	fetch_free(fetch);
}

TESTS(TEST(every_kind_of_bad_answer_is_named),
    TEST(a_packed_answer_without_its_end_is_told_from_a_whole_one),
    TEST(one_hostile_answer_costs_the_others_nothing))
