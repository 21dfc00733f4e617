#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/heap.h"
#include "base/limit.h"
#include "base/log.h"
#include "base/version.h"
#include "daemon/blame.h"
#include "daemon/holding.h"
#include "daemon/pace.h"
#include "daemon/worker.h"
#include "store/lease.h"

#define TICK_MILLISECONDS 200 /* how soon delays and requests are noticed */
#define TAKE_MILLISECONDS 500 /* between looks for due hosts */
#define SEEN_MILLISECONDS 10000
#define STOP_MILLISECONDS 20000 /* for the page in hand */

/* A host_take that is under way. */
struct taking {
	struct harvester *harvester;
	char lease_id[UUID_SIZE];
	int64_t sent_at;
};

static void
taken(void *context, const struct reply *reply, const struct fault *why)
{
	struct taking *taking = context;
	struct harvester *harvester = taking->harvester;
	struct holding *holding;

	harvester->is_taking = false;
	if (why == NULL && reply_rows(reply) == 1) {
		holding = holding_new(
		    harvester, reply, taking->lease_id, taking->sent_at);
		holding->next = harvester->holdings;
		harvester->holdings = holding;
		harvester->take_at = 0; /* there may be more */
	} else if (why != NULL && !connection_is_lost(harvester->connection)) {
		log_write(LOG_LEVEL_ERROR, NULL, "%s", why->text);
	}
	free(taking);
}

static void
take(struct harvester *harvester, int64_t now)
{
	struct taking *taking = heap_take(sizeof(*taking));
	struct parameters parameters;

	harvester->is_taking = true;
	harvester->take_at = now + TAKE_MILLISECONDS;
	taking->harvester = harvester;
	taking->sent_at = now;
	lease_make(taking->lease_id);
	parameters_init(&parameters);
	parameter_string(&parameters, harvester->worker);
	parameter_string(&parameters, taking->lease_id);
	parameter_bigint(&parameters, LEASE_SECONDS);
	worker_add_filter(
	    &parameters, harvester->harvest_ids, harvester->harvest_count);
	connection_send(harvester->connection,
	    &(struct connection_call){
		QUERY_HOST_TAKE, &parameters, NULL, taken, taking });
}

static void
renewed_one(struct holding *holding, const struct reply *reply, int64_t sent_at)
{
	for (int row = 0; row < reply_rows(reply); row++)
		if (strcmp(reply_string(reply, row, 0), holding->lease_id) ==
		    0) {
			holding_renewed(holding, sent_at, reply, row);
			return;
		}
	holding_drop(holding, "the lease was lost");
}

/* Holdings that came since the renewal was put together are not in it. */
static void
renewed(void *context, const struct reply *reply, const struct fault *why)
{
	struct harvester *harvester = context;
	int64_t sent_at = harvester->renew_sent_at;

	harvester->is_renewing = false;
	for (struct holding *holding = harvester->holdings; holding != NULL;
	     holding = holding->next) {
		if (why == NULL && holding->is_renewing && !holding->is_dropped)
			renewed_one(holding, reply, sent_at);
		holding->is_renewing = false;
	}
}

static void
renew(struct harvester *harvester, int64_t now)
{
	struct parameters parameters;
	struct buffer leases;

	harvester->is_renewing = true;
	harvester->renew_at = now + RENEW_SECONDS * INT64_C(1000);
	harvester->renew_sent_at = now;
	buffer_init(&leases, 0);
	for (struct holding *holding = harvester->holdings; holding != NULL;
	     holding = holding->next) {
		holding->is_renewing = !holding->is_dropped;
		if (holding->is_renewing)
			buffer_printf(&leases, "%c%s",
			    leases.length == 0 ? '{' : ',', holding->lease_id);
	}
	buffer_add_string(&leases, leases.length == 0 ? "{}" : "}");
	parameters_init(&parameters);
	parameter_text(&parameters, buffer_text(&leases));
	buffer_fini(&leases);
	parameter_bigint(&parameters, LEASE_SECONDS);
	connection_send(harvester->connection,
	    &(struct connection_call){
		QUERY_HOST_RENEW, &parameters, NULL, renewed, harvester });
}

static void
tick_holdings(struct harvester *harvester, int64_t now)
{
	struct holding **at = &harvester->holdings;

	while (*at != NULL) {
		struct holding *holding = *at;

		holding_tick(holding, now);
		if (!holding_is_gone(holding)) {
			at = &holding->next;
			continue;
		}
		*at = holding->next;
		holding_free(holding);
	}
}

static void
tick(struct harvester *harvester)
{
	int64_t now = clock_milliseconds();

	tick_holdings(harvester, now);
	if (harvester->holdings != NULL && now >= harvester->renew_at &&
	    !harvester->is_renewing)
		renew(harvester, now);
	if (!harvester->is_stopping && !harvester->is_taking &&
	    now >= harvester->take_at && pace_allows(harvester))
		take(harvester, now);
}

static void
drop_all(struct harvester *harvester)
{
	for (struct holding *holding = harvester->holdings; holding != NULL;
	     holding = holding->next)
		holding_drop(holding, NULL);
	tick_holdings(harvester, clock_milliseconds());
}

/* One turn of the loop. */
static void
turn(struct harvester *harvester, int signals)
{
	struct pollfd others[] = { { signals, POLLIN, 0 }, { -1, 0, 0 } };

	tick(harvester);
	others[1].fd =
	    connection_poll(harvester->connection, &others[1].events);
	fetch_wait(harvester->fetch, others, 2, TICK_MILLISECONDS);
	connection_work(harvester->connection);
}

/* Are all the harvests that we were started for settled? */
static bool
is_finished(struct harvester *harvester)
{
	struct parameters parameters;
	struct reply *reply;
	struct fault why;
	bool finished;

	if (harvester->harvest_count == 0 || harvester->holdings != NULL ||
	    harvester->is_taking)
		return false;
	parameters_init(&parameters);
	worker_add_filter(
	    &parameters, harvester->harvest_ids, harvester->harvest_count);
	finished = connection_run(harvester->connection, QUERY_HARVEST_OPEN,
		       &parameters, &reply, &why) &&
	    reply_number(reply, 0, 0) == 0;
	parameters_fini(&parameters);
	reply_free(reply);
	return finished;
}

/* After the page in hand: give the hosts back, or let go of them in time. */
static void
wind_up(struct harvester *harvester, int signals)
{
	int64_t stop_at = clock_milliseconds() + STOP_MILLISECONDS;

	harvester->is_stopping = true;
	while (!connection_is_lost(harvester->connection) &&
	    (harvester->holdings != NULL || harvester->is_taking) &&
	    clock_milliseconds() < stop_at)
		turn(harvester, signals);
	drop_all(harvester);
}

static void
seen(void *context, const struct reply *reply, const struct fault *why)
{
	(void)context;
	(void)reply;
	(void)why;
}

static void
heartbeat(struct harvester *harvester, const struct worker_options *options)
{
	int64_t now = clock_milliseconds();
	struct parameters parameters;

	if (now < harvester->seen_at)
		return;
	harvester->seen_at = now + SEEN_MILLISECONDS;
	parameters_init(&parameters);
	worker_seen_parameters(options, "harvest", &parameters);
	connection_send(harvester->connection,
	    &(struct connection_call){
		QUERY_WORKER_SEEN, &parameters, NULL, seen, NULL });
}

/* Or is told to stop before the database is back. False: it is, and refuses us
 * (a standby, say); the next life waits longer. */
static bool
come_back(struct harvester *harvester, const struct worker_options *options,
    int signals, struct fault *why)
{
	drop_all(harvester);
	harvester->is_taking = false;
	harvester->is_renewing = false;
	while (worker_reconnect(options, signals)) {
		if (worker_seen(options, "harvest", why))
			return true;
		if (!connection_is_lost(options->connection))
			return false;
	}
	harvester->is_stopping = true;
	return true;
}

static bool
run(struct harvester *harvester, const struct worker_options *options,
    int signals, struct fault *why)
{
	if (!worker_seen(options, "harvest", why))
		return false;
	while (!harvester->is_stopping && !worker_is_told_to_stop(signals) &&
	    !is_finished(harvester)) {
		heartbeat(harvester, options);
		turn(harvester, signals);
		if (connection_is_lost(harvester->connection) &&
		    !come_back(harvester, options, signals, why))
			return false;
	}
	wind_up(harvester, signals);
	return true;
}

bool
worker_harvest(const struct worker_options *options, struct fault *why)
{
	struct harvester harvester = { .connection = options->connection,
		.worker = options->name,
		.harvest_ids = options->ids,
		.harvest_count = options->count,
		.transfers = options->config->transfers };
	struct fetch_options fetch_options = { .from = options->contact };
	struct buffer user_agent;
	int signals = worker_signals();
	int64_t charged;
	bool done;

	heap_keep_little();
	harvester.blame = blame_open(options->blame);
	buffer_init(&user_agent, 0);
	sheaf_user_agent(&user_agent, options->config->user_agent_url);
	fetch_options.user_agent = user_agent.bytes;
	harvester.fetch = fetch_new(&fetch_options);
	done = blame_charge(harvester.blame, options->connection,
		   options->killed, &charged, why) &&
	    run(&harvester, options, signals, why);
	worker_gone(options);
	fetch_free(harvester.fetch);
	blame_close(harvester.blame);
	buffer_fini(&user_agent);
	return done;
}
