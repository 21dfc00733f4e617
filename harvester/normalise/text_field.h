#ifndef NORMALISE_TEXT_FIELD_H
#define NORMALISE_TEXT_FIELD_H

#include "normalise/draft.h"

/* title: the first; without the punctuation that ISBD puts before the next
 * area (" /", " :"). */
void title_field(struct draft *draft);

/* abstract: the longest description that is no URL. */
void abstract_field(struct draft *draft);

/* publisher: each once; "Place : Name" without the place, placeholders out. */
void publisher_field(struct draft *draft);

#endif
