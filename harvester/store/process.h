#ifndef STORE_PROCESS_H
#define STORE_PROCESS_H

#include <sys/types.h>

#include "base/buffer.h"
#include "base/fault.h"

/*
 * Other programs and other users, for the private cluster: PostgreSQL refuses
 * to run as root, and root must not touch files in a directory that belongs to
 * somebody else. No shell anywhere.
 */
struct process_user {
	uid_t uid;
	gid_t gid;
	char name[64];
};

/* False: no such user. */
bool process_user_named(const char *name, struct process_user *user) MUSTUSE;
bool process_user_of(uid_t uid, struct process_user *user) MUSTUSE;

/* Whether we can become user: we are, or we are root. */
bool process_may_become(const struct process_user *user);

/*
 * Runs job in a child as user, in the root directory, and waits for it; the
 * fault comes back, changes to memory do not. What the child leaves running
 * lives on.
 */
typedef bool process_job(void *context, struct fault *why);
bool process_as(const struct process_user *user, process_job *job,
    void *context, struct fault *why) MUSTUSE;

/*
 * Runs a program (path first, NULL last) with a small environment of its own
 * and waits for it. What it wrote on both its streams goes to output, its
 * first 64 KiB; a failure quotes the last line of that.
 */
bool process_run(const char *const *arguments, struct buffer *output,
    struct fault *why) MUSTUSE;

/*
 * Starts a program in a session of its own, its output to the file log, which
 * is emptied. Returns its pid, a child's; -1 when it cannot.
 */
pid_t process_start(
    const char *const *arguments, const char *log, struct fault *why) MUSTUSE;

#endif
