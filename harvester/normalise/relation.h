#ifndef NORMALISE_RELATION_H
#define NORMALISE_RELATION_H

#include "normalise/identifier.h"

/*
 * What dc:relation says in the words of the OpenAIRE guidelines for literature
 * repositories 3.0, or else the identifier that it is.
 *
 *	info:eu-repo/semantics/altIdentifier/pmid/23456789
 *	info:eu-repo/semantics/reference/doi/10.1234/abc
 *	info:eu-repo/grantAgreement/EC/FP7/244909/EU/Title/Acronym
 */
struct relation {
	/* "alternate": of the item itself; "reference", "dataset" */
	const char *rel;          /* NULL: it does not say */
	struct identified target; /* scheme NULL: a grant */
	struct grant grant;
};

/* False: prose. */
bool relation_read(struct arena *arena, const struct vocabulary *vocabulary,
    struct text scheme, struct text value, struct relation *relation) MUSTUSE;
/* The grant alone. */
bool relation_read_grant(
    struct arena *arena, struct text value, struct grant *grant) MUSTUSE;

/* relations: what has an identifier, and is not the item itself. Goes behind
 * identifier_field(). */
void relation_field(struct draft *draft);
/* funding: of dc:relation, and as richer formats say it. */
void funding_field(struct draft *draft);

#endif
