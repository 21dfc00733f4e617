#ifndef DAEMON_ACCESS_H
#define DAEMON_ACCESS_H

#include "daemon/harvester.h"

/* How a repository is asked, from what is set for it and from its quirks. Good
 * as long as the lister. */
void access_policy(const struct lister *lister, struct fetch_policy *policy);
/* Without cookies, for what is no part of a list. */
void access_policy_of(const struct list_request *list, quirk_set quirks,
    struct fetch_policy *policy);

/* What an answer says besides its page: that no requests are left for a while,
 * and, where it is a good one, that its repository is elsewhere by now. */
void access_hear(
    struct lister *lister, const struct response *response, bool is_good);

/* Masks what an answer has repeated of the credentials that it was asked
 * with: errors do. */
void access_mask(const struct harvester *harvester,
    const struct list_request *list, struct fault *why);
/* No request before there are some left again. */
void access_wait(struct holding *holding, const struct response *response);

#endif
