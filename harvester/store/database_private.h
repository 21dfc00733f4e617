#ifndef STORE_DATABASE_PRIVATE_H
#define STORE_DATABASE_PRIVATE_H

#include "store/cluster.h"
#include "store/database.h"

/* Connects as role, whatever state the schema is in. cluster is read only
 * where the database is private. */
bool database_dial(const struct database *database,
    const struct cluster *cluster, enum database_role role,
    const char *application, struct connection **connection, struct fault *why)
    MUSTUSE;

/* The roles and the database of a private cluster that runs; harmless where
 * they are there. */
bool database_provision(const struct cluster *cluster, struct fault *why)
    MUSTUSE;

/* Always false: a private cluster of somebody else's. */
bool database_refuse_others(const struct database *database,
    const struct cluster *cluster, struct fault *why);

/* The string that role logs in with. */
void database_conninfo(const struct database *database,
    const struct cluster *cluster, enum database_role role,
    struct buffer *into);

#endif
