#ifndef NORMALISE_ITEM_KEEP_H
#define NORMALISE_ITEM_KEEP_H

#include "base/arena.h"
#include "base/item.h"

/* Copies all that the columns refer to into arena. */
void item_keep(struct arena *arena, struct item *item);

#endif
