#include <sys/wait.h>

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <grp.h>
#include <pwd.h>

#include "base/limit.h"
#include "store/process.h"

#define OUTPUT_BYTES (64 * KIB)
#define PASSWD_BYTES (16 * KIB)
#define WORDS        32
#define NOT_STARTED  127 /* exit code of a child that could not exec */

static bool
take_user(const struct passwd *found, struct process_user *user)
{
	if (found == NULL || strlen(found->pw_name) >= sizeof(user->name))
		return false;
	user->uid = found->pw_uid;
	user->gid = found->pw_gid;
	(void)snprintf(user->name, sizeof(user->name), "%s", found->pw_name);
	return true;
}

bool
process_user_named(const char *name, struct process_user *user)
{
	char bytes[PASSWD_BYTES];
	struct passwd entry;
	struct passwd *found = NULL;

	(void)getpwnam_r(name, &entry, bytes, sizeof(bytes), &found);
	return take_user(found, user);
}

bool
process_user_of(uid_t uid, struct process_user *user)
{
	char bytes[PASSWD_BYTES];
	struct passwd entry;
	struct passwd *found = NULL;

	(void)getpwuid_r(uid, &entry, bytes, sizeof(bytes), &found);
	return take_user(found, user);
}

bool
process_may_become(const struct process_user *user)
{
	return geteuid() == 0 || geteuid() == user->uid;
}

/* In this order: whoever is no longer root can change nothing more. */
static bool
become(const struct process_user *user, struct fault *why)
{
	if (geteuid() != user->uid &&
	    (setgroups(1, &user->gid) != 0 || setgid(user->gid) != 0 ||
		setuid(user->uid) != 0))
		return fault_set(why, FAULT_STORE,
		    "could not become user %s: %s", user->name,
		    strerror(errno));
	if (chdir("/") != 0)
		return fault_set(why, FAULT_STORE,
		    "could not go to the root directory: %s", strerror(errno));
	return true;
}

static void NORETURN
run_job(const struct process_user *user, process_job *job, void *context,
    int answer)
{
	struct fault why = { 0 };
	bool done = become(user, &why) && job(context, &why);

	/* A parent that is gone needs no answer. */
	if (!done && write(answer, &why, sizeof(why)) < 0)
		_exit(EXIT_FAILURE);
	_exit(done ? EXIT_SUCCESS : EXIT_FAILURE);
}

static int
wait_for(pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) < 0) {
		if (errno != EINTR)
			return -1;
	}
	return status;
}

static bool
fork_fault(struct fault *why)
{
	return fault_set(
	    why, FAULT_STORE, "could not start a process: %s", strerror(errno));
}

bool
process_as(const struct process_user *user, process_job *job, void *context,
    struct fault *why)
{
	struct fault answer;
	bool is_answered;
	int ends[2];
	int status;
	pid_t child;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return fork_fault(why);
	child = fork();
	if (child == 0)
		run_job(user, job, context, ends[1]);
	(void)close(ends[1]);
	if (child < 0) {
		(void)close(ends[0]);
		return fork_fault(why);
	}
	is_answered =
	    read(ends[0], &answer, sizeof(answer)) == (ssize_t)sizeof(answer);
	(void)close(ends[0]);
	status = wait_for(child);
	if (status == 0)
		return true;
	if (!is_answered)
		return fault_set(why, FAULT_STORE,
		    "the process that minds the database ended unexpectedly");
	*why = answer;
	return false;
}

/*
 * The settings of whoever calls (PGDATA, PGOPTIONS, LC_ALL, ...) must not
 * shape a cluster that others use too.
 */
static void NORETURN
execute(const char *const *arguments, int input, int output)
{
	static char path[] = "PATH=/usr/local/bin:/usr/bin:/bin";
	static char locale[] = "LC_ALL=C";
	static char *environment[] = { path, locale, NULL };
	char *words[WORDS];
	size_t count = 0;
	sigset_t none;

	/* A worker may have blocked its own. */
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	if (dup2(input, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0 ||
	    dup2(output, STDERR_FILENO) < 0)
		_exit(NOT_STARTED);
	closefrom(STDERR_FILENO + 1);
	while (arguments[count] != NULL)
		count++;
	assert(count > 0 && count < WORDS);
	/* execve() promises not to write to them, but not in its types. */
	memcpy(words, arguments, (count + 1) * sizeof(words[0]));
	(void)execve(arguments[0], words, environment);
	_exit(NOT_STARTED);
}

/* The child's pid; -1 with a fault. */
static pid_t
launch(const char *const *arguments, int output, bool is_session,
    struct fault *why)
{
	int input = open("/dev/null", O_RDONLY | O_CLOEXEC);
	pid_t child = input < 0 ? -1 : fork();

	if (child == 0) {
		if (is_session)
			(void)setsid();
		execute(arguments, input, output);
	}
	if (child < 0)
		(void)fork_fault(why);
	if (input >= 0)
		(void)close(input);
	return child;
}

static void
read_all(int from, struct buffer *into)
{
	char chunk[4096];
	ssize_t length;

	do {
		length = read(from, chunk, sizeof(chunk));
		if (length > 0)
			buffer_add(into, chunk, (size_t)length);
	} while (length > 0 || (length < 0 && errno == EINTR));
}

/* The last line that is not empty. */
static struct text
last_line(const struct buffer *output)
{
	struct text line = text_trim(buffer_text(output));
	const char *end =
	    line.length == 0 ? NULL : memrchr(line.bytes, '\n', line.length);

	if (end != NULL) {
		line.length -= (size_t)(end + 1 - line.bytes);
		line.bytes = end + 1;
	}
	return line;
}

bool
process_run(
    const char *const *arguments, struct buffer *output, struct fault *why)
{
	char shown[160];
	int ends[2];
	int status;
	pid_t child;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return fork_fault(why);
	child = launch(arguments, ends[1], false, why);
	(void)close(ends[1]);
	if (child < 0) {
		(void)close(ends[0]);
		return false;
	}
	buffer_init(output, OUTPUT_BYTES);
	read_all(ends[0], output);
	(void)close(ends[0]);
	status = wait_for(child);
	if (status == 0)
		return true;
	text_printable(shown, sizeof(shown), last_line(output));
	buffer_fini(output);
	return fault_set(why, FAULT_STORE, "%s failed: %s",
	    strrchr(arguments[0], '/') + 1, shown);
}

pid_t
process_start(const char *const *arguments, const char *log, struct fault *why)
{
	int output = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	pid_t child;

	if (output < 0) {
		(void)fault_set(why, FAULT_STORE, "could not write %s: %s", log,
		    strerror(errno));
		return -1;
	}
	child = launch(arguments, output, true, why);
	(void)close(output);
	return child;
}
