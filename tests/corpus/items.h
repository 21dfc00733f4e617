#ifndef ITEMS_H
#define ITEMS_H

#include "corpus.h"
#include "normalise/normalise.h"

/* The item of a recorded record, alone; lives in the arena. */
void item_of(struct arena *arena, const struct vocabulary *vocabulary,
    const struct recorded *recorded, struct item *item);
/* "title: ...", a column a line. */
void item_print(const struct item *item);

/* The first two records of each platform are as somebody saw that they are
 * right (golden.tsv, which has no more than hashes). */
struct golden;
struct golden *golden_new(void) RETURNS_VALID;
void golden_look_at(struct golden *golden, const struct recorded *recorded,
    const struct item *item);
/* Makes golden.tsv of what was looked at. Frees it. */
void golden_write(struct golden *golden);
/* How many are otherwise; told with the item. Frees it. */
unsigned golden_end(struct golden *golden);

#endif
