#ifndef DAEMON_WORKER_H
#define DAEMON_WORKER_H

#include "base/config.h"
#include "store/connection.h"

/*
 * The two kinds of process that do the work. Each has one connection and one
 * thread, shares nothing, and can be killed at any moment. They end at SIGTERM
 * or SIGINT, after the page in hand; a lost database they wait out.
 */
struct worker_options {
	const struct config *config;
	struct connection *connection; /* open, as the writer */
	const char *name;              /* unique; the same after a restart */
	bool is_daemon;                /* lives on, whatever there is to do */
	/* harvest: only these harvests, and ends when all have a verdict.
	 * normalise: only these repositories. count 0: any. */
	const int64_t *ids;
	size_t count;
	const char *contact; /* From header; "": none */
	int blame;           /* descriptor of its blame.h page; -1: none */
	int killed;          /* child_crash() of the life before; 0 */
	bool *has_rival;     /* set by worker_seen(), see there; NULL */
	bool *is_outdated;   /* set where items are made by other rules, and
	                      * this is no daemon, which stands aside; NULL */
};

/* Both return when they were told to stop, or have nothing left to do. */
bool worker_harvest(const struct worker_options *options, struct fault *why)
    MUSTUSE;
bool worker_normalise(const struct worker_options *options, struct fault *why)
    MUSTUSE;

/* What both do: SIGTERM and SIGINT as a descriptor that becomes readable. */
int worker_signals(void);
bool worker_is_told_to_stop(int signals);
/* At start and after a lost connection: writes our row of sheaf.worker, gives
 * back what we held in an earlier life, and dead processes of this machine.
 * False also when a living process of this machine has our name: there are two
 * daemons, and the first one stays. *has_rival then. */
bool worker_seen(const struct worker_options *options, const char *kind,
    struct fault *why) MUSTUSE;
/* The same for a daemon that is about to start: false where another one of
 * this machine works on the database. FAULT_INPUT. */
bool worker_has_no_rival(struct connection *connection, struct fault *why)
    MUSTUSE;
/* Of worker_seen.sql, which is to be run every 10 seconds from then on. */
void worker_seen_parameters(const struct worker_options *options,
    const char *kind, struct parameters *parameters);
/* Those that we were started for: of worker_options, NULL where it is any. */
void worker_add_filter(
    struct parameters *parameters, const int64_t *ids, size_t count);
/* Gives back what is still held, and forgets the row. */
void worker_gone(const struct worker_options *options);
/* For a database that is away: says why, and pauses, a second at first, then
 * longer, up to ten; false: told to stop meanwhile. seconds begins with 0. */
bool worker_waits(int signals, const struct fault *why, int *seconds) MUSTUSE;
/* Connects again, once a second at first, then every 10; false: told to stop
 * before it succeeded. */
bool worker_reconnect(const struct worker_options *options, int signals)
    MUSTUSE;

#endif
