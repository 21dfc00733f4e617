#ifndef STORE_PROGRAM_H
#define STORE_PROGRAM_H

#include "base/fault.h"

#define PROGRAM_PATH 1024

/* The oldest PostgreSQL that Sheaf runs on. */
#define PROGRAM_OLDEST 14

/*
 * Finds the folder of PostgreSQL's server programs: on PATH, or where Debian
 * and others put them (they keep several releases, off the PATH). release is
 * the one wanted, 0 for the newest; it becomes the one found. Runs each
 * candidate to ask it, so not to be called as root.
 */
bool program_folder(char folder[PROGRAM_PATH], int *release, struct fault *why)
    MUSTUSE;

#endif
