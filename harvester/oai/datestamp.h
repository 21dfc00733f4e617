#ifndef OAI_DATESTAMP_H
#define OAI_DATESTAMP_H

#include <stdbool.h>
#include <time.h>

#include "base/text.h"

/* OAI-PMH 2.0, section 3.3.1: UTC, to the day or to the second. */
enum granularity {
	GRANULARITY_DAY,
	GRANULARITY_SECOND,
};

#define DATESTAMP_SIZE sizeof("2004-02-29T23:59:59Z")

bool datestamp_parse(const char *text, time_t *when, enum granularity *unit)
    MUSTUSE;
/* Empty outside of the years 0 to 9999. */
void datestamp_format(
    char text[DATESTAMP_SIZE], time_t when, enum granularity unit);

/*
 * The datestamp of a record, or responseDate, as repositories write them. All
 * that is tolerated, over the two forms above:
 *
 *	2004-02-29 23:59:59Z        a blank for the T; t and z for T and Z
 *	2004-02-29T23:59:59         no Z: taken as UTC
 *	2004-02-29T23:59            no seconds
 *	2004-02-29T23:59:59.123Z    a fraction, after a point or comma: cut off
 *	2004-02-29T23:59:59+01:00   an offset; also +0100 and +01
 *
 * and white space around it. False: unreadable, or no such moment.
 */
bool datestamp_read(struct text text, time_t *when) MUSTUSE;

#endif
