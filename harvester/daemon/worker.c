#include <sys/signalfd.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/version.h"
#include "daemon/machine.h"
#include "daemon/worker.h"

#define LONGEST_WAIT 10 /* seconds, for a database that is away */

int
worker_signals(void)
{
	sigset_t mask;
	int signals;

	(void)signal(SIGPIPE, SIG_IGN);
	(void)sigemptyset(&mask);
	(void)sigaddset(&mask, SIGTERM);
	(void)sigaddset(&mask, SIGINT);
	if (sigprocmask(SIG_BLOCK, &mask, NULL) != 0)
		abort();
	signals = signalfd(-1, &mask, SFD_NONBLOCK | SFD_CLOEXEC);
	if (signals < 0)
		abort();
	return signals;
}

bool
worker_is_told_to_stop(int signals)
{
	struct signalfd_siginfo info;

	return read(signals, &info, sizeof(info)) == (ssize_t)sizeof(info);
}

/* Gives its hosts back, and forgets it. */
static bool
bury(struct connection *connection, const char *worker, pid_t pid,
    struct fault *why)
{
	struct parameters parameters;
	bool done;

	parameters_init(&parameters);
	parameter_string(&parameters, worker);
	parameter_integer(&parameters, (int32_t)pid);
	done = connection_do(connection, QUERY_WORKER_GONE, &parameters, why);
	parameters_fini(&parameters);
	return done;
}

/* What our own earlier life held. */
static bool
give_back(const struct worker_options *options, struct fault *why)
{
	struct parameters parameters;
	bool done;

	parameters_init(&parameters);
	parameter_string(&parameters, options->name);
	done = connection_do(
	    options->connection, QUERY_HOST_RELEASE_WORKER, &parameters, why);
	parameters_fini(&parameters);
	return done;
}

/* One process of this machine, from worker_of_machine.sql. */
static bool
judge_process(const struct worker_options *options, const struct reply *reply,
    int row, struct fault *why)
{
	const char *worker = reply_string(reply, row, 0);
	pid_t pid = (pid_t)reply_number(reply, row, 1);
	bool is_fresh = reply_bool(reply, row, 2);

	if (pid == getpid())
		return true;
	if (kill(pid, 0) != 0 && errno == ESRCH)
		return bury(options->connection, worker, pid, why);
	/* A process id that is in use again has written nothing of late. */
	if (!is_fresh || strcmp(worker, options->name) != 0)
		return true;
	return fault_set(why, FAULT_INPUT,
	    "another daemon on this machine works on this database already: "
	    "its %s is process %ld",
	    worker, (long)pid);
}

/* Leases of processes that died here are given back at once. */
static bool
judge_processes(const struct worker_options *options, const char *machine,
    struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;
	bool done;

	parameters_init(&parameters);
	parameter_string(&parameters, machine);
	done = connection_run(options->connection, QUERY_WORKER_OF_MACHINE,
	    &parameters, &reply, why);
	parameters_fini(&parameters);
	for (int row = 0; done && row < reply_rows(reply); row++)
		done = judge_process(options, reply, row, why);
	reply_free(reply);
	return done;
}

void
worker_seen_parameters(const struct worker_options *options, const char *kind,
    struct parameters *parameters)
{
	char machine[MACHINE_SIZE];

	machine_identity(machine);
	parameter_string(parameters, options->name);
	parameter_string(parameters, kind);
	parameter_bool(parameters, options->is_daemon);
	parameter_integer(parameters, (int32_t)getpid());
	parameter_string(parameters, machine);
	parameter_string(parameters, sheaf_version());
}

bool
worker_seen(
    const struct worker_options *options, const char *kind, struct fault *why)
{
	char machine[MACHINE_SIZE];
	struct parameters parameters;
	bool done;

	machine_identity(machine);
	if (!judge_processes(options, machine, why) || !give_back(options, why))
		return false;
	parameters_init(&parameters);
	worker_seen_parameters(options, kind, &parameters);
	done = connection_do(
	    options->connection, QUERY_WORKER_SEEN, &parameters, why);
	parameters_fini(&parameters);
	return done;
}

void
worker_gone(const struct worker_options *options)
{
	struct fault why;

	if (!bury(options->connection, options->name, getpid(), &why))
		log_write(LOG_LEVEL_DEBUG, NULL, "%s", why.text);
}

bool
worker_waits(int signals, const struct fault *why, int *seconds)
{
	struct pollfd told = { signals, POLLIN, 0 };

	if (*seconds < LONGEST_WAIT)
		++*seconds;
	log_write(LOG_LEVEL_WARNING, NULL, "%s; trying again in %d s",
	    why->text, *seconds);
	return poll(&told, 1, *seconds * 1000) <= 0;
}

bool
worker_reconnect(const struct worker_options *options, int signals)
{
	struct fault why;
	int seconds = 0;

	while (!connection_open(options->connection, &why))
		if (!worker_waits(signals, &why, &seconds))
			return false;
	log_write(LOG_LEVEL_INFO, NULL, "connected to the database again");
	return true;
}
