#ifndef NORMALISE_TEXT_FIELD_H
#define NORMALISE_TEXT_FIELD_H

#include "normalise/draft.h"

/*
 * abstract: one that is called so, else the longest description that is not a
 * URL, a note or a statement about the record; in the language of the title,
 * if there are several. Without the heading "Abstract:".
 */
void abstract_field(struct draft *draft);

/* publisher: of the first record that has any, each once; "Place : Name"
 * without the place, placeholders out, and cities beside a publisher. */
void publisher_field(struct draft *draft);

#endif
