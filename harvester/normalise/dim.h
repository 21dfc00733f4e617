#ifndef NORMALISE_DIM_H
#define NORMALISE_DIM_H

#include "normalise/draft.h"

/*
 * A metadata field of DSpace, e.g. dc.contributor.author. dim and xoai are two
 * ways of writing them; one table has what they mean.
 */
struct dim_field {
	struct text schema;
	struct text element;
	struct text qualifier; /* may be none */
	struct text language;  /* DSpace's: "en_US", "none", "*" */
	struct text authority; /* of the value; often a key of their own */
	struct text value;
};

/* What becomes of the value. */
enum dim_kind {
	DIM_PLAIN,
	DIM_SCHEME, /* the qualifier is its scheme */
	DIM_ROLE,   /* a person, with the qualifier as role */
	DIM_BODY,   /* an organisation, likewise */
	DIM_GRANT,  /* the number of a grant */
};

struct dim_row {
	const char *name;     /* schema.element.qualifier; "*": any other one */
	enum element element; /* ELEMENT_COUNT: nothing that an item has */
	enum qualifier qualifier;
	enum dim_kind kind;
};

/* False: the table does not have exactly this one. */
bool dim_find(const struct dim_field *field, struct dim_row *found) MUSTUSE;
/* What an element means whatever its qualifier; false: nothing. */
bool dim_find_any(const struct dim_field *field, struct dim_row *found) MUSTUSE;
/* The row of that place from 0; NULL behind the last. */
const struct dim_row *dim_row_at(size_t i);

#define DIM_NAME_SIZE 96 /* longer ones are in no table */
/* "dc.date.issued", with another qualifier. False: it is too long. */
bool dim_field_name(const struct dim_field *field, struct text qualifier,
    char name[DIM_NAME_SIZE]) MUSTUSE;
bool dim_is_dublin_core(const struct dim_field *field);

/* A field of DSpace's own schemas that no table knows is unmapped, as
 * "element"; those of a repository's own schemas are its own business. */
void dim_field_claim(struct draft *draft, const struct dim_field *field);

#endif
