#ifndef NORMALISE_PLACE_H
#define NORMALISE_PLACE_H

#include "base/limit.h"
#include "normalise/citation.h"
#include "normalise/draft.h"

/* For container.c: where a work is in, as one claim says it, or as the claims
 * of one origin do. */
enum part {
	PART_CONTAINER,
	PART_VOLUME,
	PART_ISSUE,
	PART_PAGE_START,
	PART_PAGE_END,
	PART_ARTICLE_NUMBER,
	PARTS,
};

struct place {
	struct text texts[PARTS];
	const struct claim *claims[PARTS];
	const char *rule;
	const struct origin *origin;
	const struct claim *cited; /* that has the year; NULL: none has */
	struct text year;
	bool has_day; /* of a day, in brackets */
};

struct places {
	struct draft *draft;
	struct citation_reader reader;
	struct place list[CITATIONS];
	size_t count;
	size_t tries;
};

/* All that is said, the most trusted first. */
void place_find(struct places *places);

#endif
