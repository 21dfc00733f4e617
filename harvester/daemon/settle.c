#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "base/limit.h"
#include "base/log.h"
#include "daemon/holding.h"
#include "daemon/learning.h"
#include "daemon/settle.h"
#include "daemon/split.h"
#include "daemon/sweep.h"

/* One verdict, or one failed request, on its way into the database. */
struct settling {
	struct holding *holding;
	struct fence fence;
	char *repository;
	struct verdict verdict;
	quirk_set shown; /* quirks that would have shown, see learning.h */
	bool is_given_up;
	bool is_refused; /* by the database, not for the first time */
};

static struct settling *
settling_new(
    struct holding *holding, const struct fence *fence, const char *repository)
{
	struct settling *settling = heap_take(sizeof(*settling));

	settling->holding = holding;
	settling->fence = *fence;
	settling->repository = heap_string(repository);
	return settling;
}

static void
settling_free(struct settling *settling)
{
	free(settling->repository);
	free(settling);
}

/* One line a harvest; of one that a command follows, the command tells. */
static void
log_verdict(const struct settling *settling, bool is_verified)
{
	const struct verdict *verdict = &settling->verdict;
	bool is_followed = settling->holding->harvester->harvest_count > 0;
	char harvest[24];
	struct log_subject about = { settling->repository, harvest,
		verdict->fault };

	(void)snprintf(harvest, sizeof(harvest), "%lld",
	    (long long)settling->fence.harvest_id);
	log_write(verdict->fault == NULL || is_followed ? LOG_LEVEL_INFO
							: LOG_LEVEL_WARNING,
	    &about, "%s: %s%s", verdict->verdict, verdict->reason,
	    is_verified ? ""
			: " (its certificate is not verified: verify_tls=no)");
}

static void
settled(void *context, const struct reply *reply, const struct fault *why)
{
	struct settling *settling = context;

	if (holding_hears(settling->holding, why) && reply_rows(reply) == 1)
		log_verdict(settling, reply_bool(reply, 0, 3));
	settling_free(settling);
}

static void
add_quirks(struct parameters *parameters, quirk_set quirks)
{
	array_begin(parameters, ARRAY_TEXT);
	for (unsigned i = 0; i < QUIRK_NONE; i++)
		if (quirk_is_in(quirks, (enum quirk)i))
			array_bytes(
			    parameters, text_of(quirk_name((enum quirk)i)));
	array_end(parameters);
}

static void
send_verdict(struct settling *settling)
{
	const struct verdict *verdict = &settling->verdict;
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, settling->fence.repository_id);
	parameter_bigint(&parameters, settling->fence.harvest_id);
	parameter_string(&parameters, settling->fence.lease_id);
	parameter_string(&parameters, verdict->verdict);
	parameter_string(&parameters, verdict->proof);
	parameter_string(&parameters, verdict->fault);
	parameter_string(&parameters, verdict->reason);
	parameter_real(&parameters, (double)verdict->next_due_seconds);
	parameter_string(&parameters, verdict->state);
	parameter_string(&parameters, verdict->quirk);
	add_quirks(&parameters, settling->shown);
	parameter_string(
	    &parameters, *verdict->event == '\0' ? NULL : verdict->event);
	holding_send(settling->holding, QUERY_HARVEST_SETTLE, &parameters,
	    settled, settling);
}

/* The columns of harvest_sum.sql. */
static void
read_sum(struct harvest_sum *sum, const struct reply *reply)
{
	*sum = (struct harvest_sum){
		.is_incremental =
		    text_is(reply_text(reply, 0, 0), "incremental"),
		.is_full = text_is(reply_text(reply, 0, 0), "full"),
		.is_selection = reply_bool(reply, 0, 1),
		.records = reply_number(reply, 0, 2),
		.pages = reply_number(reply, 0, 3),
		.quarantined = reply_number(reply, 0, 4),
		.unnamed = reply_number(reply, 0, 5),
		.listed = reply_number(reply, 0, 6),
		.complete_list_size = reply_number(reply, 0, 7),
		.has_size = reply_number(reply, 0, 8) == 0,
		.given_up = reply_number(reply, 0, 10),
		.fault = reply_string(reply, 0, 11),
		.reason = reply_string(reply, 0, 12),
		.failures = reply_number(reply, 0, 13),
		.every_seconds = reply_number(reply, 0, 14),
		.had = reply_number(reply, 0, 15),
		.before = reply_number(reply, 0, 16),
		.set_spec = reply_text(reply, 0, 17),
		.has_brought = reply_bool(reply, 0, 18),
		.is_windowed = reply_bool(reply, 0, 19),
		.lists = reply_number(reply, 0, 20),
		.error = reply_string(reply, 0, 21),
		.has_no_format = reply_bool(reply, 0, 22),
		.is_swept = reply_bool(reply, 0, 23),
	};
}

/* No row: it is settled already. Open list requests: not yet. */
static void
summed(void *context, const struct reply *reply, const struct fault *why)
{
	struct settling *settling = context;
	struct harvest_sum sum;

	if (!holding_hears(settling->holding, why) || reply_rows(reply) == 0 ||
	    reply_number(reply, 0, 9) > 0) {
		settling_free(settling);
		return;
	}
	read_sum(&sum, reply);
	sum.repository = settling->repository;
	sum.jitter = (uint64_t)settling->fence.harvest_id;
	verdict_decide(&settling->verdict, &sum);
	if (text_is(reply_text(reply, 0, 0), "sweep")) {
		sweep_settle(settling->holding, &settling->fence,
		    settling->repository, &settling->verdict);
		settling_free(settling);
		return;
	}
	settling->shown = learning_shown_by(&sum);
	send_verdict(settling);
}

static void
send_sum(struct settling *settling)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, settling->fence.repository_id);
	parameter_bigint(&parameters, settling->fence.harvest_id);
	holding_send(settling->holding, QUERY_HARVEST_SUM, &parameters, summed,
	    settling);
}

void
settle_harvest(
    struct holding *holding, const struct fence *fence, const char *repository)
{
	send_sum(settling_new(holding, fence, repository));
}

static void
put_back(void *context, const struct reply *reply, const struct fault *why)
{
	struct settling *settling = context;
	struct holding *holding = settling->holding;

	if (holding_hears(holding, why)) {
		if (reply_rows(reply) == 0) {
			holding_doubt(holding);
		} else if (settling->is_given_up) {
			send_sum(settling);
			return;
		}
	}
	settling_free(settling);
}

/* Theirs stands in the verdict; ours is for whoever looks after the database,
 * and once is enough. A command tells it by itself. */
static enum log_level
level_of(const struct settling *settling, const struct failure *failure)
{
	bool is_news =
	    failure->why.kind == FAULT_STORE && !settling->is_refused;

	return is_news && settling->holding->harvester->harvest_count == 0
	    ? LOG_LEVEL_WARNING
	    : LOG_LEVEL_DEBUG;
}

static void
log_failure(const struct settling *settling, const struct failure *failure,
    const struct remedy *remedy)
{
	char harvest[24];
	struct log_subject about = { settling->repository, harvest,
		fault_name(failure->why.kind) };

	(void)snprintf(harvest, sizeof(harvest), "%lld",
	    (long long)settling->fence.harvest_id);
	log_write(level_of(settling, failure), &about, "%s; %s in %ld s",
	    failure->why.text,
	    remedy->kind == REMEDY_RESTART ? "starting the list again"
					   : "asking again",
	    remedy->wait_seconds);
}

/* The OAI-PMH error code, or the HTTP status. */
static void
add_error(struct parameters *parameters, const struct failure *failure)
{
	char status[24];

	(void)snprintf(status, sizeof(status), "%ld", failure->status);
	if (failure->error != OAI_ERROR_NONE)
		parameter_string(parameters, oai_error_name(failure->error));
	else if (failure->status != 0)
		parameter_string(parameters, status);
	else
		parameter_null(parameters);
}

static void
add_quirk(struct parameters *parameters, enum quirk quirk)
{
	parameter_string(
	    parameters, quirk == QUIRK_NONE ? NULL : quirk_name(quirk));
}

static void
send_give_up(
    struct settling *settling, const struct failure *failure, long rest)
{
	struct parameters parameters;

	settling->is_given_up = true;
	parameters_init(&parameters);
	parameter_fence(&parameters, &settling->fence);
	parameter_string(&parameters, fault_name(failure->why.kind));
	parameter_string(&parameters, failure->why.text);
	parameter_real(&parameters, (double)rest);
	parameter_bool(&parameters, split_is_of_all(failure));
	add_error(&parameters, failure);
	parameter_bool(&parameters, verdict_forgets(failure));
	parameter_bigint(&parameters, PARTS_LOST);
	holding_send(settling->holding, QUERY_LIST_REQUEST_GIVE_UP, &parameters,
	    put_back, settling);
}

static void
send_retry(struct settling *settling, const struct failure *failure,
    const struct remedy *remedy, long rest)
{
	const struct quirk_choice *choice = &failure->choice;
	bool is_retry = failure->why.kind == FAULT_TOKEN && !choice->is_new;
	struct parameters parameters;

	log_failure(settling, failure, remedy);
	parameters_init(&parameters);
	parameter_fence(&parameters, &settling->fence);
	parameter_real(&parameters, (double)remedy->wait_seconds);
	parameter_string(&parameters, fault_name(failure->why.kind));
	parameter_string(&parameters, failure->why.text);
	parameter_bool(&parameters, is_retry);
	parameter_bool(&parameters, remedy->kind == REMEDY_RESTART);
	parameter_real(&parameters, (double)rest);
	add_error(&parameters, failure);
	add_quirk(&parameters, choice->next);
	parameter_bool(&parameters, choice->is_new);
	add_quirk(&parameters, choice->helpless);
	holding_send(settling->holding, QUERY_LIST_REQUEST_RETRY, &parameters,
	    put_back, settling);
}

void
settle_failure(struct holding *holding, const struct list_request *request,
    const struct failure *failure)
{
	struct remedy remedy = verdict_remedy(failure);
	long rest = remedy.rests_host ? remedy.wait_seconds : 0;
	struct settling *settling;
	struct failure last = *failure;

	/* What is asked for beside a harvest does not keep it waiting. */
	if (request->is_extra)
		remedy.kind = REMEDY_GIVE_UP;
	/* Another way to ask is cheaper than many lists. */
	if (!failure->choice.is_new && split_around(holding, request, failure))
		return;
	if (!failure->choice.is_new &&
	    split_is_spent(holding, request, failure, &last.why))
		remedy.kind = REMEDY_GIVE_UP;
	settling = settling_new(holding, &request->fence, request->repository);
	settling->is_refused = request->is_refused;
	if (rest > holding->rest_seconds)
		holding->rest_seconds = rest;
	/* No part of it is asked for right behind the failure of another. */
	if (request->parts > 1)
		holding_reload(holding);
	if (remedy.kind == REMEDY_GIVE_UP)
		send_give_up(settling, &last, rest);
	else
		send_retry(settling, &last, &remedy, rest);
}
