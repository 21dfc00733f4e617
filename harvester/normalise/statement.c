#include <string.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/buffer.h"
#include "base/limit.h"
#include "normalise/memory.h"
#include "normalise/statement.h"

#define COLUMNS_PER_ATTRIBUTE 5 /* of libxml2's SAX2 */

struct frame {
	struct statement *before; /* the last one when the element began */
	size_t text_start;
	size_t path_length; /* without this element */
	const xmlChar *uri; /* the parser's own: one pointer a namespace */
	struct text language;
	size_t namespaces; /* in scope */
	size_t count;      /* statements when it began */
	bool has_elements;
	bool has_text; /* of its own, not white space */
};

/* What the SAX callbacks share. Element 0 is the root. */
struct builder {
	struct arena *arena;
	xmlParserCtxtPtr parser;
	struct statements statements;
	struct statement *last;
	size_t made; /* statements, those taken back too */
	struct frame frames[XML_DEPTH];
	size_t depth;
	struct buffer text; /* of the top-level element that is open */
	struct buffer path;
	const xmlChar *last_uri;
	struct text last_namespace; /* its copy */
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

/* Most statements share one namespace. */
static struct text
keep_namespace(struct builder *builder, const xmlChar *uri)
{
	struct text namespace = text_of((const char *)uri);

	if (uri == builder->last_uri)
		return builder->last_namespace;
	if (namespace.length > STATEMENT_NAME_BYTES) {
		stop(builder, FAULT_TOO_LARGE, "a namespace is too long");
		namespace.length = 0;
	}
	builder->last_uri = uri;
	builder->last_namespace = memory_copy(builder->arena, namespace);
	return builder->last_namespace;
}

static struct text
find_language(const struct builder *builder, const xmlChar **attributes,
    int count, struct text inherited)
{
	for (int i = 0; i < count; i++) {
		const xmlChar **row =
		    attributes + (ptrdiff_t)i * COLUMNS_PER_ATTRIBUTE;
		struct text value = { (const char *)row[3],
			(size_t)(row[4] - row[3]) };

		if (row[1] == NULL || strcmp((const char *)row[1], "xml") != 0)
			continue;
		if (strcmp((const char *)row[0], "lang") == 0 &&
		    value.length <= LANGUAGE_TAG_BYTES)
			return memory_copy(builder->arena, text_trim(value));
	}
	return inherited;
}

static void
start_root(struct builder *builder, const xmlChar *name, const xmlChar *uri)
{
	builder->statements.namespace = keep_namespace(builder, uri);
	builder->statements.name =
	    memory_copy(builder->arena, text_of((const char *)name));
}

/* NOLINTBEGIN(readability-function-size): libxml2 says which parameters */
static void
start_element(void *context, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int namespace_count, const xmlChar **namespaces,
    int attribute_count, int defaulted_count, const xmlChar **attributes)
{
	struct builder *builder = context;
	const struct frame *outside = NULL;
	struct frame *frame;
	size_t in_scope = (size_t)namespace_count;

	(void)prefix;
	(void)namespaces;
	(void)defaulted_count;
	if (builder->depth == XML_DEPTH ||
	    attribute_count + namespace_count > XML_ATTRIBUTES) {
		stop(builder, FAULT_TOO_LARGE, "too deep, or many attributes");
		return;
	}
	if (builder->depth > 0) {
		builder->frames[builder->depth - 1].has_elements = true;
		outside = &builder->frames[builder->depth - 1];
		in_scope += outside->namespaces;
	} else {
		start_root(builder, name, uri);
	}
	if (in_scope > XML_NAMESPACES) {
		stop(builder, FAULT_TOO_LARGE, "many namespaces");
		return;
	}
	if (builder->depth == 1)
		buffer_reset(&builder->text);
	frame = &builder->frames[builder->depth];
	*frame = (struct frame){
		.before = builder->last,
		.text_start = builder->text.length,
		.path_length = builder->path.length,
		.uri = uri,
		.namespaces = in_scope,
		.language = find_language(builder, attributes, attribute_count,
		    outside == NULL ? (struct text){ 0 } : outside->language),
		.count = builder->statements.count,
	};
	if (builder->depth > 0) {
		if (builder->depth > 1)
			buffer_add_char(&builder->path, '/');
		buffer_add_string(&builder->path, (const char *)name);
	}
	builder->depth++;
}
/* NOLINTEND(readability-function-size) */

/* Mixed content: what the elements inside said is part of this element. */
static void
take_back(struct builder *builder, const struct frame *frame)
{
	builder->last = frame->before;
	if (builder->last != NULL)
		builder->last->next = NULL;
	else
		builder->statements.first = NULL;
	builder->statements.count = frame->count;
}

/* Its value is a place in builder->text until the top-level element ends. */
static void
add_statement(struct builder *builder, const struct frame *frame)
{
	struct statement *statement;

	if (builder->made == STATEMENTS) {
		builder->statements.is_cut = true;
		return;
	}
	builder->made++;
	statement = memory_take(builder->arena, sizeof(*statement));
	statement->namespace = keep_namespace(builder, frame->uri);
	statement->language = frame->language;
	statement->name =
	    memory_copy(builder->arena, buffer_text(&builder->path));
	statement->value.length = builder->text.length - frame->text_start;
	statement->text_start = frame->text_start;
	if (builder->last == NULL)
		builder->statements.first = statement;
	else
		builder->last->next = statement;
	builder->last = statement;
	builder->statements.count++;
}

static void
settle_values(struct builder *builder, const struct frame *frame)
{
	struct statement *statement = frame->before == NULL
	    ? builder->statements.first
	    : frame->before->next;

	for (; statement != NULL; statement = statement->next) {
		struct text value = { builder->text.bytes +
			    statement->text_start,
			statement->value.length };

		statement->value =
		    memory_copy(builder->arena, text_trim(value));
	}
}

/* Names so long that the path is over its ceiling say nothing to anybody. */
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
	if (builder->depth > 0 && frame->has_text && !builder->path.is_over) {
		take_back(builder, frame);
		add_statement(builder, frame);
	}
	if (builder->depth == 1)
		settle_values(builder, frame);
	builder->path.length = frame->path_length;
	builder->path.is_over = false;
}

static void
add_text(void *context, const xmlChar *text, int length)
{
	struct builder *builder = context;
	struct frame *frame;
	struct text piece = { (const char *)text, (size_t)length };

	if (builder->fault.kind != FAULT_NONE || builder->depth < 2)
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

/*
 * Checking attributes against each other is quadratic in libxml2, so a long
 * start tag has to be seen before it is parsed. Returns the bytes of the tag
 * that begins here, quotes minded; no tag has another '<' in it (XML 1.0,
 * section 3.1), so that no byte is looked at twice.
 */
static size_t
tag_length(struct text text)
{
	char quote = '\0';

	for (size_t i = 0; i < text.length; i++) {
		char c = text.bytes[i];

		if (c == '<' && i > 0)
			return i;
		if (quote != '\0') {
			if (c == quote)
				quote = '\0';
		} else if (c == '"' || c == '\'') {
			quote = c;
		} else if (c == '>') {
			return i + 1;
		}
		if (i > XML_PENDING)
			break;
	}
	return XML_PENDING + 1;
}

/* Of what begins with '<': only start tags are looked at closely. */
static bool
has_long_tag(struct text xml)
{
	const char *end = xml.bytes + xml.length;
	const char *at = xml.bytes;

	while (at < end && (at = memchr(at, '<', (size_t)(end - at))) != NULL) {
		if (end - at > 1 && strchr("/!?", at[1]) == NULL &&
		    tag_length((struct text){ at, (size_t)(end - at) }) >
			XML_PENDING)
			return true;
		at++;
	}
	return false;
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

static bool
parse(struct builder *builder, struct text xml)
{
	xmlParserCtxtPtr parser =
	    xmlCreateMemoryParserCtxt(xml.bytes, (int)xml.length);

	if (parser == NULL)
		return fault_set(&builder->fault, FAULT_MALFORMED,
		    "could not read metadata: it is empty");
	builder->parser = parser;
	*parser->sax = handler;
	parser->userData = builder;
	(void)xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
	*parser->sax = handler; /* the options change it */
	(void)xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
	(void)xmlParseDocument(parser);
	if (builder->fault.kind == FAULT_NONE && !parser->wellFormed)
		(void)fault_set(&builder->fault, FAULT_MALFORMED,
		    "could not read metadata: not well-formed XML");
	xmlFreeParserCtxt(parser);
	return builder->fault.kind == FAULT_NONE;
}

bool
statement_read(struct arena *arena, struct text xml,
    struct statements *statements, struct fault *why)
{
	struct builder *builder;

	if (xml.length > ITEM_BYTES)
		return fault_set(why, FAULT_TOO_LARGE,
		    "could not read metadata: %zu bytes", xml.length);
	if (!text_is_utf8(xml) || has_long_tag(xml))
		return fault_set(why, FAULT_MALFORMED,
		    "could not read metadata: not UTF-8, or a tag too long");
	builder = memory_take(arena, sizeof(*builder));
	builder->arena = arena;
	builder->last_namespace = TEXT("");
	buffer_init(&builder->text, FIELD_BYTES);
	buffer_init(&builder->path, STATEMENT_NAME_BYTES);
	if (parse(builder, xml))
		*statements = builder->statements;
	else
		*why = builder->fault;
	buffer_fini(&builder->text);
	buffer_fini(&builder->path);
	return builder->fault.kind == FAULT_NONE;
}
