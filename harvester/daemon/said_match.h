#ifndef DAEMON_SAID_MATCH_H
#define DAEMON_SAID_MATCH_H

#include "daemon/mapping.h"

/*
 * Whether an item says a spelling, by a value of its statements: where fields
 * look values up in parts, or in the midst of a name, it may be told of more
 * than do, and never of fewer.
 */
struct said_match {
	enum scheme scheme;
	struct buffer key;
	struct buffer was; /* of roles: their keys, a line each */
	struct buffer scratch;
	bool is_any; /* what it was left no trace */
};

void said_match_init(struct said_match *match, const struct mapping *mapping);
void said_match_fini(struct said_match *match);
bool said_match(struct said_match *match, struct text value);

#endif
