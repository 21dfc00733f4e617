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
	else
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
	exchange->heard_at = clock_milliseconds();
	while (!exchange->is_done) {
		fetch_wait(exchange->fetch, NULL, 0, WAIT_MILLISECONDS);
		if (!exchange->is_done &&
		    (is_interrupted(exchange) ||
			clock_milliseconds() - exchange->heard_at >=
			    PROBE_SECONDS * 1000))
			give_up(exchange, transfer);
	}
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
	pause_between(exchange);
	reader_free(exchange->reader);
	exchange->reader = reader_new(request->verb, events, context);
	exchange->body = body;
	transfer(exchange, request);
	finish(exchange, answer);
	exchange->body = NULL;
}
