#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/heap.h"
#include "base/limit.h"
#include "normalise/begins.h"
#include "normalise/fold.h"
#include "normalise/memory.h"
#include "normalise/schema.h"
#include "normalise/slice.h"
#include "normalise/status.h"
#include "normalise/table.h"
#include "normalise/vocabulary.h"

#define CODE_BYTES  3   /* shorter names would be taken for codes */
#define VALUE_BYTES 512 /* longer is prose */
#define WORK_KEPT   MIB /* of working memory, between items */
#define SHRINKAGE   3   /* folding makes one byte of three, at most */

/*
 * A file has spelling, code, source, and platform where it means that only
 * there; what has none is loaded in its own way.
 */
static const struct {
	const char *name;
	const char *file;
	bool is_statement;
	size_t value_bytes; /* longer is prose */
} schemes[SCHEME_COUNT] = {
	[SCHEME_LANGUAGE_CODE] = { "language_code", NULL, false, VALUE_BYTES },
	[SCHEME_LANGUAGE_NAME] = { "language", NULL, false, 256 },
	[SCHEME_TYPE] = { "type", NULL, true, 256 },
	[SCHEME_BROADER] = { "broader", NULL, false, VALUE_BYTES },
	[SCHEME_LOCATOR] = { "locator", "locator", false, VALUE_BYTES },
	[SCHEME_MONTH] = { "month", "month", false, VALUE_BYTES },
	[SCHEME_WORD] = { "word", "word", false, VALUE_BYTES },
	[SCHEME_VERSION] = { "version", "version", true, STATUS_BYTES },
	[SCHEME_PEER_REVIEWED] = { "peer_reviewed", "peer_reviewed", true,
	    STATUS_BYTES },
	[SCHEME_ACCESS] = { "access", "access", true, VALUE_BYTES },
	[SCHEME_LICENSE] = { "license", "license", true, VALUE_BYTES },
	[SCHEME_LICENSE_URI] = { "license_uri", NULL, false, VALUE_BYTES },
	[SCHEME_LICENSE_WORD] = { "license_word", "license_word", false,
	    VALUE_BYTES },
	[SCHEME_RIGHTS_STATEMENT] = { "rights_statement", "rights_statement",
	    true, VALUE_BYTES },
	[SCHEME_IDENTIFIER] = { "identifier", "identifier_scheme", false,
	    VALUE_BYTES },
	[SCHEME_FORMAT] = { "format", "format", false, 128 },
	[SCHEME_EXTENT] = { "extent", "extent", false, VALUE_BYTES },
	[SCHEME_NAME_WORD] = { "name_word", "name_word", false, VALUE_BYTES },
	[SCHEME_SUBJECT] = { "subject_scheme", "subject_scheme", false,
	    VALUE_BYTES },
	[SCHEME_ROLE] = { "role", "role", false, VALUE_BYTES },
};

struct row {
	struct text code;
	bool is_own; /* an operator's */
};

struct vocabulary {
	struct arena *arena;
	struct table tables[SCHEME_COUNT];
	/* Of what means it on one platform only: "eprints=composition" */
	struct table platform_tables[SCHEME_COUNT];
	size_t longest[SCHEME_COUNT]; /* of the keys in both */
	struct begins begins[SCHEME_COUNT];
	bool has_own[SCHEME_COUNT];
	struct buffer key;
	struct stem *stem;
	struct arena *work;
};

static struct table *
table_of(
    struct vocabulary *vocabulary, enum scheme scheme, struct text platform)
{
	return platform.length > 0 ? &vocabulary->platform_tables[scheme]
				   : &vocabulary->tables[scheme];
}

/* The key behind the platform's name is that of all platforms. */
static struct text
without_platform(struct text key, struct text platform)
{
	return platform.length > 0 ? slice_from(key, platform.length + 1) : key;
}

/* The first row of a key stays. */
static void
add_to(struct vocabulary *vocabulary, enum scheme scheme, struct text platform,
    struct text key, struct text value)
{
	struct table *table = table_of(vocabulary, scheme, platform);
	struct row *kept;

	if (key.length == 0 || table_find(table, key) != NULL)
		return;
	if (vocabulary->longest[scheme] < key.length)
		vocabulary->longest[scheme] = key.length;
	begins_add(
	    &vocabulary->begins[scheme], without_platform(key, platform));
	kept = memory_take(vocabulary->arena, sizeof(*kept));
	*kept = (struct row){ .code = value };
	(void)table_add(table, memory_copy(vocabulary->arena, key), kept);
}

static void
add(struct vocabulary *vocabulary, enum scheme scheme, struct text key,
    struct text value)
{
	add_to(vocabulary, scheme, (struct text){ 0 }, key, value);
}

static void
write_key(struct buffer *into, enum scheme scheme, struct text platform,
    struct text value)
{
	buffer_reset(into);
	if (platform.length > 0) {
		buffer_add_text(into, platform);
		buffer_add_char(into, '=');
	}
	vocabulary_key(into, scheme, value);
}

static size_t
lines_of(const char *file)
{
	size_t count = 0;

	for (const char *at = schema_text(file);
	     (at = strchr(at, '\n')) != NULL; at++)
		count++;
	return count;
}

/* For so many spellings more: a table that grows leaves memory behind. */
static void
reserve(struct vocabulary *vocabulary, enum scheme scheme, size_t count)
{
	struct table *table = &vocabulary->tables[scheme];

	table_reserve(table, table->count + count);
}

static void
load(struct vocabulary *vocabulary, enum scheme scheme, const char *file)
{
	const char *text = schema_text(file);
	struct text row[SCHEMA_COLUMNS];

	reserve(vocabulary, scheme, lines_of(file));
	while (schema_row(&text, row)) {
		write_key(&vocabulary->key, scheme, row[3], row[0]);
		add_to(vocabulary, scheme, row[3],
		    buffer_text(&vocabulary->key), row[1]);
	}
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
	const char *text = schema_text("language");
	struct text row[SCHEMA_COLUMNS];

	while (schema_row(&text, row)) {
		struct text code = says_nothing(row[0]) ? TEXT("") : row[0];

		for (size_t i = 0; i < 3; i++)
			add(vocabulary, SCHEME_LANGUAGE_CODE, row[i], code);
		add_name(vocabulary, row[4], code);
	}
	text = schema_text("language");
	while (schema_row(&text, row))
		add_name(vocabulary, without_note(row[4]), row[0]);
}

/* Known by its label, its URI, and the last part of that. */
static void
load_types(struct vocabulary *vocabulary)
{
	const char *text = schema_text("type_label");
	struct text row[SCHEMA_COLUMNS];
	struct buffer *key = &vocabulary->key;

	while (schema_row(&text, row)) {
		struct text names[] = { row[0], row[1], row[1] };

		(void)slice_skip(
		    &names[2], "http://purl.org/coar/resource_type/");
		add(vocabulary, SCHEME_BROADER, row[0], row[2]);
		for (size_t i = 0; i < COUNT(names); i++) {
			write_key(
			    key, SCHEME_TYPE, (struct text){ 0 }, names[i]);
			add(vocabulary, SCHEME_TYPE, buffer_text(key), row[0]);
		}
	}
	load(vocabulary, SCHEME_TYPE, "type");
}

/* A code is a spelling of itself. */
static void
load_licenses(struct vocabulary *vocabulary)
{
	const char *text = schema_text("license_label");
	struct text row[SCHEMA_COLUMNS];

	while (schema_row(&text, row)) {
		add(vocabulary, SCHEME_LICENSE_URI, row[0], row[1]);
		write_key(&vocabulary->key, SCHEME_LICENSE, (struct text){ 0 },
		    row[0]);
		add(vocabulary, SCHEME_LICENSE, buffer_text(&vocabulary->key),
		    row[0]);
	}
}

struct vocabulary *
vocabulary_new(void)
{
	struct vocabulary *vocabulary = heap_take(sizeof(*vocabulary));

	vocabulary->arena = arena_new(64 * MIB);
	vocabulary->stem = stem_new();
	vocabulary->work = arena_new(NORMALISE_ARENA_BYTES);
	arena_keep(vocabulary->work, WORK_KEPT);
	for (size_t i = 0; i < SCHEME_COUNT; i++) {
		table_init(&vocabulary->tables[i], vocabulary->arena);
		table_init(&vocabulary->platform_tables[i], vocabulary->arena);
	}
	buffer_init(&vocabulary->key, 0);
	reserve(vocabulary, SCHEME_LANGUAGE_CODE, lines_of("language"));
	reserve(vocabulary, SCHEME_LANGUAGE_NAME,
	    lines_of("language_name") + lines_of("language") +
		lines_of("language_translation"));
	/* Names that people wrote down go before the table's, withdrawn codes
	 * behind the ones in force. */
	load(vocabulary, SCHEME_LANGUAGE_NAME, "language_name");
	load_languages(vocabulary);
	load(vocabulary, SCHEME_LANGUAGE_NAME, "language_translation");
	load(vocabulary, SCHEME_LANGUAGE_CODE, "language_name");
	load_types(vocabulary);
	load_licenses(vocabulary);
	for (int i = 0; i < SCHEME_COUNT; i++)
		if (schemes[i].file != NULL)
			load(vocabulary, (enum scheme)i, schemes[i].file);
	buffer_fini(&vocabulary->key);
	return vocabulary;
}

void
vocabulary_free(struct vocabulary *vocabulary)
{
	if (vocabulary == NULL)
		return;
	arena_free(vocabulary->arena);
	stem_free(vocabulary->stem);
	arena_free(vocabulary->work);
	free(vocabulary);
}

struct stem *
vocabulary_stem(const struct vocabulary *vocabulary)
{
	return vocabulary->stem;
}

struct arena *
vocabulary_work(const struct vocabulary *vocabulary)
{
	return vocabulary->work;
}

const struct text *
vocabulary_find(
    const struct vocabulary *vocabulary, enum scheme scheme, struct text key)
{
	const struct row *row = table_find(&vocabulary->tables[scheme], key);

	return row == NULL ? NULL : &row->code;
}

bool
vocabulary_may_have(
    const struct vocabulary *vocabulary, enum scheme scheme, struct text value)
{
	/* The key of a URL begins behind its host's "www." */
	return begins_may_have(&vocabulary->begins[scheme], value) ||
	    slice_is_web(text_trim(value));
}

/* Each ASCII letter and digit stays one when it is folded. */
static bool
is_too_long(
    const struct vocabulary *vocabulary, enum scheme scheme, struct text value)
{
	size_t longest = vocabulary->longest[scheme];
	size_t count = 0;

	/* Of URLs not all is looked up. */
	if (value.length <= longest || slice_is_web(value))
		return value.length > VALUE_BYTES;
	if (value.length > SHRINKAGE * longest || value.length > VALUE_BYTES)
		return true;
	for (size_t i = 0; i < value.length; i++)
		count += slice_is_word(value.bytes[i]);
	return count > longest;
}

const struct text *
vocabulary_read_row(const struct vocabulary *vocabulary, enum scheme scheme,
    struct text platform, struct text value, struct vocabulary_row_kind *kind)
{
	const struct table *table = &vocabulary->platform_tables[scheme];
	const struct row *of_platform = NULL;
	const struct row *row;
	struct buffer bytes;
	struct text key;

	if (!vocabulary_may_have(vocabulary, scheme, value) ||
	    is_too_long(vocabulary, scheme, value))
		return NULL;
	if (table->count == 0)
		platform.length = 0;
	buffer_init(&bytes, 0);
	write_key(&bytes, scheme, platform, value);
	key = buffer_text(&bytes);
	if (platform.length > 0) {
		of_platform = table_find(table, key);
		key = without_platform(key, platform);
	}
	row = of_platform;
	if (row == NULL || !row->is_own)
		row = table_find(&vocabulary->tables[scheme], key);
	buffer_fini(&bytes);
	if (of_platform != NULL && (row == NULL || !row->is_own))
		row = of_platform;
	if (row == NULL)
		return NULL;
	*kind = (struct vocabulary_row_kind){ .is_own = row->is_own,
		.is_of_platform = row == of_platform };
	return &row->code;
}

const struct text *
vocabulary_read(const struct vocabulary *vocabulary, enum scheme scheme,
    struct text platform, struct text value)
{
	struct vocabulary_row_kind ignored;

	return vocabulary_read_row(
	    vocabulary, scheme, platform, value, &ignored);
}

bool
vocabulary_has_others(const struct vocabulary *vocabulary, enum scheme scheme,
    struct text platform)
{
	return vocabulary->has_own[scheme] ||
	    (platform.length > 0 &&
		vocabulary->platform_tables[scheme].count > 0);
}

void
vocabulary_add(struct vocabulary *vocabulary, enum scheme scheme,
    struct text platform, struct text spelling, struct text code)
{
	struct table *table = table_of(vocabulary, scheme, platform);
	struct buffer key;
	struct row *row;

	code = memory_copy(vocabulary->arena, code);
	buffer_init(&key, 0);
	write_key(&key, scheme, platform, spelling);
	add_to(vocabulary, scheme, platform, buffer_text(&key), code);
	row = table_find(table, buffer_text(&key));
	if (row != NULL)
		*row = (struct row){ .code = code, .is_own = true };
	vocabulary->has_own[scheme] = true;
	buffer_fini(&key);
}

const char *
vocabulary_scheme_name(enum scheme scheme)
{
	return schemes[scheme].name;
}

bool
vocabulary_is_open(enum scheme scheme)
{
	return schemes[scheme].is_statement || scheme == SCHEME_LANGUAGE_NAME ||
	    scheme == SCHEME_FORMAT || scheme == SCHEME_ROLE;
}

bool
vocabulary_has_platforms(enum scheme scheme)
{
	return schemes[scheme].is_statement;
}

size_t
vocabulary_value_bytes(enum scheme scheme, struct text value)
{
	/* Looked up too where it stands beside a value, which is short. */
	if (scheme == SCHEME_VERSION && slice_is_web(value))
		return VALUE_BYTES;
	return schemes[scheme].value_bytes;
}

const char *
vocabulary_file(enum scheme scheme)
{
	if (scheme == SCHEME_LANGUAGE_NAME)
		return "language_name";
	return scheme == SCHEME_TYPE ? "type" : schemes[scheme].file;
}

bool
vocabulary_scheme(struct text name, enum scheme *scheme)
{
	for (int i = 0; i < SCHEME_COUNT; i++) {
		if (text_is(name, schemes[i].name)) {
			*scheme = (enum scheme)i;
			return true;
		}
	}
	return false;
}
