#ifndef NORMALISE_TREE_H
#define NORMALISE_TREE_H

#include "base/arena.h"
#include "base/fault.h"
#include "base/text.h"

/*
 * Metadata as the tree of its elements. An element with text of its own has
 * that as its value, with the text of elements inside it such as <sub>, which
 * are then no nodes. Of white space alone nothing is kept.
 */
struct attribute {
	struct attribute *next; /* in the order of the document */
	struct text namespace;  /* mostly none */
	struct text name;       /* local */
	struct text value;      /* without white space at the ends */
};

struct node {
	struct node *next; /* beside it, in the order of the document */
	struct node *previous;
	struct node *first; /* inside it */
	struct node *last;
	struct node *parent; /* NULL: the root */
	struct text namespace;
	struct text name;     /* local */
	struct text language; /* xml:lang, its own or the nearest outside */
	struct text value;    /* without white space at the ends */
	const struct attribute *attributes; /* but xml:lang */
	size_t text_start;                  /* while reading */
};

struct tree {
	struct node *root;
	size_t count; /* of nodes */
	bool is_cut;  /* there were more than NODES, or than ATTRIBUTES */
};

/*
 * XML of one root element, UTF-8. Everything in *tree lives in the arena,
 * which must have room for NORMALISE_ARENA_BYTES. Strict: what is not
 * well-formed, has a DOCTYPE or exceeds a limit of limit.h is a fault and
 * leaves *tree alone.
 */
bool tree_read(struct arena *arena, struct text xml, struct tree *tree,
    struct fault *why) MUSTUSE;

/* Names are local ones: prefixes and namespaces are the repository's. Takes
 * NULL for a node, which then has and is nothing. */
bool node_is(const struct node *node, const char *name);
/* The first inside it of that name; NULL: none. */
const struct node *node_child(const struct node *node, const char *name);
/* The next beside it of that name. */
const struct node *node_next(const struct node *node, const char *name);
/* Value of the first inside it of that name. */
struct text node_text(const struct node *node, const char *name);
/* The node at the end of a path such as "payload/resource", the first of each
 * name; "" is the node itself. */
const struct node *node_at(const struct node *node, const char *path);
/* Of no namespace, or else of any but XML Schema's. */
struct text node_attribute(const struct node *node, const char *name);
/* xsi:type, such as "dcterms:W3CDTF", without its prefix. */
struct text node_schema_type(const struct node *node);
/* In the order of the document, each before what is inside it; NULL: the last
 * below top was reached. Begins with top itself. */
const struct node *node_walk(const struct node *top, const struct node *node);

#endif
