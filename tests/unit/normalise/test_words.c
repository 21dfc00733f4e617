#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/limit.h"
#include "normalise/memory.h"
#include "normalise/words.h"
#include "test.h"
#include "words_shown.h"

static size_t vector_bytes;

static char *
words_in(const char *language, const char *title, const char *abstract,
    bool *is_full)
{
	struct arena *arena = arena_new(NORMALISE_ARENA_BYTES);
	struct stem *stem = stem_new();
	struct words words;
	struct text vector;
	char *copy;

	words_init(&words, arena, stem);
	words_stem(&words, text_of(language));
	words_add_prose(&words, text_of(title), 'A');
	words_add_prose(&words, text_of(abstract), 'D');
	vector = words_vector(&words);
	vector_bytes = vector.length;
	copy = words_shown(vector);
	*is_full = words.is_full;
	words_fini(&words);
	stem_free(stem);
	arena_free(arena);
	return copy;
}

static char *
words_of(const char *title, const char *abstract, bool *is_full)
{
	return words_in("zzz", title, abstract, is_full);
}

static void
words_come_with_weights_and_places(void **state)
{
	static const struct {
		const char *title;
		const char *abstract;
		const char *words;
	} cases[] = {
		{ "", "", "" },
		{ "...", "---", "" },
		{ "Peer workers", "", "'peer':2A 'workers':3A" },
		{ "The cat", "the CAT the", "'cat':3A,6 'the':2A,5,7" },
		{ "O'Doherty, e-mail", "",
		    "'doherty':3A 'e':4A 'mail':5A 'o':2A" },
		{ "水", "", "'水':2A" },
		{ "研究方法", "", "'方法':4A '法':4A '研究':2A '究方':3A" },
		{ "GCDを用い x", "",
		    "'gcd':2A 'x':5A 'い':4A 'を用':3A '用い':4A" },
		{ "back\\slash 'quote'", "",
		    "'back':2A 'quote':4A 'slash':3A" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		bool is_full;
		char *words =
		    words_of(cases[i].title, cases[i].abstract, &is_full);

		assert_string_equal(words, cases[i].words);
		assert_false(is_full);
		free(words);
	}
}

static void
a_stem_stands_in_the_place_of_its_word(void **state)
{
	static const char *const cases[][3] = {
		{ "eng", "Bridges, bridge",
		    "'/enbridg':2A,3A 'bridge':3A 'bridges':2A" },
		/* Stemmed with its accents, stored without. */
		{ "por", "Educação É",
		    "'/pte':3A '/pteduc':2A 'e':3A 'educacao':2A" },
		{ "rus", "Мосты GPS мост",
		    "'/ruмост':2A,4A 'gps':3A 'мост':4A 'мосты':2A" },
		{ "eng", "ｗorks o 研究方 works",
		    "'/eno':3A '/enwork':2A,6A 'o':3A 'works':2A,6A '方':5A "
		    "'研究':4A '究方':5A" },
		{ "zho", "works", "'works':2A" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		bool is_full;
		char *words = words_in(cases[i][0], cases[i][1], "", &is_full);

		assert_string_equal(words, cases[i][2]);
		free(words);
	}
}

static char *
repeat(const char *piece, size_t count)
{
	size_t length = strlen(piece);
	char *text = malloc(length * count + 1);

	assert_non_null(text);
	for (size_t i = 0; i < count; i++)
		memcpy(text + i * length, piece, length);
	text[length * count] = '\0';
	return text;
}

static size_t
count_of(const char *text, char c)
{
	size_t count = 0;

	for (; *text != '\0'; text++)
		count += *text == c;
	return count;
}

static void
a_word_has_no_more_places_than_a_tsvector_takes(void **state)
{
	char *text = repeat("same ", 300);
	bool is_full;
	char *words = words_of(text, "", &is_full);

	(void)state;
	assert_int_equal(count_of(words, ','), 254);
	assert_non_null(strstr(words, "'same':2A,3A"));
	free(words);
	free(text);
}

static void
places_end_where_those_of_a_tsvector_end(void **state)
{
	char *text = repeat("a b c ", 20000);
	bool is_full;
	char *words = words_of(text, "last", &is_full);

	(void)state;
	assert_non_null(strstr(words, "'last':16383"));
	assert_false(is_full);
	free(words);
	free(text);
}

static void
a_long_word_is_cut_after_63_characters(void **state)
{
	char *text = repeat("é", 1000);
	char *expected = repeat("e", 63);
	bool is_full;
	char *words = words_of(text, "", &is_full);

	(void)state;
	assert_int_equal(strlen(words), 63 + strlen("'':2A"));
	assert_memory_equal(words + 1, expected, 63);
	free(words);
	free(expected);
	free(text);
}

/* 300,000 different words. */
static void
too_many_words_are_left_out(void **state)
{
	struct buffer text;
	bool is_full;
	char *words;

	(void)state;
	buffer_init(&text, 0);
	for (int i = 0; i < 300000; i++)
		buffer_printf(&text, "w%d ", i);
	words = words_of(text.bytes, "", &is_full);
	assert_true(is_full);
	assert_in_range(vector_bytes, WORDS_BYTES / 2, WORDS_BYTES);
	free(words);
	buffer_fini(&text);
}

TESTS(TEST(words_come_with_weights_and_places),
    TEST(a_stem_stands_in_the_place_of_its_word),
    TEST(a_word_has_no_more_places_than_a_tsvector_takes),
    TEST(places_end_where_those_of_a_tsvector_end),
    TEST(a_long_word_is_cut_after_63_characters),
    TEST(too_many_words_are_left_out))
