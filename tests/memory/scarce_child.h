#ifndef MEMORY_SCARCE_CHILD_H
#define MEMORY_SCARCE_CHILD_H

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "scarce_malloc.h"
#include "test.h"

/*
 * A process whose memory runs out: it may end by an abort that says so, and in
 * no other way. It stops when it has something to tell, until it goes on.
 */

/* A hang ends by it. */
#define CHILD_SECONDS   60
#define CHILD_NO_MEMORY "sheaf: out of memory\n"

static int child_said;  /* its stderr */
static pid_t child_pid; /* 0: there is none */

/* Memory that parent and child share. */
static inline void *
child_shared(size_t size)
{
	void *shared = mmap(NULL, size, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	assert_true(shared != MAP_FAILED);
	return shared;
}

/* Of a test that has failed one may be left. */
static inline void
child_forget(void)
{
	if (child_pid == 0)
		return;
	(void)kill(child_pid, SIGKILL);
	(void)waitpid(child_pid, NULL, 0);
	child_pid = 0;
}

/* cmocka's handlers would go on with the next test, in the child. */
static inline void
child_can_crash(void)
{
	static const int signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL,
		SIGSYS };

	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		(void)signal(signals[i], SIG_DFL);
}

static inline void
child_begin(void (*body)(void *context), void *context)
{
	child_forget();
	if (child_said == 0)
		child_said = memfd_create("stderr", 0);
	assert_true(child_said > 0);
	assert_int_equal(ftruncate(child_said, 0), 0);
	assert_int_equal(lseek(child_said, 0, SEEK_SET), 0);
	child_pid = fork();
	assert_true(child_pid >= 0);
	if (child_pid > 0)
		return;
	child_can_crash();
	(void)alarm(CHILD_SECONDS);
	(void)prctl(PR_SET_DUMPABLE, 0); /* no core files */
	/* Not stopped for ever when a test has failed. */
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	(void)dup2(child_said, STDERR_FILENO);
	body(context);
	_exit(0);
}

static inline void
child_tell(void)
{
	(void)raise(SIGSTOP);
}

/* True: it has stopped, and told. False: it has ended, with our message. */
static inline bool
child_has_told(void)
{
	char said[4096] = "";
	int status;

	assert_int_equal(waitpid(child_pid, &status, WUNTRACED), child_pid);
	(void)!pread(child_said, said, sizeof(said) - 1, 0);
	if (WIFSTOPPED(status) && said[0] == '\0')
		return true;
	if (!WIFSTOPPED(status))
		child_pid = 0;
	if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGABRT ||
	    strcmp(said, CHILD_NO_MEMORY) != 0)
		fail_msg("status %#x: %s", (unsigned)status, said);
	return false;
}

static inline void
child_go_on(void)
{
	assert_int_equal(kill(child_pid, SIGCONT), 0);
}

/* It goes on, and has nothing more to tell. */
static inline void
child_has_ended(void)
{
	char said[4096] = "";
	int status;

	child_go_on();
	assert_int_equal(waitpid(child_pid, &status, 0), child_pid);
	(void)!pread(child_said, said, sizeof(said) - 1, 0);
	child_pid = 0;
	if (status != 0)
		fail_msg("ended with status %#x: %s", (unsigned)status, said);
}

#endif
