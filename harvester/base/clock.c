#include <stdlib.h>
#include <time.h>

#include "base/clock.h"

int64_t
clock_milliseconds(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_BOOTTIME, &now) != 0)
		abort();
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
