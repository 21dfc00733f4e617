#ifndef NORMALISE_NAME_AUTHOR_H
#define NORMALISE_NAME_AUTHOR_H

#include "normalise/name.h"

/* One of those whom a column names, in its order. */
struct author {
	struct author *next;
	struct name name;
	struct text_list affiliation;
	struct text key;
	const struct claim *claim;
	/* That the iD or the affiliation is from, if it is another. */
	const struct claim *other;
	bool is_several; /* another has the same key: who is who? */
};

struct text author_column(struct arena *arena, const struct author *first);
struct text_list author_keys(struct arena *arena, const struct author *first);

/* Where each is from, for who asks: trace.h. */
void author_trace(
    struct draft *draft, const char *column, const struct author *first);
void author_trace_keys(struct draft *draft, const struct text_list *keys,
    const struct author *first);

#endif
