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

	parameters_init(&parameters);
	parameter_string(&parameters, worker);
	parameter_integer(&parameters, (int32_t)pid);
	return connection_do_once(
	    connection, QUERY_WORKER_GONE, &parameters, why);
}

/* What our own earlier life held. */
static bool
give_back(const struct worker_options *options, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_string(&parameters, options->name);
	return connection_do_once(
	    options->connection, QUERY_HOST_RELEASE_WORKER, &parameters, why);
}

/* One whose daemon was killed is about to end. *daemon is 0 where it is not to
 * be found out. */
static bool
has_daemon(pid_t worker, pid_t *daemon)
{
	*daemon = machine_parent(worker);
	return *daemon == 0 || machine_has_process(*daemon, "daemon");
}

static bool
refuse_second(pid_t worker, pid_t daemon, struct fault *why)
{
	if (daemon == 0)
		return fault_set(why, FAULT_INPUT,
		    "another daemon on this machine works on this database "
		    "already: one of its workers is process %ld",
		    (long)worker);
	return fault_set(why, FAULT_INPUT,
	    "another daemon on this machine works on this database already: "
	    "process %ld",
	    (long)daemon);
}

/* One process of this machine, from worker_of_machine.sql. Only a daemon's
 * workers are given their name; others have their own process's. */
static bool
judge_process(const struct worker_options *options, const struct reply *reply,
    int row, struct fault *why)
{
	const char *worker = reply_string(reply, row, 0);
	pid_t pid = (pid_t)reply_number(reply, row, 1);
	bool is_fresh = reply_bool(reply, row, 2);
	bool is_ours = strcmp(worker, options->name) == 0;
	bool is_rival;
	pid_t daemon;

	if (pid == getpid())
		return true;
	if ((kill(pid, 0) != 0 && errno == ESRCH) ||
	    (is_ours && !machine_has_process(pid, worker)))
		return bury(options->connection, worker, pid, why);
	/* One that cannot be looked at has written nothing of late. */
	if (!is_fresh || !is_ours)
		return true;
	is_rival = has_daemon(pid, &daemon);
	if (options->has_rival != NULL)
		*options->has_rival = is_rival;
	if (is_rival)
		return refuse_second(pid, daemon, why);
	return fault_set(why, FAULT_STORE,
	    "process %ld, whose daemon is gone, still finishes its page",
	    (long)pid);
}

static bool
find_processes(struct connection *connection, const char *machine,
    struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_string(&parameters, machine);
	return connection_run_once(
	    connection, QUERY_WORKER_OF_MACHINE, &parameters, reply, why);
}

bool
worker_has_no_rival(struct connection *connection, struct fault *why)
{
	char machine[MACHINE_SIZE];
	struct reply *reply;
	pid_t daemon;
	bool has_none;

	machine_identity(machine);
	if (!find_processes(connection, machine, &reply, why))
		return false;
	has_none = true;
	for (int row = 0; has_none && row < reply_rows(reply); row++) {
		pid_t pid = (pid_t)reply_number(reply, row, 1);

		/* Columns: name, process, is it fresh, is it a daemon's. */
		if (reply_bool(reply, row, 2) && reply_bool(reply, row, 3) &&
		    machine_has_process(pid, reply_string(reply, row, 0)) &&
		    has_daemon(pid, &daemon))
			has_none = refuse_second(pid, daemon, why);
	}
	reply_free(reply);
	return has_none;
}

/* Leases of processes that died here are given back at once. */
static bool
judge_processes(const struct worker_options *options, const char *machine,
    struct fault *why)
{
	struct reply *reply;
	bool done = find_processes(options->connection, machine, &reply, why);

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

void
worker_add_filter(
    struct parameters *parameters, const int64_t *ids, size_t count)
{
	if (count == 0) {
		parameter_null(parameters);
		return;
	}
	array_begin(parameters, ARRAY_BIGINT);
	for (size_t i = 0; i < count; i++)
		array_bigint(parameters, ids[i]);
	array_end(parameters);
}

bool
worker_seen(
    const struct worker_options *options, const char *kind, struct fault *why)
{
	char machine[MACHINE_SIZE];
	struct parameters parameters;

	machine_identity(machine);
	if (!judge_processes(options, machine, why) || !give_back(options, why))
		return false;
	parameters_init(&parameters);
	worker_seen_parameters(options, kind, &parameters);
	return connection_do_once(
	    options->connection, QUERY_WORKER_SEEN, &parameters, why);
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
