#ifndef DAEMON_LISTER_H
#define DAEMON_LISTER_H

#include "daemon/harvester.h"

/*
 * One list request: a first request and the resumption tokens that follow.
 *
 *	            +--------------------------------------------+
 *	            v                                            |
 *	waits -> asks -> reads, queues pages -> last page sent --+
 *	            |                               |
 *	            | failed                        | no token
 *	            v                               v
 *	       queue is empty -> put back,     stored: ended
 *	                         or given up
 *
 * The next request leaves when the statement of its page has been sent, the
 * one after that waits for the commit (design, rule 4): there is one page in
 * the database's hands and one on the wire.
 */

/* Takes request. Requests leave from lister_tick(), when the host may be
 * asked. */
struct lister *lister_new(struct holding *holding, struct list_request *request)
    RETURNS_VALID;
void lister_free(struct lister *lister);

void lister_tick(struct lister *lister, int64_t now);
/* Goes on with a transfer that was paused for want of room. */
void lister_resume(struct lister *lister);
/* Nothing is to be heard of it any more. It is freed by its holding. */
void lister_drop(struct lister *lister);

/* From page_queue. */
void lister_page_sent(struct lister *lister, const struct page_close *close);
void lister_page_stored(
    struct lister *lister, const struct stored_page *stored);
void lister_queue_is_empty(struct lister *lister);
/* Nothing was written: it is somebody else's now, or was removed. */
void lister_fenced(struct lister *lister);

/* In lister_answer.c: what comes of a request. */
extern const struct transfer_events lister_transfer_events;
extern const struct reader_events lister_reader_events;

/*
 * In lister_failure.c: the request failed, which is told to the database when
 * the queue is empty. In fail_token() the token is what must not be sent again,
 * in fail_answer() an answer came, or none did.
 */
void lister_fail(struct lister *lister, const struct fault *why);
void lister_fail_token(struct lister *lister, const struct fault *why);
void lister_fail_answer(struct lister *lister, const struct response *response,
    const struct response_end *end, const struct fault *why);
/* Is the list empty only because of how it was asked for? Then that is tried,
 * and this answer is none. */
bool lister_doubts_nothing(
    struct lister *lister, const struct response_end *end);
/* The token that is due is no good for a request: it has expired, or a page
 * would be missed. Then the list begins again. */
bool lister_distrusts_token(struct lister *lister);

#endif
