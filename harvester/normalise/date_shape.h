#ifndef NORMALISE_DATE_SHAPE_H
#define NORMALISE_DATE_SHAPE_H

#include "normalise/vocabulary.h"

#define SHAPE_TOKENS 16

/*
 * A value becomes a shape, one letter a token, and the numbers in it:
 *
 *	D one or two digits   H three   Y four   F eight
 *	M name of a month     S season  E name of a Japanese era
 *	c copyright or about  o copyright  a about  s the s of 1960s
 *	y m d the CJK words   x w the unknown digits of 196X, 19XX
 *	z century             - / . ? ~ and blank as they are
 *
 * Brackets, commas, ordinals, "de", "of", the "r." and "г." behind years, and a
 * full stop at the end are left out. The table in date.c then says what the
 * numbers are.
 */
struct date_shape {
	char letters[SHAPE_TOKENS + 1];
	int numbers[SHAPE_TOKENS];
	size_t letter_count;
	size_t number_count;
};

/* Of folded text. False: something in it has no place in a date. */
bool date_shape_read(struct date_shape *shape,
    const struct vocabulary *vocabulary, struct text text) MUSTUSE;

#endif
