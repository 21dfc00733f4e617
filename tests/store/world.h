#ifndef STORE_WORLD_H
#define STORE_WORLD_H

#include "sample.h"

/* What most files need, anew for every test (TEST_WORLD): the small world with
 * its harvest, and one session in it. */
static struct session session;
static struct fence fence;

static int
set_up(void **state)
{
	(void)state;
	observe();
	fence = sample_world();
	session = session_open("WRITER");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&session);
	PQfinish(observer);
	return 0;
}

#endif
