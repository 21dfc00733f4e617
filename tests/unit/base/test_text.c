#include <limits.h>
#include <string.h>

#include "base/text.h"
#include "test.h"

static void
test_none_equals_empty_and_nul_is_data(void **state)
{
	(void)state;
	assert_true(text_equals(text_of(NULL), TEXT("")));
	assert_true(text_is(text_of(NULL), ""));
	assert_false(text_equals(TEXT("a\0b"), TEXT("a\0c")));
	assert_false(text_is(TEXT("a\0b"), "a"));
	assert_true(text_is(text_of("abc"), "abc"));
}

static void
test_order_is_bytewise_then_shorter_first(void **state)
{
	/* As by COLLATE "C" in PostgreSQL. */
	const struct text ordered[] = { { NULL, 0 }, TEXT("A"), TEXT("AB"),
		TEXT("B"), TEXT("a"), TEXT("a\0a"), TEXT("a\0b"), TEXT("a\x01"),
		TEXT("\x7f"), TEXT("\xc3\xa9"), TEXT("\xf0\x9f\x98\x80") };
	const size_t count = sizeof(ordered) / sizeof(ordered[0]);

	(void)state;
	for (size_t a = 0; a < count; a++) {
		assert_int_equal(text_compare(ordered[a], ordered[a]), 0);
		for (size_t b = 0; b < a; b++) {
			assert_true(text_compare(ordered[a], ordered[b]) > 0);
			assert_true(text_compare(ordered[b], ordered[a]) < 0);
		}
	}
}

static void
test_only_xml_white_space_is_trimmed(void **state)
{
	(void)state;
	assert_true(text_is(text_trim(TEXT(" \t\r\na b\n")), "a b"));
	assert_true(text_is(text_trim(TEXT(" \n\r\t ")), ""));
	assert_true(text_is(text_trim(TEXT("\f\xc2\xa0")), "\f\xc2\xa0"));
	assert_int_equal(text_trim(text_of(NULL)).length, 0);
}

static void
test_utf8_is_what_postgresql_accepts(void **state)
{
	const struct {
		struct text text;
		bool is_utf8;
	} cases[] = {
		{ TEXT(""), true },
		{ TEXT("plain, eight and more bytes"), true },
		{ TEXT("\x7f\xc2\x80\xdf\xbf"), true },
		{ TEXT("\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf"),
		    true },
		{ TEXT("\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"), true },
		{ TEXT("12345678\xc3\xa9"
		       "12345678"),
		    true },
		{ TEXT("a\0b"), false },
		{ TEXT("12345678\0"
		       "12345678"),
		    false },
		{ TEXT("1234567\0"), false }, { TEXT("1234567\x80"), false },
		{ TEXT("\x80"), false },             /* no lead */
		{ TEXT("\xc3"), false },             /* cut */
		{ TEXT("\xe2\x82"), false },         /* cut */
		{ TEXT("\xf0\x9f\x98"), false },     /* cut */
		{ TEXT("\xc3("), false },            /* no continuation */
		{ TEXT("\xe2\x82("), false },        /* no continuation */
		{ TEXT("\xc0\x80"), false },         /* longer than needed */
		{ TEXT("\xc1\xbf"), false },         /* longer than needed */
		{ TEXT("\xe0\x9f\xbf"), false },     /* longer than needed */
		{ TEXT("\xf0\x8f\xbf\xbf"), false }, /* longer than needed */
		{ TEXT("\xed\xa0\x80"), false },     /* surrogate */
		{ TEXT("\xed\xbf\xbf"), false },     /* surrogate */
		{ TEXT("\xf4\x90\x80\x80"), false }, /* above U+10FFFF */
		{ TEXT("\xf5\x80\x80\x80"), false }, { TEXT("\xff"), false },
		{ TEXT("Andr\xe9"), false }, /* ISO 8859-1 */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (text_is_utf8(cases[i].text) != cases[i].is_utf8)
			fail_msg("case %zu", i);
	}
}

/* Each byte at each place of a long plain text, against one at a time. */
static void
test_the_fast_way_through_plain_text_misses_nothing(void **state)
{
	char bytes[20];

	(void)state;
	for (int byte = 0; byte < 256; byte++) {
		for (size_t at = 0; at < sizeof(bytes); at++) {
			memset(bytes, '~', sizeof(bytes));
			bytes[at] = (char)byte;
			assert_int_equal(
			    text_is_utf8((struct text){ bytes, sizeof(bytes) }),
			    byte > 0 && byte < 0x80);
		}
	}
}

static void
test_characters_are_read_one_at_a_time(void **state)
{
	uint32_t character = 7;

	(void)state;
	assert_int_equal(text_character(TEXT("\0"), &character), 1);
	assert_int_equal(character, 0);
	assert_int_equal(text_character(TEXT("\xc3\xa9x"), &character), 2);
	assert_int_equal(character, 0xe9);
	assert_int_equal(text_character(TEXT("\xe2\x82\xac"), &character), 3);
	assert_int_equal(character, 0x20ac);
	assert_int_equal(
	    text_character(TEXT("\xf0\x9f\x98\x80"), &character), 4);
	assert_int_equal(character, 0x1f600);
	assert_int_equal(text_character(TEXT("\xe2\x82"), &character), 0);
	assert_int_equal(character, 0x1f600);
}

static void
test_printable_shows_what_would_move_or_turn_a_line(void **state)
{
	const struct {
		struct text text;
		const char *shown;
	} cases[] = {
		{ TEXT(""), "" },
		{ TEXT("C:\\x \xc3\xa9 \xf0\x9f\x98\x80"),
		    "C:\\x \xc3\xa9 \xf0\x9f\x98\x80" },
		{ TEXT("a\r\nb\tc\0d\x7f"), "a\\x0D\\x0Ab\\x09c\\x00d\\x7F" },
		{ TEXT("\x1b[31m"), "\\x1B[31m" },
		{ TEXT("\xc2\x85\xc2\x9b\xc2\xa0"),
		    "\\xC2\\x85\\xC2\\x9B\xc2\xa0" },
		{ TEXT("\xe2\x80\x8e\xe2\x80\x8f"),
		    "\\xE2\\x80\\x8E\\xE2\\x80\\x8F" },
		{ TEXT("\xe2\x80\xa8\xe2\x80\xaa\xe2\x80\xae\xe2\x80\xaf"),
		    "\\xE2\\x80\\xA8\\xE2\\x80\\xAA\\xE2\\x80\\xAE"
		    "\xe2\x80\xaf" },
		{ TEXT("\xe2\x81\x9f\xe2\x81\xa6\xe2\x81\xaf\xe2\x81\xb0"),
		    "\xe2\x81\x9f\\xE2\\x81\\xA6\\xE2\\x81\\xAF"
		    "\xe2\x81\xb0" },
		{ TEXT("\xef\xbb\xbf\xef\xbf\xb9\xf3\xa0\x81\x81"),
		    "\\xEF\\xBB\\xBF\\xEF\\xBF\\xB9\\xF3\\xA0\\x81"
		    "\\x81" },
		{ TEXT("\xc2\xad\xe2\x80\x8d"), "\xc2\xad\xe2\x80\x8d" },
		{ TEXT("\xe9\xc3"), "\\xE9\\xC3" },
		{ TEXT("\xed\xa0\x80"), "\\xED\\xA0\\x80" },
	};
	char shown[200];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(
		    text_printable(shown, sizeof(shown), cases[i].text),
		    cases[i].shown);
}

static void
test_printable_cuts_between_characters_and_says_so(void **state)
{
	char shown[8];

	(void)state;
	text_printable(shown, sizeof(shown), TEXT("1234567"));
	assert_string_equal(shown, "1234567");
	text_printable(shown, sizeof(shown), TEXT("12345678"));
	assert_string_equal(shown, "1234...");
	text_printable(shown, sizeof(shown),
	    TEXT("123\xc3\xa9"
		 "56"));
	assert_string_equal(shown,
	    "123\xc3\xa9"
	    "56");
	text_printable(shown, sizeof(shown),
	    TEXT("123\xc3\xa9"
		 "567"));
	assert_string_equal(shown, "123...");
	text_printable(shown, sizeof(shown), TEXT("12345\n"));
	assert_string_equal(shown, "1234...");
	text_printable(shown, 4, TEXT("\xe2\x80\xae"));
	assert_string_equal(shown, "...");
}

static void
test_numbers_are_digits_from_end_to_end(void **state)
{
	const struct {
		struct text text;
		long long number; /* -1: none */
	} cases[] = {
		{ TEXT("0"), 0 },
		{ TEXT("007"), 7 },
		{ TEXT("9223372036854775807"), LLONG_MAX },
		{ TEXT("9223372036854775808"), -1 },
		{ TEXT("92233720368547758070"), -1 },
		{ TEXT(""), -1 },
		{ TEXT("-1"), -1 },
		{ TEXT("+1"), -1 },
		{ TEXT(" 1"), -1 },
		{ TEXT("1 "), -1 },
		{ TEXT("1\0"), -1 },
		{ TEXT("1e3"), -1 },
		{ TEXT("1,000"), -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		long long number = -1;

		if (text_number(cases[i].text, &number) !=
			(cases[i].number >= 0) ||
		    number != cases[i].number)
			fail_msg("case %zu: %lld", i, number);
	}
}

static void
test_every_character_is_encoded_as_it_is_read(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		char bytes[TEXT_CHARACTER];
		uint32_t again;
		size_t length;

		if (c == 0xd800)
			c = 0xe000;
		length = text_encode(bytes, c);
		if (text_character((struct text){ bytes, length }, &again) !=
			length ||
		    again != c)
			fail_msg("U+%04X", (unsigned)c);
	}
}

TESTS(TEST(test_every_character_is_encoded_as_it_is_read),
    TEST(test_none_equals_empty_and_nul_is_data),
    TEST(test_order_is_bytewise_then_shorter_first),
    TEST(test_only_xml_white_space_is_trimmed),
    TEST(test_utf8_is_what_postgresql_accepts),
    TEST(test_the_fast_way_through_plain_text_misses_nothing),
    TEST(test_characters_are_read_one_at_a_time),
    TEST(test_printable_shows_what_would_move_or_turn_a_line),
    TEST(test_printable_cuts_between_characters_and_says_so),
    TEST(test_numbers_are_digits_from_end_to_end))
