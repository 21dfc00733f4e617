#ifndef NORMALISE_SPONSOR_H
#define NORMALISE_SPONSOR_H

#include "normalise/draft.h"

/*
 * "National Science Foundation (U.S.) (Grant ACI-1322254)": DSpace has it in
 * dc.description.sponsorship, and oai_dc among the descriptions. False: it is
 * no name of a body with a number that is called one of a grant.
 */
bool sponsor_read(
    const struct draft *draft, struct text value, struct grant *grant) MUSTUSE;

#endif
