#ifndef NORMALISE_DATACITE_H
#define NORMALISE_DATACITE_H

#include "normalise/format.h"

/*
 * DataCite's kernel (https://schema.datacite.org/), versions 2 to 4.6, as far
 * as it also stands in OpenAIRE's profile for literature: all but type,
 * version, description, format, rights and the date of acceptance.
 */
void datacite_map(struct draft *draft, const struct node *resource);

/* Its rights say that it is under embargo: then the date on which it becomes
 * available ends that. */
bool datacite_is_embargoed(const struct node *resource) MUSTUSE;

/* In DCMI's terms; NONE: in none of them. */
enum qualifier datacite_relation(struct text type);

/* Readers of rows of a format's table. */
void datacite_read_rights(struct draft *draft, const struct node *node,
    const struct mapping *mapping);
void datacite_read_related(struct draft *draft, const struct node *node,
    const struct mapping *mapping);
void datacite_read_related_item(struct draft *draft, const struct node *node,
    const struct mapping *mapping);
void datacite_read_person(struct draft *draft, const struct node *node,
    const struct mapping *mapping);

#endif
