#include <stdio.h>
#include <stdlib.h>

#include "base/heap.h"
#include "base/limit.h"
#include "base/log.h"
#include "daemon/holding.h"
#include "daemon/sweep.h"
#include "daemon/sweep_verdict.h"

struct sweeping {
	struct holding *holding;
	struct fence fence;
	char *repository;
	struct verdict list;
	enum query batch; /* that is under way, again until it is short */
	struct sweep_verdict verdict;
};

static void look(struct sweeping *sweeping);

static void
sweeping_free(struct sweeping *sweeping)
{
	free(sweeping->repository);
	free(sweeping);
}

static void
begin(struct parameters *parameters, const struct sweeping *sweeping)
{
	parameters_init(parameters);
	parameter_bigint(parameters, sweeping->fence.repository_id);
	parameter_bigint(parameters, sweeping->fence.harvest_id);
	parameter_string(parameters, sweeping->fence.lease_id);
}

/* No row: somebody else has it now, or it is settled. Then it is let go. */
static bool
hears(struct sweeping *sweeping, const struct reply *reply,
    const struct fault *why)
{
	if (!holding_hears(sweeping->holding, why)) {
		sweeping_free(sweeping);
		return false;
	}
	if (reply_rows(reply) > 0)
		return true;
	holding_doubt(sweeping->holding);
	sweeping_free(sweeping);
	return false;
}

static void send_batch(struct sweeping *sweeping, enum query query);

static void
batch_is_done(void *context, const struct reply *reply, const struct fault *why)
{
	struct sweeping *sweeping = context;

	if (!hears(sweeping, reply, why))
		return;
	if (reply_number(reply, 0, 0) < SWEEP_BATCH)
		look(sweeping);
	else
		send_batch(sweeping, sweeping->batch);
}

static void
send_batch(struct sweeping *sweeping, enum query query)
{
	struct parameters parameters;

	sweeping->batch = query;
	begin(&parameters, sweeping);
	parameter_bigint(&parameters, SWEEP_BATCH);
	holding_send(
	    sweeping->holding, query, &parameters, batch_is_done, sweeping);
}

static void
is_sampled(void *context, const struct reply *reply, const struct fault *why)
{
	struct sweeping *sweeping = context;

	if (hears(sweeping, reply, why))
		send_batch(sweeping, QUERY_SWEEP_MATCH);
}

static void
send_sample(struct sweeping *sweeping)
{
	struct parameters parameters;

	begin(&parameters, sweeping);
	parameter_bigint(&parameters, SWEEP_SAMPLE);
	holding_send(sweeping->holding, QUERY_SWEEP_SAMPLE, &parameters,
	    is_sampled, sweeping);
}

/* There is a list request more: it is seen when all are read again. */
static void
is_asked(void *context, const struct reply *reply, const struct fault *why)
{
	struct sweeping *sweeping = context;

	if (!hears(sweeping, reply, why))
		return;
	holding_reload(sweeping->holding);
	sweeping_free(sweeping);
}

static void
send_ask(struct sweeping *sweeping, bool asks_for_missed)
{
	struct parameters parameters;

	begin(&parameters, sweeping);
	parameter_bool(&parameters, asks_for_missed);
	holding_send(sweeping->holding, QUERY_SWEEP_ASK, &parameters, is_asked,
	    sweeping);
}

/* One line a sweep; of one that a command follows, the command tells. */
static void
settled(void *context, const struct reply *reply, const struct fault *why)
{
	struct sweeping *sweeping = context;
	const struct sweep_verdict *verdict = &sweeping->verdict;
	bool is_followed = sweeping->holding->harvester->harvest_count > 0;
	char harvest[24];
	struct log_subject about = { sweeping->repository, harvest,
		verdict->fault };

	if (!hears(sweeping, reply, why))
		return;
	(void)snprintf(harvest, sizeof(harvest), "%lld",
	    (long long)sweeping->fence.harvest_id);
	log_write(verdict->fault == NULL || is_followed ? LOG_LEVEL_INFO
							: LOG_LEVEL_WARNING,
	    &about, "sweep %s: %s", verdict->verdict, verdict->reason);
	sweeping_free(sweeping);
}

static void
send_verdict(struct sweeping *sweeping, const struct sweep_sum *sum)
{
	struct sweep_verdict *verdict = &sweeping->verdict;
	struct parameters parameters;

	sweep_decide(verdict, sum, &sweeping->list);
	begin(&parameters, sweeping);
	parameter_string(&parameters, verdict->verdict);
	parameter_string(&parameters, verdict->proof);
	parameter_string(&parameters, verdict->fault);
	parameter_string(&parameters, verdict->reason);
	parameter_string(&parameters, verdict->outcome);
	if (verdict->next_seconds >= 0)
		parameter_real(&parameters, (double)verdict->next_seconds);
	else
		parameter_null(&parameters);
	parameter_bool(&parameters, verdict->is_again);
	parameter_string(
	    &parameters, verdict->is_event ? verdict->reason : NULL);
	holding_send(sweeping->holding, QUERY_SWEEP_SETTLE, &parameters,
	    settled, sweeping);
}

/* The columns of sweep_state.sql; the texts are the reply's. */
static void
read_sum(struct sweep_sum *sum, const struct reply *reply)
{
	*sum = (struct sweep_sum){
		.phase = sweep_phase_named(reply_text(reply, 0, 0)),
		.hashes = reply_number(reply, 0, 1),
		.kept = reply_number(reply, 0, 2),
		.live = reply_number(reply, 0, 3),
		.missed = reply_number(reply, 0, 4),
		.unknown = reply_number(reply, 0, 5),
		.changed = reply_number(reply, 0, 6),
		.behind = reply_number(reply, 0, 7),
		.back = reply_number(reply, 0, 8),
		.sample = reply_number(reply, 0, 9),
		.matched = reply_number(reply, 0, 10),
		.is_doubtful = reply_bool(reply, 0, 11),
		.missing = reply_number(reply, 0, 12),
		.gone = reply_number(reply, 0, 13),
		.set_spec = reply_text(reply, 0, 14),
		.every_seconds = reply_is_null(reply, 0, 15)
		    ? -1
		    : reply_number(reply, 0, 15),
		.failures = reply_number(reply, 0, 16),
		.wanted = reply_number(reply, 0, 17),
		.repository = reply_string(reply, 0, 18),
		.spared = reply_number(reply, 0, 19),
	};
}

static void
looked(void *context, const struct reply *reply, const struct fault *why)
{
	struct sweeping *sweeping = context;
	struct sweep_sum sum;

	if (!hears(sweeping, reply, why))
		return;
	read_sum(&sum, reply);
	switch (sweep_next(&sum, &sweeping->list)) {
	case SWEEP_COMPARES:
		send_batch(sweeping, QUERY_SWEEP_COMPARE);
		break;
	case SWEEP_SAMPLES:
		send_sample(sweeping);
		break;
	case SWEEP_MATCHES:
		send_batch(sweeping, QUERY_SWEEP_MATCH);
		break;
	case SWEEP_ASKS:
		send_ask(sweeping, sweep_asks_for_missed(&sum));
		break;
	case SWEEP_MARKS:
		send_batch(sweeping, QUERY_SWEEP_MARK);
		break;
	case SWEEP_ENDS:
		send_verdict(sweeping, &sum);
		break;
	}
}

static void
look(struct sweeping *sweeping)
{
	struct parameters parameters;

	begin(&parameters, sweeping);
	holding_send(sweeping->holding, QUERY_SWEEP_STATE, &parameters, looked,
	    sweeping);
}

void
sweep_settle(struct holding *holding, const struct fence *fence,
    const char *repository, const struct verdict *list)
{
	struct sweeping *sweeping = heap_take(sizeof(*sweeping));

	sweeping->holding = holding;
	sweeping->fence = *fence;
	sweeping->repository = heap_string(repository);
	sweeping->list = *list;
	look(sweeping);
}
