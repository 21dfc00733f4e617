#ifndef DAEMON_REFUSAL_H
#define DAEMON_REFUSAL_H

#include "store/connection.h"

/* Why the server did not take what a statement brought: by the SQLSTATE of the
 * last one that failed (PostgreSQL, appendix A). */
enum refusal {
	REFUSAL_OTHER,
	REFUSAL_ROWS,     /* for one of its rows */
	REFUSAL_MEMORY,   /* for one of them, or it has none for anybody */
	REFUSAL_CONFLICT, /* somebody was in the way */
};

enum refusal refusal_of(const struct connection *connection);

#endif
