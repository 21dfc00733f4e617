#ifndef OAI_RATE_LIMIT_H
#define OAI_RATE_LIMIT_H

#include <time.h>

#include "base/text.h"

/*
 * The headers by which servers say how many requests are left, none of them a
 * standard: RateLimit-Remaining and RateLimit-Reset (drafts 0 to 7 of
 * draft-ietf-httpapi-ratelimit-headers), the same with X- before it, and
 * RateLimit with "remaining=0, reset=60" or "r=0;t=60" in it (later drafts).
 */
struct rate_limit {
	struct text remaining; /* of the first pair that is there */
	struct text reset;
	struct text both; /* of RateLimit */
	struct text date;
};

/*
 * Seconds until there are requests left again, at most RATE_LIMIT_SECONDS; -1
 * where some are left, or nothing is said that can be read. The reset is a
 * number of seconds, a Unix time in seconds or milliseconds, or an HTTP date;
 * moments count from the response's own Date.
 */
long rate_limit_seconds(const struct rate_limit *limit, time_t now);

#endif
