#ifndef NORMALISE_DECISION_H
#define NORMALISE_DECISION_H

#include "normalise/draft.h"

/*
 * The rule, and which row of the vocabulary decided: where a person said what a
 * value means, or the platform means something of its own by it. The value is
 * one that claim says, or a part of it.
 */
const char *decision_rule(struct draft *draft, enum scheme scheme,
    const struct claim *claim, struct text code, const char *rule)
    RETURNS_VALID;

#endif
