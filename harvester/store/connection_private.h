#ifndef STORE_CONNECTION_PRIVATE_H
#define STORE_CONNECTION_PRIVATE_H

#include <signal.h>

#include <libpq-fe.h>

#include "store/connection.h"

/* What connection.c (life, blocking use) and connection_queue.c share. */

struct operation {
	struct operation *next;
	struct connection_call call;
	struct parameters parameters;
};

struct connection {
	char *conninfo;
	char *role;
	char *application;
	bool read_only;
	PGconn *libpq;
	bool is_lost;
	PGcancel *cancel;                 /* NULL: not connected */
	volatile sig_atomic_t is_stopped; /* connection_stop() */
	bool is_prepared[QUERY_COUNT];
	char sqlstate[6];
	/* The first of the queue is under way when is_sent or is_preparing. */
	struct operation *first, **last;
	unsigned pending;
	bool is_sent;
	bool is_preparing;
	/* What came of it so far; NULL: nothing. */
	PGresult *result;
};

/* Pointers into parameters, as libpq wants them. */
struct connection_values {
	const char *pointers[PARAMETERS];
	int count;
	const int *lengths;
	const int *formats;
};

/* parameters may be NULL: none. */
struct connection_values connection_values(const struct parameters *parameters);
/* Notes how a statement ended; false with a fault for anything but success. */
bool connection_judge(struct connection *connection, const PGresult *result,
    struct fault *why) MUSTUSE;
bool connection_fault_lost(struct fault *why);

/* Waits until nothing is queued. */
void connection_drain(struct connection *connection);
/* Calls back with the fault for what is queued now. */
void connection_fail_queued(struct connection *connection);
/* Without calling back. */
void connection_drop_queued(struct connection *connection);

#endif
