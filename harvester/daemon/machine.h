#ifndef DAEMON_MACHINE_H
#define DAEMON_MACHINE_H

#include <sys/types.h>

#include <stdbool.h>

/*
 * Where a process id means something: this host name, this boot, this pid
 * namespace. Two machines or containers of the same name differ, so that
 * neither takes the other's processes for dead.
 * "name/1f0a5c2e"
 */
#define MACHINE_SIZE ((size_t)96)

void machine_identity(char into[MACHINE_SIZE]);

/* Does this process of ours live, under the name that it was started with?
 * Others may have its id by now. One that cannot be looked at may be it. */
bool machine_has_process(pid_t pid, const char *name);
/* 0: it is not to be found out. */
pid_t machine_parent(pid_t pid);

#endif
