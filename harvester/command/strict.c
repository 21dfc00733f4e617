#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/relaxng.h>

#include "base/heap.h"
#include "command/strict.h"

#define WIDEST 5000 /* 20,000 take 15 times as long */
#define OAI_DC "http://www.openarchives.org/OAI/2.0/oai_dc/"

enum schema {
	SCHEMA_OAI_DC,
	SCHEMA_OAI_PMH,
	SCHEMA_COUNT,
};

#define QUERY(symbol, name, text) [SCHEMA_##symbol] = text,
static const char *const schema_texts[SCHEMA_COUNT] = {
#include "schemas_rng.inc"
};
#undef QUERY

struct strict {
	xmlRelaxNGPtr schemas[SCHEMA_COUNT];
	/* The response that is checked. */
	strict_tell *tell;
	void *context;
	size_t count;
	/* What is said last: libxml2 says more than once what is wrong with an
	 * element, the vaguer the later. */
	long line;
	char element[80];
	char text[240];
	bool is_vague;
};

static xmlRelaxNGPtr
schema_new(const char *text)
{
	xmlRelaxNGParserCtxtPtr parser =
	    xmlRelaxNGNewMemParserCtxt(text, (int)strlen(text));
	xmlRelaxNGPtr schema;

	if (parser == NULL)
		heap_out();
	schema = xmlRelaxNGParse(parser);
	assert(schema != NULL);
	xmlRelaxNGFreeParserCtxt(parser);
	return schema;
}

struct strict *
strict_new(void)
{
	struct strict *strict = heap_take(sizeof(*strict));

	for (int i = 0; i < SCHEMA_COUNT; i++)
		strict->schemas[i] = schema_new(schema_texts[i]);
	return strict;
}

void
strict_free(struct strict *strict)
{
	if (strict == NULL)
		return;
	for (int i = 0; i < SCHEMA_COUNT; i++)
		xmlRelaxNGFree(strict->schemas[i]);
	free(strict);
}

static void
tell_last(struct strict *strict)
{
	struct strict_finding finding = { strict->line, strict->element,
		strict->text };

	if (strict->text[0] == '\0')
		return;
	strict->tell(strict->context, &finding);
	strict->count++;
	strict->text[0] = '\0';
}

/* That it is wrong, where another says what. */
static bool
is_vague(const char *message)
{
	return strstr(message, "failed to validate content") != NULL ||
	    strncmp(message, "Error validating datatype", 25) == 0 ||
	    strncmp(message, "Extra element", 13) == 0;
}

/* The element that it is about. */
static const xmlNode *
element_of(const xmlNode *node)
{
	while (node != NULL && node->type != XML_ELEMENT_NODE)
		node = node->parent;
	return node;
}

static void
on_error(void *data, xmlErrorPtr error)
{
	struct strict *strict = data;
	const xmlNode *node = element_of(error->node);
	long line = node != NULL ? xmlGetLineNo(node) : error->line;
	struct text message = text_trim(text_of(error->message));
	bool vague = is_vague(error->message);

	if (strict->text[0] != '\0' && strict->line == line &&
	    (vague || !strict->is_vague))
		return;
	if (strict->line != line)
		tell_last(strict);
	strict->line = line;
	strict->is_vague = vague;
	(void)text_printable(strict->element, sizeof(strict->element),
	    text_of(node == NULL ? "" : (const char *)node->name));
	(void)text_printable(strict->text, sizeof(strict->text), message);
}

static xmlRelaxNGValidCtxtPtr
open_check(struct strict *strict, enum schema schema)
{
	xmlRelaxNGValidCtxtPtr check =
	    xmlRelaxNGNewValidCtxt(strict->schemas[schema]);

	if (check == NULL)
		heap_out();
	xmlRelaxNGSetValidStructuredErrors(check, on_error, strict);
	return check;
}

static bool
is_oai_dc(const xmlNode *node)
{
	return node->type == XML_ELEMENT_NODE && node->ns != NULL &&
	    strcmp((const char *)node->ns->href, OAI_DC) == 0 &&
	    strcmp((const char *)node->name, "dc") == 0;
}

/* The next node in the order of the document, not into this one if it is a
 * record's metadata. */
static xmlNode *
next_node(xmlNode *node, bool goes_in)
{
	if (goes_in && node->type == XML_ELEMENT_NODE && node->children != NULL)
		return node->children;
	while (node != NULL && node->next == NULL)
		node = node->parent;
	return node == NULL ? NULL : node->next;
}

/* Has an element so many children that libxml2, whose time grows with their
 * square, would not be done soon? */
static bool
is_wide(xmlDoc *document)
{
	xmlNode *node = xmlDocGetRootElement(document);

	while (node != NULL) {
		size_t count = 0;

		for (xmlNode *child = node->children;
		     child != NULL && node->type == XML_ELEMENT_NODE;
		     child = child->next)
			count += child->type == XML_ELEMENT_NODE;
		if (count > WIDEST)
			return true;
		node = next_node(node, true);
	}
	return false;
}

/* As a document of its own: of a single element libxml2 says only that it is
 * wrong. Lines are copied too. */
static void
check_alone(struct strict *strict, xmlRelaxNGValidCtxtPtr check, xmlNode *node)
{
	xmlDoc *alone = xmlNewDoc(BAD_CAST "1.0");
	xmlNode *copy = alone == NULL ? NULL : xmlDocCopyNode(node, alone, 1);

	if (copy == NULL)
		heap_out();
	(void)xmlDocSetRootElement(alone, copy);
	(void)xmlRelaxNGValidateDoc(check, alone);
	tell_last(strict);
	xmlFreeDoc(alone);
}

static void
check_oai_dc(struct strict *strict, xmlDoc *document)
{
	xmlRelaxNGValidCtxtPtr check = open_check(strict, SCHEMA_OAI_DC);
	xmlNode *node = xmlDocGetRootElement(document);

	while (node != NULL) {
		bool is_metadata = is_oai_dc(node);

		if (is_metadata)
			check_alone(strict, check, node);
		node = next_node(node, !is_metadata);
	}
	xmlRelaxNGFreeValidCtxt(check);
}

static void
check_document(struct strict *strict, xmlDoc *document)
{
	xmlRelaxNGValidCtxtPtr check = open_check(strict, SCHEMA_OAI_PMH);

	(void)xmlRelaxNGValidateDoc(check, document);
	tell_last(strict);
	xmlRelaxNGFreeValidCtxt(check);
	check_oai_dc(strict, document);
}

/* What the reader took, mended or not, is here as it came. */
static void
tell_malformed(struct strict *strict, xmlParserCtxt *parser)
{
	xmlErrorPtr error = xmlCtxtGetLastError(parser);

	if (error == NULL)
		return;
	strict->line = error->line;
	strict->element[0] = '\0';
	(void)text_printable(strict->text, sizeof(strict->text),
	    text_trim(text_of(error->message)));
	tell_last(strict);
}

size_t
strict_check(struct strict *strict, struct text response, strict_tell *tell,
    void *context)
{
	xmlParserCtxt *parser = xmlNewParserCtxt();
	xmlDoc *document;

	if (parser == NULL)
		heap_out();
	assert(response.length <= INT_MAX);
	strict->tell = tell;
	strict->context = context;
	strict->count = 0;
	strict->text[0] = '\0';
	document = xmlCtxtReadMemory(parser, response.bytes,
	    (int)response.length, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
		XML_PARSE_BIG_LINES);
	if (document == NULL)
		tell_malformed(strict, parser);
	else if (document->intSubset == NULL && !is_wide(document))
		check_document(strict, document);
	xmlFreeDoc(document);
	xmlFreeParserCtxt(parser);
	return strict->count;
}
