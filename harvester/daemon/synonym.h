#ifndef DAEMON_SYNONYM_H
#define DAEMON_SYNONYM_H

#include "normalise/vocabulary.h"
#include "store/connection.h"

/* The tables of schemas/, with what people added. Free it. */
bool synonym_vocabulary(struct connection *connection,
    struct vocabulary **vocabulary, struct fault *why) MUSTUSE;

#endif
