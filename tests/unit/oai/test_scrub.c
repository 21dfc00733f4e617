#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oai/scrub.h"
#include "test.h"

/* Texts with NULs inside are written as TEXT(). */
static const struct row {
	struct text in;
	struct text out;
	enum repair repair; /* the only kind; REPAIR_COUNT: none */
	unsigned times;
} rows[] = {
#define ROW(in, out, repair, times)                                   \
	{                                                             \
		{ (in), sizeof(in) - 1 }, { (out), sizeof(out) - 1 }, \
		    (repair), times                                   \
	}
#define SAME(in) ROW(in, in, REPAIR_COUNT, 0)
	SAME(""),
	SAME("plain text, long enough for the vector unit to have a look"),
	SAME("tab\tfeed\nreturn\r"),
	SAME("<a b=\"c\">d</a>\r\n<?pi x?><!-- c --><![CDATA[d]]>"),
	SAME("\xc3\xa9 \xe4\xb8\xad \xf0\x9f\x98\x80 \xef\xbb\xbf \xed\x9f\xbf"
	     " \xee\x80\x80 \xf4\x8f\xbf\xbf \xc2\x80"),
	SAME("&amp;&lt;&gt;&quot;&apos;&#65;&#x41;&#x1F600;&#10;"),
	SAME("a[b[1]] > c ]> ] ]] x"),
	SAME("<![CDATA[ & &nbsp; &#0; <?xml version=\"1.0\"?> ]>]]>"),
	SAME("<!-- & &nbsp; ]]> -->"),
	SAME("<?php & &nbsp; ?>"),
	SAME("<![CDATA[]]]]>"),
	SAME("<?xml-stylesheet href=\"x\"?>"),
	SAME("<?xmlx?>"),
	ROW("a\0b\x01\x1f\x0c", "ab", REPAIR_CONTROL, 4),
	ROW("a\xef\xbf\xbe\xef\xbf\xbf", "a", REPAIR_CONTROL, 2),
	ROW("<![CDATA[\x02]]>", "<![CDATA[]]>", REPAIR_CONTROL, 1),
	/* What a removed character kept apart is seen as it comes out. */
	ROW("<!\x01[CDATA[&]]>", "<![CDATA[&]]>", REPAIR_CONTROL, 1),
	ROW("&am\x01p;", "&amp;", REPAIR_CONTROL, 1),
	ROW("&#0;a&#x1F;b&#55349;c&#xFFFE;d&#x110000;", "abcd",
	    REPAIR_REFERENCE, 5),
	ROW("&#99999999999999999999;", "", REPAIR_REFERENCE, 1),
	/* Halves of surrogate pairs, which some write as two references. */
	ROW("a&#xD835;&#xDC33;b&#55357;&#56832;",
	    "a\xf0\x9d\x90\xb3"
	    "b\xf0\x9f\x98\x80",
	    REPAIR_REFERENCE, 2),
	ROW("<a b='&#xd835;&#xdc33;'/>", "<a b='\xf0\x9d\x90\xb3'/>",
	    REPAIR_REFERENCE, 1),
	ROW("&#xD835;a&#xDC33;", "a", REPAIR_REFERENCE, 2),
	ROW("&#xDC33;&#xD835;", "", REPAIR_REFERENCE, 2),
	ROW("&#xD835;&#xD835;&#xDC33;", "\xf0\x9d\x90\xb3", REPAIR_REFERENCE,
	    2),
	ROW("&#xD835;&amp;&#xDC33;", "&amp;", REPAIR_REFERENCE, 2),
	ROW("]]&#xD835;&#xDC33;>", "]]\xf0\x9d\x90\xb3>", REPAIR_REFERENCE, 1),
	ROW("&bogus;", "&amp;bogus;", REPAIR_REFERENCE, 1),
	ROW("<!&#0;-- & -->", "<!-- & -->", REPAIR_REFERENCE, 1),
/* A character of several bytes before: it is UTF-8. */
#define BAD(in, out, times) \
	ROW("\xc3\xa9" in, "\xc3\xa9" out, REPAIR_UTF8, times)
	BAD("x\x80y", "x\xef\xbf\xbdy", 1),
	BAD("\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd", 2),
	BAD("\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", 3),
	/* Overlong forms. */
	BAD("\xe0\x9f\xbf", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", 3),
	BAD("\xf0\x8f\xbf\xbf",
	    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", 4),
	/* Cut short: one for all that was right so far. */
	BAD("\xe4\xb8x", "\xef\xbf\xbdx", 1),
	BAD("\xf0\x9f\x98", "\xef\xbf\xbd", 1),
	BAD("\xc3\xc3\xa9", "\xef\xbf\xbd\xc3\xa9", 1),
	BAD("\xc3<a>", "\xef\xbf\xbd<a>", 1),
	BAD("\xf5\x80\xf4\x90",
	    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", 4),
	/* None before: it is Windows-1252. */
	ROW("Z\xfcrich \x84x\x93", "Z\xc3\xbcrich \xe2\x80\x9ex\xe2\x80\x9c",
	    REPAIR_UTF8, 3),
	ROW("\xe9\xbb.", "\xc3\xa9\xc2\xbb.", REPAIR_UTF8, 1),
	ROW("\xe4\xbb", "\xc3\xa4\xc2\xbb", REPAIR_UTF8, 1),
	ROW("\xfc \xc3\xa9 \xfc", "\xc3\xbc \xc3\xa9 \xef\xbf\xbd", REPAIR_UTF8,
	    2),
	ROW("&nbsp;&eacute;&euro;&thetasym;",
	    "\xc2\xa0\xc3\xa9\xe2\x82\xac\xcf\x91", REPAIR_HTML_ENTITY, 4),
	ROW("<a b='&uuml;'/>", "<a b='\xc3\xbc'/>", REPAIR_HTML_ENTITY, 1),
	ROW("AT&T & R&D", "AT&amp;T &amp; R&amp;D", REPAIR_AMPERSAND, 3),
	ROW("&", "&amp;", REPAIR_AMPERSAND, 1),
	ROW("&;&#;&#x;&#xg;&#1a;", "&amp;;&amp;#;&amp;#x;&amp;#xg;&amp;#1a;",
	    REPAIR_AMPERSAND, 5),
	ROW("&&amp;", "&amp;&amp;", REPAIR_AMPERSAND, 1),
	ROW("?a=1&b=2&<c", "?a=1&amp;b=2&amp;<c", REPAIR_AMPERSAND, 2),
	ROW("&#00000000000000000000000000000065;",
	    "&amp;#00000000000000000000000000000065;", REPAIR_AMPERSAND, 1),
	ROW("a]]>b]]]>c", "a]]&gt;b]]]&gt;c", REPAIR_AMPERSAND, 2),
	ROW("x<?xml version=\"1.0\"?>y", "x y", REPAIR_DECLARATION, 1),
	ROW("<<?xml ?>!--", "< !--", REPAIR_DECLARATION, 1),
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

static struct scrub
scrub_in_steps(struct text in, size_t first, size_t step, struct buffer *out)
{
	struct scrub scrub;
	size_t length = first;

	buffer_init(out, 0);
	scrub_init(&scrub);
	for (size_t at = 0; at < in.length; at += length, length = step) {
		char *piece;

		if (length > in.length - at)
			length = in.length - at;
		piece = malloc(length == 0 ? 1 : length);
		assert_non_null(piece);
		memcpy(piece, in.bytes + at, length);
		scrub_push(&scrub, (struct text){ piece, length }, out);
		free(piece);
	}
	scrub_finish(&scrub, out);
	return scrub;
}

static void
check_row(size_t i, size_t first, size_t step)
{
	const struct row *row = &rows[i];
	struct buffer out;
	struct scrub scrub = scrub_in_steps(row->in, first, step, &out);

	if (!text_equals(buffer_text(&out), row->out))
		fail_msg("row %zu, split %zu/%zu: \"%.*s\" became \"%.*s\"", i,
		    first, step, (int)row->in.length, row->in.bytes,
		    (int)out.length, out.bytes);
	for (unsigned kind = 0; kind < REPAIR_COUNT; kind++)
		if (scrub.repairs[kind] !=
		    (kind == row->repair ? row->times : 0))
			fail_msg("row %zu, split %zu/%zu: %s counted %u times",
			    i, first, step, repair_name(kind),
			    scrub.repairs[kind]);
	buffer_fini(&out);
}

static void
each_sin_is_mended_and_counted(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS; i++)
		check_row(i, rows[i].in.length, 1);
}

static void
where_the_bytes_are_split_does_not_matter(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS; i++) {
		check_row(i, 1, 1);
		check_row(i, 2, 2);
		for (size_t at = 0; at < rows[i].in.length; at++)
			check_row(i, at, rows[i].in.length);
	}
}

static void
what_was_scrubbed_stays_as_it_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS; i++) {
		struct buffer again;
		struct scrub scrub =
		    scrub_in_steps(rows[i].out, rows[i].out.length, 1, &again);

		assert_true(text_equals(buffer_text(&again), rows[i].out));
		for (unsigned kind = 0; kind < REPAIR_COUNT; kind++)
			assert_int_equal(scrub.repairs[kind], 0);
		buffer_fini(&again);
	}
}

/* Long clean runs take another way through the code than short ones. */
static void
a_sin_is_found_at_every_place_of_a_long_run(void **state)
{
	(void)state;
	for (size_t at = 0; at < 64; at++) {
		char bytes[64];
		struct buffer out;
		struct scrub scrub;

		memset(bytes, 'x', sizeof(bytes));
		bytes[at] = '\x03';
		scrub = scrub_in_steps((struct text){ bytes, sizeof(bytes) },
		    sizeof(bytes), 1, &out);
		assert_int_equal(out.length, sizeof(bytes) - 1);
		assert_int_equal(scrub.repairs[REPAIR_CONTROL], 1);
		assert_null(strchr(out.bytes, '\x03'));
		buffer_fini(&out);
	}
}

static void
names_of_entities_are_html_4s(void **state)
{
	(void)state;
	assert_int_equal(scrub_entity(TEXT("nbsp")), 0xa0);
	assert_int_equal(scrub_entity(TEXT("AElig")), 0xc6);
	assert_int_equal(scrub_entity(TEXT("zwnj")), 0x200c);
	assert_int_equal(scrub_entity(TEXT("euro")), 0x20ac);
	assert_int_equal(scrub_entity(TEXT("NBSP")), 0);
	assert_int_equal(scrub_entity(TEXT("nbs")), 0);
	assert_int_equal(scrub_entity(TEXT("")), 0);
}

TESTS(TEST(each_sin_is_mended_and_counted),
    TEST(where_the_bytes_are_split_does_not_matter),
    TEST(what_was_scrubbed_stays_as_it_is),
    TEST(a_sin_is_found_at_every_place_of_a_long_run),
    TEST(names_of_entities_are_html_4s))
