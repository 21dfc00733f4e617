#ifndef NORMALISE_STATEMENT_H
#define NORMALISE_STATEMENT_H

#include "base/arena.h"
#include "base/fault.h"
#include "base/text.h"

/*
 * Metadata as a list of statements: "title", "language", "creator/name" say
 * something. A statement is an element with text of its own (then the text of
 * elements inside it, such as <sub>, is part of it), or an element without
 * elements. Statements without text are left out.
 */
struct statement {
	struct statement *next; /* in the order of the document */
	struct text namespace;
	struct text name;     /* local names from below the root, with '/' */
	struct text language; /* xml:lang, its own or the nearest outside */
	struct text value;    /* without white space at the ends */
	size_t text_start;    /* while reading */
};

struct statements {
	struct text namespace; /* of the root element */
	struct text name;
	struct statement *first;
	size_t count;
	bool is_cut; /* there were more than STATEMENTS */
};

/*
 * XML of one root element, UTF-8. Everything in *statements lives in the arena,
 * which must have room for NORMALISE_ARENA_BYTES. Strict: what is not
 * well-formed, has a DOCTYPE or exceeds a limit of limit.h is a fault and
 * leaves *statements alone.
 */
bool statement_read(struct arena *arena, struct text xml,
    struct statements *statements, struct fault *why) MUSTUSE;

#endif
