#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "normalise/fold.h"
#include "test.h"

#define VIEW      SHEAF_SOURCE "/sql/view/010_query.sql"
#define LAST      0x10FFFF
#define LAST_RARE 0x3FFFF /* private use and tags behind it */

static char *
fold(const char *text)
{
	struct buffer into;

	buffer_init(&into, 0);
	fold_text(&into, text_of(text));
	return buffer_take(&into);
}

static void
a_text_folds_to_what_people_type(void **state)
{
	static const char *const cases[][2] = {
		{ "", "" },
		{ "Plain ASCII, 42!", "plain ascii, 42!" },
		{ "Ångström Łódź Æther Œuvre Þór",
		    "angstrom lodz aether oeuvre "
		    "thor" },
		{ "STRASSE Straße STRAẞE", "strasse strasse strasse" },
		{ "İstanbul ısı", "istanbul isi" },
		{ "Ελληνικός ΣΊΣΥΦΟΣ", "ελληνικοσ σισυφοσ" },
		{ "Йод ёлка й", "йод елка й" },
		/* marks of others between a letter and its own */
		{ "\u0438\u064E\u0301\u0306", "й" },
		{ "ガラス が", "ガラス が" },
		{ "한국어", "한국어" },
		{ "ﬁne Ⅳ ２０１４ ㎏", "fine iv 2014 kg" },
		{ "co\u00ADmove zero\u200Bwidth", "comove zerowidth" },
		{ "qur\u02BE\u0101n", "quran" },
		{ "مُحَمَّد", "محمد" },
		{ "שָׁלוֹם", "שלום" },
		{ "e\u0301\u0328e", "ee" },
		/* What is left out stood between two marks. */
		{ "\u0627\u0654\u0640\u0655", "\u0625\u0654" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *folded = fold(cases[i][0]);

		assert_string_equal(folded, cases[i][1]);
		free(folded);
	}
}

static void
encode(char into[5], uint32_t character)
{
	utf8proc_ssize_t length = utf8proc_encode_char(
	    (utf8proc_int32_t)character, (utf8proc_uint8_t *)into);

	into[length] = '\0';
}

static void
folding_twice_is_folding_once(void **state)
{
	(void)state;
	for (uint32_t c = 1; c <= LAST_RARE; c++) {
		char text[5];
		char *once;
		char *twice;

		if (c >= 0xD800 && c < 0xE000)
			continue;
		encode(text, c);
		once = fold(text);
		twice = fold(once);
		assert_string_equal(once, twice);
		free(once);
		free(twice);
	}
}

/* Long runs are folded in groups; where they are cut must not show. */
static void
a_long_text_folds_like_its_parts(void **state)
{
	static const char *const parts[] = { "ё", "й", "が", "한", "국", "é",
		"ή", "水", "ا\u0654", "к", "e\u0301" };
	char text[16384] = "";
	char expected[16384] = "";
	char *folded;

	(void)state;
	for (size_t i = 0; i < 1500; i++) {
		const char *part = parts[(i * i + i / 7) % 11];

		strcat(text, part);
		folded = fold(part);
		strcat(expected, folded);
		free(folded);
	}
	folded = fold(text);
	assert_string_equal(folded, expected);
	free(folded);
}

/* Without tables of single characters: a mark that is left out stands behind.
 */
static void
a_character_folds_alone_as_in_a_group(void **state)
{
	static void (*const folds[])(
	    struct buffer *, struct text) = { fold_text, fold_case };

	(void)state;
	for (uint32_t c = 0x80; c <= LAST_RARE; c++) {
		for (size_t i = 0; i < 2; i++) {
			char text[TEXT_CHARACTER + sizeof("\uFE00")];
			size_t length;
			struct buffer alone;
			struct buffer group;

			if (c >= 0xD800 && c < 0xE000)
				continue;
			length = text_encode(text, c);
			memcpy(text + length, "\uFE00", sizeof("\uFE00"));
			buffer_init(&alone, 0);
			buffer_init(&group, 0);
			folds[i](&alone, (struct text){ text, length });
			folds[i](&group, text_of(text));
			assert_true(text_equals(
			    buffer_text(&alone), buffer_text(&group)));
			buffer_fini(&alone);
			buffer_fini(&group);
		}
	}
}

static void
a_key_has_single_blanks_for_separators(void **state)
{
	static const char *const cases[][2] = {
		{ "", "" },
		{ "  -- ", "" },
		{ "Conference/Workshop--Item ", "conference workshop item" },
		{ "«Été» 2014", "ete 2014" },
		{ "水、木", "水 木" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buffer key;

		buffer_init(&key, 0);
		fold_key(&key, text_of(cases[i][0]));
		assert_int_equal(key.length, strlen(cases[i][1]));
		assert_true(text_is(buffer_text(&key), cases[i][1]));
		buffer_fini(&key);
	}
}

/*
 * The tables in the SQL function must be ours. They are read from the file, the
 * SQL rule is written down once more here, with them, and compared with
 * fold_text() for every character.
 */
static char *view;

static void
read_view(void)
{
	FILE *file = fopen(VIEW, "r");
	size_t length;

	assert_non_null(file);
	view = calloc(1, 100000);
	assert_non_null(view);
	length = fread(view, 1, 99999, file);
	assert_in_range(length, 1000, 99998);
	(void)fclose(file);
}

/* The literals between the first BEGIN and END of that name, joined. */
static char *
literals(const char *name)
{
	char mark[64];
	struct buffer joined;
	const char *at;
	const char *end;

	(void)snprintf(mark, sizeof(mark), "-- BEGIN %s\n", name);
	at = strstr(view, mark);
	assert_non_null(at);
	at += strlen(mark);
	end = strstr(at, "-- END");
	assert_non_null(end);
	buffer_init(&joined, 0);
	while ((at = strchr(at, '\'')) != NULL && at < end) {
		const char *close = strchr(at + 1, '\'');

		assert_non_null(close);
		buffer_add(&joined, at + 1, (size_t)(close - at - 1));
		at = close + 1;
	}
	return buffer_take(&joined);
}

/* Marks the characters of a bracket expression made of \uXXXX and -. */
static unsigned char *
read_set(const char *name)
{
	char *expression = literals(name);
	unsigned char *set = calloc(LAST + 1, 1);
	const char *at = expression;

	assert_non_null(set);
	while (*at == '\\') {
		char digits[9] = { 0 };
		size_t length = at[1] == 'u' ? 4 : 8;
		unsigned long first;
		unsigned long last;

		memcpy(digits, at + 2, length);
		first = last = strtoul(digits, NULL, 16);
		at += 2 + length;
		if (*at == '-') {
			length = at[2] == 'u' ? 4 : 8;
			memset(digits, 0, sizeof(digits));
			memcpy(digits, at + 3, length);
			last = strtoul(digits, NULL, 16);
			at += 3 + length;
		}
		assert_in_range(last, first, LAST);
		memset(set + first, 1, last - first + 1);
	}
	assert_int_equal(*at, '\0');
	free(expression);
	return set;
}

static uint32_t *
read_letters(void)
{
	char *from = literals("letters");
	char *to = literals("plain");
	struct text letters = text_of(from);
	struct text plain = text_of(to);
	uint32_t *table = calloc(LAST + 1, sizeof(*table));

	assert_non_null(table);
	while (letters.length > 0) {
		uint32_t letter;
		uint32_t partner;
		size_t length = text_character(letters, &letter);
		size_t partner_length = text_character(plain, &partner);

		assert_true(length > 0 && partner_length > 0);
		table[letter] = partner;
		letters.bytes += length;
		letters.length -= length;
		plain.bytes += partner_length;
		plain.length -= partner_length;
	}
	assert_int_equal(plain.length, 0);
	free(from);
	free(to);
	return table;
}

static void
the_sql_function_splits_where_we_split(void **state)
{
	unsigned char *separators;
	unsigned char *unspaced;

	(void)state;
	read_view();
	separators = read_set("separators");
	unspaced = read_set("unspaced");
	for (uint32_t c = 1; c <= LAST; c++) {
		assert_int_equal(separators[c], fold_is_separator(c));
		assert_int_equal(unspaced[c], fold_is_unspaced(c));
	}
	free(separators);
	free(unspaced);
	free(view);
}

static void
add_as_sql_does(struct buffer *into, const uint32_t *letters, uint32_t c)
{
	static const char *const longer[][2] = { { "ß", "ss" }, { "æ", "ae" },
		{ "œ", "oe" }, { "þ", "th" } };
	char text[5];

	encode(text, letters[c] != 0 ? letters[c] : c);
	for (size_t i = 0; i < 4; i++) {
		if (strcmp(text, longer[i][0]) == 0) {
			buffer_add_string(into, longer[i][1]);
			return;
		}
	}
	buffer_add_string(into, text);
}

static char *
fold_as_sql_does(
    const unsigned char *dropped, const uint32_t *letters, uint32_t character)
{
	utf8proc_int32_t marks[64];
	utf8proc_ssize_t count;
	utf8proc_ssize_t kept = 0;
	struct buffer folded;
	char text[5];

	encode(text, character);
	count = utf8proc_decompose((const utf8proc_uint8_t *)text, 0, marks, 64,
	    UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPAT |
		UTF8PROC_DECOMPOSE);
	assert_in_range(count, 1, 64);
	for (utf8proc_ssize_t i = 0; i < count; i++) {
		bool is_short_i = marks[i] == 0x306 && i > 0 &&
		    (marks[i - 1] == 0x438 || marks[i - 1] == 0x418);

		if (is_short_i || (marks[i] != 0x306 && !dropped[marks[i]]))
			marks[kept++] = marks[i];
	}
	kept = utf8proc_normalize_utf32(
	    marks, kept, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	buffer_init(&folded, 0);
	for (utf8proc_ssize_t i = 0; i < kept; i++)
		add_as_sql_does(&folded, letters, (uint32_t)marks[i]);
	return buffer_take(&folded);
}

static void
the_sql_function_folds_as_we_fold(void **state)
{
	unsigned char *dropped;
	uint32_t *letters;

	(void)state;
	read_view();
	dropped = read_set("dropped");
	letters = read_letters();
	for (uint32_t c = 1; c <= LAST_RARE; c++) {
		char text[5];
		char *ours;
		char *theirs;

		if (c >= 0xD800 && c < 0xE000)
			continue;
		encode(text, c);
		ours = fold(text);
		theirs = fold_as_sql_does(dropped, letters, c);
		assert_string_equal(ours, theirs);
		free(ours);
		free(theirs);
	}
	free(dropped);
	free(letters);
	free(view);
}

TESTS(TEST(a_text_folds_to_what_people_type),
    TEST(folding_twice_is_folding_once), TEST(a_long_text_folds_like_its_parts),
    TEST(a_character_folds_alone_as_in_a_group),
    TEST(a_key_has_single_blanks_for_separators),
    TEST(the_sql_function_splits_where_we_split),
    TEST(the_sql_function_folds_as_we_fold))
