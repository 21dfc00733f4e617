#ifndef NORMALISE_DATE_CHOICE_H
#define NORMALISE_DATE_CHOICE_H

#include "normalise/date.h"

/* For date_field.c: which of the dates of a record is that of publication. */

/* How well a date serves as the date of publication, the best first. */
enum rank {
	RANK_ISSUED,
	RANK_RELEASED, /* in print or online */
	RANK_PLAIN,
	RANK_ARRIVED, /* plain, but of the day of a time stamp before it */
	RANK_AVAILABLE,
	RANK_COPYRIGHTED,
	RANK_CREATED,
	RANK_ACCEPTED,
	RANK_SUBMITTED,
	RANK_STAMP, /* a time stamp that is said to be of publication */
	RANK_NEVER,
};

/* The best of one origin. */
struct choice {
	const struct claim *claim;
	struct date date;
	enum rank rank;
	bool is_cited;   /* its year is that of a citation */
	bool is_ordered; /* the order of the dates tells */
	/* Of all dates of its rank: when the first ends and the last starts. */
	int first_end;
	int last_start;
	size_t count;
};

enum rank date_rank(const struct claim *claim, const struct date *date);
/* "typed" or "plain" */
const char *date_rank_quality(enum rank rank);
const char *date_rank_rule(enum rank rank);
/* The earlier year, in it the more precise, of these the earlier day. */
bool date_is_earlier(const struct date *date, const struct date *than);
/* Puts choice into *best, if that is none or worse. */
void date_choose(struct choice *best, struct choice choice);

#endif
