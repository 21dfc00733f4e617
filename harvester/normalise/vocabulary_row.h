#ifndef NORMALISE_VOCABULARY_ROW_H
#define NORMALISE_VOCABULARY_ROW_H

#include "normalise/vocabulary.h"

/*
 * What ships in schemas/, for whoever wants to look at it: the terms of each
 * scheme, then the spellings. Texts live as long as the program.
 */
struct vocabulary_row {
	enum scheme scheme;
	bool is_term;
	struct text code;
	struct text source;
	struct text label; /* of a term; may be none, as the next two */
	struct text uri;
	struct text broader;
	struct text spelling; /* of a spelling */
	struct text platform; /* where it is one; none: everywhere */
};

typedef void vocabulary_visit(void *data, const struct vocabulary_row *row);

/* A term may come more than once: the first time counts. */
void vocabulary_visit_all(vocabulary_visit *visit, void *data);

#endif
