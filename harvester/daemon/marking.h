#ifndef DAEMON_MARKING_H
#define DAEMON_MARKING_H

#include "daemon/mapping.h"
#include "daemon/marking_own.h"

/*
 * Behind a change of the vocabulary the items that say what was changed are
 * marked, batch by batch, each in a short transaction: nobody waits for long
 * for a mark, or for the vocabulary. Behind a change of a repository, of its
 * platform or its formats, those of it are: stale_mark_later(). How far it is,
 * is noted with the change (sheaf.mapping): ended on the way, whoever comes
 * next goes on. All that was made of what held before is stored by then: what
 * is made meanwhile is not (daemon/premise.h).
 */

/* In the transaction of the change. */
bool marking_begin(struct connection *connection, const struct mapping *mapping,
    struct fault *why) MUSTUSE;
/* Behind it, not inside a transaction, until all are. *items: how many. */
bool marking_finish(struct connection *connection,
    const struct mapping *mapping, int64_t *items, struct fault *why) MUSTUSE;

/* A batch of what was noted for these repositories. *is_busy: there may be
 * more.
 */
bool marking_go_on_of(struct connection *connection,
    const int64_t *repository_ids, size_t count, bool *is_busy,
    struct fault *why) MUSTUSE;
/* All of it. */
bool marking_finish_of(struct connection *connection,
    const int64_t *repository_ids, size_t count, struct fault *why) MUSTUSE;
bool marking_is_left_of(struct connection *connection,
    const int64_t *repository_ids, size_t count, bool *is_left,
    struct fault *why) MUSTUSE;

/* A batch of what others did not finish. but: of these repositories what is
 * marked is not marked again; NULL: of none. *is_busy: there was one. */
bool marking_go_on(struct connection *connection, const struct marking_own *but,
    bool *is_busy, struct fault *why) MUSTUSE;

#endif
