#include "base/limit.h"
#include "fetch_tls.h"
#include "test.h"

/* Bodies that are taken in pieces, with pauses, and not to the end. */
#define BODY_SIZE (3 * MIB + 77)
#define OK        "HTTP/1.1 200 OK\r\n"

static char body_bytes[BODY_SIZE];
/* The same through gzip(1); never freed: the server's threads still send. */
static struct buffer packed_body;

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
	char name[] = "/tmp/test_fetch_pause.XXXXXX";
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

static const struct route routes[] = {
	LAST_ROUTE("/short", OK "Content-Length: 9\r\n\r\nhello"),
	{ .path = "/plain", .speak = speak_plain },
	{ .path = "/chunked", .speak = speak_chunked },
	{ .path = "/gzip", .speak = speak_gzip },
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

static const struct fetch_policy with_http2 = { .allow_private = true,
	.http2 = true };

static void
run_moodily(struct fetch *fetch, const char *url, struct moody *moody)
{
	static const struct transfer_events events = { take_moodily,
		take_done };
	struct transfer *transfer =
	    fetch_start(fetch, url, NULL, &with_http2, &events, moody);

	while (moody->outcome.dones == 0) {
		fetch_wait(fetch, NULL, 0, moody->is_paused ? 1 : 100);
		if (moody->is_paused) {
			moody->is_paused = false;
			transfer_resume(transfer);
		}
	}
}

static const char *const paths[] = { "/plain", "/chunked", "/gzip" };

static void
take_bodies_moodily(const char *begin)
{
	struct fetch *fetch = fetch_open();
	unsigned i;

	for (i = 0; i < 12; i++) {
		struct moody moody = { .seed = i };
		const struct response *response = &moody.outcome.response;
		char url[URL_SIZE];

		(void)snprintf(url, sizeof(url), "%s%s", begin, paths[i % 3]);
		run_moodily(fetch, url, &moody);
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
a_body_comes_once_however_often_it_is_paused(void **state)
{
	struct server *server = server_start(routes);
	char begin[URL_SIZE];

	(void)state;
	take_bodies_moodily(server_url(server, "", begin));
}

static void
so_it_does_over_tls_and_http2(void **state)
{
	struct front *front;
	char begin[URL_SIZE];

	(void)state;
	if (!can_front())
		return;
	front = front_open(server_start(routes));
	take_bodies_moodily(front_url(front, FRONT_HTTP1, "", begin));
	take_bodies_moodily(front_url(front, FRONT_HTTP2, "", begin));
	wait_for_answers(front, "HTTP/1.1 /gzip 200", 4);
	wait_for_answers(front, "HTTP/2.0 /gzip 200", 4);
	front_close(front);
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
pause_one_of_two(const char *begin)
{
	static const struct transfer_events pausing = { pause_body, take_done };
	struct fetch *fetch = fetch_open();
	struct outcome paused = { 0 };
	struct outcome other = { 0 };
	char url[URL_SIZE];
	int i;

	(void)snprintf(url, sizeof(url), "%s/gzip", begin);
	(void)fetch_start(fetch, url, NULL, &with_http2, &pausing, &paused);
	for (i = 0; i < 10; i++)
		fetch_wait(fetch, NULL, 0, 10);
	(void)snprintf(url, sizeof(url), "%s/chunked", begin);
	(void)fetch_start(fetch, url, NULL, &with_http2, &taking, &other);
	wait_until(fetch, &other.dones, 1);
	assert_int_equal(other.body.length, BODY_SIZE);
	assert_int_equal(paused.dones, 0);
	buffer_fini(&other.body);
	fetch_free(fetch);
}

static void
a_paused_transfer_keeps_nobody_else_waiting(void **state)
{
	struct server *server = server_start(routes);
	struct front *front;
	char begin[URL_SIZE];

	(void)state;
	pause_one_of_two(server_url(server, "", begin));
	if (!can_front())
		return;
	front = front_open(server);
	pause_one_of_two(front_url(front, FRONT_HTTP2, "", begin));
	wait_for_answers(front, "HTTP/2.0 /chunked 200 1\n", 1);
	front_close(front);
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

static enum body_answer
pause_then_stop(void *context, struct text bytes)
{
	struct moody *moody = context;

	moody->is_paused = moody->pauses++ == 0;
	return moody->is_paused ? BODY_PAUSE
				: stop_body(&moody->outcome, bytes);
}

static void
a_resumed_body_may_be_stopped(void **state)
{
	static const struct transfer_events events = { pause_then_stop,
		take_done };
	struct server *server = server_start(routes);
	struct fetch *fetch = fetch_open();
	struct moody moody = { .seed = 0 };
	char url[URL_SIZE];
	struct transfer *transfer = fetch_start(fetch,
	    server_url(server, "/gzip", url), NULL, &at_home, &events, &moody);

	(void)state;
	while (!moody.is_paused)
		fetch_wait(fetch, NULL, 0, 100);
	transfer_resume(transfer);
	wait_until(fetch, &moody.outcome.dones, 1);
	assert_int_equal(moody.pauses, 2);
	assert_int_equal(moody.outcome.response.why.kind, FAULT_NONE);
	assert_int_equal(
	    moody.outcome.response.body_bytes, moody.outcome.body.length);
	buffer_fini(&moody.outcome.body);
	fetch_free(fetch);
}

static int
prepare(void **state)
{
	(void)state;
	fetch_prepare_process();
	make_body();
	pack_body();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_body_comes_once_however_often_it_is_paused),
		TEST(so_it_does_over_tls_and_http2),
		TEST(bytes_that_were_paused_count_once),
		TEST(a_paused_transfer_keeps_nobody_else_waiting),
		TEST(a_stopped_body_ends_without_a_fault),
		TEST(a_resumed_body_may_be_stopped),
	};

	return cmocka_run_group_tests(tests, prepare, NULL) != 0;
}
