#include "base/limit.h"
#include "fetch_server.h"
#include "test.h"

/*
 * Who says when: pausing, stopping, cancelling, starting, from inside events
 * and from outside.
 */
#define BODY_SIZE (3 * MIB + 77)
#define OK        "HTTP/1.1 200 OK\r\n"

static char body_bytes[BODY_SIZE];
static struct buffer packed_body; /* the same through gzip(1) */

/* The same numbers each time: a failure comes again. */
static unsigned
next_number(unsigned *seed)
{
	*seed = *seed * 1103515245U + 12345U;
	return *seed >> 16;
}

/* Packs about 2:1, as markup with much text in it does. */
static void
make_body(void)
{
	unsigned seed = 7;
	size_t i;

	for (i = 0; i < BODY_SIZE; i++)
		body_bytes[i] = "<record>aeiou&#; tns"[next_number(&seed) % 20];
}

static void
pack_body(void)
{
	char name[] = "/tmp/test_fetch_flow.XXXXXX";
	char command[80];
	char piece[4096];
	int file = mkstemp(name);
	FILE *gzip;
	ssize_t got;

	assert(file >= 0);
	(void)snprintf(command, sizeof(command), "gzip -c > %s", name);
	gzip = popen(command, "w");
	assert(gzip != NULL);
	assert(fwrite(body_bytes, 1, BODY_SIZE, gzip) == BODY_SIZE);
	assert(pclose(gzip) == 0);
	while ((got = read(file, piece, sizeof(piece))) > 0)
		buffer_add(&packed_body, piece, (size_t)got);
	close(file);
	unlink(name);
}

static bool
speak_plain(int client, const char *request)
{
	(void)request;
	return say_text(client, OK "Connection: close\r\n\r\n") &&
	    say(client, body_bytes, BODY_SIZE) && false;
}

static bool
speak_chunked(int client, const char *request)
{
	unsigned seed = 3;
	size_t sent = 0;

	(void)request;
	if (!say_text(client, OK "Transfer-Encoding: chunked\r\n\r\n"))
		return false;
	while (sent < BODY_SIZE) {
		size_t size = 1 + next_number(&seed) % 40000;
		char line[20];

		if (size > BODY_SIZE - sent)
			size = BODY_SIZE - sent;
		(void)snprintf(line, sizeof(line), "%zx\r\n", size);
		if (!say_text(client, line) ||
		    !say(client, body_bytes + sent, size) ||
		    !say_text(client, "\r\n"))
			return false;
		sent += size;
	}
	return say_text(client, "0\r\n\r\n");
}

static bool
speak_gzip(int client, const char *request)
{
	char header[120];

	(void)request;
	(void)snprintf(header, sizeof(header),
	    OK "Content-Encoding: gzip\r\nContent-Length: %zu\r\n\r\n",
	    packed_body.length);
	return say_text(client, header) &&
	    say(client, packed_body.bytes, packed_body.length);
}

static bool
speak_never(int client, const char *request)
{
	char byte;

	(void)request;
	return recv(client, &byte, 1, 0) > 0;
}

static const struct route routes[] = {
	ROUTE("/hello", OK "Content-Length: 5\r\n\r\nhello"),
	LAST_ROUTE("/short", OK "Content-Length: 9\r\n\r\nhello"),
	{ .path = "/plain", .speak = speak_plain },
	{ .path = "/chunked", .speak = speak_chunked },
	{ .path = "/gzip", .speak = speak_gzip },
	{ .path = "/never", .speak = speak_never },
	{ .path = NULL },
};

struct moody {
	struct outcome outcome; /* first: take_done() takes it */
	unsigned seed;
	unsigned pauses;
	bool is_paused;
	char refused[64]; /* the start of what must come again */
	size_t refused_length;
};

static enum body_answer
take_moodily(void *context, struct text bytes)
{
	struct moody *moody = context;

	assert(!moody->is_paused);
	assert(bytes.length > 0 && bytes.length <= PARSE_CHUNK);
	assert(bytes.length >= moody->refused_length);
	assert(memcmp(bytes.bytes, moody->refused, moody->refused_length) == 0);
	moody->refused_length = 0;
	if (next_number(&moody->seed) % 3 != 0)
		return take_body(&moody->outcome, bytes);
	moody->pauses++;
	moody->is_paused = true;
	moody->refused_length = bytes.length < sizeof(moody->refused)
	    ? bytes.length
	    : sizeof(moody->refused);
	memcpy(moody->refused, bytes.bytes, moody->refused_length);
	return BODY_PAUSE;
}

static void
run_moodily(struct fetch *fetch, const char *url, struct moody *moody)
{
	static const struct transfer_events events = { take_moodily,
		take_done };
	struct transfer *transfer =
	    fetch_start(fetch, url, NULL, &at_home, &events, moody);

	while (moody->outcome.dones == 0) {
		fetch_wait(fetch, NULL, 0, moody->is_paused ? 1 : 100);
		if (moody->is_paused) {
			moody->is_paused = false;
			transfer_resume(transfer);
		}
	}
}

static void
a_body_comes_once_however_often_it_is_paused(void **state)
{
	static const char *const paths[] = { "/plain", "/chunked", "/gzip" };
	struct server *server = server_start(routes);
	struct fetch *fetch = fetch_open();
	char url[URL_SIZE];
	unsigned i;

	(void)state;
	for (i = 0; i < 12; i++) {
		struct moody moody = { .seed = i };
		const struct response *response = &moody.outcome.response;

		run_moodily(
		    fetch, server_url(server, paths[i % 3], url), &moody);
		assert_string_equal(response->why.text, "");
		assert_true(moody.pauses > 20);
		assert_int_equal(moody.outcome.body.length, BODY_SIZE);
		assert_int_equal(response->body_bytes, BODY_SIZE);
		assert_memory_equal(
		    moody.outcome.body.bytes, body_bytes, BODY_SIZE);
		buffer_fini(&moody.outcome.body);
	}
	fetch_free(fetch);
}

static void
bytes_that_were_paused_count_once(void **state)
{
	struct server *server = server_start(routes);
	struct fetch *fetch = fetch_open();
	/* The first answer of this seed is a pause. */
	struct moody moody = { .seed = 0 };
	char url[URL_SIZE];

	(void)state;
	run_moodily(fetch, server_url(server, "/short", url), &moody);
	assert_true(moody.pauses > 0);
	assert_non_null(strstr(moody.outcome.response.why.text,
	    "the answer broke off after 5 bytes"));
	buffer_fini(&moody.outcome.body);
	fetch_free(fetch);
}

static enum body_answer
pause_body(void *context, struct text bytes)
{
	(void)context;
	(void)bytes;
	return BODY_PAUSE;
}

static void
a_paused_transfer_keeps_nobody_else_waiting(void **state)
{
	static const struct transfer_events pausing = { pause_body, take_done };
	struct server *server = server_start(routes);
	struct fetch *fetch = fetch_open();
	struct outcome paused = { 0 };
	struct outcome other = { 0 };
	char url[URL_SIZE];
	int i;

	(void)state;
	(void)fetch_start(fetch, server_url(server, "/gzip", url), NULL,
	    &at_home, &pausing, &paused);
	for (i = 0; i < 10; i++)
		fetch_wait(fetch, NULL, 0, 10);
	(void)fetch_start(fetch, server_url(server, "/chunked", url), NULL,
	    &at_home, &taking, &other);
	wait_until(fetch, &other.dones, 1);
	assert_int_equal(other.body.length, BODY_SIZE);
	assert_int_equal(paused.dones, 0);
	buffer_fini(&other.body);
	fetch_free(fetch);
}

static enum body_answer
stop_body(void *context, struct text bytes)
{
	(void)take_body(context, bytes);
	return BODY_STOP;
}

static void
a_stopped_body_ends_without_a_fault(void **state)
{
	static const struct transfer_events stopping = { stop_body, take_done };
	static const char *const paths[] = { "/plain", "/chunked", "/gzip" };
	struct server *server = server_start(routes);
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		struct fetch *fetch = fetch_open();
		struct outcome outcome = { 0 };
		char url[URL_SIZE];

		(void)fetch_start(fetch, server_url(server, paths[i], url),
		    NULL, &at_home, &stopping, &outcome);
		wait_until(fetch, &outcome.dones, 1);
		assert_int_equal(outcome.response.why.kind, FAULT_NONE);
		assert_int_equal(outcome.response.status, 200);
		assert_in_range(outcome.body.length, 1, PARSE_CHUNK);
		assert_int_equal(
		    outcome.response.body_bytes, outcome.body.length);
		assert_memory_equal(
		    outcome.body.bytes, body_bytes, outcome.body.length);
		buffer_fini(&outcome.body);
		fetch_free(fetch);
	}
}

static void
a_cancelled_transfer_is_silent(void **state)
{
	struct server *server = server_start(routes);
	struct fetch *fetch = fetch_open();
	struct outcome cancelled = { 0 };
	struct outcome other = { 0 };
	struct transfer *transfer;
	char url[URL_SIZE];

	(void)state;
	transfer = fetch_start(fetch, server_url(server, "/plain", url), NULL,
	    &at_home, &taking, &cancelled);
	transfer_cancel(transfer); /* before it began */
	transfer = fetch_start(fetch, server_url(server, "/plain", url), NULL,
	    &at_home, &taking, &cancelled);
	while (cancelled.body.length == 0)
		fetch_wait(fetch, NULL, 0, 1000);
	transfer_cancel(transfer); /* in the middle */
	transfer = fetch_start(
	    fetch, "ftp://example.org/", NULL, &at_home, &taking, &cancelled);
	transfer_cancel(transfer); /* refused already */
	buffer_reset(&cancelled.body);
	(void)fetch_start(fetch, server_url(server, "/hello", url), NULL,
	    &at_home, &taking, &other);
	wait_until(fetch, &other.dones, 1);
	assert_int_equal(cancelled.dones, 0);
	assert_int_equal(cancelled.body.length, 0);
	assert_int_equal(server->requests, 2);
	buffer_fini(&cancelled.body);
	buffer_fini(&other.body);
	fetch_free(fetch);
}

/* Cancels one transfer and starts another from inside body() and done(). */
struct busybody {
	struct outcome outcome;
	struct fetch *fetch;
	struct transfer *victims[2];
	struct outcome started;
	const char *url;
	int starts;
};

static void
meddle(struct busybody *busybody, size_t which)
{
	if (busybody->victims[which] == NULL)
		return;
	transfer_cancel(busybody->victims[which]);
	busybody->victims[which] = NULL;
	busybody->starts++;
	(void)fetch_start(busybody->fetch, busybody->url, NULL, &at_home,
	    &taking, &busybody->started);
}

static enum body_answer
meddle_in_body(void *context, struct text bytes)
{
	meddle(context, 0);
	return take_body(context, bytes);
}

static void
meddle_when_done(void *context, const struct response *response)
{
	meddle(context, 1);
	take_done(context, response);
}

static void
events_may_start_and_cancel_others(void **state)
{
	static const struct transfer_events meddling = { meddle_in_body,
		meddle_when_done };
	struct server *server = server_start(routes);
	struct busybody busybody = { .fetch = fetch_open() };
	struct outcome victim = { 0 };
	char hello[URL_SIZE];
	char never[URL_SIZE];

	(void)state;
	busybody.url = server_url(server, "/hello", hello);
	(void)fetch_start(
	    busybody.fetch, hello, NULL, &at_home, &meddling, &busybody);
	busybody.victims[0] =
	    fetch_start(busybody.fetch, server_url(server, "/never", never),
		NULL, &at_home, &taking, &victim);
	busybody.victims[1] = fetch_start(
	    busybody.fetch, "nonsense", NULL, &at_home, &taking, &victim);
	transfer_resume(busybody.victims[0]); /* not paused: nothing */
	transfer_cancel(busybody.victims[1]);
	busybody.victims[1] = fetch_start(
	    busybody.fetch, never, NULL, &at_home, &taking, &victim);
	wait_until(busybody.fetch, &busybody.started.dones, 2);
	assert_int_equal(busybody.outcome.dones, 1);
	assert_int_equal(busybody.starts, 2);
	assert_int_equal(victim.dones, 0);
	buffer_fini(&busybody.outcome.body);
	buffer_fini(&busybody.started.body);
	fetch_free(busybody.fetch);
}

/* Two of a kind: whoever is served first cancels the other. */
struct rival {
	struct outcome outcome;
	struct transfer *other;
	struct rival *loser;
	bool has_lost;
};

static enum body_answer
cancel_rival(void *context, struct text bytes)
{
	struct rival *rival = context;

	(void)bytes;
	assert(!rival->has_lost);
	transfer_cancel(rival->other);
	rival->loser->has_lost = true;
	return BODY_TAKEN;
}

static void
no_event_follows_a_cancellation(void **state)
{
	static const struct transfer_events events = { cancel_rival,
		take_done };
	struct server *server = server_start(routes);
	struct fetch *fetch = fetch_open();
	struct rival a = { .outcome = { .dones = 0 } };
	struct rival b = { .loser = &a };
	char url[URL_SIZE];
	int i;

	(void)state;
	a.loser = &b;
	b.other = fetch_start(fetch, server_url(server, "/hello", url), NULL,
	    &at_home, &events, &a);
	a.other = fetch_start(fetch, url, NULL, &at_home, &events, &b);
	while (server->requests < 2)
		fetch_wait(fetch, NULL, 0, 0);
	usleep(50 * 1000); /* both answers are there */
	for (i = 0; i < 5; i++)
		fetch_wait(fetch, NULL, 0, 10);
	assert_int_equal(a.outcome.dones + b.outcome.dones, 1);
	assert_int_equal(a.has_lost + b.has_lost, 1);
	fetch_free(fetch);
}

/* Finished transfers are reported one after the other; the first report may
 * cancel the second. */
static void
cancel_victim(void *context, const struct response *response)
{
	struct busybody *busybody = context;

	(void)response;
	transfer_cancel(busybody->victims[0]);
	busybody->outcome.dones++;
}

static void
a_report_may_cancel_the_next_report(void **state)
{
	static const struct transfer_events cancelling = { take_body,
		cancel_victim };
	struct busybody busybody = { .fetch = fetch_open() };
	struct outcome victim = { 0 };

	(void)state;
	(void)fetch_start(busybody.fetch, "ftp://example.org/", NULL, &at_home,
	    &cancelling, &busybody);
	busybody.victims[0] = fetch_start(busybody.fetch, "ftp://example.org/",
	    NULL, &at_home, &taking, &victim);
	wait_until(busybody.fetch, &busybody.outcome.dones, 1);
	fetch_wait(busybody.fetch, NULL, 0, 0);
	assert_int_equal(victim.dones, 0);
	fetch_free(busybody.fetch);
}

static int
prepare(void **state)
{
	(void)state;
	make_body();
	pack_body();
	return 0;
}

static int
clean(void **state)
{
	(void)state;
	buffer_fini(&packed_body);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_body_comes_once_however_often_it_is_paused),
		TEST(bytes_that_were_paused_count_once),
		TEST(a_paused_transfer_keeps_nobody_else_waiting),
		TEST(a_stopped_body_ends_without_a_fault),
		TEST(a_cancelled_transfer_is_silent),
		TEST(events_may_start_and_cancel_others),
		TEST(no_event_follows_a_cancellation),
		TEST(a_report_may_cancel_the_next_report),
	};

	return cmocka_run_group_tests(tests, prepare, clean) != 0;
}
