#include <sys/signalfd.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/version.h"
#include "daemon/worker.h"

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

static void
machine_name(char *into, size_t size)
{
	if (gethostname(into, size) != 0)
		into[0] = '\0';
	into[size - 1] = '\0';
}

static bool
release(struct connection *connection, const char *worker, struct fault *why)
{
	struct parameters parameters;
	bool done;

	parameters_init(&parameters);
	parameter_string(&parameters, worker);
	done = connection_do(
	    connection, QUERY_HOST_RELEASE_WORKER, &parameters, why);
	parameters_fini(&parameters);
	return done;
}

static bool
forget(struct connection *connection, const char *worker, struct fault *why)
{
	struct parameters parameters;
	bool done;

	parameters_init(&parameters);
	parameter_string(&parameters, worker);
	done = connection_do(connection, QUERY_WORKER_GONE, &parameters, why);
	parameters_fini(&parameters);
	return done;
}

/*
 * Leases of processes that died here are given back at once. A process id that
 * is in use again, or one of another pid namespace, is judged wrongly at times:
 * the fence makes that harmless.
 */
static bool
bury_the_dead(
    struct connection *connection, const char *machine, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;
	bool done;

	parameters_init(&parameters);
	parameter_string(&parameters, machine);
	done = connection_run(
	    connection, QUERY_WORKER_OF_MACHINE, &parameters, &reply, why);
	parameters_fini(&parameters);
	for (int row = 0; done && row < reply_rows(reply); row++) {
		pid_t pid = (pid_t)reply_number(reply, row, 1);
		const char *worker = reply_string(reply, row, 0);

		if (kill(pid, 0) == 0 || errno != ESRCH)
			continue;
		done = release(connection, worker, why) &&
		    forget(connection, worker, why);
	}
	reply_free(reply);
	return done;
}

void
worker_seen_parameters(const struct worker_options *options, const char *kind,
    struct parameters *parameters)
{
	char machine[256];

	machine_name(machine, sizeof(machine));
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
	char machine[256];
	struct parameters parameters;
	bool done;

	machine_name(machine, sizeof(machine));
	parameters_init(&parameters);
	worker_seen_parameters(options, kind, &parameters);
	/* What our own earlier life held comes first. */
	done = release(options->connection, options->name, why) &&
	    connection_do(
		options->connection, QUERY_WORKER_SEEN, &parameters, why);
	parameters_fini(&parameters);
	return done && bury_the_dead(options->connection, machine, why);
}

void
worker_gone(const struct worker_options *options)
{
	struct fault why;

	if (!forget(options->connection, options->name, &why))
		log_write(LOG_LEVEL_DEBUG, NULL, "%s", why.text);
}

bool
worker_reconnect(const struct worker_options *options, int signals)
{
	struct pollfd told = { signals, POLLIN, 0 };
	struct fault why;
	int seconds = 1;

	while (!connection_open(options->connection, &why)) {
		log_write(LOG_LEVEL_WARNING, NULL, "%s; trying again in %d s",
		    why.text, seconds);
		if (poll(&told, 1, seconds * 1000) > 0)
			return false;
		if (seconds < 10)
			seconds++;
	}
	log_write(LOG_LEVEL_INFO, NULL, "connected to the database again");
	return true;
}
