#ifndef NORMALISE_SUBJECT_H
#define NORMALISE_SUBJECT_H

#include "normalise/draft.h"

/*
 * subjects: each once. A list with ';' is taken apart, unless it starts with a
 * classification code ("Q16 - R&D ; Biofuels"). An http URI stands as "uri":
 * what it means is not ours to guess.
 */
void subject_field(struct draft *draft);

#endif
