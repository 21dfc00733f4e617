#ifndef NORMALISE_TREE_TAG_H
#define NORMALISE_TREE_TAG_H

#include "base/text.h"

/*
 * Whether a start tag is over XML_PENDING. Checking attributes against each
 * other is quadratic in libxml2, so this has to be seen before it parses.
 */
bool tree_has_long_tag(struct text xml) MUSTUSE;

#endif
