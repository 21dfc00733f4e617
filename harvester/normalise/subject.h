#ifndef NORMALISE_SUBJECT_H
#define NORMALISE_SUBJECT_H

#include "normalise/draft.h"

/*
 * What an item is about. A classification or thesaurus has a code in
 * schemas/subject_scheme.tsv, by its names and by where its URIs begin:
 *
 *	ddc:330                              {"scheme":"ddc","code":"330"}
 *	Q16 - R&D ; Biofuels                 {"scheme":"jel","code":"Q16", ...}
 *	http://id.loc.gov/authorities/subjects/sh85083064
 *	                                     {"scheme":"lcsh", ...}
 *	Peridotite --Oregon.                 {"label":"Peridotite -- Oregon"}
 */
struct subject {
	struct text label;
	struct text scheme;
	struct text code;
	struct text uri;
};

/* One subject, of claim; whole or a part of its value. False: a bare number, or
 * nothing. */
bool subject_read(struct draft *draft, const struct claim *claim,
    struct text value, struct subject *subject) MUSTUSE;
/* The parts of a value: between ';' or U+00A6, or bare commas; the value alone
 * if it is one subject with these inside. */
struct subject_parts {
	struct text rest;
	const char *sign;
};
void subject_begin(struct subject_parts *parts, const struct claim *claim);
/* False: there are no more. */
bool subject_next(struct subject_parts *parts, struct text *part) MUSTUSE;

/* subjects: each once. */
void subject_field(struct draft *draft);

#endif
