#ifndef NORMALISE_MODS_H
#define NORMALISE_MODS_H

#include "normalise/format.h"

/* Readers of rows of the table of MODS (mods.c), and what they share. */
void mods_read_title(struct draft *draft, const struct node *node,
    const struct mapping *mapping);
void mods_read_name(struct draft *draft, const struct node *node,
    const struct mapping *mapping);
void mods_read_date(struct draft *draft, const struct node *node,
    const struct mapping *mapping);
void mods_read_part(struct draft *draft, const struct node *node,
    const struct mapping *mapping);
void mods_read_related(struct draft *draft, const struct node *node,
    const struct mapping *mapping);

/* A titleInfo in one line. */
struct text mods_title(struct draft *draft, const struct node *node);
/* All parts of a name, with the dates of a life, as a heading has them. */
struct text mods_name_heading(struct draft *draft, const struct node *name);
/* Of the attribute lang, or xml:lang. */
struct text mods_language(const struct node *node);
/* What the host says of its date and publisher, where root itself says
 * nothing. */
void mods_claim_of_host(struct draft *draft, const struct node *root);

#endif
