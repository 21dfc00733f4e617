#include <assert.h>
#include <stdlib.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/heap.h"
#include "oai/fragment_private.h"

struct text
element_attribute(const struct element *element, const char *name)
{
	for (size_t i = 0; i < element->attribute_count; i++) {
		const unsigned char *const *attribute =
		    element->attributes + 5 * i;

		if (attribute[1] == NULL &&
		    strcmp((const char *)attribute[0], name) == 0)
			return (struct text){ (const char *)attribute[3],
				(size_t)(attribute[4] - attribute[3]) };
	}
	return (struct text){ NULL, 0 };
}

struct fragment *
fragment_new(size_t ceiling)
{
	struct fragment *fragment = calloc(1, sizeof(*fragment));

	if (fragment == NULL)
		heap_out();
	buffer_init(&fragment->body, ceiling);
	buffer_init(&fragment->root, ceiling);
	buffer_init(&fragment->names, 0);
	return fragment;
}

void
fragment_free(struct fragment *fragment)
{
	if (fragment == NULL)
		return;
	free(fragment->declared.all);
	free(fragment->written.all);
	buffer_fini(&fragment->root);
	buffer_fini(&fragment->body);
	buffer_fini(&fragment->names);
	free(fragment);
}

size_t
fragment_held(const struct fragment *fragment)
{
	return fragment->body.size + fragment->root.size + fragment->names.size;
}

static void
reset(struct buffer *buffer)
{
	if (buffer->size > KEPT_BYTES)
		buffer_fini(buffer);
	buffer_reset(buffer);
}

void
fragment_reset(struct fragment *fragment)
{
	reset(&fragment->body);
	reset(&fragment->root);
	reset(&fragment->names);
	fragment->written.count = 0;
	fragment->root_count = 0;
	fragment->head = 0;
	fragment->depth = 0;
	fragment->has_open_tag = false;
	fragment->undeclared[0] = '\0';
	fragment->has_long_namespace = false;
	fragment->mended = 0;
}

/* What stands for a byte in text or in an attribute's value; NULL: itself. */
static const char *
escape_of(unsigned char byte, bool is_value)
{
	switch (byte) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '\r':
		return "&#13;";
	case '"':
		return is_value ? "&quot;" : NULL;
	case '\t':
		return is_value ? "&#9;" : NULL;
	case '\n':
		return is_value ? "&#10;" : NULL;
	default:
		return NULL;
	}
}

/* Is it none of the bytes that escape_of() may know? */
static bool
is_ordinary(unsigned char byte)
{
	return byte > '>' ||
	    (byte >= ' ' && byte != '&' && byte != '<' && byte != '>' &&
		byte != '"');
}

static size_t
ordinary_length(const unsigned char *bytes, size_t length)
{
	size_t at = 0;

#ifdef __SSE2__
	for (; length - at >= 16; at += 16) {
		const __m128i block =
		    _mm_loadu_si128((const void *)(bytes + at));
		const __m128i below = _mm_set1_epi8(0x1f);
		__m128i hit = _mm_or_si128(
		    _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('&')),
			_mm_cmpeq_epi8(block, _mm_set1_epi8('<'))),
		    _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('>')),
			_mm_cmpeq_epi8(block, _mm_set1_epi8('"'))));
		unsigned special;

		/* Unsigned comparison: the smaller of the two is the byte. */
		hit = _mm_or_si128(
		    hit, _mm_cmpeq_epi8(_mm_min_epu8(block, below), block));
		special = (unsigned)_mm_movemask_epi8(hit);
		if (special != 0)
			return at + (size_t)__builtin_ctz(special);
	}
#endif
	while (at < length && is_ordinary(bytes[at]))
		at++;
	return at;
}

static void
add_escaped(struct buffer *into, struct text text, bool is_value)
{
	const unsigned char *bytes = (const unsigned char *)text.bytes;
	size_t from = 0;
	size_t at;

	if (text.length == 0)
		return;
	at = ordinary_length(bytes, text.length);
	while (at < text.length) {
		const char *escape = escape_of(bytes[at], is_value);

		if (escape != NULL) {
			buffer_add(into, bytes + from, at - from);
			buffer_add_string(into, escape);
			from = at + 1;
		}
		at++;
		at += ordinary_length(bytes + at, text.length - at);
	}
	buffer_add(into, bytes + from, text.length - from);
}

static void
add_name(struct buffer *into, const char *prefix, const char *local)
{
	if (prefix != NULL) {
		buffer_add_string(into, prefix);
		buffer_add_char(into, ':');
	}
	buffer_add_string(into, local);
}

/*
 * Without XML_PARSE_NOENT libxml2 hands on an ampersand in a value, a
 * namespace's URI too, as "&#38;" (it means to parse values again, for the
 * entity nodes of its trees), and never as itself.
 */
static void
add_value(struct buffer *into, struct text value)
{
	static const struct text quirk = { "&#38;", 5 };

	for (;;) {
		const char *found = value.length == 0
		    ? NULL
		    : memmem(
			  value.bytes, value.length, quirk.bytes, quirk.length);
		size_t length;

		if (found == NULL)
			break;
		length = (size_t)(found - value.bytes);
		add_escaped(into, (struct text){ value.bytes, length }, true);
		buffer_add_string(into, "&amp;");
		value.bytes += length + quirk.length;
		value.length -= length + quirk.length;
	}
	add_escaped(into, value, true);
}

static void
add_binding(struct buffer *into, const struct binding *binding)
{
	if (binding->prefix != NULL && binding->uri == NULL)
		return;
	buffer_add_string(into, " xmlns");
	if (binding->prefix != NULL) {
		buffer_add_char(into, ':');
		buffer_add_string(into, binding->prefix);
	}
	buffer_add_string(into, "=\"");
	add_value(into, text_of(binding->uri));
	buffer_add_char(into, '"');
}

static void
add_attributes(struct buffer *into, const struct element *element)
{
	for (size_t i = 0; i < element->attribute_count; i++) {
		const unsigned char **attribute = element->attributes + 5 * i;
		struct text value = { (const char *)attribute[3],
			(size_t)(attribute[4] - attribute[3]) };

		buffer_add_char(into, ' ');
		add_name(into, (const char *)attribute[1],
		    (const char *)attribute[0]);
		buffer_add_string(into, "=\"");
		add_value(into, value);
		buffer_add_char(into, '"');
	}
}

static void
finish_tag(struct fragment *fragment)
{
	if (fragment->has_open_tag)
		buffer_add_char(&fragment->body, '>');
	fragment->has_open_tag = false;
}

/* "</prefix:name>", for the end of the element: what is between, for its
 * start. Returns where in names it begins. */
static size_t
push_name(struct fragment *fragment, const struct element *element)
{
	struct buffer *names = &fragment->names;
	size_t start = names->length;

	fragment->name_starts[fragment->depth++] = start;
	buffer_add(names, "</", 2);
	add_name(names, element->prefix, element->local);
	buffer_add_char(names, '>');
	return start;
}

void
fragment_start(struct fragment *fragment, const struct element *element)
{
	struct buffer *body = &fragment->body;
	size_t name;

	assert(fragment->depth < XML_DEPTH);
	if (body->is_over) {
		fragment->depth++;
		return;
	}
	name = push_name(fragment, element);
	fragment_use(fragment, element);
	if (fragment->has_open_tag)
		buffer_add(body, "><", 2);
	else
		buffer_add_char(body, '<');
	buffer_add(body, fragment->names.bytes + name + 2,
	    fragment->names.length - name - 3);
	if (fragment->depth == 1)
		fragment->head = body->length;
	for (size_t i = fragment->root_count; i < fragment->written.count; i++)
		if (fragment->written.all[i].depth == fragment->depth)
			add_binding(body, &fragment->written.all[i]);
	add_attributes(body, element);
	fragment->has_open_tag = true;
}

void
fragment_text(struct fragment *fragment, struct text text)
{
	if (text.length == 0 || fragment->body.is_over)
		return;
	finish_tag(fragment);
	add_escaped(&fragment->body, text, false);
}

static int
compare_bindings(const void *a, const void *b)
{
	return text_compare(text_of(((const struct binding *)a)->prefix),
	    text_of(((const struct binding *)b)->prefix));
}

static void
write_root(struct fragment *fragment)
{
	struct binding *roots = fragment->written.all;

	if (fragment->root_count > 1)
		qsort(roots, fragment->root_count, sizeof(*roots),
		    compare_bindings);
	for (size_t i = 0; i < fragment->root_count; i++)
		if (roots[i].uri != NULL)
			add_binding(&fragment->root, &roots[i]);
}

bool
fragment_end(struct fragment *fragment)
{
	struct buffer *body = &fragment->body;
	struct buffer *names = &fragment->names;
	size_t name;

	assert(fragment->depth > 0);
	if (body->is_over)
		return --fragment->depth == 0;
	fragment_drop(
	    &fragment->written, fragment->depth); /* not the root's, at 0 */
	name = fragment->name_starts[--fragment->depth];
	if (fragment->has_open_tag)
		buffer_add(body, "/>", 2);
	else
		buffer_add(body, names->bytes + name, names->length - name);
	fragment->has_open_tag = false;
	names->length = name;
	if (fragment->depth > 0)
		return false;
	write_root(fragment);
	return true;
}

bool
fragment_is_open(const struct fragment *fragment)
{
	return fragment->depth > 0;
}

void
fragment_abandon(struct fragment *fragment)
{
	fragment->body.is_over = true;
}

size_t
fragment_length(struct fragment *fragment)
{
	if (fragment->body.is_over || fragment->root.is_over)
		return 0;
	return fragment->body.length + fragment->root.length;
}

char *
fragment_copy(struct fragment *fragment, struct arena *arena)
{
	const struct buffer *body = &fragment->body;
	const struct buffer *root = &fragment->root;
	char *copy = arena_take(arena, fragment_length(fragment) + 1);
	char *to = copy;

	if (copy == NULL)
		return NULL;
	memcpy(to, body->bytes, fragment->head);
	to += fragment->head;
	if (root->length > 0)
		memcpy(to, root->bytes, root->length);
	to += root->length;
	memcpy(to, body->bytes + fragment->head, body->length - fragment->head);
	return copy;
}

const char *
fragment_undeclared(const struct fragment *fragment)
{
	return fragment->undeclared;
}

bool
fragment_has_long_namespace(const struct fragment *fragment)
{
	return fragment->has_long_namespace;
}

unsigned
fragment_mended(const struct fragment *fragment)
{
	return fragment->mended;
}
