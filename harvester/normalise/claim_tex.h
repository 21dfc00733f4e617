#ifndef NORMALISE_CLAIM_TEX_H
#define NORMALISE_CLAIM_TEX_H

#include "normalise/draft.h"

/* Accents of TeX in titles, names and descriptions as letters, in a claim that
 * is cleaned; with_tex is set where there are any. For draft.c. */
void claim_tex_read(struct draft *draft, struct claim *claim);

#endif
