#include <stdio.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "oai/fragment.h"
#include "test.h"

#define XSI "http://www.w3.org/2001/XMLSchema-instance"

/* Runs a whole document through libxml2, and the element named "root" in it
 * through a fragment, as the reader does. */
struct run {
	struct fragment *fragment;
	struct arena *arena;
	unsigned depth;
	char *text; /* of the fragment, when it is whole */
};

/* NOLINTBEGIN(readability-function-size): libxml2 says which parameters */
static void
on_start(void *data, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri, int namespace_count, const xmlChar **namespaces,
    int attribute_count, int defaulted_count, const xmlChar **attributes)
{
	struct run *run = data;
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
	fragment_declare(run->fragment, ++run->depth, &element);
	if (fragment_is_open(run->fragment) ||
	    (run->text == NULL && strcmp(element.local, "root") == 0))
		fragment_start(run->fragment, &element);
}
/* NOLINTEND(readability-function-size) */

static void
on_end(
    void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct run *run = data;

	(void)local;
	(void)prefix;
	(void)uri;
	fragment_undeclare(run->fragment, run->depth--);
	if (!fragment_is_open(run->fragment) || !fragment_end(run->fragment))
		return;
	if (fragment_length(run->fragment) == 0)
		return;
	run->text = fragment_copy(run->fragment, run->arena);
	assert_non_null(run->text);
	assert_int_equal(strlen(run->text), fragment_length(run->fragment));
}

static void
on_text(void *data, const xmlChar *bytes, int length)
{
	struct run *run = data;

	if (fragment_is_open(run->fragment))
		fragment_text(run->fragment,
		    (struct text){ (const char *)bytes, (size_t)length });
}

static void
on_error(void *data, xmlErrorPtr error)
{
	(void)data;
	(void)error;
}

static void
run_init(struct run *run, struct text document, size_t ceiling)
{
	xmlSAXHandler events = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.serror = on_error,
	};

	*run = (struct run){ .fragment = fragment_new(ceiling),
		.arena = arena_new(1 * MIB) };
	assert_true(xmlSAXUserParseMemory(&events, run, document.bytes,
			(int)document.length) >= 0);
}

static void
run_fini(struct run *run)
{
	fragment_free(run->fragment);
	arena_free(run->arena);
}

static void
check_fragment(const char *document, const char *expected)
{
	struct run run;

	run_init(&run, text_of(document), 0);
	assert_string_equal(run.text, expected);
	run_fini(&run);
}

static void
the_root_declares_what_is_used_and_nothing_else(void **state)
{
	(void)state;
	check_fragment("<root/>", "<root/>");
	check_fragment("<x xmlns:a='A' xmlns:b='B' xmlns='D'><b:root a:c='1'>"
		       "<a:d/></b:root></x>",
	    "<b:root xmlns:a=\"A\" xmlns:b=\"B\" a:c=\"1\"><a:d/></b:root>");
	check_fragment("<x xmlns='D'><root/></x>", "<root xmlns=\"D\"/>");
	check_fragment(
	    "<x xmlns='D'><root xmlns=''><a/></root></x>", "<root><a/></root>");
	check_fragment("<p:root xmlns:p='P'><in xmlns='D'/></p:root>",
	    "<p:root xmlns=\"D\" xmlns:p=\"P\"><in/></p:root>");
	check_fragment("<root xml:lang='de'/>", "<root xml:lang=\"de\"/>");
}

static void
where_a_prefix_changes_its_meaning_it_is_declared_again(void **state)
{
	(void)state;
	check_fragment("<p:root xmlns:p='P'><p:a xmlns:p='Q'><p:b/></p:a>"
		       "<p:c/></p:root>",
	    "<p:root xmlns:p=\"P\"><p:a xmlns:p=\"Q\"><p:b/></p:a><p:c/>"
	    "</p:root>");
	check_fragment("<x xmlns='D'><root><a xmlns=''><b xmlns='D'/></a>"
		       "</root></x>",
	    "<root xmlns=\"D\"><a xmlns=\"\"><b xmlns=\"D\"/></a></root>");
	check_fragment("<root><a xmlns='D'/><a xmlns='D'/></root>",
	    "<root><a xmlns=\"D\"/><a xmlns=\"D\"/></root>");
}

static void
a_type_uses_its_prefix(void **state)
{
	(void)state;
	check_fragment("<x xmlns:i='" XSI "' xmlns:t='T' xmlns:u='U'><root "
		       "i:type='t:date'/></x>",
	    "<root xmlns:i=\"" XSI "\" xmlns:t=\"T\" i:type=\"t:date\"/>");
	check_fragment("<x xmlns:i='" XSI "' xmlns='D'><p:root xmlns:p='P' "
		       "i:type='date'/></x>",
	    "<p:root xmlns=\"D\" xmlns:i=\"" XSI "\" xmlns:p=\"P\" "
	    "i:type=\"date\"/>");
	/* In no namespace, wherever a default one is declared. */
	check_fragment("<p:root xmlns:p='P' xmlns:i='" XSI "'><p:a "
		       "i:type='date'/><b xmlns='D'/><p:a i:type='date'/>"
		       "</p:root>",
	    "<p:root xmlns:i=\"" XSI "\" xmlns:p=\"P\"><p:a i:type=\"date\"/>"
	    "<b xmlns=\"D\"/><p:a i:type=\"date\"/></p:root>");
	check_fragment("<p:root xmlns:p='P' xmlns:i='" XSI "'><b xmlns='D'/>"
		       "<p:a i:type='date'/></p:root>",
	    "<p:root xmlns=\"D\" xmlns:i=\"" XSI "\" xmlns:p=\"P\"><b/><p:a "
	    "xmlns=\"\" i:type=\"date\"/></p:root>");
	check_fragment("<x xmlns:i='" XSI "'><root i:type='none:x'/></x>",
	    "<root xmlns:i=\"" XSI "\" i:type=\"none:x\"/>");
}

/* What was found for the last one holds as long as it is in scope, unless a
 * nearer declaration hides it. */
static void
a_type_uses_what_is_declared_nearest(void **state)
{
	(void)state;
	check_fragment(
	    "<x xmlns:i='" XSI "' xmlns:t='T'><root><a i:type='t:x'/>"
	    "<b xmlns:t='U'><c i:type='t:x'/><d xmlns:u='V' i:type='u:x'/>"
	    "<c i:type='t:x'/></b><a i:type='t:x'/></root></x>",
	    "<root xmlns:i=\"" XSI "\" xmlns:t=\"T\" xmlns:u=\"V\"><a "
	    "i:type=\"t:x\"/><b><c xmlns:t=\"U\" i:type=\"t:x\"/><d "
	    "i:type=\"u:x\"/><c xmlns:t=\"U\" i:type=\"t:x\"/></b><a "
	    "i:type=\"t:x\"/></root>");
}

static void
a_namespace_may_have_just_so_many_bytes(void **state)
{
	char uri[NAMESPACE_BYTES + 2];

	(void)state;
	for (size_t more = 0; more < 2; more++) {
		struct buffer document;
		struct run run;

		memset(uri, 'u', sizeof(uri));
		uri[NAMESPACE_BYTES + more] = '\0';
		buffer_init(&document, 0);
		buffer_printf(&document,
		    "<x xmlns:unused='%sx'><root><p:a xmlns:p='%s'/></root>"
		    "</x>",
		    uri, uri);
		run_init(&run, buffer_text(&document), 0);
		assert_int_equal(
		    fragment_has_long_namespace(run.fragment), more);
		assert_int_equal(run.text == NULL, more);
		run_fini(&run);
		buffer_fini(&document);
	}
}

static void
characters_are_escaped_where_they_must_be(void **state)
{
	(void)state;
	check_fragment("<root a=\"&amp;&lt;>&quot;'&#9;&#10;&#13; &#38;#38;\">"
		       "&amp;&lt;&gt;\"'&#9;&#10;&#13;<![CDATA[<&>]]></root>",
	    "<root a=\"&amp;&lt;&gt;&quot;'&#9;&#10;&#13; &amp;#38;\">"
	    "&amp;&lt;&gt;\"'\t\n&#13;&lt;&amp;&gt;</root>");
	check_fragment(
	    "<root xmlns='a&amp;\"b'/>", "<root xmlns=\"a&amp;&quot;b\"/>");
}

static void
comments_and_instructions_are_left_out(void **state)
{
	(void)state;
	check_fragment("<root><!-- c --><a><?pi x?></a>b<!-- d -->c</root>",
	    "<root><a/>bc</root>");
}

static void
well_known_prefixes_are_bound_and_others_named(void **state)
{
	struct run run;

	(void)state;
	run_init(&run, TEXT("<dc:root xsi:nil='1'><dc:a/></dc:root>"), 0);
	assert_string_equal(run.text,
	    "<dc:root xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
	    "xmlns:xsi=\"" XSI "\" xsi:nil=\"1\"><dc:a/></dc:root>");
	assert_int_equal(fragment_mended(run.fragment), 3);
	assert_string_equal(fragment_undeclared(run.fragment), "");
	run_fini(&run);
	run_init(&run, TEXT("<root><foo:a bar:b=''/></root>"), 0);
	assert_string_equal(fragment_undeclared(run.fragment), "foo");
	run_fini(&run);
}

static void
nothing_is_written_over_the_ceiling(void **state)
{
	struct run run;

	(void)state;
	run_init(&run, TEXT("<root xmlns='D'>12345</root>"), 28);
	assert_string_equal(run.text, "<root xmlns=\"D\">12345</root>");
	run_fini(&run);
	run_init(&run, TEXT("<root>12345</root>"), 17);
	assert_null(run.text);
	assert_int_equal(fragment_length(run.fragment), 0);
	run_fini(&run);
}

static void
an_abandoned_fragment_still_ends(void **state)
{
	struct fragment *fragment = fragment_new(0);
	const struct element element = { .local = "a" };

	(void)state;
	fragment_start(fragment, &element);
	fragment_abandon(fragment);
	fragment_start(fragment, &element);
	assert_false(fragment_end(fragment));
	assert_true(fragment_end(fragment));
	assert_int_equal(fragment_length(fragment), 0);
	fragment_reset(fragment);
	fragment_start(fragment, &element);
	assert_true(fragment_end(fragment));
	assert_int_equal(fragment_length(fragment), strlen("<a/>"));
	fragment_free(fragment);
}

static void
an_attribute_is_found_by_name(void **state)
{
	const char value[] = "value";
	const unsigned char *attributes[] = { (const unsigned char *)"a",
		(const unsigned char *)"p", (const unsigned char *)"P",
		(const unsigned char *)value, (const unsigned char *)value + 1,
		(const unsigned char *)"a", NULL, NULL,
		(const unsigned char *)value,
		(const unsigned char *)value + 5 };
	const struct element element = {
		.local = "x", .attribute_count = 2, .attributes = attributes
	};

	(void)state;
	assert_true(text_is(element_attribute(&element, "a"), "value"));
	assert_null(element_attribute(&element, "b").bytes);
}

/* The first element of that name, in document order. */
static xmlNode *
find(xmlNode *node, const char *name)
{
	for (; node != NULL; node = node->next) {
		xmlNode *found;

		if (node->type != XML_ELEMENT_NODE)
			continue;
		if (strcmp((const char *)node->name, name) == 0)
			return node;
		found = find(node->children, name);
		if (found != NULL)
			return found;
	}
	return NULL;
}

static void
describe_namespace(struct buffer *into, const xmlNs *namespace)
{
	if (namespace != NULL)
		buffer_printf(into, "%s{%s}",
		    namespace->prefix == NULL ? ""
					      : (const char *)namespace->prefix,
		    (const char *)namespace->href);
}

/* Names, namespaces, attributes and text: what must not change. */
static void
describe(struct buffer *into, const xmlNode *node)
{
	describe_namespace(into, node->ns);
	buffer_printf(into, "%s", (const char *)node->name);
	for (xmlAttr *a = node->properties; a != NULL; a = a->next) {
		xmlChar *value =
		    xmlNodeListGetString(node->doc, a->children, 1);

		buffer_add_string(into, " @");
		describe_namespace(into, a->ns);
		buffer_printf(into, "%s=[%s]", (const char *)a->name,
		    value == NULL ? "" : (const char *)value);
		xmlFree(value);
	}
	buffer_add_char(into, '(');
	for (xmlNode *child = node->children; child != NULL;
	     child = child->next) {
		if (child->type == XML_ELEMENT_NODE)
			describe(into, child);
		else if (child->type == XML_TEXT_NODE ||
		    child->type == XML_CDATA_SECTION_NODE)
			buffer_printf(into, "%s", (const char *)child->content);
	}
	buffer_add_char(into, ')');
}

static void
describe_document(struct buffer *into, struct text document, const char *name)
{
	xmlDoc *doc = xmlReadMemory(document.bytes, (int)document.length, "",
	    NULL, XML_PARSE_NONET | XML_PARSE_NOENT);

	assert_non_null(doc);
	buffer_init(into, 0);
	describe(into, find(xmlDocGetRootElement(doc), name));
	xmlFreeDoc(doc);
}

static void
check_same_tree(struct text document)
{
	struct run run;
	struct buffer original;
	struct buffer alone;

	run_init(&run, document, 0);
	assert_non_null(run.text);
	describe_document(&original, document, "root");
	describe_document(&alone, text_of(run.text), "root");
	if (!text_equals(buffer_text(&original), buffer_text(&alone)))
		fail_msg("%.*s\nbecame %s\nwhich is\n%s\nnot\n%s",
		    (int)document.length, document.bytes, run.text, alone.bytes,
		    original.bytes);
	buffer_fini(&original);
	buffer_fini(&alone);
	run_fini(&run);
}

static unsigned
choose(uint64_t *seed, unsigned below)
{
	*seed = *seed * 6364136223846793005 + 1442695040888963407;
	return (unsigned)(*seed >> 33) % below;
}

/*
 * p, q and the default namespace, bound to one of two URIs here and there;
 * elements and attributes that use them, and text of all that is escaped.
 */
static void
write_element(
    struct buffer *into, uint64_t *seed, const char *name, unsigned levels)
{
	static const char *const prefixes[] = { "", "p:", "q:" };
	static const char *const texts[] = { "", "t&amp;&lt;", "<!--c-->x",
		"<![CDATA[<&>]]>", "&#13;\n\t" };
	const char *prefix = prefixes[choose(seed, 3)];

	buffer_printf(into, "<%s%s", prefix, name);
	for (unsigned i = 0; i < 3; i++) {
		static const char *const kinds[] = { "", ":p", ":q" };

		if (choose(seed, 3) == 0)
			buffer_printf(into, " xmlns%s='urn:%u'", kinds[i],
			    choose(seed, 2));
	}
	if (choose(seed, 2) == 0)
		buffer_printf(into, " %sb='&amp;%u&quot;'",
		    prefixes[choose(seed, 3)], choose(seed, 9));
	if (choose(seed, 4) == 0)
		buffer_printf(into, " i:type='%sx'", prefixes[choose(seed, 3)]);
	buffer_add_char(into, '>');
	for (unsigned i = choose(seed, 3); levels > 0 && i > 0; i--)
		write_element(into, seed, "c", levels - 1);
	buffer_printf(into, "%s</%s%s>", texts[choose(seed, 5)], prefix, name);
}

static void
a_fragment_parses_alone_to_the_same_tree(void **state)
{
	uint64_t seed = 7;

	(void)state;
	for (unsigned i = 0; i < 3000; i++) {
		struct buffer document;

		buffer_init(&document, 0);
		buffer_printf(&document,
		    "<x xmlns:p='urn:0' xmlns:q='urn:1' xmlns:i='" XSI "' %s>",
		    choose(&seed, 2) == 0 ? "xmlns='urn:0'" : "");
		write_element(&document, &seed, "root", 4);
		buffer_add_string(&document, "</x>");
		check_same_tree(buffer_text(&document));
		buffer_fini(&document);
	}
}

TESTS(TEST(the_root_declares_what_is_used_and_nothing_else),
    TEST(where_a_prefix_changes_its_meaning_it_is_declared_again),
    TEST(a_type_uses_its_prefix), TEST(a_type_uses_what_is_declared_nearest),
    TEST(a_namespace_may_have_just_so_many_bytes),
    TEST(characters_are_escaped_where_they_must_be),
    TEST(comments_and_instructions_are_left_out),
    TEST(well_known_prefixes_are_bound_and_others_named),
    TEST(nothing_is_written_over_the_ceiling),
    TEST(an_abandoned_fragment_still_ends), TEST(an_attribute_is_found_by_name),
    TEST(a_fragment_parses_alone_to_the_same_tree))
