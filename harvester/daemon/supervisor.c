#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <systemd/sd-daemon.h>

#include "base/clock.h"
#include "base/heap.h"
#include "base/log.h"
#include "daemon/blame.h"
#include "daemon/machine.h"
#include "daemon/supervisor.h"

#define TURN_MILLISECONDS  1000
#define FIRST_PAUSE        1000  /* before a worker is started again */
#define LONGEST_PAUSE      60000 /* doubling up to here */
#define SOUND_MILLISECONDS 60000 /* who lived so long starts afresh */
#define STOP_MILLISECONDS  60000 /* then SIGKILL; systemd waits 90 s */

struct worker {
	const char *kind;
	unsigned slot;
	pid_t pid; /* 0: not running */
	int64_t started_at;
	int64_t start_at; /* when not running */
	int64_t pause;
	int blame;  /* descriptor; see blame.h */
	int killed; /* by which signal of its own making; 0: none */
};

struct supervisor {
	const struct supervisor_options *options;
	struct worker *workers;
	size_t count;
	int signals;
	int config;     /* descriptor of the configuration in force */
	bool has_rival; /* another daemon is at the database */
	bool is_stopping;
	int64_t kill_at;
};

static int
open_signals(void)
{
	static const int all[] = { SIGTERM, SIGINT, SIGHUP, SIGCHLD };
	sigset_t mask;
	int descriptor;

	(void)sigemptyset(&mask);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		(void)sigaddset(&mask, all[i]);
	if (sigprocmask(SIG_BLOCK, &mask, NULL) != 0)
		abort();
	descriptor = signalfd(-1, &mask, SFD_NONBLOCK | SFD_CLOEXEC);
	if (descriptor < 0)
		abort();
	return descriptor;
}

/* Workers read their configuration from memory of ours: the file may be in the
 * middle of an edit when one has to be started again. */
static void
put_in_force(const struct supervisor *supervisor, const struct config *config)
{
	struct buffer text;

	buffer_init(&text, 0);
	config_print(config, &text);
	if (ftruncate(supervisor->config, 0) != 0 ||
	    pwrite(supervisor->config, text.bytes, text.length, 0) !=
		(ssize_t)text.length)
		abort();
	buffer_fini(&text);
}

static void
add_workers(struct supervisor *supervisor, const char *kind, long count)
{
	for (long i = 0; i < count; i++)
		supervisor->workers[supervisor->count++] =
		    (struct worker){ .kind = kind,
			    .slot = (unsigned)i + 1,
			    .blame = blame_make() };
}

/* As many as the configuration says, none of them running. */
static void
plan(struct supervisor *supervisor)
{
	const struct config *config = supervisor->options->config;
	size_t most =
	    (size_t)(config->harvest_workers + config->normalise_workers);

	free(supervisor->workers);
	supervisor->count = 0;
	supervisor->workers = heap_array(most, sizeof(*supervisor->workers));
	add_workers(supervisor, "harvest", config->harvest_workers);
	add_workers(supervisor, "normalise", config->normalise_workers);
}

/* The name stays the same over restarts: what the dead one held is given back
 * by the next. */
static void
start(const struct supervisor *supervisor, struct worker *worker, int64_t now)
{
	struct child_arguments arguments = { .count = 0 };
	char machine[MACHINE_SIZE];
	char name[160];
	char config[32];

	machine_identity(machine);
	(void)snprintf(name, sizeof(name), "%s:daemon:%s:%u", machine,
	    worker->kind, worker->slot);
	(void)snprintf(
	    config, sizeof(config), "/proc/self/fd/%d", supervisor->config);
	child_argument(&arguments, "--config");
	child_argument(&arguments, config);
	child_argument(&arguments, "worker");
	child_argument(&arguments, worker->kind);
	child_argument(&arguments, "--daemon");
	child_argument(&arguments, "--name");
	child_argument(&arguments, name);
	child_blame(&arguments, worker->blame, worker->killed);
	worker->pid = child_start(&arguments);
	worker->started_at = now;
}

static void
start_due(struct supervisor *supervisor, int64_t now)
{
	for (size_t i = 0; i < supervisor->count; i++) {
		struct worker *worker = &supervisor->workers[i];

		if (worker->pid == 0 && now >= worker->start_at)
			start(supervisor, worker, now);
	}
}

static void
log_death(const struct worker *worker, int status, int64_t pause)
{
	struct buffer ending;

	buffer_init(&ending, 0);
	child_ending(&ending, status);
	log_write(LOG_LEVEL_ERROR, NULL,
	    "%s worker %u %s; starting it again in %lld s", worker->kind,
	    worker->slot, ending.bytes, (long long)pause / 1000);
	buffer_fini(&ending);
}

static void
note_death(struct supervisor *supervisor, struct worker *worker, int status)
{
	int64_t now = clock_milliseconds();

	worker->pid = 0;
	/* A life that could not begin (no database) has charged nobody yet. */
	if (child_crash(status) != 0 ||
	    (WIFEXITED(status) && WEXITSTATUS(status) == 0))
		worker->killed = child_crash(status);
	if (now - worker->started_at > SOUND_MILLISECONDS || worker->pause == 0)
		worker->pause = FIRST_PAUSE;
	else if (worker->pause < LONGEST_PAUSE)
		worker->pause *= 2;
	worker->start_at = now + worker->pause;
	if (WIFEXITED(status) && WEXITSTATUS(status) == CHILD_RIVAL) {
		supervisor->has_rival = true;
		return;
	}
	/* After SIGHUP they end by themselves, to come back at once. */
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		worker->start_at = now;
	else if (!supervisor->is_stopping)
		log_death(worker, status, worker->pause);
}

static void
reap(struct supervisor *supervisor)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (size_t i = 0; i < supervisor->count; i++)
			if (supervisor->workers[i].pid == pid)
				note_death(supervisor, &supervisor->workers[i],
				    status);
}

static void
send_all(const struct supervisor *supervisor, int number)
{
	for (size_t i = 0; i < supervisor->count; i++)
		if (supervisor->workers[i].pid != 0)
			(void)kill(supervisor->workers[i].pid, number);
}

static bool
is_any_running(const struct supervisor *supervisor)
{
	for (size_t i = 0; i < supervisor->count; i++)
		if (supervisor->workers[i].pid != 0)
			return true;
	return false;
}

static void
stop(struct supervisor *supervisor)
{
	if (supervisor->is_stopping)
		return;
	supervisor->is_stopping = true;
	supervisor->kill_at = clock_milliseconds() + STOP_MILLISECONDS;
	(void)sd_notify(0, "STOPPING=1\nSTATUS=finishing the pages in hand");
	send_all(supervisor, SIGTERM);
}

/* The workers get it when they start again; how many they are was settled at
 * our own start. */
static void
reload(struct supervisor *supervisor)
{
	struct config fresh;
	struct fault why;

	(void)sd_notify(0, "RELOADING=1");
	config_init(&fresh);
	if (supervisor->options->config_path != NULL &&
	    !config_load(&fresh, supervisor->options->config_path, &why)) {
		log_write(LOG_LEVEL_ERROR, NULL,
		    "%s; the configuration in force stays", why.text);
	} else {
		log_write(LOG_LEVEL_INFO, NULL, "configuration read again");
		put_in_force(supervisor, &fresh);
		send_all(supervisor, SIGTERM);
	}
	config_fini(&fresh);
	(void)sd_notify(0, "READY=1");
}

static void
hear_signals(struct supervisor *supervisor)
{
	struct signalfd_siginfo info;

	while (read(supervisor->signals, &info, sizeof(info)) ==
	    (ssize_t)sizeof(info)) {
		if (info.ssi_signo == SIGHUP)
			reload(supervisor);
		else if (info.ssi_signo != SIGCHLD)
			stop(supervisor);
	}
	reap(supervisor);
}

static void
turn(struct supervisor *supervisor)
{
	struct pollfd signals = { supervisor->signals, POLLIN, 0 };
	int64_t now = clock_milliseconds();

	if (!supervisor->is_stopping)
		start_due(supervisor, now);
	else if (now > supervisor->kill_at)
		send_all(supervisor, SIGKILL);
	(void)sd_notify(0, "WATCHDOG=1");
	(void)poll(&signals, 1, TURN_MILLISECONDS);
	hear_signals(supervisor);
	if (supervisor->has_rival)
		stop(supervisor);
}

bool
supervisor_run(const struct supervisor_options *options)
{
	struct supervisor supervisor = { .options = options };

	supervisor.signals = open_signals();
	supervisor.config = memfd_create("sheaf.conf", 0);
	if (supervisor.config < 0 || fchmod(supervisor.config, 0600) != 0)
		abort();
	put_in_force(&supervisor, options->config);
	plan(&supervisor);
	(void)sd_notifyf(0, "READY=1\nSTATUS=%zu workers", supervisor.count);
	while (!supervisor.is_stopping || is_any_running(&supervisor))
		turn(&supervisor);
	free(supervisor.workers);
	(void)close(supervisor.signals);
	(void)close(supervisor.config);
	return !supervisor.has_rival;
}
