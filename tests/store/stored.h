#ifndef STORE_STORED_H
#define STORE_STORED_H

#include "world.h"

/* What a page left behind in the tables. */

static inline void
expect_tally(struct tally tally, int64_t inserted, int64_t updated,
    int64_t deleted, int64_t quarantined)
{
	assert_true(tally.is_stored);
	assert_int_equal(tally.inserted, inserted);
	assert_int_equal(tally.updated, updated);
	assert_int_equal(tally.deleted, deleted);
	assert_int_equal(tally.quarantined, quarantined);
}

static inline void
expect(const char *query, const char *answer)
{
	assert_string_equal(value("%s", query), answer);
}

/* records, inserted, updated, unchanged, deleted, quarantined */
static inline void
expect_counts(const char *counts)
{
	expect("SELECT concat_ws(' ', records, inserted, updated, unchanged,"
	       " deleted, quarantined) FROM sheaf.harvest"
	       " ORDER BY harvest_id DESC LIMIT 1",
	    counts);
}

static inline void
expect_marks(const char *identifiers)
{
	expect(
	    "SELECT coalesce(string_agg(identifier, ' ' ORDER BY identifier),"
	    " '') FROM sheaf.stale_item",
	    identifiers);
}

static inline void
forget_marks(void)
{
	sql("TRUNCATE sheaf.stale_item");
}

static inline void
next_harvest(void)
{
	sql("UPDATE sheaf.harvest SET verdict = 'failed', ended_at = now()"
	    " WHERE verdict IS NULL");
	fence = sample_harvest(1);
}

#endif
