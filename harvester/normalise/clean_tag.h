#ifndef NORMALISE_CLEAN_TAG_H
#define NORMALISE_CLEAN_TAG_H

#include "base/text.h"

/*
 * The bytes of the tag of HTML or JATS that text begins with; 0: it begins with
 * none. What stands between name and '>' must be attributes: "a <b and c> d"
 * has no tag. *is_block says whether the tag parts words.
 */
size_t clean_tag_length(struct text text, bool *is_block) MUSTUSE;

#endif
