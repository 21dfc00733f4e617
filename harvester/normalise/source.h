#ifndef NORMALISE_SOURCE_H
#define NORMALISE_SOURCE_H

#include "normalise/draft.h"

#define SOURCE_LATEST_YEAR 2100 /* where no record says its date */

/*
 * The records of an item, newest first, in an order that depends on nothing
 * else than the records. An item is as its newest record is: deleted, or not
 * (a tie goes to the deletion).
 */
const struct item_source **source_sort(
    struct arena *arena, const struct item_source *sources, size_t count);

/* The last year that an item can be of: what is in print is announced a few
 * years ahead of its newest record. */
int source_latest_year(const struct item_source *newest) MUSTUSE;

/*
 * Claims of all that is not deleted, in the order in which they are believed:
 * records of about the newest datestamp first, of these the most specific
 * format. What cannot be read becomes an issue.
 */
void source_claim(
    struct draft *draft, const struct item_source **sorted, size_t count);

#endif
