#ifndef OAI_COOKIE_H
#define OAI_COOKIE_H

#include <time.h>

#include "base/buffer.h"

/*
 * Cookies of one list request, in memory: some repositories remember in a
 * session how far a list has come. No more of RFC 6265 than that takes: a
 * cookie goes back to the scheme, host and port that it came from, whatever its
 * Domain and Path say, and is kept until Max-Age or Expires says that it is
 * deleted. At most COOKIES of at most COOKIE_BYTES; the oldest goes.
 */
struct cookies;

struct cookies *cookies_new(void) RETURNS_VALID;
void cookies_free(struct cookies *cookies); /* takes NULL */

/* One Set-Cookie header; origin is "https://example.org:443", now is the
 * server's. */
void cookies_take(struct cookies *cookies, const char *origin,
    struct text set_cookie, time_t now);
/* "a=b; c=d", what belongs into the Cookie header; nothing where there is
 * none. */
void cookies_write(
    const struct cookies *cookies, const char *origin, struct buffer *into);

#endif
