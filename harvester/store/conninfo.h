#ifndef STORE_CONNINFO_H
#define STORE_CONNINFO_H

#include "base/buffer.h"

/* A connection string for people: as it is where there is no password in it,
 * else every option of it, the passwords as "***". */
void conninfo_masked(struct buffer *into, const char *conninfo);

#endif
