#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdio.h>
#include <stdlib.h>

#include "store/connection_private.h"
#include "test.h"

/* What tests against a cluster of tests/with-postgres share. */

/* who: SUPERUSER, WRITER or READER. */
static inline const char *
conninfo_of(const char *who)
{
	char name[64];
	const char *conninfo;

	(void)snprintf(name, sizeof(name), "SHEAF_TEST_%s", who);
	conninfo = secure_getenv(name);
	if (conninfo == NULL)
		fail_msg("run this with tests/with-postgres");
	return conninfo;
}

static inline struct connection *
open_as(const char *who, const char *role)
{
	struct connection_options options = {
		.conninfo = conninfo_of(who),
		.role = role,
		.application = "test",
	};
	struct connection *connection = connection_new(&options);
	struct fault why;

	if (!connection_open(connection, &why))
		fail_msg("%s", why.text);
	return connection;
}

/* Any SQL, as the superuser, on a connection of its own; its first value. */
static inline void
ask(char answer[64], const char *sql)
{
	PGconn *libpq = PQconnectdb(conninfo_of("SUPERUSER"));
	PGresult *result;

	PQclear(PQexec(libpq, "SET client_min_messages = warning"));
	result = PQexec(libpq, sql);
	if (PQresultStatus(result) != PGRES_TUPLES_OK &&
	    PQresultStatus(result) != PGRES_COMMAND_OK)
		fail_msg("%s: %s", sql, PQresultErrorMessage(result));
	(void)snprintf(answer, 64, "%s",
	    PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "");
	PQclear(result);
	PQfinish(libpq);
}

static inline void
run(const char *sql)
{
	char ignored[64];

	ask(ignored, sql);
}

#endif
