#ifndef STORE_SWEEP_H
#define STORE_SWEEP_H

#include "store/connection.h"

/* Sweeps as people handle them. Free the replies. */

struct sweep_order {
	int64_t repository_id;
	struct text metadata_prefix;
	struct text set_spec; /* "" for all */
	bool is_urgent; /* it counts although the one before was just now */
};

/* *is_joined: it was under way already. */
bool sweep_request(struct connection *connection,
    const struct sweep_order *order, int64_t *harvest_id, bool *is_joined,
    struct fault *why) MUSTUSE;

enum sweep_column { /* sweep_show.sql */
	SWEEP_HARVEST_ID,
	SWEEP_PREFIX,
	SWEEP_SET,
	SWEEP_ENDED_AT, /* UTC, in words */
	SWEEP_VERDICT,
	SWEEP_OUTCOME, /* void, whole, found, refused, confirmed, undone */
	SWEEP_REASON,
	SWEEP_LIVE,
	SWEEP_MISSED,
	SWEEP_MISSING,
	SWEEP_GONE,
	SWEEP_NEXT_DUE, /* NULL: not by itself */
	SWEEP_EXAMPLES, /* one a line */
	SWEEP_JSON,
};

/* The last ones, or one (harvest_id 0: the last ones); some of what each
 * missed. */
bool sweep_show(struct connection *connection, int64_t repository_id,
    int64_t harvest_id, int64_t examples, struct reply **reply,
    struct fault *why) MUSTUSE;
/* One harvest_id a row: the last that concluded something, or the one. */
bool sweep_concluded(struct connection *connection, int64_t repository_id,
    int64_t harvest_id, struct reply **reply, struct fault *why) MUSTUSE;

/*
 * In batches, each a transaction of its own; whoever is stopped can go on.
 * *count: records that are gone now, or live again. Where there is nothing to
 * confirm or to undo, it is 0. *is_under_way: a later sweep of the same is, and
 * may see them again: until it has ended nothing more is confirmed.
 */
bool sweep_confirm(struct connection *connection, int64_t repository_id,
    int64_t harvest_id, int64_t *count, bool *is_under_way, struct fault *why)
    MUSTUSE;
bool sweep_undo(struct connection *connection, int64_t repository_id,
    int64_t harvest_id, int64_t *count, struct fault *why) MUSTUSE;

#endif
