#ifndef STORE_SESSION_H
#define STORE_SESSION_H

#include <string.h>
#include <time.h>

#include "store.h"

/*
 * Sessions that can be held open: a statement is sent, waits for a lock that
 * another session has, and goes on when that one lets go. What a test sees is
 * what the server says about them, never how long something took.
 */
struct session {
	PGconn *libpq;
	PGresult *result; /* of the last statement; NULL while it runs */
	int pid;
};

/* Sees everything, takes part in nothing. */
static PGconn *observer;

static inline void
observe(void)
{
	observer = PQconnectdb(conninfo_of("SUPERUSER"));
	assert_int_equal(PQstatus(observer), CONNECTION_OK);
	PQclear(PQexec(observer,
	    "SET client_min_messages = warning;"
	    " SET search_path = pg_catalog; SET timezone = 'UTC'"));
}

static inline PGresult *observed(const char *format, ...) PRINTF(1, 2);
static inline PGresult *
observed(const char *format, ...)
{
	static char sql[16384];
	PGresult *result;
	va_list args;

	va_start(args, format);
	assert_true(
	    vsnprintf(sql, sizeof(sql), format, args) < (int)sizeof(sql));
	va_end(args);
	result = PQexec(observer, sql);
	if (PQresultStatus(result) != PGRES_TUPLES_OK &&
	    PQresultStatus(result) != PGRES_COMMAND_OK)
		fail_msg("%s: %s", sql, PQresultErrorMessage(result));
	return result;
}

/* Statements of tests, and their one value. */
#define sql(...) PQclear(observed(__VA_ARGS__))

static inline int64_t
number_in(PGresult *result)
{
	int64_t number;

	assert_int_equal(PQntuples(result), 1);
	number = strtoll(PQgetvalue(result, 0, 0), NULL, 10);
	PQclear(result);
	return number;
}
#define number(...) number_in(observed(__VA_ARGS__))

static inline const char *
text_in(PGresult *result)
{
	static char text[4096];

	assert_int_equal(PQntuples(result), 1);
	(void)snprintf(text, sizeof(text), "%s",
	    PQgetisnull(result, 0, 0) ? "NULL" : PQgetvalue(result, 0, 0));
	PQclear(result);
	return text;
}
#define value(...) text_in(observed(__VA_ARGS__))

/* One that runs the product's statements, as the product does. */
static inline struct session
session_open(const char *who)
{
	struct session session = { .libpq = PQconnectdb(conninfo_of(who)) };

	assert_int_equal(PQstatus(session.libpq), CONNECTION_OK);
	PQclear(PQexec(session.libpq,
	    "SET client_min_messages = error;"
	    " SET search_path = pg_catalog; SET timezone = 'UTC'"));
	session.pid = PQbackendPID(session.libpq);
	return session;
}

static inline void
session_close(struct session *session)
{
	PQclear(session->result);
	PQfinish(session->libpq);
}

/* Sends; parameters may be NULL, and are done with. */
static inline void
session_send(struct session *session, const char *statement,
    struct parameters *parameters)
{
	struct connection_values values = connection_values(parameters);

	PQclear(session->result);
	session->result = NULL;
	assert_int_equal(
	    PQsendQueryParams(session->libpq, statement, values.count, NULL,
		values.pointers, values.lengths, values.formats, 0),
	    1);
	while (PQflush(session->libpq) == 1)
		continue;
	if (parameters != NULL)
		parameters_fini(parameters);
}

/* Of another session of ours: autovacuum has locks too. From the table of
 * locks itself: what pg_stat_activity says of waiting lags behind it. */
static inline bool
session_waits_for_a_lock(const struct session *session)
{
	return number("SELECT count(*) FROM unnest(pg_blocking_pids(%d)) AS"
		      " b(pid) JOIN pg_stat_activity USING (pid) WHERE"
		      " backend_type = 'client backend'",
		   session->pid) > 0;
}

static inline void
nap(void)
{
	(void)nanosleep(&(struct timespec){ .tv_nsec = 200000 }, NULL);
}

/* True: it is done. False: it waits for a lock. */
static inline bool
session_goes_on(struct session *session)
{
	PGresult *last;

	for (int i = 0; i < 100000 && session->result == NULL; i++) {
		assert_int_equal(PQconsumeInput(session->libpq), 1);
		if (PQisBusy(session->libpq) == 0) {
			session->result = PQgetResult(session->libpq);
			while ((last = PQgetResult(session->libpq)) != NULL)
				PQclear(last);
			break;
		}
		if (session_waits_for_a_lock(session))
			return false;
		nap();
	}
	assert_non_null(session->result);
	return true;
}

/* Must be done, or wait for a lock, now. */
static inline void
session_must_wait(struct session *session)
{
	assert_false(session_goes_on(session));
}

static inline PGresult *
session_done(struct session *session)
{
	if (!session_goes_on(session))
		fail_msg("waits for a lock: %s",
		    value("SELECT left(query, 200) FROM pg_stat_activity"
			  " WHERE pid = %d",
			session->pid));
	if (PQresultStatus(session->result) != PGRES_TUPLES_OK &&
	    PQresultStatus(session->result) != PGRES_COMMAND_OK)
		fail_msg("%s", PQresultErrorMessage(session->result));
	return session->result;
}

/* Waits for whatever it waits for, a deadlock's end too. */
static inline PGresult *
session_ended(struct session *session)
{
	for (int i = 0; i < 100000 && !session_goes_on(session); i++)
		nap();
	return session->result;
}

static inline PGresult *
session_run(struct session *session, const char *statement,
    struct parameters *parameters)
{
	session_send(session, statement, parameters);
	return session_done(session);
}

static inline PGresult *
session_query(
    struct session *session, enum query query, struct parameters *parameters)
{
	return session_run(session, query_texts[query].text, parameters);
}

static inline void
session_script(struct session *session, const char *script)
{
	(void)session_run(session, script, NULL);
}

static inline int
session_rows(const struct session *session)
{
	return PQntuples(session->result);
}

static inline int64_t
session_number(const struct session *session, int row, int column)
{
	return strtoll(PQgetvalue(session->result, row, column), NULL, 10);
}

/* A statement of the product's, changed: it has to contain what is to go. */
static inline char *
statement_with(const char *statement, const char *instead_of, const char *put)
{
	const char *at = strstr(statement, instead_of);
	size_t length = strlen(statement) + strlen(put) + 1;
	char *changed = malloc(length);

	assert_non_null(at);
	assert_non_null(changed);
	(void)snprintf(changed, length, "%.*s%s%s", (int)(at - statement),
	    statement, put, at + strlen(instead_of));
	return changed;
}

/*
 * A gate between the moment a statement's snapshot is taken and its first look
 * at a row: whoever holds advisory lock 1 holds the statement there.
 */
#define GATE "(SELECT pg_advisory_xact_lock_shared(1)) IS NOT NULL"

static inline void
gate_shut(struct session *keeper)
{
	session_script(keeper, "SELECT pg_advisory_lock(1)");
}

static inline void
gate_open(struct session *keeper)
{
	session_script(keeper, "SELECT pg_advisory_unlock(1)");
}

#endif
