#include <sys/syscall.h>

#include <time.h>

#include "base/limit.h"
#include "fetch_server.h"
#include "test.h"

/*
 * Answers that take longer than they may. Nobody waits for that: the clock of
 * this program, and so libcurl's, is put forward.
 */
#define OK           "HTTP/1.1 200 OK\r\n"
#define STEP_SECONDS 2

static atomic_long seconds_ahead;

/* Stands before glibc's. */
/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name) */
int
clock_gettime(clockid_t clock, struct timespec *now)
{
	long code = syscall(SYS_clock_gettime, clock, now);

	now->tv_sec += seconds_ahead;
	return (int)code;
}

static atomic_bool is_dripping;
static atomic_long dripped_at;

/* The same bytes again at every step of the clock. */
static bool
drip(int client, const char *bytes, size_t length)
{
	is_dripping = true;
	for (;;) {
		long now = seconds_ahead;

		if (!say(client, bytes, length))
			break;
		dripped_at = now;
		while (seconds_ahead == now)
			usleep(200);
	}
	is_dripping = false;
	return false;
}

static bool
speak_never(int client, const char *request)
{
	char byte;

	(void)request;
	return recv(client, &byte, 1, 0) > 0;
}

static bool
drip_header(int client, const char *request)
{
	(void)request;
	return say_text(client, OK) && drip(client, "x", 1);
}

static bool
drip_body(int client, const char *request)
{
	(void)request;
	return say_text(client, OK "Content-Length: 100000\r\n\r\n") &&
	    drip(client, "x", 1);
}

/* The header of a gzip file, with a file name in it that never ends. */
static bool
drip_packed(int client, const char *request)
{
	(void)request;
	return say_text(client,
		   OK "Content-Encoding: gzip\r\nContent-Length: 100000\r\n\r\n"
		      "\x1f\x8b\x08\x08....\x02\x03") &&
	    drip(client, "x", 1);
}

/* Twice as fast as it has to be, and without end. */
static bool
flow_body(int client, const char *request)
{
	static const char bytes[2 * STALL_BYTES * STEP_SECONDS] = "x";

	(void)request;
	return say_text(client, OK "Connection: close\r\n\r\n") &&
	    drip(client, bytes, sizeof(bytes));
}

static const struct route routes[] = {
	{ .path = "/silent", .speak = speak_never },
	{ .path = "/header", .speak = drip_header },
	{ .path = "/body", .speak = drip_body },
	{ .path = "/packed", .speak = drip_packed },
	{ .path = "/flow", .speak = flow_body },
	ROUTE("/plain", OK "Content-Length: 5\r\n\r\nhello"),
	{ .path = NULL },
};

/* Puts the clock forward until the transfer is done; how far. No step before
 * the server has said what belongs to the last one. */
static long
pass_time(struct fetch *fetch, const int *dones)
{
	long before = seconds_ahead;

	while (*dones == 0) {
		assert(seconds_ahead - before < 2 * REQUEST_SECONDS);
		while (is_dripping && dripped_at < seconds_ahead)
			usleep(200);
		fetch_wait(fetch, NULL, 0, 1);
		fetch_wait(fetch, NULL, 0, 1);
		seconds_ahead += STEP_SECONDS;
	}
	return seconds_ahead - before;
}

static void
every_wait_has_an_end_that_is_named(void **state)
{
	static const struct {
		const char *scheme;
		const char *path;
		long seconds;
		const char *words;
	} cases[] = {
		{ "http", "/silent", STALL_SECONDS, "no answer within 300" },
		{ "http", "/header", STALL_SECONDS, "stalled after 0 bytes" },
		{ "http", "/body", STALL_SECONDS, "than 128 bytes a second" },
		{ "http", "/packed", STALL_SECONDS, "stalled after 0 bytes" },
		{ "http", "/flow", REQUEST_SECONDS, "not complete after 1800" },
		{ "https", "/", CONNECT_SECONDS, "within 15 seconds" },
	};
	struct server *server = server_start(routes);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct fetch *fetch = fetch_open();
		struct outcome outcome = { 0 };
		char url[URL_SIZE];
		long seconds;

		(void)snprintf(url, sizeof(url), "%s://127.0.0.1:%u%s",
		    cases[i].scheme, server->port, cases[i].path);
		(void)fetch_start(
		    fetch, url, NULL, &at_home, &taking, &outcome);
		seconds = pass_time(fetch, &outcome.dones);
		print_message("%s: %ld s: %s\n", cases[i].path, seconds,
		    outcome.response.why.text);
		assert_int_equal(outcome.response.why.kind, FAULT_NETWORK);
		assert_non_null(
		    strstr(outcome.response.why.text, cases[i].words));
		assert_in_range(
		    seconds, cases[i].seconds, cases[i].seconds + 20);
		buffer_fini(&outcome.body);
		fetch_free(fetch);
	}
}

static enum body_answer
pause_once(void *context, struct text bytes)
{
	struct outcome *outcome = context;
	bool is_first = outcome->body.length == 0;

	if (!is_first)
		return BODY_TAKEN;
	buffer_add_text(&outcome->body, bytes);
	return BODY_PAUSE;
}

/* It is we who are slow then: the worker's memory is full. */
static void
a_pause_of_ours_is_no_stall(void **state)
{
	static const struct transfer_events events = { pause_once, take_done };
	struct server *server = server_start(routes);
	struct fetch *fetch = fetch_open();
	struct outcome outcome = { 0 };
	char url[URL_SIZE];
	struct transfer *transfer =
	    fetch_start(fetch, server_url(server, "/plain", url), NULL,
		&at_home, &events, &outcome);
	long before;

	(void)state;
	while (outcome.body.length == 0)
		fetch_wait(fetch, NULL, 0, 100);
	for (before = seconds_ahead; seconds_ahead - before < 2 * STALL_SECONDS;
	     seconds_ahead += STEP_SECONDS)
		fetch_wait(fetch, NULL, 0, 1);
	assert_int_equal(outcome.dones, 0);
	transfer_resume(transfer);
	while (outcome.dones == 0)
		fetch_wait(fetch, NULL, 0, 100);
	assert_string_equal(outcome.response.why.text, "");
	assert_int_equal(outcome.response.body_bytes, 5);
	buffer_fini(&outcome.body);
	fetch_free(fetch);
}

TESTS(TEST(every_wait_has_an_end_that_is_named),
    TEST(a_pause_of_ours_is_no_stall))
