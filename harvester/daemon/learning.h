#ifndef DAEMON_LEARNING_H
#define DAEMON_LEARNING_H

#include "daemon/harvester.h"

/*
 * What a list request shows about its repository: a quirk that was tried and
 * helped, or one that is seen in answers that are none of them failures. It is
 * in force from the next request on, here, and written down when the page that
 * showed it has been stored.
 */

/* Before the page is queued. False: what was seen puts in doubt what came
 * before; the list is to begin again. */
bool learning_watch(struct lister *lister, const struct response *response,
    const struct response_end *end, struct fault *why) MUSTUSE;
void learning_page_stored(
    struct lister *lister, const struct stored_page *stored);

/* Quirks that a complete harvest would have shown, had the repository them
 * still. */
struct harvest_sum;
quirk_set learning_shown_by(const struct harvest_sum *sum);

#endif
