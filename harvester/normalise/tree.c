#include <string.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/buffer.h"
#include "base/heap.h"
#include "base/limit.h"
#include "normalise/memory.h"
#include "normalise/slice.h"
#include "normalise/table.h"
#include "normalise/tree.h"
#include "normalise/tree_tag.h"

#define COLUMNS_PER_ATTRIBUTE 5 /* of libxml2's SAX2 */
#define PIECE                 (1 << 20)

struct frame {
	struct node *node; /* NULL: there are too many */
	size_t text_start;
	const xmlChar *uri; /* the parser's own: one pointer a namespace */
	struct text language;
	size_t namespaces; /* in scope */
	bool has_elements;
	bool has_text; /* of its own, not white space */
};

/* What the SAX callbacks share. Element 0 is the root. */
struct builder {
	struct arena *arena;
	xmlParserCtxtPtr parser;
	struct tree tree;
	size_t attribute_count;
	struct frame *frames; /* XML_DEPTH */
	size_t depth;
	struct buffer text; /* of the top-level element that is open */
	const xmlChar *last_uri;
	struct text last_namespace; /* its copy */
	struct table namespaces;    /* all copies */
	struct fault fault;
};

static void
stop(struct builder *builder, enum fault_kind kind, const char *what)
{
	if (builder->fault.kind == FAULT_NONE)
		(void)fault_set(
		    &builder->fault, kind, "could not read metadata: %s", what);
	xmlStopParser(builder->parser);
}

static struct text
copy_namespace(struct builder *builder, struct text namespace)
{
	struct text *copy = table_find(&builder->namespaces, namespace);

	if (copy != NULL)
		return *copy;
	copy = memory_take(builder->arena, sizeof(*copy));
	*copy = memory_copy(builder->arena, namespace);
	(void)table_add(&builder->namespaces, *copy, copy);
	return *copy;
}

/* Most elements share one namespace. */
static struct text
keep_namespace(struct builder *builder, const xmlChar *uri)
{
	struct text namespace = text_of((const char *)uri);

	if (uri == builder->last_uri)
		return builder->last_namespace;
	if (namespace.length > NAMESPACE_BYTES) {
		stop(builder, FAULT_TOO_LARGE, "a namespace is too long");
		namespace.length = 0;
	}
	builder->last_uri = uri;
	builder->last_namespace = copy_namespace(builder, namespace);
	return builder->last_namespace;
}

/* Its name, prefix and value, as libxml2 has them. */
struct raw_attribute {
	const char *name;
	const char *prefix; /* NULL: none */
	const xmlChar *uri;
	struct text value;
};

static struct raw_attribute
attribute_at(const xmlChar **attributes, int i)
{
	const xmlChar **row = attributes + (ptrdiff_t)i * COLUMNS_PER_ATTRIBUTE;

	return (struct raw_attribute){ (const char *)row[0],
		(const char *)row[1], row[2],
		{ (const char *)row[3], (size_t)(row[4] - row[3]) } };
}

static bool
is_language(const struct raw_attribute *raw)
{
	return raw->prefix != NULL && strcmp(raw->prefix, "xml") == 0 &&
	    strcmp(raw->name, "lang") == 0;
}

static struct text
find_language(const struct builder *builder, const xmlChar **attributes,
    int count, struct text inherited)
{
	for (int i = 0; i < count; i++) {
		struct raw_attribute raw = attribute_at(attributes, i);

		if (is_language(&raw) && raw.value.length <= LANGUAGE_TAG_BYTES)
			return memory_copy(
			    builder->arena, text_trim(raw.value));
	}
	return inherited;
}

static const struct attribute *
keep_attributes(struct builder *builder, const xmlChar **attributes, int count)
{
	const struct attribute *first = NULL;
	struct attribute *last = NULL;

	for (int i = 0; i < count; i++) {
		struct raw_attribute raw = attribute_at(attributes, i);
		struct attribute *made;

		if (is_language(&raw))
			continue;
		if (builder->attribute_count == ATTRIBUTES) {
			builder->tree.is_cut = true;
			break;
		}
		builder->attribute_count++;
		made = memory_take(builder->arena, sizeof(*made));
		made->name = memory_copy(builder->arena, text_of(raw.name));
		made->value = memory_copy(builder->arena, text_trim(raw.value));
		if (raw.uri != NULL)
			made->namespace = keep_namespace(builder, raw.uri);
		if (last == NULL)
			first = made;
		else
			last->next = made;
		last = made;
	}
	return first;
}

/* Beside the last one inside parent. */
static struct node *
add_node(struct builder *builder, struct node *parent, const xmlChar *name)
{
	struct node *node;

	if (builder->tree.count == NODES) {
		builder->tree.is_cut = true;
		return NULL;
	}
	builder->tree.count++;
	node = memory_take(builder->arena, sizeof(*node));
	node->parent = parent;
	node->name = memory_copy(builder->arena, text_of((const char *)name));
	if (parent == NULL)
		builder->tree.root = node;
	else if (parent->last == NULL)
		parent->first = node;
	else
		parent->last->next = node;
	if (parent != NULL) {
		node->previous = parent->last;
		parent->last = node;
	}
	return node;
}

/* False: over a limit, and the parser is stopped. */
static bool
enter(struct builder *builder, const xmlChar *uri, int namespace_count,
    int attribute_count)
{
	struct frame *outside;
	size_t in_scope = (size_t)namespace_count;

	if (builder->depth == XML_DEPTH ||
	    attribute_count + namespace_count > XML_ATTRIBUTES) {
		stop(builder, FAULT_TOO_LARGE, "too deep, or many attributes");
		return false;
	}
	if (builder->depth > 0) {
		outside = &builder->frames[builder->depth - 1];
		outside->has_elements = true;
		in_scope += outside->namespaces;
	}
	if (in_scope > XML_NAMESPACES) {
		stop(builder, FAULT_TOO_LARGE, "many namespaces");
		return false;
	}
	if (builder->depth == 1)
		buffer_reset(&builder->text);
	builder->frames[builder->depth] = (struct frame){
		.uri = uri,
		.text_start = builder->text.length,
		.namespaces = in_scope,
	};
	return true;
}

/* NOLINTBEGIN(readability-function-size): libxml2 says which parameters */
static void
start_element(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int namespace_count, const xmlChar **namespaces,
    int attribute_count, int defaulted_count, const xmlChar **attributes)
{
	struct builder *builder = context;
	struct frame *frame = &builder->frames[builder->depth];
	const struct frame *outside = NULL;

	(void)prefix;
	(void)namespaces;
	(void)defaulted_count;
	if (!enter(builder, uri, namespace_count, attribute_count))
		return;
	if (builder->depth > 0)
		outside = frame - 1;
	frame->language = find_language(builder, attributes, attribute_count,
	    outside == NULL ? (struct text){ 0 } : outside->language);
	if (outside == NULL || outside->node != NULL)
		frame->node = add_node(
		    builder, outside == NULL ? NULL : outside->node, name);
	if (frame->node != NULL) {
		frame->node->namespace = keep_namespace(builder, uri);
		frame->node->language = frame->language;
		frame->node->attributes =
		    keep_attributes(builder, attributes, attribute_count);
	}
	builder->depth++;
}
/* NOLINTEND(readability-function-size) */

/* Its value is a place in builder->text until the top-level element ends; what
 * the elements inside said is part of it. */
static void
note_value(struct builder *builder, const struct frame *frame)
{
	struct node *node = frame->node;

	node->first = NULL;
	node->last = NULL;
	node->text_start = frame->text_start;
	node->value.length = builder->text.length - frame->text_start;
}

/* No deeper than XML_DEPTH. */
static void
settle_values(struct builder *builder, struct node *node)
{
	size_t length = node->value.length;

	if (length > 0)
		node->value = memory_copy(builder->arena,
		    text_trim((struct text){
			builder->text.bytes + node->text_start, length }));
	for (node = node->first; node != NULL; node = node->next)
		settle_values(builder, node);
}

static void
end_element(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct builder *builder = context;
	const struct frame *frame;

	(void)name;
	(void)prefix;
	(void)uri;
	if (builder->fault.kind != FAULT_NONE)
		return;
	frame = &builder->frames[--builder->depth];
	if (frame->node == NULL)
		return;
	/* Stray text beside elements of the root is nobody's. */
	if (frame->has_text && (builder->depth > 0 || !frame->has_elements))
		note_value(builder, frame);
	if (builder->depth == 1 ||
	    (builder->depth == 0 && !frame->has_elements))
		settle_values(builder, frame->node);
}

static void
add_text(void *context, const xmlChar *text, int length)
{
	struct builder *builder = context;
	struct frame *frame;
	struct text piece = { (const char *)text, (size_t)length };

	if (builder->fault.kind != FAULT_NONE || builder->depth == 0)
		return;
	frame = &builder->frames[builder->depth - 1];
	if (!frame->has_text && text_trim(piece).length > 0)
		frame->has_text = true;
	buffer_add(&builder->text, text, (size_t)length);
	if (builder->text.is_over)
		stop(builder, FAULT_TOO_LARGE, "a field is too long");
}

static void
refuse_doctype(void *context, const xmlChar *name, const xmlChar *external,
    const xmlChar *system)
{
	(void)name;
	(void)external;
	(void)system;
	stop(context, FAULT_MALFORMED, "it has a document type declaration");
}

/* Not what libxml2 goes on after, such as a prefix nobody declared. */
static void
note_error(void *context, xmlErrorPtr error)
{
	struct builder *builder = context;

	if (builder->fault.kind != FAULT_NONE || error->level < XML_ERR_FATAL)
		return;
	if (error->code == XML_ERR_NO_MEMORY)
		stop(builder, FAULT_TOO_LARGE, "out of memory");
	else
		(void)fault_set(&builder->fault, FAULT_MALFORMED,
		    "could not read metadata: not well-formed XML, line %d",
		    error->line);
}

static const xmlSAXHandler handler = {
	.initialized = XML_SAX2_MAGIC,
	.internalSubset = refuse_doctype,
	.startElementNs = start_element,
	.endElementNs = end_element,
	.characters = add_text,
	.ignorableWhitespace = add_text,
	.cdataBlock = add_text,
	.serror = note_error,
};

/*
 * Pushed, most of it in one piece: where libxml2 reads by itself, it asks for
 * more at each sign of the last 250 bytes, and that is half of most metadata.
 * Of more than 10 MB at once it takes none.
 */
static void
push(xmlParserCtxtPtr parser, struct text xml)
{
	for (; xml.length > PIECE; xml = slice_from(xml, PIECE))
		(void)xmlParseChunk(parser, xml.bytes, PIECE, 0);
	(void)xmlParseChunk(parser, xml.bytes, (int)xml.length, 1);
}

static bool
parse(struct builder *builder, struct text xml)
{
	xmlParserCtxtPtr parser;

	if (xml.length == 0)
		return fault_set(&builder->fault, FAULT_MALFORMED,
		    "could not read metadata: it is empty");
	parser = xmlCreatePushParserCtxt(NULL, NULL, NULL, 0, NULL);
	if (parser == NULL)
		heap_out();
	builder->parser = parser;
	parser->userData = builder;
	(void)xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
	*parser->sax = handler; /* the options change it */
	(void)xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
	push(parser, xml);
	if (builder->fault.kind == FAULT_NONE && !parser->wellFormed)
		(void)fault_set(&builder->fault, FAULT_MALFORMED,
		    "could not read metadata: not well-formed XML");
	xmlFreeParserCtxt(parser);
	return builder->fault.kind == FAULT_NONE;
}

bool
tree_read(
    struct arena *arena, struct text xml, struct tree *tree, struct fault *why)
{
	struct frame frames[XML_DEPTH]; /* each set when it is entered */
	struct builder builder = {
		.arena = arena,
		.frames = frames,
		.last_namespace = TEXT(""),
	};

	if (xml.length > ITEM_BYTES)
		return fault_set(why, FAULT_TOO_LARGE,
		    "could not read metadata: %zu bytes", xml.length);
	if (!text_is_utf8(xml) || tree_has_long_tag(xml))
		return fault_set(why, FAULT_MALFORMED,
		    "could not read metadata: not UTF-8, or a tag too long");
	table_init(&builder.namespaces, arena);
	buffer_init(&builder.text, FIELD_BYTES);
	if (parse(&builder, xml))
		*tree = builder.tree;
	else
		*why = builder.fault;
	buffer_fini(&builder.text);
	return builder.fault.kind == FAULT_NONE;
}
