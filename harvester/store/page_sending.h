#ifndef STORE_PAGE_SENDING_H
#define STORE_PAGE_SENDING_H

#include "store/page.h"

/*
 * A page that goes over statement by statement: all of it in one; or, where the
 * database refused that for what is in it, record by record, and at last none,
 * which brings the rejects and the close. A record that is refused alone
 * becomes a reject of its page. Zeroed but for write.
 */
struct page_sending {
	struct page_write write;
	bool is_careful; /* one record a statement: one of them is poison */
	size_t next;     /* careful: the record that is next */
	size_t counted;  /* careful: records stored so far */
	unsigned tries;  /* after deadlocks and the like */
};

/* What the next statement is about, and whether it is the last one. */
struct page_part page_sending_part(const struct page_sending *sending);
bool page_sending_is_last(const struct page_sending *sending);
/* That statement, not the last, was done. */
void page_sending_done(struct page_sending *sending);
/* The connection's last statement was it, and refused. True: the next is to be
 * sent; false: it would be refused for ever. */
bool page_sending_refused(
    struct page_sending *sending, const struct connection *connection) MUSTUSE;

#endif
