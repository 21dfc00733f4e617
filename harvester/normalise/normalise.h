#ifndef NORMALISE_NORMALISE_H
#define NORMALISE_NORMALISE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/item.h"
#include "normalise/vocabulary.h"

/*
 * Goes up whenever a rule, a table of schemas/ or the way words are made
 * changes; items with a lower number are normalised again.
 */
#define RULE_VERSION 1

/*
 * All the records of one identifier, in any order, to one item. Pure: the same
 * sources and vocabulary give the same item, today and later. Never fails:
 * metadata that cannot be read, and formats we do not know, become issues.
 *
 * The item refers to the sources' texts and to the arena, which must have room
 * for NORMALISE_ARENA_BYTES. The sources' texts must be UTF-8.
 */
void normalise_item(struct arena *arena, const struct vocabulary *vocabulary,
    const struct item_source *sources, size_t count, struct item *item);

#endif
