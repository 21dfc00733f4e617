#ifndef STORE_CONNECTION_H
#define STORE_CONNECTION_H

#include "base/fault.h"
#include "store/parameters.h"
#include "store/query.h"

/*
 * One connection to PostgreSQL; the only place that calls libpq for
 * statements. Statements are prepared when first used.
 *
 * Two ways to use it, which may be mixed: connection_run() waits for the
 * answer; connection_send() queues, and connection_work() calls back, from a
 * loop that watches connection_poll(). Statements run in the order given.
 *
 * When the connection is lost everything queued fails with FAULT_STORE, in
 * order, and connection_is_lost() until connection_open() succeeds again.
 */
struct connection;
struct reply;

struct connection_options {
	const char *conninfo;
	const char *role; /* taken where open to us; NULL: as we log in */
	const char *application; /* shown in pg_stat_activity */
	bool read_only;          /* and no statement over 30 s */
};

struct connection *connection_new(const struct connection_options *options)
    RETURNS_VALID;
void connection_free(struct connection *connection); /* takes NULL */

/* Connects, or connects again; what is queued fails before. Blocks, at most
 * 10 s an address. */
bool connection_open(struct connection *connection, struct fault *why) MUSTUSE;
bool connection_is_lost(const struct connection *connection);

/*
 * Runs one statement and waits. *reply is NULL on failure; free it otherwise.
 * connection_sqlstate() tells refusals apart (five characters, "" for none).
 */
bool connection_run(struct connection *connection, enum query query,
    const struct parameters *parameters, struct reply **reply,
    struct fault *why) MUSTUSE;
/* The same, and the parameters are empty for the next statement. */
bool connection_spend(struct connection *connection, enum query query,
    struct parameters *parameters, struct reply **reply, struct fault *why)
    MUSTUSE;
/* The same, and there is no next one: the parameters are finished. */
bool connection_run_once(struct connection *connection, enum query query,
    struct parameters *parameters, struct reply **reply, struct fault *why)
    MUSTUSE;
/* The same when no rows are wanted. */
bool connection_do(struct connection *connection, enum query query,
    const struct parameters *parameters, struct fault *why) MUSTUSE;
bool connection_do_once(struct connection *connection, enum query query,
    struct parameters *parameters, struct fault *why) MUSTUSE;
const char *connection_sqlstate(const struct connection *connection)
    RETURNS_VALID;
/* Was the last refusal about the rows that were sent (data exceptions,
 * constraints, program limits, out of memory)? The rest is about us. */
bool connection_is_about_rows(const struct connection *connection);
/* BEGIN, COMMIT, ROLLBACK and migrations: plain SQL without parameters, from
 * our own text only. */
bool connection_script(
    struct connection *connection, const char *sql, struct fault *why) MUSTUSE;
/* For a handler of signals: the statement that connection_run() or _script()
 * waits for is ended, and those that they are to run later fail, so that what
 * was begun is rolled back when the connection is freed. */
void connection_stop(struct connection *connection);

/* reply is valid during the call and NULL when why is set. */
typedef void connection_answer(
    void *context, const struct reply *reply, const struct fault *why);

/*
 * Queues; takes what parameters hold and leaves them empty (NULL: none). sent,
 * which may be NULL, is called when the statement leaves for the server.
 */
struct connection_call {
	enum query query;
	struct parameters *parameters;
	void (*sent)(void *context);
	connection_answer *answer;
	void *context;
};
void connection_send(
    struct connection *connection, const struct connection_call *call);
/* Sends on what is under way as far as the socket takes it, and calls nobody
 * back: for long work between two turns of the loop, so that the server has
 * something to do meanwhile. */
void connection_flush(struct connection *connection);
/* How many statements wait or run. */
unsigned connection_pending(const struct connection *connection);
/* For poll(2): the descriptor, or -1 when lost or idle; and the events. */
int connection_poll(const struct connection *connection, short *events);
/* Sends and receives what can be without blocking, and calls back. To be called
 * also without a descriptor, as long as something is pending: a lost connection
 * is told here. */
void connection_work(struct connection *connection);

/* Rows and columns from 0. Text lives with the reply; none for NULL. */
void reply_free(struct reply *reply); /* takes NULL */
int reply_rows(const struct reply *reply);
bool reply_is_null(const struct reply *reply, int row, int column);
struct text reply_text(const struct reply *reply, int row, int column);
const char *reply_string(const struct reply *reply, int row, int column)
    RETURNS_VALID;
int64_t reply_number(const struct reply *reply, int row, int column);
bool reply_bool(const struct reply *reply, int row, int column);

#endif
