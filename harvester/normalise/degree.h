#ifndef NORMALISE_DEGREE_H
#define NORMALISE_DEGREE_H

#include "normalise/draft.h"

/* degree, of a thesis: {"name","level","discipline","grantor"}, each as it was
 * said first. */
void degree_field(struct draft *draft);

#endif
