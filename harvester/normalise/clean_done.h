#ifndef NORMALISE_CLEAN_DONE_H
#define NORMALISE_CLEAN_DONE_H

#include "base/text.h"

/* There is nothing to clean: the case of most values, told without a copy. Of a
 * text that is not empty. */
bool clean_is_done(struct text text) MUSTUSE;

/*
 * UTF-8 read as Latin-1 and written as UTF-8 again: all characters are below
 * U+0100, and as bytes they are UTF-8. Real text in Latin-1 never is: seldom is
 * its first letter that is not ASCII followed by one of U+0080 to U+00BF, as
 * such bytes are. Text begins with that letter.
 */
bool clean_may_be_twice_encoded(struct text text) MUSTUSE;

#endif
