#ifndef NORMALISE_IDENTIFIER_H
#define NORMALISE_IDENTIFIER_H

#include "normalise/draft.h"

/*
 * Identifiers in their normal form, as a whole value names them: none for
 * everything else, a wrong check digit, prose. Results live in the arena and
 * are at most ITEM_KEY_BYTES long.
 */

/* "10.1000/182": lower case, without resolver or prefix, percent-decoded. */
struct text identifier_doi(struct arena *arena, struct text value) MUSTUSE;
/* "1721.1/1209"; not under 123456789, which is everybody's. */
struct text identifier_handle(struct arena *arena, struct text value) MUSTUSE;
/* "0309136" with its archive, or "1605.06120"; no version, no class. */
struct text identifier_arxiv(struct arena *arena, struct text value) MUSTUSE;
/* Digits; never of a bare number. */
struct text identifier_pmid(struct arena *arena, struct text value) MUSTUSE;
/* "PMC4152610" */
struct text identifier_pmcid(struct arena *arena, struct text value) MUSTUSE;
/* "nbn:de:...", to follow "urn:". */
struct text identifier_nbn(struct arena *arena, struct text value) MUSTUSE;
/* "/13030/tf5p30086k", to follow "ark:". */
struct text identifier_ark(struct arena *arena, struct text value) MUSTUSE;

/* What follows "urn:", of any namespace. */
struct text identifier_urn(struct arena *arena, struct text value) MUSTUSE;

/*
 * All the identifiers of an item from dc:identifier; doi; landing_url. An ISSN
 * of dc:source or dc:relation, where it stands labelled, is the journal's and
 * an identifier too; nothing else of these is surely the item's own.
 */
void identifier_field(struct draft *draft);

#endif
