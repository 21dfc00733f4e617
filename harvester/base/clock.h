#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/*
 * A stopwatch, not a clock: milliseconds of CLOCK_BOOTTIME, which counts
 * suspended time too. Only differences mean anything; every moment that
 * decides comes from the database (sheaf.clock()).
 */
int64_t clock_milliseconds(void);

#endif
