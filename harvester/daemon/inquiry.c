#include <stdlib.h>

#include "base/clock.h"
#include "base/heap.h"
#include "base/limit.h"
#include "daemon/access.h"
#include "daemon/answer.h"
#include "daemon/blame.h"
#include "daemon/holding.h"
#include "daemon/inquiry.h"
#include "daemon/settle.h"

/* The rest of a host that is busy and does not say how long. */
#define BUSY_SECONDS 300

struct inquiry {
	struct holding *holding;
	struct list_request *request; /* the holding's: it is what waits */
	struct transfer *transfer;
	struct reader *reader;
	struct parameters identity; /* of repository_identified.sql */
	bool has_identity;
	struct fault broken;
	size_t bytes;
	int64_t until; /* then it is given up, by our stopwatch */
	bool is_over;
};

bool
inquiry_is_due(const struct holding *holding)
{
	const struct list_request *next;

	if (holding->waiting_count == 0)
		return false;
	next = holding->waiting[holding->waiting_count - 1];
	return next->wants_identity && !next->is_ended &&
	    next->retry_milliseconds == 0;
}

/* The columns of repository_identified.sql. */
static void
identity(void *context, const struct identity *identity)
{
	struct inquiry *inquiry = context;
	const struct fence *fence = &inquiry->request->fence;
	struct parameters *parameters = &inquiry->identity;

	if (inquiry->has_identity)
		return;
	inquiry->has_identity = true;
	parameter_bigint(parameters, fence->repository_id);
	parameter_string(parameters, fence->lease_id);
	parameter_bigint(parameters, fence->harvest_id);
	parameter_text(parameters, identity->repository_name);
	parameter_text(parameters, identity->protocol_version);
	parameter_text(parameters, identity->admin_emails);
	parameter_text(parameters, identity->earliest_datestamp);
	parameter_text(parameters, identity->deleted_record);
	parameter_text(parameters, identity->granularity);
	parameter_text(parameters, identity->descriptions);
}

static void
answered(void *context, const struct reply *reply, const struct fault *why)
{
	struct holding *holding = context;

	if (!holding_hears(holding, why))
		return;
	if (reply_rows(reply) == 0)
		holding_doubt(holding);
	else
		holding_reload(holding);
}

static void
tell_identity(struct inquiry *inquiry)
{
	holding_send(inquiry->holding, QUERY_REPOSITORY_IDENTIFIED,
	    &inquiry->identity, answered, inquiry->holding);
	parameters_init(&inquiry->identity);
}

static void
tell_failure(struct inquiry *inquiry, const struct fault *why, long rest)
{
	const struct fence *fence = &inquiry->request->fence;
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, fence->repository_id);
	parameter_string(&parameters, fence->lease_id);
	parameter_string(&parameters, why->text);
	parameter_real(&parameters, (double)rest);
	parameter_bigint(&parameters, fence->harvest_id);
	holding_send(inquiry->holding, QUERY_REPOSITORY_UNIDENTIFIED,
	    &parameters, answered, inquiry->holding);
}

static void
fail_list(struct holding *holding, const struct list_request *request,
    const struct fault *why, long status)
{
	struct failure failure = { .why = *why,
		.is_first = true,
		.was_asked = true,
		.tries = request->tries,
		.retry_after_seconds = -1,
		.status = status,
		.choice = { .helpless = QUIRK_NONE, .next = QUIRK_NONE } };

	settle_failure(holding, request, &failure);
}

bool
inquiry_refuses(struct holding *holding, const struct list_request *request)
{
	struct fault why;

	if (!request->is_alien)
		return false;
	(void)fault_set(&why, FAULT_PROTOCOL,
	    "the repository says that it speaks another version of OAI-PMH "
	    "than 2.0 (Identify, protocolVersion)");
	fail_list(holding, request, &why, 0);
	return true;
}

/* It was blocked and does not let us in yet: it is asked for lists no more. One
 * in mid-way has more to lose, and waits (repository_unidentified.sql), though
 * not for ever. */
static void
fail_lists(struct inquiry *inquiry, const struct fault *why, long status)
{
	struct holding *holding = inquiry->holding;
	int64_t id = inquiry->request->fence.repository_id;
	size_t kept = 0;

	for (size_t i = 0; i < holding->waiting_count; i++) {
		struct list_request *request = holding->waiting[i];

		if (request->fence.repository_id != id || request->is_ended ||
		    (request->token != NULL && request->tries < PAGE_TRIES)) {
			holding->waiting[kept++] = request;
			continue;
		}
		fail_list(holding, request, why, status);
		list_request_free(request);
	}
	holding->waiting_count = kept;
	inquiry->request = NULL;
}

static void
fail(struct inquiry *inquiry, const struct fault *why, long status, long rest)
{
	bool is_blocked = inquiry->request->is_blocked;

	if (rest > inquiry->holding->rest_seconds)
		inquiry->holding->rest_seconds = rest;
	tell_failure(inquiry, why, rest);
	if (is_blocked)
		fail_lists(inquiry, why, status);
	inquiry->is_over = true;
}

static enum body_answer
body(void *context, struct text bytes)
{
	struct inquiry *inquiry = context;
	struct blame *blame = inquiry->holding->harvester->blame;
	bool is_good;

	inquiry->bytes += bytes.length;
	if (inquiry->bytes > INQUIRY_BYTES)
		(void)fault_set(&inquiry->broken, FAULT_TOO_LARGE,
		    "the answer to Identify is larger than %zu MB",
		    INQUIRY_BYTES / MIB);
	blame_enter(blame, &inquiry->request->fence);
	blame_bytes(blame, bytes);
	is_good = inquiry->broken.kind == FAULT_NONE &&
	    reader_push(inquiry->reader, bytes, &inquiry->broken);
	blame_leave(blame);
	return is_good ? BODY_TAKEN : BODY_STOP;
}

/* Retry-After is obeyed, whatever it was said to; whoever is busy and does not
 * say gets what a list would give. */
static long
rest_after(const struct response *response)
{
	if (response->retry_after_seconds >= 0)
		return response->retry_after_seconds;
	return response->status == 429 || response->status == 503 ? BUSY_SECONDS
								  : 0;
}

/* Errors repeat arguments, and so perhaps those that nobody should see. */
static void
hide(struct inquiry *inquiry, struct fault *why)
{
	const struct list_request *list = inquiry->request;
	struct fetch_policy policy;

	access_policy_of(list, quirks_in_force(text_of(list->quirks)), &policy);
	fetch_hide(inquiry->holding->harvester->fetch, &policy, why->text);
}

static void
done(void *context, const struct response *response)
{
	struct inquiry *inquiry = context;
	struct holding *holding = inquiry->holding;
	struct answer answer = { response, inquiry->reader, &inquiry->broken,
		true, false, false };
	struct response_end end = { 0 };
	struct fault why;
	bool is_good;

	inquiry->transfer = NULL;
	holding->free_at = clock_milliseconds() + holding->delay_milliseconds;
	blame_enter(holding->harvester->blame, &inquiry->request->fence);
	is_good = answer_judge(&answer, &end, &why) &&
	    (inquiry->has_identity ||
		fault_set(&why, FAULT_PROTOCOL,
		    "the answer to Identify does not say who it is"));
	if (is_good) {
		tell_identity(inquiry);
		inquiry->is_over = true;
	} else {
		hide(inquiry, &why);
		fail(inquiry, &why, response->status, rest_after(response));
	}
	blame_leave(holding->harvester->blame);
}

static const struct transfer_events transfer_events = { body, done };
static const struct reader_events reader_events = { .identity = identity };

static void
ask(struct inquiry *inquiry, int64_t now)
{
	const struct list_request *list = inquiry->request;
	quirk_set quirks = quirks_in_force(text_of(list->quirks));
	struct request request = { .verb = OAI_IDENTIFY, .quirks = quirks };
	struct fetch_policy policy;
	struct buffer url, form;
	bool is_get;

	inquiry->until = now + INQUIRY_SECONDS * INT64_C(1000);
	inquiry->reader = reader_new(OAI_IDENTIFY, &reader_events, inquiry);
	access_policy_of(list, quirks, &policy);
	buffer_init(&url, 0);
	buffer_init(&form, 0);
	is_get = request_url(&url, list->base_url, &request);
	if (!is_get)
		request_arguments(&form, &request);
	inquiry->transfer = fetch_start(inquiry->holding->harvester->fetch,
	    is_get ? url.bytes : list->base_url, is_get ? NULL : form.bytes,
	    &policy, &transfer_events, inquiry);
	buffer_fini(&url);
	buffer_fini(&form);
}

struct inquiry *
inquiry_new(struct holding *holding)
{
	struct inquiry *inquiry = heap_take(sizeof(*inquiry));

	inquiry->holding = holding;
	inquiry->request = holding->waiting[holding->waiting_count - 1];
	parameters_init(&inquiry->identity);
	return inquiry;
}

bool
inquiry_goes_on(struct inquiry *inquiry, int64_t now)
{
	struct holding *holding = inquiry->holding;
	struct fault why;

	if (inquiry->is_over || holding->is_dropped)
		return false;
	/* A stop does not wait for it. */
	if (holding_is_closing(holding))
		return false;
	if (inquiry->reader == NULL && now >= holding->free_at) {
		holding->free_at = now + holding->delay_milliseconds;
		ask(inquiry, now);
	} else if (inquiry->reader != NULL && now > inquiry->until) {
		transfer_cancel(inquiry->transfer);
		inquiry->transfer = NULL;
		(void)fault_set(&why, FAULT_NETWORK,
		    "Identify was not answered within %d seconds",
		    INQUIRY_SECONDS);
		fail(inquiry, &why, 0, 0);
	}
	return !inquiry->is_over;
}

void
inquiry_free(struct inquiry *inquiry)
{
	if (inquiry == NULL)
		return;
	if (inquiry->transfer != NULL)
		transfer_cancel(inquiry->transfer);
	reader_free(inquiry->reader);
	parameters_fini(&inquiry->identity);
	free(inquiry);
}
