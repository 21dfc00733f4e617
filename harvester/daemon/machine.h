#ifndef DAEMON_MACHINE_H
#define DAEMON_MACHINE_H

/*
 * Where a process id means something: this host name, this boot, this pid
 * namespace. Two machines or containers of the same name differ, so that
 * neither takes the other's processes for dead.
 * "name/1f0a5c2e"
 */
#define MACHINE_SIZE ((size_t)96)

void machine_identity(char into[MACHINE_SIZE]);

#endif
