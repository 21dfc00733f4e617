#ifndef STORE_DATABASE_H
#define STORE_DATABASE_H

#include "base/config.h"
#include "store/connection.h"
#include "store/migrate.h"

/*
 * Which database, by one order for every command and the daemon: option,
 * environment (SHEAF_DATABASE, SHEAF_STATE), configuration, the system's
 * private cluster (/var/lib/sheaf) where there is one, else the user's
 * (~/.local/state/sheaf; root, and who owns /var/lib/sheaf: the system's). On
 * one level a connection string comes before a state directory.
 *
 * Finding looks at files only; opening is what connects, and makes and starts
 * the private cluster where need be.
 */
struct database {
	bool is_private; /* a cluster that we make and run, in state */
	char *conninfo;  /* of another's server; NULL when private */
	char *state;     /* absolute path; NULL when not private */
	bool is_named;   /* by somebody; else it is where it is by default */
	bool must_exist; /* opening it makes no cluster; set by the caller */
	/* Where it is, in plain words for people, without any password:
	 * "the private database in /var/lib/sheaf". */
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
const char *database_role_name(enum database_role role) RETURNS_VALID;

/*
 * Connects as role and checks that the schema is the one this program knows:
 * an older one (but for the owner) and a newer one are refused with a sentence
 * that says what to do. Of a private cluster, what is missing is made first
 * where we may: cluster, server, roles, schema; a user's own is also migrated,
 * the system's only by "sheaf db migrate". On another's server where the roles
 * are not there, or not open to us, runs as whom we log in.
 *
 * application is shown in pg_stat_activity. connection_open() connects again,
 * without these checks.
 */
bool database_open(const struct database *database, enum database_role role,
    const char *application, struct connection **connection, struct fault *why)
    MUSTUSE;

/* A private cluster that is there and does not run: opening it starts it, which
 * is for the command to say when it is done. */
bool database_is_stopped(const struct database *database) MUSTUSE;

/* Asks only: makes, starts and migrates nothing. */
bool database_schema(const struct database *database, enum schema_state *state,
    struct fault *why) MUSTUSE;

struct database_result {
	struct migrate_result migrated;
	bool has_roles; /* false: everything runs as one role */
	bool was_given; /* to the user sheaf, it belonged to another */
};
/* "sheaf db init": whatever is missing, each time it is called; migrates. */
bool database_init(const struct database *database,
    struct database_result *result, struct fault *why) MUSTUSE;

/*
 * For psql: puts what libpq needs to connect as role into our environment
 * (PGHOST, ...; a password must not be seen in a list of processes), and what
 * has no variable into rest, a connection string. Opens the database once.
 */
bool database_export(const struct database *database, enum database_role role,
    struct buffer *rest, struct fault *why) MUSTUSE;

#endif
