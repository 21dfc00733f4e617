#ifndef NORMALISE_OAI_DC_H
#define NORMALISE_OAI_DC_H

#include "normalise/draft.h"
#include "normalise/statement.h"

/*
 * Unqualified Dublin Core, OAI-PMH's mandatory format. Other elements inside
 * it (CyberLeninka has some 2,700 of dcterms and bibo) are passed over.
 */
void oai_dc_claim(struct draft *draft, struct text metadata_prefix,
    const struct statements *statements);

#endif
