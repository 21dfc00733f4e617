#ifndef STORE_DATABASE_H
#define STORE_DATABASE_H

#include "base/config.h"
#include "store/connection.h"

/*
 * Which database, by one order for every command and the daemon: option,
 * environment (SHEAF_DATABASE, SHEAF_STATE), configuration, the system's
 * private cluster (/var/lib/sheaf) where there is one, else the user's
 * (~/.local/state/sheaf; root: the system's). On one level a connection string
 * comes before a state directory.
 *
 * Finding looks at files only; opening is what connects, and starts the
 * private cluster where it is not running.
 */
struct database {
	bool is_private; /* a cluster that we made and run, in state */
	char *conninfo;  /* of another's server; NULL when private */
	char *state;     /* absolute path; NULL when not private */
	/* Where it is, in plain words for people, without any password:
	 * "the private database in /var/lib/sheaf (the system's)". */
	char *text;
};

struct database_options {
	const char *database; /* --database; NULL: not given */
	const char *state;    /* --state; NULL: not given */
};

/* The configuration has to be loaded. Release with database_fini(). */
bool database_find(struct database *database,
    const struct database_options *options, const struct config *config,
    struct fault *why) MUSTUSE;
void database_fini(struct database *database); /* zeroed is fine */

enum database_role {
	DATABASE_OWNER,  /* migrations */
	DATABASE_WRITER, /* harvesting, normalising, commands that change */
	DATABASE_READER, /* sees the views of schema api, and nothing else */
};

/*
 * Connects as role, and checks that the schema is the one this program knows:
 * older and newer ones are refused with a sentence that says what to do. A
 * private cluster that is not running is started, a user's own is migrated
 * first; the system's is left to systemd where we may not start it.
 * application is shown in pg_stat_activity. The connection can be opened again
 * with connection_open(); it is then not checked again.
 */
bool database_open(const struct database *database, enum database_role role,
    const char *application, struct connection **connection, struct fault *why)
    MUSTUSE;

/*
 * The connection string for role, to hand on to psql or a child process; free
 * it. role_name is the role to SET ROLE to after logging in, NULL: none.
 */
char *database_conninfo(
    const struct database *database, enum database_role role) RETURNS_VALID;
const char *database_role_name(enum database_role role) RETURNS_VALID;

#endif
