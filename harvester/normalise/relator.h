#ifndef NORMALISE_RELATOR_H
#define NORMALISE_RELATOR_H

#include "normalise/draft.h"

/*
 * What a name in a library catalogue is, by the role it plays: a term, code or
 * URI of MARC's relators (https://id.loc.gov/vocabulary/relators).
 */
enum relator {
	RELATOR_CONTRIBUTOR, /* any role that is none of those below */
	RELATOR_CREATOR,     /* also where no role is given */
	RELATOR_PUBLISHER,
	RELATOR_FUNDER,
	RELATOR_GRANTOR, /* of a degree */
};

enum relator relator_read(struct text role) MUSTUSE;

/* *claim has all but its element; its person is given. */
void relator_claim(
    struct draft *draft, enum relator relator, struct claim *claim);

#endif
