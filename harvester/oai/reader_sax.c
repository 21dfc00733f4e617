#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "oai/reader_private.h"

void
reader_fail(
    struct reader *reader, enum fault_kind kind, const char *format, ...)
{
	char text[sizeof(reader->fault.text)];
	va_list args;

	if (reader_has_failed(reader))
		return;
	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	(void)fault_set(&reader->fault, kind, "%s", text);
}

bool
reader_has_failed(const struct reader *reader)
{
	return reader->fault.kind != FAULT_NONE;
}

size_t
parser_position(const struct reader *reader)
{
	const xmlParserInput *input = reader->parser->input;

	if (input == NULL)
		return reader->fed;
	return reader->parser_start + input->consumed +
	    (size_t)(input->cur - input->base);
}

/* To what comes after the end, or will be read by another parser. */
static bool
is_deaf(const struct reader *reader)
{
	return reader_has_failed(reader) || reader->is_closed ||
	    reader->broken_off != 0;
}

/*
 * What lies between two events is one tag, or comments and instructions that
 * are not reported, or both. Looked at here, not only by what the parser has
 * pending (check_pending()), so that it does not matter how bytes arrived.
 */
static void
check_markup(struct reader *reader, size_t position)
{
	size_t length = position - reader->event_end;
	struct text markup;
	const char *tag;

	reader->event_end = position;
	reader->understood = position;
	reader->run = 0;
	reader->cdata = 0;
	if (length <= XML_PENDING || reader->is_reopening)
		return;
	markup = reader_slice(reader, position - length, position);
	tag = memrchr(markup.bytes, '<', markup.length);
	if (length > XML_PENDING_TEXT ||
	    (tag != NULL &&
		markup.length - (size_t)(tag - markup.bytes) > XML_PENDING))
		reader_fail(reader, FAULT_TOO_LARGE,
		    "a tag or comment is larger than we read");
}

static void
check_element(struct reader *reader, const struct element *element)
{
	if (reader->depth > XML_DEPTH)
		reader_fail(reader, FAULT_TOO_LARGE,
		    "elements are nested deeper than %d", XML_DEPTH);
	if (element->attribute_count + element->namespace_count >
	    XML_ATTRIBUTES)
		reader_fail(reader, FAULT_TOO_LARGE,
		    "an element has more than %d attributes", XML_ATTRIBUTES);
	if (fragment_declared(reader->fragment) + element->namespace_count >
	    XML_NAMESPACES)
		reader_fail(reader, FAULT_TOO_LARGE,
		    "more than %d namespaces are declared at once",
		    XML_NAMESPACES);
}

/* NOLINTBEGIN(readability-function-size): libxml2 says which parameters */
static void
on_start(void *data, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri, int namespace_count, const xmlChar **namespaces,
    int attribute_count, int defaulted_count, const xmlChar **attributes)
{
	struct reader *reader = data;
	const struct element element = {
		.local = (const char *)local,
		.prefix = (const char *)prefix,
		.uri = (const char *)uri,
		.namespace_count = (size_t)namespace_count,
		.namespaces = namespaces,
		.attribute_count = (size_t)attribute_count,
		.attributes = attributes,
	};

	(void)defaulted_count;
	if (is_deaf(reader))
		return;
	reader->depth++;
	check_markup(reader, parser_position(reader));
	check_element(reader, &element);
	if (reader_has_failed(reader))
		return;
	if (namespace_count > 0)
		fragment_declare(reader->fragment, reader->depth, &element);
	if (reader->is_reopening) {
		if (reader->depth == 1)
			scope_take_namespace(reader, &element);
		return;
	}
	if (reader->ignored > 0)
		reader->ignored++;
	else if (fragment_is_open(reader->fragment))
		fragment_start(reader->fragment, &element);
	else
		scope_start(reader, &element);
}
/* NOLINTEND(readability-function-size) */

static void
on_end(
    void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct reader *reader = data;

	(void)local;
	(void)prefix;
	(void)uri;
	if (is_deaf(reader))
		return;
	check_markup(reader, parser_position(reader));
	if (reader_has_failed(reader))
		return;
	fragment_undeclare(reader->fragment, reader->depth);
	reader->depth--;
	if (reader->ignored > 0)
		reader->ignored--;
	else if (!fragment_is_open(reader->fragment))
		scope_end(reader);
	else if (fragment_end(reader->fragment))
		fragment_take(reader);
}

static void
take_text(struct reader *reader, const xmlChar *bytes, int length)
{
	struct text text = { (const char *)bytes, (size_t)length };

	reader->run += text.length;
	if (reader->run > FIELD_BYTES) {
		if (!reader->building.is_open)
			reader_fail(reader, FAULT_TOO_LARGE,
			    "a text is larger than %zu bytes", FIELD_BYTES);
		record_fail(reader, RULE_LIMIT,
		    "a text in it is larger than %zu bytes", FIELD_BYTES);
		return;
	}
	if (reader->ignored > 0)
		return;
	if (fragment_is_open(reader->fragment))
		fragment_text(reader->fragment, text);
	else if (scope_now(reader) >= SCOPE_ERROR)
		buffer_add_text(&reader->text, text);
}

static void
on_text(void *data, const xmlChar *bytes, int length)
{
	struct reader *reader = data;

	if (is_deaf(reader) || reader->is_reopening)
		return;
	reader->event_end = parser_position(reader);
	reader->cdata = 0;
	take_text(reader, bytes, length);
}

/*
 * XML 1.0, 2.11: CR LF, and CR alone, is one LF. libxml2 sees to that in text,
 * but in push mode not in a section, where a part may end between the two.
 */
static void
take_lines(struct reader *reader, const xmlChar *bytes, int length)
{
	const xmlChar *end = bytes + length;

	while (bytes < end && !reader_has_failed(reader)) {
		const xmlChar *found;

		if (reader->is_behind_return && *bytes == '\n')
			bytes++;
		reader->is_behind_return = false;
		found = memchr(bytes, '\r', (size_t)(end - bytes));
		if (found == NULL) {
			take_text(reader, bytes, (int)(end - bytes));
			return;
		}
		take_text(reader, bytes, (int)(found - bytes));
		take_text(reader, (const xmlChar *)"\n", 1);
		reader->is_behind_return = true;
		bytes = found + 1;
	}
}

/* libxml2 gathers a section until its end, and may give it in parts. */
static void
on_cdata(void *data, const xmlChar *bytes, int length)
{
	struct reader *reader = data;
	size_t position;

	if (is_deaf(reader) || reader->is_reopening)
		return;
	position = parser_position(reader);
	/* Not where the part before ended: another section. */
	if (position != reader->event_end)
		reader->is_behind_return = false;
	reader->event_end = position + (size_t)length;
	reader->cdata += (size_t)length;
	if (reader->cdata > XML_PENDING_TEXT)
		reader_fail(reader, FAULT_TOO_LARGE,
		    "a CDATA section is larger than %zu bytes",
		    XML_PENDING_TEXT);
	else
		take_lines(reader, bytes, length);
}

/*
 * libxml2 2.9.14 expands a DTD's entities whatever the options say; without a
 * DTD there are none. The only place from which the parser is stopped.
 */
static void
on_doctype(void *data, const xmlChar *name, const xmlChar *external,
    const xmlChar *system)
{
	struct reader *reader = data;

	(void)external;
	(void)system;
	if (strcasecmp((const char *)name, "html") == 0)
		reader_fail(reader, FAULT_MALFORMED,
		    "not an OAI-PMH response: an HTML page");
	else
		reader_fail(reader, FAULT_MALFORMED,
		    "it has a DOCTYPE, which is refused");
	xmlStopParser(reader->parser);
}

bool
parser_open(struct reader *reader)
{
	xmlSAXHandler events = {
		.initialized = XML_SAX2_MAGIC,
		.internalSubset = on_doctype,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_cdata,
		.serror = parser_error,
	};

	reader->parser_message[0] = '\0';
	xmlSetStructuredErrorFunc(reader, parser_error);
	reader->parser =
	    xmlCreatePushParserCtxt(&events, reader, NULL, 0, NULL);
	if (reader->parser == NULL) {
		xmlSetStructuredErrorFunc(NULL, NULL);
		parser_no_memory(reader);
		return false;
	}
	(void)xmlCtxtUseOptions(reader->parser, XML_PARSE_NONET);
	(void)xmlDictSetLimit(reader->parser->dict, XML_DICTIONARY);
	scope_intern(reader);
	xmlSetStructuredErrorFunc(NULL, NULL);
	return !reader_has_failed(reader);
}

void
parser_close(struct reader *reader)
{
	if (reader->parser == NULL)
		return;
	xmlFreeParserCtxt(reader->parser);
	reader->parser = NULL;
}

/* What the parser keeps until it is whole costs more than its length. */
static void
check_pending(struct reader *reader)
{
	const xmlParserInput *input = reader->parser->input;
	size_t pending = input == NULL ? 0 : (size_t)(input->end - input->cur);
	bool is_tag;

	if (pending <= XML_PENDING || is_deaf(reader))
		return;
	is_tag = reader->parser->instate != XML_PARSER_CDATA_SECTION &&
	    input->cur[0] == '<' && input->cur[1] != '!' &&
	    input->cur[1] != '?';
	if (is_tag || pending > XML_PENDING_TEXT)
		reader_fail(reader, FAULT_TOO_LARGE,
		    "a tag, comment or CDATA section is larger than we read");
}

/*
 * All three of return code, wellFormed and errNo: an allocation that failed
 * may show in one of them only, or in none: some errors of libxml2 belong to
 * no parser and go to the process's handler (which would print them).
 * Namespace errors leave a document well-formed.
 */
bool
parser_push(struct reader *reader, struct text bytes, bool is_last)
{
	xmlParserCtxt *parser = reader->parser;
	int answer;

	assert(bytes.length <= PARSE_CHUNK);
	xmlSetStructuredErrorFunc(reader, parser_error);
	answer = xmlParseChunk(
	    parser, bytes.bytes, (int)bytes.length, is_last ? 1 : 0);
	xmlSetStructuredErrorFunc(NULL, NULL);
	if (reader_has_failed(reader))
		return true;
	if (reader->broken_off != 0)
		return false;
	/* A dictionary that is full loses names without a word. */
	if (parser->errNo == XML_ERR_NO_MEMORY ||
	    xmlDictGetUsage(parser->dict) > XML_DICTIONARY) {
		parser_no_memory(reader);
		return true;
	}
	if (reader->is_closed)
		return true;
	if (parser->wellFormed == 0 || parser->disableSAX != 0 ||
	    (answer != 0 && parser->instate == XML_PARSER_EOF))
		return false;
	check_pending(reader);
	return true;
}
