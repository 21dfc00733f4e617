#ifndef DAEMON_SINGLE_H
#define DAEMON_SINGLE_H

#include "daemon/harvester.h"
#include "daemon/verdict.h"

/*
 * A list request of the verb GetRecord: the identifiers of sheaf.wanted, one
 * request each, in their order. The identifier that is next stands where lists
 * have their resumptionToken.
 *
 * Records that cannot be had are named exceptions (design, rule 2): they go
 * into quarantine by their identifier, and the next one is asked for. Where
 * SINGLES_LOST in a row cannot, it is not the records.
 */

/* Asks the database what is due. The lister is due when that is known; where
 * there is nothing, it ends. */
void single_begin(struct lister *lister);
void single_free(struct single *single); /* takes NULL */

/* What is asked for now. */
struct text single_identifier(const struct lister *lister);
/* What comes after it; none: it is the last one. */
struct text single_next(const struct lister *lister);
/* Its page has been sent: on to the next one. */
void single_go_on(struct lister *lister);

/* A page has come. What could not be read of it was the record that we asked
 * for. False: it did not bring that record at all. */
bool single_note_page(struct lister *lister, struct page *page) MUSTUSE;
/*
 * The request failed, or brought something else. Is it about the record? Then
 * *page is what to store in its place: the record as a reject.
 */
bool single_is_lost(struct lister *lister, const struct failure *failure,
    struct page **page) MUSTUSE;

#endif
