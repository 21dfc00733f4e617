#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limit.h"
#include "normalise/statement.h"
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

/* "name@language=value|..." */
static char *
print(const struct statements *statements)
{
	struct buffer line;

	buffer_init(&line, 0);
	for (const struct statement *statement = statements->first;
	     statement != NULL; statement = statement->next) {
		if (line.length > 0)
			buffer_add_char(&line, '|');
		buffer_add_text(&line, statement->name);
		if (statement->language.length > 0)
			buffer_add_char(&line, '@');
		buffer_add_text(&line, statement->language);
		buffer_add_char(&line, '=');
		buffer_add_text(&line, statement->value);
	}
	return buffer_take(&line);
}

static void
elements_with_text_are_statements(void **state)
{
	static const char *const cases[][2] = {
		{ "<r/>", "" },
		{ "<r>text of the root</r>", "" },
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
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct statements statements;
		struct fault why;
		char *printed;

		assert_true(statement_read(
		    arena, text_of(cases[i][0]), &statements, &why));
		printed = print(&statements);
		assert_string_equal(printed, cases[i][1]);
		free(printed);
	}
}

static void
namespaces_are_told_whatever_the_prefix(void **state)
{
	struct statements statements;
	struct fault why;

	(void)state;
	assert_true(statement_read(arena,
	    TEXT("<f:dc xmlns:f='urn:root' xmlns='urn:a'><t>1</t>"
		 "<q:t xmlns:q='urn:b'>2</q:t></f:dc>"),
	    &statements, &why));
	assert_true(text_is(statements.namespace, "urn:root"));
	assert_true(text_is(statements.name, "dc"));
	assert_int_equal(statements.count, 2);
	assert_true(text_is(statements.first->namespace, "urn:a"));
	assert_true(text_is(statements.first->next->namespace, "urn:b"));
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
		struct statements statements = { .count = 77 };
		struct fault why = { 0 };

		assert_false(statement_read(
		    arena, text_of(cases[i]), &statements, &why));
		assert_int_equal(why.kind, FAULT_MALFORMED);
		assert_int_equal(statements.count, 77);
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
		wrap("<r xmlns='urn:", "x", STATEMENT_NAME_BYTES, "'/>"),
		many_namespaces(),
		wrap("<r><a>", "0123456789ABCDEF", FIELD_BYTES / 16 + 1,
		    "</a></r>"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct statements statements;
		struct fault why;

		assert_false(statement_read(
		    arena, text_of(cases[i]), &statements, &why));
		free(cases[i]);
	}
}

static void
too_many_statements_are_cut_off(void **state)
{
	char *xml = wrap("<r>", "<a>1</a>", STATEMENTS + 10, "</r>");
	struct statements statements;
	struct fault why;

	(void)state;
	assert_true(statement_read(arena, text_of(xml), &statements, &why));
	assert_int_equal(statements.count, STATEMENTS);
	assert_true(statements.is_cut);
	free(xml);
}

/* Each level has text of its own, so each is a statement until its parent
 * ends: the text must not be copied for each. */
static void
deep_mixed_content_costs_no_more_than_its_bytes(void **state)
{
	char *inside = wrap("", "0123456789", 100000, "");
	char *open = wrap("<r>", "<a>x", XML_DEPTH - 2, inside);
	char *xml = wrap(open, "</a>", XML_DEPTH - 2, "</r>");
	struct statements statements;
	struct fault why;

	(void)state;
	assert_true(statement_read(arena, text_of(xml), &statements, &why));
	assert_int_equal(statements.count, 1);
	assert_in_range(arena_held(arena), 1, 4 * MIB);
	free(inside);
	free(open);
	free(xml);
}

/* "<r xmlns:a=... xmlns:b=...>" with namespaces as long as they may be. */
static char *
two_namespaces(void)
{
	char *name = wrap("", "n", STATEMENT_NAME_BYTES - 1, "");
	struct buffer root;

	buffer_init(&root, 0);
	buffer_printf(&root, "<r xmlns:a='%s1' xmlns:b='%s2'>", name, name);
	free(name);
	return buffer_take(&root);
}

/* A copy at each change would be 1 GiB. */
static void
namespaces_by_turns_cost_nothing_where_nothing_is_said(void **state)
{
	char *root = two_namespaces();
	char *xml = wrap(root, "<a:x/><b:x/>", ITEM_BYTES / 12 - 400, "</r>");
	struct statements statements;
	struct fault why;

	(void)state;
	assert_true(statement_read(arena, text_of(xml), &statements, &why));
	assert_in_range(arena_held(arena), 1, MIB);
	free(root);
	free(xml);
}

static void
statements_with_the_longest_names_fit(void **state)
{
	char *name = wrap("<", "p", STATEMENT_NAME_BYTES - 2, ">");
	char *root = two_namespaces();
	char *start = wrap(root, name, 1, "");
	char *end = wrap("</", name + 1, 1, "</r>");
	char *xml = wrap(start, "<a:x>1</a:x><b:x>1</b:x>", STATEMENTS, end);
	struct statements statements;
	struct fault why;

	(void)state;
	assert_true(statement_read(arena, text_of(xml), &statements, &why));
	assert_int_equal(statements.count, STATEMENTS);
	assert_int_equal(statements.first->name.length, STATEMENT_NAME_BYTES);
	assert_in_range(arena_held(arena), 130 * MIB, 160 * MIB);
	free(name);
	free(root);
	free(start);
	free(end);
	free(xml);
}

/* Looking for the end of a tag at each of them would take minutes. */
static void
signs_that_begin_no_tag_are_read_in_no_time(void **state)
{
	char *signs = wrap("", "<", XML_PENDING - 10, ">");
	char *xml = wrap("<r><a><![CDATA[", signs, 120, "]]></a></r>");
	struct statements statements;
	struct fault why;

	(void)state;
	assert_true(statement_read(arena, text_of(xml), &statements, &why));
	assert_int_equal(
	    statements.first->value.length, 120 * (XML_PENDING - 9));
	free(signs);
	free(xml);
}

#define WITH_ARENA(test) \
	cmocka_unit_test_setup_teardown(test, make_arena, free_arena)

TESTS(WITH_ARENA(elements_with_text_are_statements),
    WITH_ARENA(namespaces_are_told_whatever_the_prefix),
    WITH_ARENA(what_is_not_one_sound_element_is_refused),
    WITH_ARENA(what_is_over_a_limit_is_refused),
    WITH_ARENA(too_many_statements_are_cut_off),
    WITH_ARENA(deep_mixed_content_costs_no_more_than_its_bytes),
    WITH_ARENA(namespaces_by_turns_cost_nothing_where_nothing_is_said),
    WITH_ARENA(statements_with_the_longest_names_fit),
    WITH_ARENA(signs_that_begin_no_tag_are_read_in_no_time))
