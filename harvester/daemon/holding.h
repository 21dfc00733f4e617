#ifndef DAEMON_HOLDING_H
#define DAEMON_HOLDING_H

#include "daemon/harvester.h"

/*
 * A host under our lease. Begins the harvests that are due at it, reads its
 * open list requests, runs them one after another (up to its connections at a
 * time), settles what has ended, and gives the host back.
 *
 * Dropping is letting go of everything without a word to the database: the
 * lease is lost, or so is the connection. What was committed is there, and
 * whoever takes the host next goes on from it.
 */

/* From one row of host_take.sql, which was sent at taken_at. */
struct holding *holding_new(struct harvester *harvester,
    const struct reply *reply, const char *lease_id, int64_t taken_at)
    RETURNS_VALID;
/* When holding_is_gone(). */
void holding_free(struct holding *holding);

/* Everything happens in here, called after each event: starts what can be
 * started, frees what is over, gives the host back. */
void holding_tick(struct holding *holding, int64_t now);
/* The lease was renewed by a statement sent at sent_at: a row of
 * host_renew.sql. Where people have changed something, the pages in hand are
 * finished and everything is looked at again. */
void holding_renewed(struct holding *holding, int64_t sent_at,
    const struct reply *reply, int row);
/* A write was fenced: the lease is lost, or what it was about was removed. The
 * renewal, which is sent at once, tells which. */
void holding_doubt(struct holding *holding);
/* There will be other list requests, or other times for them, when all that was
 * sent is answered: the pages in hand are finished, and all are read again. */
void holding_reload(struct holding *holding);
/* No more requests for now: we are to stop, the host asked for rest, or there
 * is something to look at. What is under way is brought to its end. */
bool holding_is_closing(const struct holding *holding);
/* reason is logged; NULL: there is none to log. */
void holding_drop(struct holding *holding, const char *reason);
/* Dropped, and no answer is outstanding. */
bool holding_is_gone(const struct holding *holding);

/* Queues a statement whose answer the holding waits for. */
void holding_send(struct holding *holding, enum query query,
    struct parameters *parameters, connection_answer *answer, void *context);
/* First in every such answer: is anybody still interested, and was it a
 * success? A failure drops the holding. */
bool holding_hears(struct holding *holding, const struct fault *why) MUSTUSE;

#endif
