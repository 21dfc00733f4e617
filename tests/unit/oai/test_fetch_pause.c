#include "base/limit.h"
#include "fetch_tls.h"
#include "packed.h"
#include "test.h"

/* Bodies that are taken in pieces, with pauses, and not to the end. */
#define BODY_SIZE (3 * MIB + 77)
#define OK        "HTTP/1.1 200 OK\r\n"

/* Of one that packs 1000:1, so many at once. */
#define DENSE_SIZE  (8 * MIB)
#define DENSE_COUNT 20

static char body_bytes[BODY_SIZE];
/* The same packed, and the dense one; never freed: the server's threads still
 * send. */
static struct buffer packed_body;
static struct buffer dense_body;

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
pack_bodies(void)
{
	char *zeros = calloc(1, DENSE_SIZE);

	assert(zeros != NULL);
	pack(&packed_body, (struct text){ body_bytes, BODY_SIZE }, AS_GZIP);
	pack(&dense_body, (struct text){ zeros, DENSE_SIZE }, AS_GZIP);
	free(zeros);
}

static bool
speak_plain(int client, const char *request)
{
	(void)request;
	return say_text(client, OK "Connection: close\r\n\r\n") &&
	    say(client, body_bytes, BODY_SIZE) && false;
}

static bool
say_chunks(int client, struct text body, size_t most)
{
	unsigned seed = 3;

	while (body.length > 0) {
		size_t size = 1 + next_number(&seed) % most;
		char line[20];

		if (size > body.length)
			size = body.length;
		(void)snprintf(line, sizeof(line), "%zx\r\n", size);
		if (!say_text(client, line) || !say(client, body.bytes, size) ||
		    !say_text(client, "\r\n"))
			return false;
		body.bytes += size;
		body.length -= size;
	}
	return say_text(client, "0\r\n\r\n");
}

static bool
speak_chunked(int client, const char *request)
{
	(void)request;
	return say_text(client, OK "Transfer-Encoding: chunked\r\n\r\n") &&
	    say_chunks(client, (struct text){ body_bytes, BODY_SIZE }, 40000);
}

static bool
say_gzip(int client, const struct buffer *body)
{
	char header[120];

	(void)snprintf(header, sizeof(header),
	    OK "Content-Encoding: gzip\r\nContent-Length: %zu\r\n\r\n",
	    body->length);
	return say_text(client, header) &&
	    say(client, body->bytes, body->length);
}

static bool
speak_gzip(int client, const char *request)
{
	(void)request;
	return say_gzip(client, &packed_body);
}

static bool
speak_dense(int client, const char *request)
{
	(void)request;
	return say_gzip(client, &dense_body);
}

/* libcurl hands on each chunk by itself. */
static bool
speak_gzip_chunked(int client, const char *request)
{
	(void)request;
	return say_text(client,
		   OK "Content-Encoding: gzip\r\n"
		      "Transfer-Encoding: chunked\r\n\r\n") &&
	    say_chunks(client, buffer_text(&packed_body), 200);
}

static const struct route routes[] = {
	LAST_ROUTE("/short", OK "Content-Length: 9\r\n\r\nhello"),
	{ .path = "/plain", .speak = speak_plain },
	{ .path = "/chunked", .speak = speak_chunked },
	{ .path = "/gzip", .speak = speak_gzip },
	{ .path = "/gzip-chunked", .speak = speak_gzip_chunked },
	{ .path = "/dense", .speak = speak_dense },
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

static const char *const paths[] = { "/plain", "/chunked", "/gzip",
	"/gzip-chunked" };
#define PATHS (sizeof(paths) / sizeof(paths[0]))

static void
take_bodies_moodily(const char *begin)
{
	struct fetch *fetch = fetch_open();
	unsigned i;

	for (i = 0; i < 3 * PATHS; i++) {
		struct moody moody = { .seed = i };
		const struct response *response = &moody.outcome.response;
		char url[URL_SIZE];

		(void)snprintf(
		    url, sizeof(url), "%s%s", begin, paths[i % PATHS]);
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
	wait_for_answers(front, "HTTP/1.1 /gzip 200", 3);
	wait_for_answers(front, "HTTP/2.0 /gzip 200", 3);
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
	for (i = 0; i < PATHS; i++) {
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

/* Pauses where it is told to, and counts what it takes. */
struct sleeper {
	struct outcome outcome;
	struct transfer *transfer;
	size_t taken;
	size_t pause_at;
	bool is_paused;
};

static enum body_answer
take_and_sleep(void *context, struct text bytes)
{
	struct sleeper *sleeper = context;

	assert(!sleeper->is_paused);
	if (sleeper->taken >= sleeper->pause_at) {
		sleeper->is_paused = true;
		return BODY_PAUSE;
	}
	sleeper->taken += bytes.length;
	return BODY_TAKEN;
}

static size_t
resident_bytes(void)
{
	FILE *file = fopen("/proc/self/statm", "r");
	char line[120];
	char *second;
	size_t resident;

	assert(file != NULL);
	if (fgets(line, sizeof(line), file) == NULL)
		abort();
	(void)fclose(file);
	second = strchr(line, ' ');
	assert(second != NULL);
	resident = strtoul(second, NULL, 10);
	return resident * (size_t)sysconf(_SC_PAGESIZE);
}

static void
wait_for_sleep(struct fetch *fetch, const struct sleeper *sleepers)
{
	int64_t since = clock_milliseconds();
	unsigned asleep = 0;

	while (asleep < DENSE_COUNT) {
		unsigned i;

		assert(clock_milliseconds() - since < PATIENCE_MILLISECONDS);
		fetch_wait(fetch, NULL, 0, 10);
		for (asleep = 0, i = 0; i < DENSE_COUNT; i++)
			asleep += sleepers[i].is_paused;
	}
}

static void
wake(struct sleeper *sleepers, size_t pause_at)
{
	unsigned i;

	for (i = 0; i < DENSE_COUNT; i++) {
		sleepers[i].pause_at = pause_at;
		sleepers[i].is_paused = false;
		transfer_resume(sleepers[i].transfer);
	}
}

/* What a paused body would unpack to stays packed. */
static void
pauses_hold_little_memory(void **state)
{
	static const struct transfer_events events = { take_and_sleep,
		take_done };
	struct sleeper sleepers[DENSE_COUNT] = { 0 };
	struct server *server = server_start(routes);
	struct fetch *fetch = fetch_open();
	size_t before = resident_bytes();
	char url[URL_SIZE];
	unsigned i;

	(void)state;
	server_url(server, "/dense", url);
	for (i = 0; i < DENSE_COUNT; i++)
		sleepers[i].transfer = fetch_start(
		    fetch, url, NULL, &at_home, &events, &sleepers[i]);
	wait_for_sleep(fetch, sleepers);
	wake(sleepers, DENSE_SIZE / 2);
	wait_for_sleep(fetch, sleepers);
	print_message("%d paused: %zu KiB\n", DENSE_COUNT,
	    (resident_bytes() - before) / KIB);
	assert_true(resident_bytes() - before < 8 * MIB);
	wake(sleepers, SIZE_MAX);
	for (i = 0; i < DENSE_COUNT; i++) {
		wait_until(fetch, &sleepers[i].outcome.dones, 1);
		assert_string_equal(sleepers[i].outcome.response.why.text, "");
		assert_int_equal(sleepers[i].taken, DENSE_SIZE);
	}
	fetch_free(fetch);
}

static int
prepare(void **state)
{
	(void)state;
	fetch_prepare_process();
	make_body();
	pack_bodies();
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
		TEST(pauses_hold_little_memory),
	};

	return cmocka_run_group_tests(tests, prepare, NULL) != 0;
}
