#ifndef DAEMON_SCHEMAS_H
#define DAEMON_SCHEMAS_H

#include "store/connection.h"

/*
 * sheaf.vocabulary and sheaf.synonym are a copy of schemas/, so that people can
 * ask for it: made again where schemas/ are others than they were. Not inside a
 * transaction.
 */
bool schemas_settle(struct connection *connection, struct fault *why) MUSTUSE;

#endif
