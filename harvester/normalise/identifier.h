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

/* "26987283" of (OCoLC)ocm26987283. */
struct text identifier_oclc(struct arena *arena, struct text value) MUSTUSE;
/* "AAI9021708" of (UMI)AAI9021708. */
struct text identifier_umi(struct arena *arena, struct text value) MUSTUSE;
/* "1172172" of OSTI ID: 1172172. */
struct text identifier_osti(struct arena *arena, struct text value) MUSTUSE;

/* Any of these, and http, https and ftp URLs. */
struct identified {
	const char *scheme; /* "doi"; NULL: it is none of them */
	struct text value;
};

struct identified identifier_read(struct arena *arena, struct text value)
    MUSTUSE;
/* The same of a value whose scheme is said beside it, as a format calls it
 * ("PubMed ID"), if that is one of these: so a bare number will do. */
struct identified identifier_read_as(struct arena *arena,
    const struct vocabulary *vocabulary, struct text scheme, struct text value)
    MUSTUSE;

/* What a value of dc:identifier is: a scheme as above; of other URLs,
 * "fulltext" or "landing"; "oai"; "local"; NULL: prose. */
const char *identifier_kind(struct arena *arena, struct text value) MUSTUSE;

/* The DOI in a citation, if there is one and no other. */
struct text identifier_doi_inside(struct arena *arena, struct text value)
    MUSTUSE;

/*
 * identifiers: those of dc:identifier, and what dc:relation calls an
 * altIdentifier; the ISSN of dc:source or dc:relation, where it stands
 * labelled, is the journal's and stands among them too. Nothing else of these
 * is surely the item's own. doi: the first of them, or else the one in what a
 * format calls its citation.
 */
void identifier_field(struct draft *draft);
/* landing_url and full_text_url: the repository's own page about it, and the
 * first file. */
void link_field(struct draft *draft);

#endif
