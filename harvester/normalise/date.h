#ifndef NORMALISE_DATE_H
#define NORMALISE_DATE_H

#include "normalise/draft.h"

/* From the most to the least that is known. */
enum date_precision {
	DATE_DAY,
	DATE_MONTH,
	DATE_SEASON,
	DATE_YEAR,
	DATE_RANGE, /* of years; decades and centuries too */
};

/* More than the longest, "1940/1949", since compilers count any int. */
#define DATE_SIZE 40

struct date {
	char edtf[DATE_SIZE]; /* EDTF, ISO 8601-2, level 1 */
	char from[DATE_SIZE]; /* the first day it can mean */
	char to[DATE_SIZE];
	int first_year;
	int last_year;
	enum date_precision precision;
	/* A time of day that is not a whole hour: a system wrote it. (Digital
	 * Commons and DOAJ write dates as whole hours.) */
	bool is_time_stamp;
};

/*
 * Reads one value. False: it is no date, or not surely one; years before 1000
 * and after latest_year are not believed. A part that cannot be (February
 * 30th, month 00) is left off; of 05-06-2010 only the year is sure.
 */
bool date_parse(const struct vocabulary *vocabulary, struct text value,
    int latest_year, struct date *date) MUSTUSE;

/*
 * issued, its range, year and quality; printed, online, accepted, deposited.
 * Time stamps are when the repository got it, so they are never "issued" but
 * "deposited"; on Digital Commons they are dates as others. A date that says it
 * is of publication goes before one that says nothing, that before one that
 * says something else; of these the earliest year, in it the most precise, of
 * these the earliest. Of dates that say nothing the year that a citation of the
 * same record has (draft->cited) goes before the earliest; one of the very day
 * of a time stamp before it goes behind the others; and of two in DSpace the
 * order tells which is that of submission. Where years differ and nothing
 * decides, that is an issue. Where no date serves, the year of a citation does.
 */
void date_field(struct draft *draft);

#endif
