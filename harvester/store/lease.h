#ifndef STORE_LEASE_H
#define STORE_LEASE_H

#include "store/page.h"

/* A lease id that nobody had before. */
void lease_make(char into[UUID_SIZE]);

#endif
