#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/heap.h"
#include "base/limit.h"
#include "base/log.h"
#include "daemon/holding.h"
#include "daemon/inquiry.h"
#include "daemon/lister.h"
#include "daemon/pace.h"
#include "daemon/settle.h"
#include "daemon/worker.h"

static void
free_waiting(struct holding *holding)
{
	while (holding->waiting_count > 0)
		list_request_free(holding->waiting[--holding->waiting_count]);
	free(holding->waiting);
	holding->waiting = NULL;
}

void
holding_free(struct holding *holding)
{
	free_waiting(holding);
	free(holding->host);
	free(holding);
}

static void
free_listers(struct holding *holding)
{
	struct lister **at = &holding->listers;

	while (*at != NULL) {
		struct lister *lister = *at;

		if (!lister->is_over || lister->calls > 0) {
			at = &lister->next;
			continue;
		}
		*at = lister->next;
		lister_free(lister);
	}
}

bool
holding_is_gone(const struct holding *holding)
{
	return holding->is_dropped && holding->calls == 0 &&
	    holding->listers == NULL;
}

void
holding_drop(struct holding *holding, const char *reason)
{
	if (holding->is_dropped)
		return;
	holding->is_dropped = true;
	if (reason != NULL)
		log_write(LOG_LEVEL_WARNING, NULL, "let go of host %s: %s",
		    holding->host, reason);
	for (struct lister *lister = holding->listers; lister != NULL;
	     lister = lister->next)
		lister_drop(lister);
	inquiry_free(holding->inquiry);
	holding->inquiry = NULL;
}

void
holding_send(struct holding *holding, enum query query,
    struct parameters *parameters, connection_answer *answer, void *context)
{
	holding->calls++;
	connection_send(holding->harvester->connection,
	    &(struct connection_call){
		query, parameters, NULL, answer, context });
}

bool
holding_hears(struct holding *holding, const struct fault *why)
{
	holding->calls--;
	if (holding->is_dropped)
		return false;
	if (why == NULL)
		return true;
	holding_drop(holding, why->text);
	return false;
}

static void
loaded(void *context, const struct reply *reply, const struct fault *why)
{
	struct holding *holding = context;
	size_t count;

	if (!holding_hears(holding, why))
		return;
	count = (size_t)reply_rows(reply);
	free_waiting(holding);
	holding->waiting = heap_array(count + 1, sizeof(struct list_request *));
	/* From the end, so that the first is taken first. */
	holding->waiting_count = count;
	for (size_t i = 0; i < count; i++)
		holding->waiting[count - 1 - i] =
		    list_request_read(reply, (int)i, holding->lease_id);
	holding->is_loaded = true;
}

static void
load(struct holding *holding)
{
	const struct harvester *harvester = holding->harvester;
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_string(&parameters, holding->host);
	parameter_string(&parameters, holding->lease_id);
	worker_add_filter(
	    &parameters, harvester->harvest_ids, harvester->harvest_count);
	holding_send(
	    holding, QUERY_LIST_REQUEST_TAKE, &parameters, loaded, holding);
}

static void
sweeps_begun(void *context, const struct reply *reply, const struct fault *why)
{
	struct holding *holding = context;

	(void)reply;
	if (holding_hears(holding, why))
		load(holding);
}

static void
begun(void *context, const struct reply *reply, const struct fault *why)
{
	struct holding *holding = context;
	struct parameters parameters;

	(void)reply;
	if (!holding_hears(holding, why))
		return;
	parameters_init(&parameters);
	parameter_string(&parameters, holding->host);
	parameter_string(&parameters, holding->lease_id);
	holding_send(
	    holding, QUERY_SWEEP_BEGIN, &parameters, sweeps_begun, holding);
}

/* A worker that was started for certain harvests begins no others. */
static void
begin(struct holding *holding)
{
	struct parameters parameters;

	holding->is_loaded = false;
	holding->is_outdated = false;
	if (holding->harvester->harvest_count > 0) {
		load(holding);
		return;
	}
	parameters_init(&parameters);
	parameter_string(&parameters, holding->host);
	parameter_string(&parameters, holding->lease_id);
	parameter_bigint(&parameters, QUARANTINE_AGAIN);
	holding_send(holding, QUERY_HARVEST_BEGIN, &parameters, begun, holding);
}

struct holding *
holding_new(struct harvester *harvester, const struct reply *reply,
    const char *lease_id, int64_t taken_at)
{
	struct holding *holding = heap_take(sizeof(*holding));

	holding->harvester = harvester;
	holding->host = heap_string(reply_string(reply, 0, 0));
	memcpy(holding->lease_id, lease_id, UUID_SIZE);
	holding->delay_milliseconds = (long)reply_number(reply, 0, 1);
	holding->connections = (unsigned)reply_number(reply, 0, 2);
	holding->asked = reply_number(reply, 0, 3);
	holding->deadline =
	    taken_at + (LEASE_SECONDS - LEASE_MARGIN_SECONDS) * INT64_C(1000);
	begin(holding);
	return holding;
}

void
holding_doubt(struct holding *holding)
{
	holding->harvester->renew_at = 0;
}

void
holding_reload(struct holding *holding)
{
	holding->is_outdated = true;
}

/* No row: the lease is lost, or people asked for more in the meantime. */
static void
released(void *context, const struct reply *reply, const struct fault *why)
{
	struct holding *holding = context;

	if (!holding_hears(holding, why))
		return;
	if (reply_rows(reply) == 1)
		holding_drop(holding, NULL);
	else
		holding_doubt(holding);
}

void
holding_renewed(struct holding *holding, int64_t sent_at,
    const struct reply *reply, int row)
{
	int64_t asked = reply_number(reply, row, 1);

	holding->deadline =
	    sent_at + (LEASE_SECONDS - LEASE_MARGIN_SECONDS) * INT64_C(1000);
	if (asked != holding->asked)
		holding->is_outdated = true;
	holding->asked = asked;
	holding->delay_milliseconds = (long)reply_number(reply, row, 2);
	holding->connections = (unsigned)reply_number(reply, row, 3);
	if (holding->calls == 0)
		holding->is_releasing = false;
}

static void
release(struct holding *holding, int64_t now)
{
	int64_t rest = holding->rest_seconds * INT64_C(1000);
	struct parameters parameters;

	if (rest < holding->free_at - now)
		rest = holding->free_at - now;
	holding->is_releasing = true;
	parameters_init(&parameters);
	parameter_string(&parameters, holding->host);
	parameter_string(&parameters, holding->lease_id);
	parameter_bigint(&parameters, holding->asked);
	parameter_real(&parameters, (double)rest / 1000);
	holding_send(
	    holding, QUERY_HOST_RELEASE, &parameters, released, holding);
}

/* The next list request that is waiting: run it, or settle it when a worker
 * died between its end and its verdict. */
static void
start_next(struct holding *holding)
{
	struct list_request *request =
	    holding->waiting[--holding->waiting_count];
	struct lister *lister;

	if (request->is_ended)
		settle_harvest(holding, &request->fence, request->repository);
	if (request->is_ended || request->retry_milliseconds > 0 ||
	    inquiry_refuses(holding, request)) {
		list_request_free(request);
		return;
	}
	lister = lister_new(holding, request);
	lister->next = holding->listers;
	holding->listers = lister;
}

static unsigned
tick_listers(struct holding *holding, int64_t now)
{
	unsigned running = 0;

	free_listers(holding);
	for (struct lister *lister = holding->listers; lister != NULL;
	     lister = lister->next) {
		lister_resume(lister);
		lister_tick(lister, now);
		pace_tick(lister, now);
		running += !lister->is_over || lister->calls > 0;
	}
	return running;
}

/* True: one is under way, and lists have to wait. It takes one of the host's
 * connections, as a list request does. */
static bool
tick_inquiry(struct holding *holding, unsigned running, int64_t now)
{
	/* What the one before brought may be on its way into the database. */
	if (holding->inquiry == NULL && holding->calls == 0 &&
	    running < holding->connections && !holding_is_closing(holding) &&
	    inquiry_is_due(holding))
		holding->inquiry = inquiry_new(holding);
	if (holding->inquiry == NULL)
		return false;
	if (inquiry_goes_on(holding->inquiry, now))
		return true;
	inquiry_free(holding->inquiry);
	holding->inquiry = NULL;
	return false;
}

bool
holding_is_closing(const struct holding *holding)
{
	return holding->harvester->is_stopping || holding->rest_seconds > 0 ||
	    holding->is_outdated;
}

void
holding_tick(struct holding *holding, int64_t now)
{
	const struct harvester *harvester = holding->harvester;
	bool is_closing = holding_is_closing(holding);
	unsigned running;

	if (!holding->is_dropped && now > holding->deadline)
		holding_drop(holding, "the lease could not be renewed in time");
	running = tick_listers(holding, now);
	if (holding->is_dropped || !holding->is_loaded || holding->is_releasing)
		return;
	if (tick_inquiry(holding, running, now))
		return;
	while (!is_closing && holding->waiting_count > 0 &&
	    !inquiry_is_due(holding) && running < holding->connections &&
	    pace_allows(harvester)) {
		start_next(holding);
		running = tick_listers(holding, now);
	}
	if (running > 0 || holding->calls > 0 ||
	    (holding->waiting_count > 0 && !is_closing))
		return;
	if (holding->is_outdated && !harvester->is_stopping &&
	    holding->rest_seconds == 0)
		begin(holding);
	else
		release(holding, now);
}
