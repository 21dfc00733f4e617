#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limit.h"
#include "normalise/tree.h"
#include "test.h"

static struct arena *arena;

static int
make_arena(void **state)
{
	(void)state;
	arena = arena_new(NORMALISE_ARENA_BYTES);
	return 0;
}

static int
free_arena(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static void
print_node(struct buffer *line, const struct node *node, const char *path)
{
	char name[256];

	(void)snprintf(name, sizeof(name), "%s%s%.*s", path,
	    *path == '\0' ? "" : "/", (int)node->name.length, node->name.bytes);
	if (node->value.length > 0) {
		if (line->length > 0)
			buffer_add_char(line, '|');
		buffer_add_string(line, name);
		for (const struct attribute *attribute = node->attributes;
		     attribute != NULL; attribute = attribute->next)
			buffer_printf(line, "[%.*s=%.*s]",
			    (int)attribute->name.length, attribute->name.bytes,
			    (int)attribute->value.length,
			    attribute->value.bytes);
		if (node->language.length > 0)
			buffer_add_char(line, '@');
		buffer_add_text(line, node->language);
		buffer_add_char(line, '=');
		buffer_add_text(line, node->value);
	}
	for (const struct node *inside = node->first; inside != NULL;
	     inside = inside->next)
		print_node(line, inside, name);
}

/* "path[attribute=value]@language=value|...", below the root. */
static char *
print(const struct tree *tree)
{
	struct buffer line;

	buffer_init(&line, 0);
	if (tree->root->first == NULL)
		buffer_add_text(&line, tree->root->value);
	for (const struct node *node = tree->root->first; node != NULL;
	     node = node->next)
		print_node(&line, node, "");
	return buffer_take(&line);
}

static void
elements_with_text_have_values(void **state)
{
	static const char *const cases[][2] = {
		{ "<r/>", "" },
		{ "<r>{\"only\": \"text\"}</r>", "{\"only\": \"text\"}" },
		{ "<r>stray <a>1</a> text</r>", "a=1" },
		{ "<r><a/><b> </b><c>1</c></r>", "c=1" },
		{ "<r><a> x \n</a><a>y</a></r>", "a=x|a=y" },
		{ "<r><a>p &lt; 5 &amp; &#233;</a></r>", "a=p < 5 & é" },
		{ "<r><a><![CDATA[<b>]]></a></r>", "a=<b>" },
		{ "<r><a><b>1</b><c>2</c></a></r>", "a/b=1|a/c=2" },
		{ "<r><a>H<b>2</b>O</a><a>x</a></r>", "a=H2O|a=x" },
		{ "<r><a><b>1</b> and</a></r>", "a=1 and" },
		{ "<r><a><b>x<c>y</c></b><d>z</d></a></r>", "a/b=xy|a/d=z" },
		{ "<r xml:lang='en'><a>1</a><b xml:lang='de'><c>2</c></b>"
		  "<d>3</d></r>",
		    "a@en=1|b/c@de=2|d@en=3" },
		{ "<x:r><x:a>1</x:a></x:r>", "a=1" },
		{ "<r><a t=' x ' u='2'>1</a></r>", "a[t=x][u=2]=1" },
		{ "<r><a><b>1<c>2</c></b><b/><b>3</b></a></r>",
		    "a/b=12|a/b=3" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct tree tree;
		struct fault why;
		char *printed;

		assert_true(
		    tree_read(arena, text_of(cases[i][0]), &tree, &why));
		printed = print(&tree);
		assert_string_equal(printed, cases[i][1]);
		free(printed);
	}
}

static void
namespaces_are_told_whatever_the_prefix(void **state)
{
	struct tree tree;
	struct fault why;

	(void)state;
	assert_true(tree_read(arena,
	    TEXT("<f:dc xmlns:f='urn:root' xmlns='urn:a'><t>1</t>"
		 "<q:t xmlns:q='urn:b'>2</q:t></f:dc>"),
	    &tree, &why));
	assert_true(text_is(tree.root->namespace, "urn:root"));
	assert_true(text_is(tree.root->name, "dc"));
	assert_int_equal(tree.count, 3);
	assert_true(text_is(tree.root->first->namespace, "urn:a"));
	assert_true(text_is(tree.root->first->next->namespace, "urn:b"));
}

static void
what_is_not_one_sound_element_is_refused(void **state)
{
	static const char *const cases[] = {
		"",
		"   ",
		"{\"title\": \"JSON\"}",
		"<r>",
		"<r></s>",
		"<r/><r/>",
		"<r>&nbsp;</r>",
		"<r>&undefined;</r>",
		"<!DOCTYPE r><r/>",
		"<!DOCTYPE r [<!ENTITY a 'b'>]><r>&a;</r>",
		"<r a='1' a='2'/>",
		"<r>\xFF</r>",
		"<r>&#0;</r>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct tree tree = { .count = 77 };
		struct fault why = { 0 };

		assert_false(tree_read(arena, text_of(cases[i]), &tree, &why));
		assert_int_equal(why.kind, FAULT_MALFORMED);
		assert_int_equal(tree.count, 77);
	}
}

static char *
wrap(const char *start, const char *piece, size_t count, const char *end)
{
	struct buffer bytes;

	buffer_init(&bytes, 0);
	buffer_add_string(&bytes, start);
	for (size_t i = 0; i < count; i++)
		buffer_add_string(&bytes, piece);
	buffer_add_string(&bytes, end);
	return buffer_take(&bytes);
}

/* In scope together, no more than XML_ATTRIBUTES in one tag. */
static char *
many_namespaces(void)
{
	struct buffer xml;

	buffer_init(&xml, 0);
	for (int i = 0; i <= XML_NAMESPACES / 10; i++) {
		buffer_add_string(&xml, "<r");
		for (int n = 0; n < 10; n++)
			buffer_printf(&xml, " xmlns:p%dx%d='u'", i, n);
		buffer_add_char(&xml, '>');
	}
	for (int i = 0; i <= XML_NAMESPACES / 10; i++)
		buffer_add_string(&xml, "</r>");
	return buffer_take(&xml);
}

static void
what_is_over_a_limit_is_refused(void **state)
{
	char *cases[] = {
		wrap("", "<a>", 5000, ""),
		wrap("<r a='", "x", XML_PENDING, "'/>"),
		wrap("<r ", "x='>' ", XML_PENDING / 6 + 1, "/>"),
		wrap("<r xmlns='urn:", "x", NAMESPACE_BYTES, "'/>"),
		many_namespaces(),
		wrap("<r><a>", "0123456789ABCDEF", FIELD_BYTES / 16 + 1,
		    "</a></r>"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct tree tree;
		struct fault why;

		assert_false(tree_read(arena, text_of(cases[i]), &tree, &why));
		free(cases[i]);
	}
}

static void
too_many_elements_are_cut_off(void **state)
{
	char *xml = wrap("<r>", "<a>1</a>", NODES + 10, "</r>");
	struct tree tree;
	struct fault why;

	(void)state;
	assert_true(tree_read(arena, text_of(xml), &tree, &why));
	assert_int_equal(tree.count, NODES);
	assert_true(tree.is_cut);
	free(xml);
}

/* Each level has text of its own, so each has a value until its parent
 * ends: the text must not be copied for each. */
static void
deep_mixed_content_costs_no_more_than_its_bytes(void **state)
{
	char *inside = wrap("", "0123456789", 100000, "");
	char *open = wrap("<r>", "<a>x", XML_DEPTH - 2, inside);
	char *xml = wrap(open, "</a>", XML_DEPTH - 2, "</r>");
	struct tree tree;
	struct fault why;

	(void)state;
	assert_true(tree_read(arena, text_of(xml), &tree, &why));
	assert_non_null(tree.root->first);
	assert_null(tree.root->first->first);
	assert_in_range(arena_held(arena), 1, 4 * MIB);
	free(inside);
	free(open);
	free(xml);
}

/* "<r xmlns:a=... xmlns:b=...>" with namespaces as long as they may be. */
static char *
two_namespaces(void)
{
	char *name = wrap("", "n", NAMESPACE_BYTES - 1, "");
	struct buffer root;

	buffer_init(&root, 0);
	buffer_printf(&root, "<r xmlns:a='%s1' xmlns:b='%s2'>", name, name);
	free(name);
	return buffer_take(&root);
}

/* A copy at each change would be 1 GiB, of those that are kept 128 MiB. */
static void
namespaces_by_turns_cost_nothing(void **state)
{
	char *root = two_namespaces();
	char *xml = wrap(root, "<a:x/><b:x/>", ITEM_BYTES / 12 - 400, "</r>");
	struct tree tree;
	struct fault why;

	(void)state;
	assert_true(tree_read(arena, text_of(xml), &tree, &why));
	assert_true(tree.is_cut);
	assert_in_range(arena_held(arena), MIB, 16 * MIB);
	free(root);
	free(xml);
}

static void
the_most_attributes_fit(void **state)
{
	char *xml = wrap("<r>", "<a b='' c='' d=''/>", NODES, "</r>");
	struct tree tree;
	struct fault why;

	(void)state;
	assert_true(tree_read(arena, text_of(xml), &tree, &why));
	assert_true(tree.is_cut);
	assert_in_range(arena_held(arena), MIB, 24 * MIB);
	free(xml);
}

static void
a_path_leads_to_the_first(void **state)
{
	struct tree tree;
	struct fault why;
	const struct node *a;

	(void)state;
	assert_true(tree_read(arena,
	    TEXT("<r><a/><a k='1' xmlns:s="
		 "'http://www.w3.org/2001/XMLSchema-instance' s:type='t:W'>"
		 "<b>x</b><b>y</b></a><c>z</c></r>"),
	    &tree, &why));
	a = node_next(node_child(tree.root, "a"), "a");
	assert_true(node_is(a, "a"));
	assert_true(text_is(node_attribute(a, "k"), "1"));
	assert_int_equal(node_attribute(a, "type").length, 0);
	assert_true(text_is(node_schema_type(a), "W"));
	assert_true(text_is(node_text(a, "b"), "x"));
	assert_true(text_is(node_next(a->first, "b")->value, "y"));
	assert_null(node_at(tree.root, "a/b"));
	assert_true(text_is(node_at(tree.root, "c")->value, "z"));
	assert_ptr_equal(node_at(a, ""), a);
	assert_null(node_next(node_child(a, "none"), "none"));
}

/* Looking for the end of a tag at each of them would take minutes. */
static void
signs_that_begin_no_tag_are_read_in_no_time(void **state)
{
	char *signs = wrap("", "<", XML_PENDING - 10, ">");
	char *xml = wrap("<r><a><![CDATA[", signs, 120, "]]></a></r>");
	struct tree tree;
	struct fault why;

	(void)state;
	assert_true(tree_read(arena, text_of(xml), &tree, &why));
	assert_int_equal(
	    tree.root->first->value.length, 120 * (XML_PENDING - 9));
	free(signs);
	free(xml);
}

#define WITH_ARENA(test) \
	cmocka_unit_test_setup_teardown(test, make_arena, free_arena)

TESTS(WITH_ARENA(elements_with_text_have_values),
    WITH_ARENA(namespaces_are_told_whatever_the_prefix),
    WITH_ARENA(what_is_not_one_sound_element_is_refused),
    WITH_ARENA(what_is_over_a_limit_is_refused),
    WITH_ARENA(too_many_elements_are_cut_off),
    WITH_ARENA(deep_mixed_content_costs_no_more_than_its_bytes),
    WITH_ARENA(namespaces_by_turns_cost_nothing),
    WITH_ARENA(the_most_attributes_fit), WITH_ARENA(a_path_leads_to_the_first),
    WITH_ARENA(signs_that_begin_no_tag_are_read_in_no_time))
