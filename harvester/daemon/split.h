#ifndef DAEMON_SPLIT_H
#define DAEMON_SPLIT_H

#include "daemon/harvester.h"
#include "daemon/verdict.h"

/*
 * A list request whose place others take (design, rule 12): by date, as long
 * as that can be halved; then by asking for headers, and one by one for the
 * records that we do not have. So what makes a page fail each time ends up
 * alone, and has a name.
 */

/* After its first page: the list says that it has so many records (-1: it does
 * not say), so many are in that page. */
bool split_is_wanted(
    const struct lister *lister, int64_t complete_list_size, size_t listed);
/* That page is stored. */
void split_large(struct lister *lister);
/* The first page of a list is stored. Is it a part of another, and are the
 * parts far more than that? Then that is asked for in one piece instead. */
void split_check(struct lister *lister);
/* The same, where it is known that dates cannot be sent. */
void split_unite(struct lister *lister);
/* Instead of the remedy for a failure. False: nothing can be done. */
bool split_around(struct holding *holding, const struct list_request *request,
    const struct failure *failure) MUSTUSE;

/* It would have been cut, but that has brought nothing for too long: that is
 * why it failed. */
bool split_is_spent(const struct holding *holding,
    const struct list_request *request, const struct failure *failure,
    struct fault *why);

/* Not about this list: the server is away, or does not want us. */
bool split_is_of_all(const struct failure *failure);

#endif
