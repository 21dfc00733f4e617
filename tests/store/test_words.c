#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/limit.h"
#include "normalise/fold.h"
#include "normalise/memory.h"
#include "normalise/words.h"
#include "store.h"
#include "words_shown.h"

/* What normalise/stem.c makes of a word and what sheaf.stems() makes of it,
 * which asks PostgreSQL's own copy of the algorithms. */
static const struct {
	const char *language;
	const char *mark;
	const char *words; /* one blank between them */
} cases[] = {
	{ "ara", "ar", "البيانات المكتبات كتاب والطلاب" },
	{ "cat", "ca", "biblioteques educació nacions catalanes" },
	{ "dan", "da", "undersøgelser bibliotekerne økonomiske" },
	{ "deu", "de", "Universitäten Häuser größere Straßen Bibliotheken" },
	{ "ell", "el", "βιβλιοθήκες Ελλάδας ΣΊΣΥΦΟΣ έρευνας" },
	{ "eng", "en",
	    "having notes universities Bridges généralised running "
	    "skies dying news" },
	{ "eus", "eu", "liburutegiak unibertsitateak euskararen" },
	{ "fin", "fi", "kirjastossa yliopistojen metsässä ääniä" },
	{ "fra", "fr", "bibliothèques générales généraux été cœur œuvres" },
	{ "gle", "ga", "leabharlanna scoileanna Éireann" },
	{ "hin", "hi", "पुस्तकालयों भाषाओं शिक्षा" },
	{ "hun", "hu", "könyvtárakban egyetemeken házak" },
	{ "hye", "hy", "գրադարաններ համալսարանի" },
	{ "ind", "id", "perpustakaan pendidikan membaca" },
	{ "ita", "it", "biblioteche università nazionali" },
	{ "lit", "lt", "bibliotekose universitetų lietuvių" },
	{ "nep", "ne", "पुस्तकालयहरू नेपालको" },
	{ "nld", "nl", "bibliotheken universiteiten onderzoeken één" },
	{ "nob", "no", "undersøkelser bibliotekene språkene" },
	{ "por", "pt", "educação educações bibliotecas órgãos" },
	{ "ron", "ro", "bibliotecilor universități învățământ" },
	{ "rus", "ru", "библиотеки Москвы ёлками йодом" },
	{ "spa", "es", "educación educaciones años bibliotecas" },
	{ "swe", "sv", "undersökningar biblioteken språken" },
	{ "tam", "ta", "நூலகங்கள் மொழிகள்" },
	{ "tur", "tr", "kütüphaneler kitapları İstanbul ısı" },
	{ "yid", "yi", "ביבליאטעקן ביכער" },
};

static char *
ours(struct stem *stem, const char *language, struct text word)
{
	int found = stem_language(text_of(language));
	struct buffer cased;
	struct buffer copy;

	assert_int_not_equal(found, STEM_NONE);
	buffer_init(&cased, 0);
	fold_case(&cased, word);
	buffer_init(&copy, 0);
	buffer_add_text(&copy,
	    stem_lexeme(stem, found, hash_text(buffer_text(&cased))).text);
	buffer_fini(&cased);
	return buffer_take(&copy);
}

static void
check(struct stem *stem, size_t i, struct text word)
{
	char *lexeme = ours(stem, cases[i].language, word);
	struct buffer sql;
	char answer[64];

	buffer_init(&sql, 0);
	buffer_printf(&sql,
	    "SELECT s FROM unnest(sheaf.stems('%.*s')) AS s"
	    " WHERE s LIKE '/%s%%'",
	    (int)word.length, word.bytes, cases[i].mark);
	ask(answer, sql.bytes);
	assert_string_equal(answer, lexeme);
	assert_true(strlen(lexeme) > 3);
	buffer_fini(&sql);
	free(lexeme);
}

static void
test_stems_of_both_sides_are_the_same(void **state)
{
	struct stem *stem = stem_new();

	(void)state;
	for (int round = 0; round < 2; round++) { /* made, and remembered */
		for (size_t i = 0; i < COUNT(cases); i++) {
			const char *at = cases[i].words;

			while (*at != '\0') {
				size_t length = strcspn(at, " ");

				check(stem, i, (struct text){ at, length });
				at += length + strspn(at + length, " ");
			}
		}
	}
	stem_free(stem);
}

static void
test_both_sides_know_the_same_languages(void **state)
{
	char answer[64];

	(void)state;
	ask(answer,
	    "SELECT count(*) FROM pg_ts_dict"
	    " WHERE dictnamespace = 'sheaf'::regnamespace");
	assert_int_equal(atoi(answer), COUNT(cases));
}

static void
test_a_word_stems_in_the_languages_of_its_letters(void **state)
{
	char answer[64];

	(void)state;
	ask(answer, "SELECT array_to_string(sheaf.stems('Москвы'), ' ')");
	assert_string_equal(answer, "/ruмоскв");
	ask(answer, "SELECT cardinality(sheaf.stems('notes'))");
	assert_string_equal(answer, "19");
	ask(answer,
	    "SELECT coalesce(sheaf.stems('研究'), sheaf.stems('2014'),"
	    " sheaf.stems(''), '{none}')");
	assert_string_equal(answer, "{none}");
}

/* A title in its language, and what is typed for it. */
static const struct {
	const char *language;
	const char *title;
	const char *query;
	bool is_found;
} searches[] = {
	{ "eng", "The bridges of London", "bridge", true },
	{ "eng", "The bridges of London", "\"bridge\"", false },
	{ "eng", "The bridges of London", "bridging LONDON -paris", true },
	{ "eng", "The bridges of London", "london -bridges", false },
	{ "eng", "The bridges of London", "london -bridge", true },
	{ "eng", "The bridges of London", "brid*", true },
	{ "eng", "The bridges of London", "bridgings*", false },
	{ "eng", "It is not so", "notes", false },
	{ "eng", "A new mission", "permission", false },
	{ "zzz", "The bridges of London", "bridge", false },
	{ "por", "Educação no Brasil", "educações", true },
	{ "por", "Educação no Brasil", "educacao", true },
	{ "rus", "Библиотеки Москвы", "Москва библиотека", true },
	{ "ell", "Βιβλιοθήκες της Ελλάδας", "βιβλιοθήκη ελλαδα", true },
	{ "ara", "إدارة المكتبات الجامعية", "المكتبات الجامعية", true },
	{ "kor", "대학 도서관의 역사", "도서관", true },
	{ "kor", "대학 도서관의 역사", "역사 대학", true },
	{ "kor", "대학 도서관의 역사", "박물관", false },
	{ "jpn", "図書館のデータベース", "データ", true },
	{ "zho", "大学图书馆研究", "图书馆", true },
	{ "zho", "大学图书馆研究", "研", true },
	{ "tha", "ห้องสมุดมหาวิทยาลัย", "ห้องสมุด", true },
	{ "fra", "La conjecture de Poincaré", "Poincar\\''e", true },
	{ "fra", "La conjecture de Poincaré", "\"de Poincar{\\''e}\"", true },
	{ "fra", "La conjecture de Poincaré", "-Poincar\\''{e}", false },
	{ "deu", "Schrödinger und Itô", "Schr\\\"odinger It\\^o", true },
	{ "eng", "Erdős, Hořava, Martínez",
	    "Erd{\\H{o}}s Ho\\v rava Mart\\''\\i nez", true },
	{ "spa", "García, Françoise, Peña",
	    "Garc\\''{\\i}a Fran\\c{c}oise Pe\\~na", true },
	{ "eng", "A quoted title", "\\\"quoted\\\"", true },
	{ "heb", "הספרייה הלאומית", "הלאומית", true },
};

static void
test_what_is_typed_finds_what_was_indexed(void **state)
{
	struct arena *arena = arena_new(NORMALISE_ARENA_BYTES);
	struct stem *stem = stem_new();

	(void)state;
	for (size_t i = 0; i < COUNT(searches); i++) {
		struct words words;
		char *shown;
		struct buffer sql;
		char answer[64];

		words_init(&words, arena, stem);
		words_stem(&words, text_of(searches[i].language));
		words_add_prose(&words, text_of(searches[i].title), 'A');
		shown = words_shown(words_vector(&words));
		words_fini(&words);
		buffer_init(&sql, 0);
		buffer_printf(&sql,
		    "SELECT $$%s$$::tsvector @@ api.query('%s')", shown,
		    searches[i].query);
		ask(answer, sql.bytes);
		if (strcmp(answer, searches[i].is_found ? "t" : "f") != 0)
			fail_msg("%s: %s", searches[i].query, answer);
		buffer_fini(&sql);
		free(shown);
	}
	stem_free(stem);
	arena_free(arena);
}

TESTS(TEST(test_what_is_typed_finds_what_was_indexed),
    TEST(test_stems_of_both_sides_are_the_same),
    TEST(test_both_sides_know_the_same_languages),
    TEST(test_a_word_stems_in_the_languages_of_its_letters))
