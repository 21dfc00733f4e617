#ifndef NORMALISE_NORMALISE_H
#define NORMALISE_NORMALISE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/item.h"
#include "normalise/vocabulary.h"

/*
 * Goes up whenever a rule or the way words are made changes: all items are
 * normalised again. So they are when a table of schemas/ changes, without it
 * (daemon/rule_version.h). No part of an item: those that come out as they were
 * are not written.
 */
#define RULE_VERSION 4

struct trace;

/* All that an item is made of. */
struct normalise_what {
	struct text identifier;
	struct text platform; /* of its repository; may be none */
	const struct item_source *sources;
	size_t count;
	/* Where each element of a list comes from goes there; see trace.h.
	 * NULL: nobody asks, and it costs nothing. */
	struct trace *trace;
	/* Of the item as it is stored; NULL: of no interest. One that comes
	 * out just so has its hash and is_deleted only. */
	const int64_t *known_hash;
};

/*
 * All the records of one identifier, in any order, to one item. Pure: the same
 * sources and vocabulary give the same item, today and later. Never fails:
 * metadata that cannot be read, and formats we do not know, become issues.
 *
 * The item lives in the arena, which must have room for NORMALISE_ARENA_BYTES;
 * nothing else refers to what it was made of. The sources' texts must be UTF-8.
 */
void normalise_item(struct arena *arena, const struct vocabulary *vocabulary,
    const struct normalise_what *what, struct item *item);

#endif
