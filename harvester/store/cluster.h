#ifndef STORE_CLUSTER_H
#define STORE_CLUSTER_H

#include "base/buffer.h"
#include "base/fault.h"
#include "store/process.h"

/*
 * The private PostgreSQL: made, started and stopped by Sheaf, in a directory
 * of its own. It listens on a unix socket only, and knows people by the user
 * that the kernel says they are (peer):
 *
 *   STATE/postgresql   the data; there only once it is complete
 *   STATE/log          the server's log, a week of it
 *   STATE/run          its socket, unless /run/sheaf or a shorter place is
 *                      used: a socket's path has at most 107 bytes
 *   STATE/socket       names the directory that is used
 *   STATE/lock         held while the cluster is made, started or stopped
 *
 * Its user, and root, may log in as any role; everybody else who reaches the
 * socket is sheaf_reader. Its superuser is "postgres".
 */
#define CLUSTER_PATH      1024
#define CLUSTER_SYSTEM    "/var/lib/sheaf"
#define CLUSTER_DATABASE  "sheaf"
#define CLUSTER_SUPERUSER "postgres"

struct cluster {
	char state[CLUSTER_PATH];
	struct process_user user; /* it runs as, or will */
	bool is_there;
	bool is_system; /* in CLUSTER_SYSTEM */
};

/*
 * Looks at state (an absolute path) and decides whose the cluster is: that of
 * whoever owns it; of a new one, ourselves, or, as PostgreSQL refuses root,
 * the system user sheaf, else postgres.
 */
bool cluster_find(struct cluster *cluster, const char *state, struct fault *why)
    MUSTUSE;
/* Whether state holds a cluster, or looks so from where we may not look. */
bool cluster_is_in(const char *state);

enum cluster_status {
	CLUSTER_ABSENT,
	CLUSTER_STOPPED,
	CLUSTER_BUSY, /* starting, recovering or stopping */
	CLUSTER_RUNNING,
};
enum cluster_status cluster_status(const struct cluster *cluster);
/* Whether we may make, start and stop it, and log in as any role. */
bool cluster_is_ours(const struct cluster *cluster);

/*
 * Makes it where it is absent, starts it where it is not running, and waits
 * until it answers. The system's is started by systemd where its service is
 * installed. Whoever comes second waits for the first. Killed at any point and
 * called again: goes on.
 */
bool cluster_start(struct cluster *cluster, struct fault *why) MUSTUSE;
/* Sessions are ended, everything is written. True when it was not running. */
bool cluster_stop(const struct cluster *cluster, struct fault *why) MUSTUSE;

/*
 * The system's may have been made by root before there was a user sheaf, and
 * then belongs to postgres, while sheaf's is what the service can start.
 * Giving takes root, and stops it; interrupted and called again, it goes on.
 */
bool cluster_is_misplaced(const struct cluster *cluster);
bool cluster_give(struct cluster *cluster, struct fault *why) MUSTUSE;

/* Adds the connection string. Only its user's server is believed to be it,
 * whoever else may have put a socket there. */
void cluster_conninfo(const struct cluster *cluster, const char *login,
    const char *database, struct buffer *into);
/* The directory of the socket. */
void cluster_socket(const struct cluster *cluster, char socket[CLUSTER_PATH]);

#endif
