#ifndef DAEMON_SUPERVISOR_H
#define DAEMON_SUPERVISOR_H

#include "base/config.h"
#include "daemon/child.h"

/*
 * The parent of a daemon's workers: starts them, watches, restarts them with a
 * growing pause, stops them, tells systemd. Touches no network, no XML and no
 * database.
 *
 *	SIGTERM, SIGINT  stop: the workers finish the page in hand
 *	SIGHUP           read the configuration again, then end the workers,
 *	                 which come back at once; a bad file changes nothing,
 *	                 not even for a worker that has to be started again
 */
struct supervisor_options {
	const struct config *config;
	const char *config_path; /* to read again; NULL: there is none */
};

/* Returns when all workers have ended: true where it was told to stop, false
 * where one of them found another daemon's in its place, and said so. */
bool supervisor_run(const struct supervisor_options *options) MUSTUSE;

#endif
