#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <libstemmer.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/heap.h"
#include "normalise/fold.h"
#include "normalise/stem.h"

/*
 * Most words of a text are words of the text before: remembering them makes
 * stemming four times as fast.
 */
#define REMEMBERED 16384 /* a power of two */
#define REMEMBERS  117   /* bytes of a word and its lexeme */

enum script {
	ARABIC,
	ARMENIAN,
	CYRILLIC,
	DEVANAGARI,
	GREEK,
	HEBREW,
	LATIN,
	TAMIL,
};

static const struct {
	uint32_t first;
	uint32_t last;
} scripts[] = {
	[ARABIC] = { 0x620, 0x6FF },
	[ARMENIAN] = { 0x531, 0x587 },
	[CYRILLIC] = { 0x400, 0x4FF },
	[DEVANAGARI] = { 0x904, 0x97F },
	[GREEK] = { 0x370, 0x3FF },
	[HEBREW] = { 0x5D0, 0x5F2 },
	[LATIN] = { 'a', 0x24F },
	[TAMIL] = { 0xB85, 0xBFF },
};

/* Those that PostgreSQL 14 knows too: migration 0027_stem.sql. */
static const struct {
	const char *code;      /* ISO 639-3 */
	const char *mark;      /* ISO 639-1 */
	const char *algorithm; /* of Snowball */
	enum script script;
} languages[] = {
	{ "ara", "/ar", "arabic", ARABIC },
	{ "cat", "/ca", "catalan", LATIN },
	{ "dan", "/da", "danish", LATIN },
	{ "deu", "/de", "german", LATIN },
	{ "ell", "/el", "greek", GREEK },
	{ "eng", "/en", "english", LATIN },
	{ "eus", "/eu", "basque", LATIN },
	{ "fin", "/fi", "finnish", LATIN },
	{ "fra", "/fr", "french", LATIN },
	{ "gle", "/ga", "irish", LATIN },
	{ "hin", "/hi", "hindi", DEVANAGARI },
	{ "hun", "/hu", "hungarian", LATIN },
	{ "hye", "/hy", "armenian", ARMENIAN },
	{ "ind", "/id", "indonesian", LATIN },
	{ "ita", "/it", "italian", LATIN },
	{ "lit", "/lt", "lithuanian", LATIN },
	{ "nep", "/ne", "nepali", DEVANAGARI },
	{ "nld", "/nl", "dutch", LATIN },
	{ "nno", "/no", "norwegian", LATIN },
	{ "nob", "/no", "norwegian", LATIN },
	{ "nor", "/no", "norwegian", LATIN },
	{ "npi", "/ne", "nepali", DEVANAGARI },
	{ "por", "/pt", "portuguese", LATIN },
	{ "ron", "/ro", "romanian", LATIN },
	{ "rus", "/ru", "russian", CYRILLIC },
	{ "spa", "/es", "spanish", LATIN },
	{ "swe", "/sv", "swedish", LATIN },
	{ "tam", "/ta", "tamil", TAMIL },
	{ "tur", "/tr", "turkish", LATIN },
	{ "yid", "/yi", "yiddish", HEBREW },
};

/* Two lines of a cache; most words end in the first. */
struct memory {
	uint64_t lexeme_hash;
	unsigned char language;
	unsigned char word_length; /* 0: an empty place */
	unsigned char lexeme_length;
	char bytes[REMEMBERS]; /* the word, then its lexeme */
};

struct stem {
	struct sb_stemmer *stemmers[COUNT(languages)]; /* NULL: not used yet */
	struct buffer lexeme;
	struct memory *memories;
};

struct stem *
stem_new(void)
{
	struct stem *stem = heap_take(sizeof(*stem));

	*stem = (struct stem){ 0 };
	buffer_init(&stem->lexeme, 0);
	stem->memories = heap_array(REMEMBERED, sizeof(*stem->memories));
	return stem;
}

void
stem_free(struct stem *stem)
{
	if (stem == NULL)
		return;
	for (size_t i = 0; i < COUNT(languages); i++)
		sb_stemmer_delete(stem->stemmers[i]);
	buffer_fini(&stem->lexeme);
	free(stem->memories);
	free(stem);
}

int
stem_language(struct text code)
{
	for (size_t i = 0; i < COUNT(languages); i++) {
		if (text_is(code, languages[i].code))
			return (int)i;
	}
	return STEM_NONE;
}

/* By its first letter. */
static bool
is_of_script(enum script script, struct text word)
{
	uint32_t character;

	return text_character(word, &character) > 0 &&
	    character >= scripts[script].first &&
	    character <= scripts[script].last;
}

static void
make_lexeme(struct stem *stem, int language, struct text word)
{
	struct sb_stemmer **stemmer = &stem->stemmers[language];
	const sb_symbol *found;

	buffer_reset(&stem->lexeme);
	if (*stemmer == NULL)
		*stemmer =
		    sb_stemmer_new(languages[language].algorithm, "UTF_8");
	assert(*stemmer != NULL); /* a name that libstemmer has */
	found = sb_stemmer_stem(
	    *stemmer, (const sb_symbol *)word.bytes, (int)word.length);
	assert(found != NULL); /* no memory */
	buffer_add_string(&stem->lexeme, languages[language].mark);
	fold_text(&stem->lexeme,
	    (struct text){
		(const char *)found, (size_t)sb_stemmer_length(*stemmer) });
}

static bool
is_memory_of(const struct memory *memory, int language, struct text word)
{
	return memory->word_length == word.length &&
	    memory->language == language &&
	    memcmp(memory->bytes, word.bytes, word.length) == 0;
}

static void
remember(
    struct memory *memory, int language, struct text word, struct hashed lexeme)
{
	if (word.length + lexeme.text.length > REMEMBERS)
		return;
	memory->lexeme_hash = lexeme.hash;
	memory->language = (unsigned char)language;
	memory->word_length = (unsigned char)word.length;
	memory->lexeme_length = (unsigned char)lexeme.text.length;
	memcpy(memory->bytes, word.bytes, word.length);
	memcpy(
	    memory->bytes + word.length, lexeme.text.bytes, lexeme.text.length);
}

static struct hashed
recall(const struct memory *memory)
{
	struct text lexeme = { memory->bytes + memory->word_length,
		memory->lexeme_length };

	return (struct hashed){ lexeme, memory->lexeme_hash };
}

struct hashed
stem_lexeme(struct stem *stem, int language, struct hashed word)
{
	struct memory *memory;
	struct hashed lexeme;

	assert(language >= 0 && language < (int)COUNT(languages));
	if (!is_of_script(languages[language].script, word.text))
		return (struct hashed){ 0 };
	memory = &stem->memories[(word.hash + (uint64_t)language) % REMEMBERED];
	if (is_memory_of(memory, language, word.text))
		return recall(memory);
	make_lexeme(stem, language, word.text);
	lexeme = hash_text(buffer_text(&stem->lexeme));
	remember(memory, language, word.text, lexeme);
	return lexeme;
}
