#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limit.h"
#include "normalise/clean.h"
#include "test.h"

static void
values_are_cleaned(void **state)
{
	static const struct {
		const char *value;
		const char *text;
		const char *markup; /* NULL: the same */
	} cases[] = {
		{ "plain", "plain", NULL },
		{ "", "", NULL },
		{ " \t\n ", "", NULL },
		{ " a  b\r\n c ", "a b c", NULL },
		{ "a\u00A0\u3000b\u2028c", "a b c", NULL },
		{ "R&amp;D &lt;5", "R&D <5", NULL },
		{ "&#233;&#xE9;&#0;&#xD800;&foo;", "éé&#0;&#xD800;&foo;",
		    NULL },
		{ "AT&T", "AT&T", NULL },
		{ "UniversitÃ¤t", "Universität", NULL },
		{ "Ã", "Ã", NULL },
		{ "naïve café", "naïve café", NULL },
		{ "e\u0301te\u0301", "été", NULL },
		{ "com\u00ADpound\u200B \uFEFFx", "compound x", NULL },
		{ "bad\x01\x7F\xC2\x85 controls", "bad controls", NULL },
		{ "\u202Eevil\u202C \u2066x\u2069", "evil x", NULL },
		{ "<b>bold</b>", "<b>bold</b>", "bold" },
		{ "H<sub>2</sub>O", "H<sub>2</sub>O", "H2O" },
		{ "<p>One.</p><P class=\"x\">Two.</p>",
		    "<p>One.</p><P class=\"x\">Two.</p>", "One. Two." },
		{ "a<br/>b", "a<br/>b", "a b" },
		{ "<jats:italic>x</jats:italic>",
		    "<jats:italic>x</jats:italic>", "x" },
		{ "a < b and c > d", "a < b and c > d", NULL },
		{ "a <b and c> d", "a <b and c> d", NULL },
		{ "if x<p then y>q", "if x<p then y>q", NULL },
		{ "<unknown>x</unknown>", "<unknown>x</unknown>", NULL },
		{ "&lt;i&gt;twice&lt;/i&gt;", "<i>twice</i>", "twice" },
		{ "<", "<", NULL },
		{ "</", "</", NULL },
	};
	struct arena *arena = arena_new(NORMALISE_ARENA_BYTES);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text value = text_of(cases[i].value);
		const char *markup =
		    cases[i].markup == NULL ? cases[i].text : cases[i].markup;
		struct text text = clean_text(arena, value);

		assert_true(text_is(text, cases[i].text));
		assert_true(text_equals(clean_text(arena, text), text));
		text = clean_markup(arena, value);
		assert_true(text_is(text, markup));
		assert_true(text_equals(clean_markup(arena, text), text));
	}
	arena_free(arena);
}

/* Quadratic cleaning would take minutes. */
static void
a_million_brackets_are_read_in_no_time(void **state)
{
	struct arena *arena = arena_new(NORMALISE_ARENA_BYTES);
	size_t length = 1000000;
	char *bytes = malloc(length);

	(void)state;
	assert_non_null(bytes);
	memset(bytes, '<', length);
	bytes[length - 1] = '>';
	assert_int_equal(
	    clean_markup(arena, (struct text){ bytes, length }).length, length);
	memset(bytes, '&', length);
	assert_int_equal(
	    clean_markup(arena, (struct text){ bytes, length }).length, length);
	free(bytes);
	arena_free(arena);
}

/* first and then second, each count times; both are marks of two bytes. */
static struct text
marks(struct arena *arena, const char *first, const char *second, size_t count)
{
	char *bytes = arena_take(arena, 1 + 4 * count);

	assert_non_null(bytes);
	bytes[0] = 'a';
	for (size_t i = 0; i < count; i++) {
		memcpy(bytes + 1 + 2 * i, first, 2);
		memcpy(bytes + 1 + 2 * (count + i), second, 2);
	}
	return (struct text){ bytes, 1 + 4 * count };
}

static void
marks_come_into_their_order_up_to_thirty(void **state)
{
	struct arena *arena = arena_new(NORMALISE_ARENA_BYTES);
	struct text safe = marks(arena, "\u0302", "\u0316", 15);
	struct text unsafe = marks(arena, "\u0302", "\u0316", 16);
	struct text text = clean_text(arena, safe);

	(void)state;
	assert_int_equal(text.length, 2 + 2 * 29);
	assert_memory_equal(text.bytes, "\u00E2\u0316", 4);
	assert_true(text_equals(clean_text(arena, unsafe), unsafe));
	arena_free(arena);
}

/* Sorting them by swapping neighbours would take days. */
static void
a_field_of_nothing_but_marks_is_read_in_no_time(void **state)
{
	struct arena *arena = arena_new(NORMALISE_ARENA_BYTES);
	struct text value =
	    marks(arena, "\u0301", "\u0316", FIELD_BYTES / 4 - 1);

	(void)state;
	assert_true(text_equals(clean_markup(arena, value), value));
	arena_free(arena);
}

/* Eight bytes are looked at at once: what is to be done must be seen at each
 * place of them. */
static void
what_is_to_be_done_is_seen_wherever_it_stands(void **state)
{
	static const struct {
		const char *dirty;
		const char *clean;
	} cases[] = {
		{ "  ", " " },
		{ "\n", " " },
		{ "&amp;", "&" },
		{ "<b>", "" },
		{ "\x7F", "" },
		{ "\xC2\xA0", " " },
		{ "\xC3\xA9", "\xC3\xA9" },
		{ " ", " " },
	};
	struct arena *arena = arena_new(0x100000);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (int at = 1; at < 20; at++) {
			char dirty[64];
			char clean[64];
			struct text cleaned;

			(void)snprintf(dirty, sizeof(dirty), "%.*s%s%s", at,
			    "abcdefghijklmnopqrst", cases[i].dirty,
			    "uvw xyz uvw xyz");
			(void)snprintf(clean, sizeof(clean), "%.*s%s%s", at,
			    "abcdefghijklmnopqrst", cases[i].clean,
			    "uvw xyz uvw xyz");
			cleaned = clean_markup(arena, text_of(dirty));
			assert_true(text_is(cleaned, clean));
		}
	arena_free(arena);
}

TESTS(TEST(what_is_to_be_done_is_seen_wherever_it_stands),
    TEST(values_are_cleaned), TEST(a_million_brackets_are_read_in_no_time),
    TEST(marks_come_into_their_order_up_to_thirty),
    TEST(a_field_of_nothing_but_marks_is_read_in_no_time))
