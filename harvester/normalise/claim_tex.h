#ifndef NORMALISE_CLAIM_TEX_H
#define NORMALISE_CLAIM_TEX_H

#include "normalise/draft.h"

/* Accents of TeX in prose, names and citations as letters, in a claim that is
 * cleaned; with_tex is set where there are any. For draft.c. */
void claim_tex_read(struct draft *draft, struct claim *claim);

#endif
