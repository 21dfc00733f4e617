#ifndef OAI_FRAGMENT_PRIVATE_H
#define OAI_FRAGMENT_PRIVATE_H

/* Between fragment's own files: fragment.c writes, fragment_binding.c knows
 * which namespaces are declared where. */
#include "oai/fragment.h"

struct binding {
	const char *prefix; /* NULL: the default namespace */
	const char *uri;    /* NULL: no namespace */
	unsigned depth;     /* of the element that declares it */
};

struct bindings {
	struct binding *all;
	size_t count;
	size_t size;
};

/* Of the last xsi:type that had a binding in declared. */
struct type_memo {
	size_t index;
	size_t known; /* from it to here there is no other of its prefix;
	               * 0: nothing is remembered */
};

struct fragment {
	struct bindings declared; /* by the document */
	struct type_memo type;
	struct bindings written; /* by us; the root's, at depth 0, first */
	size_t root_count;       /* of them, the root's */
	struct buffer root;      /* their text, when the fragment is whole */
	struct buffer body;      /* all the rest */
	size_t head;             /* bytes of body: "<" and the root's name */
	struct buffer names;     /* of open elements, one after the other */
	size_t name_starts[XML_DEPTH + 1];
	unsigned depth; /* open elements */
	bool has_open_tag;
	char undeclared[64];
	bool has_long_namespace;
	unsigned mended;
};

/* Every prefix the element uses is bound in written from here on. */
void fragment_use(struct fragment *fragment, const struct element *element);
void fragment_drop(struct bindings *bindings, unsigned depth);

#endif
