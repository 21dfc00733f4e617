#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "store/connection.h"

/*
 * The schema: sql/migration/NNNN_name.sql in order, then the views. Each
 * migration is one transaction together with its line in sheaf.migration,
 * under an advisory lock; the views and the grants are one more. Whatever
 * moment a run is killed at, the next one goes on from there.
 */
enum schema_state {
	SCHEMA_ABSENT,
	SCHEMA_OLDER, /* or not finished */
	SCHEMA_CURRENT,
	SCHEMA_NEWER,
};

/* Any role may ask. Refuses a server before 14 and an encoding but UTF-8. */
bool migrate_check(struct connection *connection, enum schema_state *state,
    struct fault *why) MUSTUSE;

struct migrate_result {
	int from; /* the last migration that was there; 0: none */
	int to;
	bool has_new_views;
};

/*
 * As the owner. Refuses a schema that is newer than we are, one whose
 * migrations are not those we know, and one with dependents. result, which may
 * be NULL, says what was done.
 */
bool migrate_run(struct connection *connection, struct migrate_result *result,
    struct fault *why) MUSTUSE;

/*
 * What people have built on views and functions of ours that the migrations to
 * come drop and make again: a row each, in words, in the order in which it has
 * to go. As the owner. Free the reply.
 */
bool migrate_dependents(struct connection *connection, struct reply **reply,
    struct fault *why) MUSTUSE;

/* Number of the last migration we know. */
int migrate_newest(void);

#endif
