#include "fetch_server.h"
#include "test.h"

/* Starting and cancelling, from outside and from inside events. */
#define OK "HTTP/1.1 200 OK\r\n"

static bool
speak_endlessly(int client, const char *request)
{
	(void)request;
	if (!say_text(client, OK "Connection: close\r\n\r\n"))
		return false;
	while (say_text(client, "<record/>\n"))
		;
	return false;
}

static bool
speak_never(int client, const char *request)
{
	char byte;

	(void)request;
	return recv(client, &byte, 1, 0) > 0;
}

static atomic_bool may_go_on;

/* The header at once, the body when the test says so. */
static bool
speak_in_two(int client, const char *request)
{
	(void)request;
	if (!say_text(client, OK "Content-Length: 5\r\n\r\n"))
		return false;
	while (!may_go_on)
		usleep(1000);
	return say_text(client, "hello");
}

static const struct route routes[] = {
	ROUTE("/hello", OK "Content-Length: 5\r\n\r\nhello"),
	{ .path = "/in-two", .speak = speak_in_two },
	{ .path = "/endless", .speak = speak_endlessly },
	{ .path = "/never", .speak = speak_never },
	{ .path = NULL },
};

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
	transfer = fetch_start(fetch, server_url(server, "/endless", url), NULL,
	    &at_home, &taking, &cancelled);
	transfer_cancel(transfer); /* before it began */
	transfer = fetch_start(fetch, server_url(server, "/endless", url), NULL,
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
	b.other = fetch_start(fetch, server_url(server, "/in-two", url), NULL,
	    &at_home, &events, &a);
	a.other = fetch_start(fetch, url, NULL, &at_home, &events, &b);
	while (server->requests < 2)
		fetch_wait(fetch, NULL, 0, 10);
	for (i = 0; i < 5; i++)
		fetch_wait(fetch, NULL, 0, 10); /* both headers are read */
	may_go_on = true;
	usleep(50 * 1000); /* both bodies are there */
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
	int64_t since = clock_milliseconds();

	(void)state;
	(void)fetch_start(busybody.fetch, "ftp://example.org/", NULL, &at_home,
	    &cancelling, &busybody);
	busybody.victims[0] = fetch_start(busybody.fetch, "ftp://example.org/",
	    NULL, &at_home, &taking, &victim);
	fetch_wait(busybody.fetch, NULL, 0, 20000);
	assert_int_equal(busybody.outcome.dones, 1);
	assert_true(clock_milliseconds() - since < 10000);
	fetch_wait(busybody.fetch, NULL, 0, 0);
	assert_int_equal(victim.dones, 0);
	fetch_free(busybody.fetch);
}

TESTS(TEST(a_cancelled_transfer_is_silent),
    TEST(events_may_start_and_cancel_others),
    TEST(no_event_follows_a_cancellation),
    TEST(a_report_may_cancel_the_next_report))
