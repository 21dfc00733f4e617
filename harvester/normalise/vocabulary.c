#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "base/limit.h"
#include "normalise/fold.h"
#include "normalise/memory.h"
#include "normalise/table.h"
#include "normalise/vocabulary.h"

#define COLUMNS    5
#define CODE_BYTES 3 /* shorter names would be taken for codes */

struct vocabulary {
	struct arena *arena;
	struct table tables[SCHEME_COUNT];
	struct buffer key;
};

#define QUERY(symbol, name, text) { name, text },
static const struct {
	const char *name;
	const char *text;
} files[] = {
#include "schemas.inc"
};
#undef QUERY

static const char *
file_text(const char *name)
{
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		if (strcmp(files[i].name, name) == 0)
			return files[i].text;
	}
	abort();
}

/* The next line that is not empty, cut at its tabs. */
static bool
next_row(const char **text, struct text row[COLUMNS])
{
	const char *at = *text + strspn(*text, "\n");

	memset(row, 0, COLUMNS * sizeof(*row));
	if (*at == '\0')
		return false;
	for (size_t i = 0; i < COLUMNS; i++) {
		row[i] = (struct text){ at, strcspn(at, "\t\n") };
		at += row[i].length;
		if (*at != '\t')
			break;
		at++;
	}
	*text = at + strcspn(at, "\n");
	return true;
}

/* The first row of a key stays. */
static void
add(struct vocabulary *vocabulary, enum scheme scheme, struct text key,
    struct text value)
{
	struct text *kept;

	if (key.length == 0)
		return;
	kept = memory_take(vocabulary->arena, sizeof(*kept));
	*kept = value;
	(void)table_add(&vocabulary->tables[scheme],
	    memory_copy(vocabulary->arena, key), kept);
}

static void
add_name(struct vocabulary *vocabulary, struct text name, struct text code)
{
	buffer_reset(&vocabulary->key);
	fold_key(&vocabulary->key, name);
	if (vocabulary->key.length > CODE_BYTES)
		add(vocabulary, SCHEME_LANGUAGE_NAME,
		    buffer_text(&vocabulary->key), code);
}

/* "Occitan (post 1500)" is also Occitan, where nothing else is. */
static struct text
without_note(struct text name)
{
	const char *note = memchr(name.bytes, '(', name.length);

	if (note == NULL)
		return (struct text){ 0 };
	return text_trim(
	    (struct text){ name.bytes, (size_t)(note - name.bytes) });
}

static bool
says_nothing(struct text code)
{
	return text_is(code, "und") || text_is(code, "mis");
}

static void
load_languages(struct vocabulary *vocabulary)
{
	const char *text = file_text("language");
	struct text row[COLUMNS];

	while (next_row(&text, row)) {
		struct text code = says_nothing(row[0]) ? TEXT("") : row[0];

		for (size_t i = 0; i < 3; i++)
			add(vocabulary, SCHEME_LANGUAGE_CODE, row[i], code);
		add_name(vocabulary, row[4], code);
	}
	text = file_text("language");
	while (next_row(&text, row))
		add_name(vocabulary, without_note(row[4]), row[0]);
}

/* Names that people wrote down go before the table's, withdrawn codes behind
 * the ones in force. */
static void
load_language_names(struct vocabulary *vocabulary, enum scheme scheme)
{
	const char *text = file_text("language_name");
	struct text row[COLUMNS];

	while (next_row(&text, row)) {
		buffer_reset(&vocabulary->key);
		fold_key(&vocabulary->key, row[0]);
		add(vocabulary, scheme, buffer_text(&vocabulary->key), row[1]);
	}
}

static void
load_types(struct vocabulary *vocabulary)
{
	const char *text = file_text("type_label");
	struct text row[COLUMNS];
	struct buffer *key = &vocabulary->key;

	while (next_row(&text, row)) {
		add(vocabulary, SCHEME_BROADER, row[0], row[2]);
		for (size_t i = 0; i < 2; i++) {
			buffer_reset(key);
			vocabulary_type_key(key, row[i]);
			add(vocabulary, SCHEME_TYPE, buffer_text(key), row[0]);
		}
	}
	text = file_text("type");
	while (next_row(&text, row)) {
		assert(row[1].length == 0 ||
		    vocabulary_find(vocabulary, SCHEME_BROADER, row[1]) !=
			NULL);
		buffer_reset(key);
		vocabulary_type_key(key, row[0]);
		add(vocabulary, SCHEME_TYPE, buffer_text(key), row[1]);
	}
}

static void
load_months(struct vocabulary *vocabulary)
{
	const char *text = file_text("month");
	struct text row[COLUMNS];

	while (next_row(&text, row)) {
		buffer_reset(&vocabulary->key);
		fold_key(&vocabulary->key, row[0]);
		add(vocabulary, SCHEME_MONTH, buffer_text(&vocabulary->key),
		    row[1]);
	}
}

struct vocabulary *
vocabulary_new(void)
{
	struct vocabulary *vocabulary = heap_take(sizeof(*vocabulary));

	vocabulary->arena = arena_new(64 * MIB);
	for (size_t i = 0; i < SCHEME_COUNT; i++)
		table_init(&vocabulary->tables[i], vocabulary->arena);
	buffer_init(&vocabulary->key, 0);
	load_language_names(vocabulary, SCHEME_LANGUAGE_NAME);
	load_languages(vocabulary);
	load_language_names(vocabulary, SCHEME_LANGUAGE_CODE);
	load_types(vocabulary);
	load_months(vocabulary);
	buffer_fini(&vocabulary->key);
	return vocabulary;
}

void
vocabulary_free(struct vocabulary *vocabulary)
{
	if (vocabulary == NULL)
		return;
	arena_free(vocabulary->arena);
	free(vocabulary);
}

const struct text *
vocabulary_find(
    const struct vocabulary *vocabulary, enum scheme scheme, struct text key)
{
	return table_find(&vocabulary->tables[scheme], key);
}

void
vocabulary_type_key(struct buffer *into, struct text value)
{
	struct buffer spaced;
	bool was_small = false;

	buffer_init(&spaced, 0);
	for (size_t i = 0; i < value.length; i++) {
		char c = value.bytes[i];

		if (was_small && c >= 'A' && c <= 'Z')
			buffer_add_char(&spaced, ' ');
		was_small = c >= 'a' && c <= 'z';
		buffer_add_char(&spaced, c);
	}
	fold_key(into, buffer_text(&spaced));
	buffer_fini(&spaced);
}
