#ifndef OAI_FRAGMENT_H
#define OAI_FRAGMENT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/limit.h"

/*
 * One element of a document written out again from SAX2 events, so that it
 * parses alone. Where the document declared its namespaces does not show:
 *
 *	- the root declares every prefix that is used in the fragment, in order
 *	  of prefix, the default namespace first, bound as at its first use
 *	  (XML_ATTRIBUTES of them at most);
 *	- a later use with another binding declares it on the spot;
 *	- nothing else is declared.
 *
 * A prefix is used by an element, an attribute, or the value of xsi:type.
 * Comments and processing instructions are dropped, CDATA becomes text, an
 * element without content an empty tag. Attributes keep their order.
 */
struct fragment;

/* What libxml2's startElementNs() is given. The strings are interned by its
 * parser: equal ones are one pointer, for as long as the parser lives. */
struct element {
	const char *local;
	const char *prefix;               /* NULL: none */
	const char *uri;                  /* NULL: none */
	size_t namespace_count;           /* declared on it */
	const unsigned char **namespaces; /* pairs: prefix, URI */
	size_t attribute_count;
	const unsigned char **attributes; /* fives: local, prefix, URI, value,
	                                   * end of value */
};

/* The value of an attribute that is in no namespace; none where absent. */
struct text element_attribute(const struct element *element, const char *name);

/* ceiling: bytes of what is written. */
struct fragment *fragment_new(size_t ceiling) RETURNS_VALID;
void fragment_free(struct fragment *fragment); /* takes NULL */

/*
 * What the document declares is told for every element, inside the fragment
 * and around it, with its depth; and taken back when the element ends.
 */
void fragment_declare(
    struct fragment *fragment, unsigned depth, const struct element *element);
void fragment_undeclare(struct fragment *fragment, unsigned depth);
/* How many declarations are in scope; finding one takes as long. */
size_t fragment_declared(const struct fragment *fragment);

/* The first element is the root. */
void fragment_start(struct fragment *fragment, const struct element *element);
void fragment_text(struct fragment *fragment, struct text text);
/* True: that was the root, the fragment is whole. */
bool fragment_end(struct fragment *fragment);
bool fragment_is_open(const struct fragment *fragment);
/* Bytes of memory for what is written. */
size_t fragment_held(const struct fragment *fragment);
/* Before the next root; what the document declared stays. Memory beyond
 * KEPT_BYTES is given back. */
void fragment_reset(struct fragment *fragment);
/* Nothing is written any more; fragment_end() still counts. */
void fragment_abandon(struct fragment *fragment);

/* Of a whole fragment: its length; 0 if it was over the ceiling or abandoned.
 * It is valid until fragment_reset(). */
size_t fragment_length(struct fragment *fragment);
/* NULL: over the arena's ceiling. */
char *fragment_copy(struct fragment *fragment, struct arena *arena) MUSTUSE;
/* The first used prefix that nobody declared, printable, cut to fit a reason;
 * "" if none. A well-known one (xsi, dc, ...) is bound to what it always means,
 * and counted. */
const char *fragment_undeclared(const struct fragment *fragment) RETURNS_VALID;
/* It uses one of more than NAMESPACE_BYTES, and is abandoned: a child of six
 * bytes may have to repeat it. */
bool fragment_has_long_namespace(const struct fragment *fragment);
unsigned fragment_mended(const struct fragment *fragment);

#endif
