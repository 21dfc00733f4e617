#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/heap.h"
#include "base/limit.h"
#include "base/url.h"
#include "command/exchange.h"
#include "daemon/answer.h"
#include "oai/cookie.h"

#define WAIT_MILLISECONDS 200

struct exchange {
	struct probe_options options;
	struct fetch *fetch;
	struct cookies *cookies;
	bool has_asked;
	/* Of all answers, and how much there may be. */
	int64_t milliseconds;
	int64_t milliseconds_most;
	size_t bytes;
	size_t bytes_most;
	bool is_spent;
	struct reader *reader; /* of the last answer: it owns its texts */
	/* The request under way. */
	struct buffer *body; /* NULL: not kept */
	struct response response;
	struct fault reader_why;
	bool is_broken; /* the reader gave up */
	bool is_done;
	int64_t heard_at; /* the last bytes, by our stopwatch */
};

struct exchange *
exchange_new(const struct probe_options *options)
{
	struct fetch_options fetch_options = {
		.user_agent = options->user_agent,
		.from = options->from,
	};
	struct exchange *exchange = heap_take(sizeof(*exchange));

	exchange->options = *options;
	exchange->milliseconds_most = 1000 *
	    (options->is_quick ? PROBE_QUICK_SECONDS : PROBE_ALL_SECONDS);
	exchange->bytes_most =
	    options->is_quick ? PROBE_QUICK_BYTES : PROBE_ALL_BYTES;
	exchange->cookies = cookies_new();
	exchange->options.policy.cookies = exchange->cookies;
	exchange->fetch = fetch_new(&fetch_options);
	return exchange;
}

void
exchange_free(struct exchange *exchange)
{
	if (exchange == NULL)
		return;
	fetch_free(exchange->fetch);
	cookies_free(exchange->cookies);
	reader_free(exchange->reader);
	free(exchange);
}

bool
exchange_is_spent(const struct exchange *exchange)
{
	return exchange->is_spent;
}

void
exchange_hide(const struct exchange *exchange, struct fault *why)
{
	fetch_hide(exchange->fetch, &exchange->options.policy, why->text);
}

static enum body_answer
take_body(void *context, struct text bytes)
{
	struct exchange *exchange = context;

	exchange->heard_at = clock_milliseconds();
	exchange->bytes += bytes.length;
	if (exchange->bytes > exchange->bytes_most) {
		exchange->is_spent = true;
		return BODY_STOP;
	}
	if (exchange->body != NULL)
		buffer_add_text(exchange->body, bytes);
	if (reader_push(exchange->reader, bytes, &exchange->reader_why))
		return BODY_TAKEN;
	exchange->is_broken = true;
	return BODY_STOP;
}

static void
take_response(void *context, const struct response *response)
{
	struct exchange *exchange = context;

	exchange->response = *response;
	/* The transfer's own, which goes. */
	exchange->response.credentials = NULL;
	exchange->response.proxy = NULL;
	exchange->is_done = true;
}

static const struct transfer_events transfer_events = {
	.body = take_body,
	.done = take_response,
};

static bool
is_interrupted(const struct exchange *exchange)
{
	return exchange->options.interrupts != NULL &&
	    *exchange->options.interrupts != 0;
}

static void
pause_between(struct exchange *exchange)
{
	long wait = exchange->options.delay_milliseconds;
	struct timespec left = { wait / 1000, wait % 1000 * 1000000 };

	if (exchange->has_asked && !is_interrupted(exchange))
		(void)nanosleep(&left, NULL);
	exchange->has_asked = true;
}

static void
give_up(struct exchange *exchange, struct transfer *transfer)
{
	char *shown = url_masked(exchange->options.base_url);

	exchange->response = (struct response){ 0 };
	if (is_interrupted(exchange))
		(void)fault_set(
		    &exchange->response.why, FAULT_NETWORK, "it was stopped");
	else if (!exchange->is_spent)
		(void)fault_set(&exchange->response.why, FAULT_NETWORK,
		    "nothing was heard from %.140s for %ld s; try again "
		    "later",
		    shown, PROBE_SECONDS);
	free(shown);
	transfer_cancel(transfer);
	fetch_wait(exchange->fetch, NULL, 0, 0);
	exchange->is_done = true;
}

/* A person waits: not as long as a harvest does. */
static void
wait_for_answer(struct exchange *exchange, struct transfer *transfer)
{
	int64_t started = clock_milliseconds();
	int64_t now = started;

	exchange->heard_at = started;
	while (!exchange->is_done) {
		fetch_wait(exchange->fetch, NULL, 0, WAIT_MILLISECONDS);
		now = clock_milliseconds();
		if (exchange->is_done)
			break;
		if (exchange->milliseconds + now - started >=
		    exchange->milliseconds_most)
			exchange->is_spent = true;
		if (exchange->is_spent || is_interrupted(exchange) ||
		    now - exchange->heard_at >= PROBE_SECONDS * 1000)
			give_up(exchange, transfer);
	}
	exchange->milliseconds += now - started;
}

static void
transfer(struct exchange *exchange, const struct request *request)
{
	struct buffer url;
	struct buffer form;
	bool is_get;

	buffer_init(&url, 0);
	buffer_init(&form, 0);
	request_arguments(&form, request);
	is_get = request_url(&url, exchange->options.base_url, request);
	exchange->is_done = false;
	exchange->is_broken = false;
	wait_for_answer(exchange,
	    fetch_start(exchange->fetch,
		is_get ? url.bytes : exchange->options.base_url,
		is_get ? NULL : form.bytes, &exchange->options.policy,
		&transfer_events, exchange));
	buffer_fini(&url);
	buffer_fini(&form);
}

static void
say_spent(struct exchange *exchange)
{
	exchange->response = (struct response){ 0 };
	(void)fault_set(&exchange->response.why, FAULT_TOO_LARGE,
	    "its answers take longer than %lld s together, or are larger than "
	    "%zu MiB: no more of them is read",
	    (long long)exchange->milliseconds_most / 1000,
	    exchange->bytes_most / MIB);
}

static void
finish(struct exchange *exchange, struct exchange_answer *answer)
{
	const struct response *response = &exchange->response;

	*answer = (struct exchange_answer){ .response = *response };
	if (response->why.kind != FAULT_NONE)
		answer->why = response->why;
	else if (!exchange->is_broken &&
	    reader_finish(
		exchange->reader, &answer->end, &exchange->reader_why))
		return;
	else if (!answer_is_wall(response, exchange->reader, &answer->why))
		answer->why = response->unfinished.kind != FAULT_NONE
		    ? response->unfinished
		    : exchange->reader_why;
	exchange_hide(exchange, &answer->why);
}

void
exchange_ask(struct exchange *exchange, const struct request *request,
    const struct reader_events *events, void *context, struct buffer *body,
    struct exchange_answer *answer)
{
	if (!exchange->is_spent)
		pause_between(exchange);
	reader_free(exchange->reader);
	exchange->reader = reader_new(request->verb, events, context);
	exchange->body = body;
	if (!exchange->is_spent)
		transfer(exchange, request);
	if (exchange->is_spent)
		say_spent(exchange);
	finish(exchange, answer);
	exchange->body = NULL;
}
