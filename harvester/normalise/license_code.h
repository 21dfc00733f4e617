#ifndef NORMALISE_LICENSE_CODE_H
#define NORMALISE_LICENSE_CODE_H

#include "normalise/memory.h"

/* The elements of Creative Commons in their order. */
enum license_element {
	LICENSE_BY = 1,
	LICENSE_NC = 2,
	LICENSE_ND = 4,
	LICENSE_SA = 8,
	LICENSE_ZERO = 16,
};

/* One licence of theirs, as it is put together. */
struct license_mention {
	unsigned bits;
	const char *version; /* NULL: none was said */
	struct text port;
	bool has_letters; /* "BY" */
	bool has_words;   /* "Attribution" */
};

/* Of "by" or "zero"; 0: it is none of them. */
unsigned license_bit(struct text word);
/* "4.0"; NULL: there is none like it. */
const char *license_version(struct text text);
/* "BY-SA"; NULL: nothing is licensed so. */
const char *license_letters(unsigned bits);
bool license_is_port(struct text text);
/* "CC-BY-3.0-US", empty where there is none. Of version 4.0 there are no
 * ports. */
struct text license_compose(
    struct arena *arena, const struct license_mention *mention);

#endif
