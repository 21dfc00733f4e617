#ifndef DAEMON_SWEEP_H
#define DAEMON_SWEEP_H

#include "daemon/harvester.h"
#include "daemon/verdict.h"

/*
 * A sweep whose list requests have all ended, with the verdict on its list:
 * takes it from the phase where it is (sheaf.sweep) to the next, a batch of
 * records a statement, until it is settled or has more to ask for. Every
 * statement is fenced, and a phase is gone on with by whoever takes the host
 * next. Returns at once.
 */
void sweep_settle(struct holding *holding, const struct fence *fence,
    const char *repository, const struct verdict *list);

#endif
