#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "oai/fragment_private.h"

#define XSI "http://www.w3.org/2001/XMLSchema-instance"

static void
bindings_add(struct bindings *bindings, const char *prefix, const char *uri,
    unsigned depth)
{
	if (bindings->count == bindings->size) {
		bindings->size = bindings->size == 0 ? 16 : 2 * bindings->size;
		bindings->all = reallocarray(
		    bindings->all, bindings->size, sizeof(*bindings->all));
		if (bindings->all == NULL)
			heap_out();
	}
	bindings->all[bindings->count++] =
	    (struct binding){ prefix, uri, depth };
}

void
fragment_declare(
    struct fragment *fragment, unsigned depth, const struct element *element)
{
	for (size_t i = 0; i < element->namespace_count; i++) {
		const char *prefix = (const char *)element->namespaces[2 * i];
		const char *uri = (const char *)element->namespaces[2 * i + 1];

		bindings_add(&fragment->declared, prefix,
		    *uri == '\0' ? NULL : uri, depth);
	}
}

size_t
fragment_declared(const struct fragment *fragment)
{
	return fragment->declared.count;
}

void
fragment_drop(struct bindings *bindings, unsigned depth)
{
	while (bindings->count > 0 &&
	    bindings->all[bindings->count - 1].depth >= depth)
		bindings->count--;
}

void
fragment_undeclare(struct fragment *fragment, unsigned depth)
{
	struct type_memo *memo = &fragment->type;

	fragment_drop(&fragment->declared, depth);
	if (memo->known > fragment->declared.count)
		memo->known = fragment->declared.count;
	if (memo->known <= memo->index)
		memo->known = 0;
}

/* Prefixes that repositories use without declaring them. */
static const char *
well_known(const char *prefix)
{
	static const char *const known[][2] = {
		{ "xsi", XSI },
		{ "dc", "http://purl.org/dc/elements/1.1/" },
		{ "dcterms", "http://purl.org/dc/terms/" },
		{ "oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc/" },
		{ "xlink", "http://www.w3.org/1999/xlink" },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strcmp(prefix, known[i][0]) == 0)
			return known[i][1];
	}
	return NULL;
}

/* A prefix without a namespace: bind it after all, or remember the name. */
static const char *
mend(struct fragment *fragment, const char *prefix)
{
	const char *uri = well_known(prefix);

	if (uri != NULL)
		fragment->mended++;
	else if (fragment->undeclared[0] == '\0')
		(void)text_printable(fragment->undeclared,
		    sizeof(fragment->undeclared), text_of(prefix));
	return uri;
}

/* Interned as a rule; not so where we or another parser supplied one. */
static bool
same_uri(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static void
add_written(struct fragment *fragment, const char *prefix, const char *uri,
    unsigned depth)
{
	bindings_add(&fragment->written, prefix, uri, depth);
	if (uri == NULL || strnlen(uri, NAMESPACE_BYTES + 1) <= NAMESPACE_BYTES)
		return;
	fragment->has_long_namespace = true;
	fragment_abandon(fragment);
}

static void
use_binding(struct fragment *fragment, const char *prefix, const char *uri)
{
	struct bindings *written = &fragment->written;

	for (size_t i = written->count; i-- > 0;) {
		if (written->all[i].prefix != prefix)
			continue;
		if (!same_uri(written->all[i].uri, uri))
			add_written(fragment, prefix, uri, fragment->depth);
		return;
	}
	if (fragment->root_count == XML_ATTRIBUTES) {
		add_written(fragment, prefix, uri, fragment->depth);
		return;
	}
	/* New to the fragment: the root's, below all local ones. */
	add_written(fragment, prefix, uri, 0);
	for (size_t i = written->count - 1; i > fragment->root_count; i--) {
		written->all[i] = written->all[i - 1];
		written->all[i - 1] = (struct binding){ prefix, uri, 0 };
	}
	fragment->root_count++;
}

static bool
is_prefix(const struct binding *binding, struct text prefix)
{
	return binding->prefix == NULL ? prefix.length == 0
				       : text_is(prefix, binding->prefix);
}

/*
 * The namespace a prefix has in the document at this place; NULL: none. Many
 * elements in a row have the same type: what was looked for last is not
 * searched again, but for what was declared since.
 */
static const struct binding *
find_declared(struct fragment *fragment, struct text prefix)
{
	const struct binding *all = fragment->declared.all;
	struct type_memo *memo = &fragment->type;
	size_t from = 0;
	size_t i;

	if (memo->known > 0 && is_prefix(&all[memo->index], prefix))
		from = memo->known;
	for (i = fragment->declared.count; i > from; i--)
		if (is_prefix(&all[i - 1], prefix))
			break;
	if (i == 0)
		return NULL;
	if (i > from)
		memo->index = i - 1;
	memo->known = fragment->declared.count;
	return &all[memo->index];
}

/*
 * XML Schema part 1, 2.6.1: the value is a QName. Without a prefix it is in no
 * namespace where none is the default: a sibling's must not become the root's.
 */
static void
use_type(struct fragment *fragment, struct text value)
{
	const char *colon =
	    value.length == 0 ? NULL : memchr(value.bytes, ':', value.length);
	struct text prefix = { value.bytes, 0 };
	const struct binding *found;

	if (colon != NULL)
		prefix.length = (size_t)(colon - value.bytes);
	prefix = text_trim(prefix);
	found = find_declared(fragment, prefix);
	if (found != NULL)
		use_binding(fragment, found->prefix, found->uri);
	else if (prefix.length == 0)
		use_binding(fragment, NULL, NULL);
}

static void
use_attribute(struct fragment *fragment, const unsigned char **attribute)
{
	const char *prefix = (const char *)attribute[1];
	const char *uri = (const char *)attribute[2];

	if (prefix == NULL || strcmp(prefix, "xml") == 0)
		return;
	if (uri == NULL)
		uri = mend(fragment, prefix);
	use_binding(fragment, prefix, uri);
	if (uri != NULL && strcmp(uri, XSI) == 0 &&
	    strcmp((const char *)attribute[0], "type") == 0)
		use_type(fragment,
		    (struct text){ (const char *)attribute[3],
			(size_t)(attribute[4] - attribute[3]) });
}

void
fragment_use(struct fragment *fragment, const struct element *element)
{
	const char *uri = element->uri;

	if (element->prefix != NULL && uri == NULL)
		uri = mend(fragment, element->prefix);
	if (element->prefix == NULL || strcmp(element->prefix, "xml") != 0)
		use_binding(fragment, element->prefix, uri);
	for (size_t i = 0; i < element->attribute_count; i++)
		use_attribute(fragment, element->attributes + 5 * i);
}
