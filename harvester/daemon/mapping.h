#ifndef DAEMON_MAPPING_H
#define DAEMON_MAPPING_H

#include "normalise/vocabulary.h"
#include "store/connection.h"

/*
 * What a person says a spelling stands for. The statements of all items are
 * read first: what ends that leaves all as it was. Then the change is made, and
 * the items that are to be made again are marked behind it: daemon/marking.h.
 */
struct mapping {
	enum scheme scheme;
	struct text platform; /* it holds there only; none: everywhere */
	struct text spelling;
	struct text code; /* none: it says nothing */
	/* What it stood for in what items are marked, one a line; "-" for
	 * nothing; none: it was not known. */
	struct text was;
};

/* What became of it, whether or not all was done. Begins zeroed, was as a
 * buffer does, which is the caller's. */
struct mapping_end {
	bool is_changed;
	bool is_known;     /* it stood for something until then */
	struct buffer was; /* for this */
	int64_t items;     /* that are marked, once all are */
	/* All is done, but for what others had left. */
	bool is_left_of_others;
	struct fault others;
};

/* scheme, platform, key */
void mapping_name(struct parameters *parameters, const struct mapping *mapping);

bool mapping_set(struct connection *connection, const struct mapping *mapping,
    struct mapping_end *end, struct fault *why) MUSTUSE;
/* Not changed: nobody said anything of it. */
bool mapping_undo(struct connection *connection, const struct mapping *mapping,
    struct mapping_end *end, struct fault *why) MUSTUSE;

#endif
