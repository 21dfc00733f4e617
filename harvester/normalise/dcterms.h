#ifndef NORMALISE_DCTERMS_H
#define NORMALISE_DCTERMS_H

#include "normalise/draft.h"
#include "normalise/tree.h"

/*
 * The words of Dublin Core: the fifteen elements, DCMI Metadata Terms, and what
 * repositories write among them. One table for all of Dublin Core's
 * namespaces: who writes dc:issued means dcterms:issued.
 */
struct term {
	const char *name;
	enum element element; /* ELEMENT_COUNT: nothing that an item has */
	enum qualifier qualifier;
};

/* NULL: no such word. Letters of any case. */
const struct term *term_find(struct text name);
/* Of another vocabulary too, which namespace says. Home is the namespace of the
 * root: what has none, or that, is Dublin Core. */
const struct term *term_find_in(
    struct text namespace, struct text home, struct text name);

/*
 * Claims one element that is inside root, whatever it has as its value: text,
 * an attribute that refers to it, people or prose as elements. One that no
 * table knows is unmapped, as "element".
 */
void dc_element_claim(
    struct draft *draft, const struct node *root, const struct node *node);

/* People who are elements themselves (FOAF, vCard and the like), each a claim
 * like *claim. False: there are none inside node. */
bool dc_people_claim(
    struct draft *draft, const struct node *node, const struct claim *claim);

#endif
