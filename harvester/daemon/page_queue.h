#ifndef DAEMON_PAGE_QUEUE_H
#define DAEMON_PAGE_QUEUE_H

#include "daemon/harvester.h"

/*
 * The pages of one list request on their way into the database, one after
 * another: asked about first where the repository is known, then stored in one
 * statement. A record that PostgreSQL refuses becomes a reject, alone.
 */

/* Takes the page. close is NULL for a batch that does not end its page; its
 * token is copied. False: FAULT_TOO_LARGE, and the page is gone. */
bool page_queue_add(struct lister *lister, struct page *page,
    const struct page_close *close, struct fault *why) MUSTUSE;
/* Sends what can be sent. */
void page_queue_pump(struct lister *lister);
void page_queue_drop(struct lister *lister);

#endif
