#include <sys/prctl.h>
#include <sys/wait.h>

#include <assert.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "daemon/child.h"

#define PARENT "SHEAF_PARENT" /* in the child's environment: our process id */

void
child_argument(struct child_arguments *arguments, const char *argument)
{
	if (arguments->count == 0)
		arguments->argv[arguments->count++] = "sheaf";
	assert(arguments->count < CHILD_ARGUMENTS);
	arguments->argv[arguments->count++] = argument;
	arguments->argv[arguments->count] = NULL;
}

void
child_blame(struct child_arguments *arguments, int blame, int killed)
{
	(void)snprintf(arguments->blame, sizeof(arguments->blame), "%d", blame);
	(void)snprintf(
	    arguments->killed, sizeof(arguments->killed), "%d", killed);
	child_argument(arguments, "--blame");
	child_argument(arguments, arguments->blame);
	child_argument(arguments, "--killed");
	child_argument(arguments, arguments->killed);
}

static void
tell_parent(void)
{
	char pid[32];

	(void)snprintf(pid, sizeof(pid), "%ld", (long)getpid());
	if (setenv(PARENT, pid, 1) != 0)
		abort();
}

pid_t
child_start(struct child_arguments *arguments)
{
	posix_spawnattr_t attributes;
	sigset_t none;
	pid_t pid;
	int failed;

	tell_parent();
	(void)sigemptyset(&none);
	if (posix_spawnattr_init(&attributes) != 0)
		abort();
	(void)posix_spawnattr_setsigmask(&attributes, &none);
	(void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	/* posix_spawn() does not write to argv; POSIX lacks the const. */
	failed = posix_spawn(&pid, "/proc/self/exe", NULL, &attributes,
	    (char *const *)(const void *)arguments->argv, environ);
	(void)posix_spawnattr_destroy(&attributes);
	if (failed != 0)
		abort();
	return pid;
}

/*
 * The parent may have died before we got here: then somebody else is it now,
 * whose death means nothing to us.
 */
void
child_follow_parent(void)
{
	const char *parent = getenv(PARENT);

	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	/* Executed by /proc/self/exe, it is "exe" to ps(1) and the journal. */
	(void)prctl(PR_SET_NAME, "sheaf");
	if (parent != NULL && strtol(parent, NULL, 10) != (long)getppid())
		(void)raise(SIGTERM);
}

int
child_crash(int status)
{
	static const int crashes[] = { SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL,
		SIGSYS, SIGTRAP, SIGXCPU, SIGPROF };

	for (size_t i = 0; i < sizeof(crashes) / sizeof(crashes[0]); i++)
		if (WIFSIGNALED(status) && WTERMSIG(status) == crashes[i])
			return crashes[i];
	return 0;
}

void
child_ending(struct buffer *into, int status)
{
	if (WIFSIGNALED(status))
		buffer_printf(into, "was killed by signal %d (%s)",
		    WTERMSIG(status), strsignal(WTERMSIG(status)));
	else
		buffer_printf(
		    into, "ended with status %d", WEXITSTATUS(status));
}
