#ifndef BASE_GUESS_H
#define BASE_GUESS_H

#include "base/text.h"

/* Of the names that there are, the one that a person probably meant. */
struct guess {
	struct text written;
	const char *best; /* NULL while none is near */
	size_t least;     /* letters that differ */
};

void guess_init(struct guess *guess, struct text written);
void guess_look_at(struct guess *guess, const char *name);

#endif
