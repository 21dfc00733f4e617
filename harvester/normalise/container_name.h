#ifndef NORMALISE_CONTAINER_NAME_H
#define NORMALISE_CONTAINER_NAME_H

#include "normalise/place.h"

/* "PLoS Comput Biol" is cut short, word by word, of "PLoS Computational
 * Biology". */
bool container_is_short(struct text name, struct text full) MUSTUSE;

/*
 * DSpace has the name of a journal or a book in a relation, with nothing beside
 * it: that is where the work is in if its citation is known by a short form of
 * it, or has it in its words. With the pages that stand behind it there.
 */
void container_name(struct draft *draft, struct place *made,
    const struct citation_reader *reader, const char **rules);

/* Behind the name stands who published it. */
struct text container_without_publisher(
    const struct draft *draft, struct text name);

#endif
