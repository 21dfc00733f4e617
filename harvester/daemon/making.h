#ifndef DAEMON_MAKING_H
#define DAEMON_MAKING_H

#include "normalise/trace.h"
#include "normalise/vocabulary.h"
#include "store/item.h"

/* What an item is made with, besides its records. */
struct making {
	struct arena *arena;
	const struct vocabulary *vocabulary;
	struct text platform;
};

/* Of its records, which stand together in what record_read.sql answers, from
 * *row on. Refers to the answer, which says too whether it is known. */
void making_item(const struct making *making, const struct reply *records,
    int *row, struct item_row *item);
/* The same, and says where each element of a list comes from; is never known.
 */
void making_traced(const struct making *making, const struct reply *records,
    int *row, struct item_row *item, struct trace *trace);

#endif
