/*
 * The vectors of the reference, ../shared/vectors/normalise.tsv: how many of
 * each field that exists now come out right. A field may gain, never lose; a
 * vector that fails must fail by giving nothing, but for those named below.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limit.h"
#include "normalise/clean.h"
#include "normalise/date.h"
#include "normalise/identifier.h"
#include "normalise/language.h"
#include "normalise/name.h"
#include "normalise/number.h"
#include "normalise/rights.h"
#include "normalise/slice.h"
#include "normalise/subject.h"
#include "normalise/text_field.h"
#include "normalise/type.h"
#include "normalise/web_url.h"
#include "test.h"

#define VECTORS   SHEAF_SOURCE "/../shared/vectors/normalise.tsv"
#define THIS_YEAR 2031

static struct arena *arena;
static struct vocabulary *vocabulary;
static struct item item;
static struct draft draft;

typedef struct text reading(struct text input);

static struct text
read_date(struct text input)
{
	struct date date;

	if (!date_parse(vocabulary, input, THIS_YEAR, &date))
		return (struct text){ 0 };
	return memory_copy(arena, text_of(date.edtf));
}

static struct text
join(const struct text *texts, size_t count)
{
	struct buffer bytes;
	struct json json;
	struct text joined;

	buffer_init(&bytes, 0);
	json_init(&json, &bytes);
	json_array(&json);
	for (size_t i = 0; i < count; i++)
		json_text(&json, texts[i]);
	json_end(&json);
	joined = memory_copy(arena, buffer_text(&bytes));
	buffer_fini(&bytes);
	return joined;
}

static struct text
read_language(struct text input)
{
	struct memory_list codes = { .arena = arena };

	(void)language_parse(vocabulary, input, &codes);
	return join(codes.texts, codes.count);
}

static struct text
read_type(struct text input)
{
	const struct text *label = type_parse(vocabulary, input);

	return label == NULL ? (struct text){ 0 } : *label;
}

static struct text
read_name_key(struct text input)
{
	struct buffer key;
	struct text copy;

	buffer_init(&key, 0);
	name_key(&key, input);
	copy = memory_copy(arena, buffer_text(&key));
	buffer_fini(&key);
	return copy;
}

static void
begin(void)
{
	item = (struct item){ 0 };
	draft_init(&draft, arena, vocabulary, &item);
	draft.latest_year = THIS_YEAR;
}

static void
claim(enum element element, struct text value)
{
	struct claim made = { .element = element, .value = value };

	if (value.length > 0)
		draft_claim(&draft, &made);
}

/* ["a","b"] without escapes, as the vectors have it. */
static void
claim_all(enum element element, struct text list)
{
	const char *at = memchr(list.bytes, '"', list.length);
	const char *end = list.bytes + list.length;

	while (at != NULL) {
		const char *close = memchr(at + 1, '"', (size_t)(end - at - 1));

		claim(
		    element, (struct text){ at + 1, (size_t)(close - at - 1) });
		at = memchr(close + 1, '"', (size_t)(end - close - 1));
	}
}

static struct text
read_dates(struct text input)
{
	begin();
	claim_all(ELEMENT_DATE, input);
	date_field(&draft);
	draft_fini(&draft);
	return item.issued;
}

static struct text
read_types(struct text input)
{
	begin();
	claim_all(ELEMENT_TYPE, input);
	type_field(&draft);
	draft_fini(&draft);
	return item.type;
}

static struct text
read_title(struct text input)
{
	begin();
	claim(ELEMENT_TITLE, clean_markup(arena, input));
	title_field(&draft);
	draft_fini(&draft);
	return item.title;
}

static struct text
read_publisher(struct text input)
{
	begin();
	claim(ELEMENT_PUBLISHER, clean_text(arena, input));
	publisher_field(&draft);
	draft_fini(&draft);
	return item.publisher.count > 0 ? item.publisher.texts[0]
					: (struct text){ 0 };
}

/* [{"label":"a"},...] as ["a",...]. */
static struct text
read_subject(struct text input)
{
	struct text labels[16];
	size_t count = 0;
	struct text rest;

	begin();
	claim(ELEMENT_SUBJECT, clean_text(arena, input));
	subject_field(&draft);
	draft_fini(&draft);
	rest = item.subjects;
	while (count < 16 && (rest = slice_find(rest, "\":\"")).length > 0) {
		rest = slice_from(rest, 3);
		labels[count++] = slice_until(rest, "\"");
	}
	return join(labels, count);
}

static struct text
read_text(struct text input)
{
	return clean_markup(arena, input);
}

#define READ_WITH(name, function)                                 \
	static struct text name(struct text input)                \
	{                                                         \
		return function(arena, clean_text(arena, input)); \
	}
READ_WITH(read_doi, identifier_doi)
READ_WITH(read_handle, identifier_handle)
READ_WITH(read_arxiv, identifier_arxiv)
READ_WITH(read_pmid, identifier_pmid)
READ_WITH(read_pmcid, identifier_pmcid)
READ_WITH(read_ark, identifier_ark)
READ_WITH(read_issn, number_issn)
READ_WITH(read_isbn, number_isbn)
READ_WITH(read_url, web_url)
READ_WITH(read_license, rights_license)

static struct text
read_nbn(struct text input)
{
	struct text nbn = identifier_nbn(arena, input);
	char *bytes;

	if (nbn.length == 0)
		return nbn;
	bytes = memory_take(arena, nbn.length + 5);
	(void)snprintf(
	    bytes, nbn.length + 5, "urn:%.*s", (int)nbn.length, nbn.bytes);
	return text_of(bytes);
}

static struct text
read_ark_whole(struct text input)
{
	struct text ark = read_ark(input);
	char *bytes;

	if (ark.length == 0)
		return ark;
	bytes = memory_take(arena, ark.length + 5);
	(void)snprintf(
	    bytes, ark.length + 5, "ark:%.*s", (int)ark.length, ark.bytes);
	return text_of(bytes);
}

struct field {
	const char *name;
	reading *read;
	unsigned least; /* that pass; the aim is all */
	unsigned wrong; /* that may give something else than expected */
	unsigned passed;
	unsigned failed;
	unsigned mistaken;
};

static struct field fields[] = {
	{ .name = "date", .read = read_date, .least = 37 },
	/* One differs on purpose: time stamps are never "issued". */
	{ .name = "dates", .read = read_dates, .least = 14 },
	{ .name = "lang", .read = read_language, .least = 50 },
	{ .name = "type", .read = read_type, .least = 53 },
	{ .name = "types", .read = read_types, .least = 6 },
	{ .name = "name_key", .read = read_name_key, .least = 8 },
	{ .name = "title", .read = read_title, .least = 7 },
	{ .name = "text", .read = read_text, .least = 3 },
	{ .name = "publisher", .read = read_publisher, .least = 5 },
	/* Shortened authority URIs and JEL codes are still to come. */
	{ .name = "subject", .read = read_subject, .least = 4, .wrong = 2 },
	{ .name = "doi", .read = read_doi, .least = 20 },
	{ .name = "issn", .read = read_issn, .least = 9 },
	{ .name = "isbn", .read = read_isbn, .least = 9 },
	{ .name = "handle", .read = read_handle, .least = 6 },
	{ .name = "arxiv", .read = read_arxiv, .least = 5 },
	{ .name = "pmid", .read = read_pmid, .least = 4 },
	{ .name = "pmcid", .read = read_pmcid, .least = 3 },
	{ .name = "urn_nbn", .read = read_nbn, .least = 5 },
	{ .name = "ark", .read = read_ark_whole, .least = 2 },
	{ .name = "url", .read = read_url, .least = 4 },
	{ .name = "license", .read = read_license, .least = 14 },
};

/* \n and \r, which the file escapes. */
static struct text
unescape(struct text text)
{
	char *bytes = memory_take(arena, text.length + 1);
	size_t length = 0;

	for (size_t i = 0; i < text.length; i++) {
		char next = i + 1 < text.length ? text.bytes[i + 1] : '\0';
		char c = text.bytes[i];

		if (c == '\\' && (next == 'n' || next == 'r')) {
			c = next == 'n' ? '\n' : '\r';
			i++;
		}
		bytes[length++] = c;
	}
	return (struct text){ bytes, length };
}

static void
try(struct field *field, struct text input, struct text expected)
{
	struct text found = field->read(unescape(input));
	struct text said = found.length == 0 ? TEXT("NULL") : found;

	if (text_equals(said, expected)) {
		field->passed++;
		return;
	}
	field->failed++;
	field->mistaken += found.length > 0;
	print_message("  %s %.*s: %.*s, expected %.*s\n", field->name,
	    (int)input.length, input.bytes, (int)said.length, said.bytes,
	    (int)expected.length, expected.bytes);
}

static void
try_row(char *line)
{
	char *input = strchr(line, '\t');
	char *expected = input == NULL ? NULL : strchr(input + 1, '\t');

	if (expected == NULL)
		return;
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		struct text name = slice_until(text_of(line), "\t");

		if (text_is(name, fields[i].name))
			try(&fields[i], slice_until(text_of(input + 1), "\t"),
			    slice_until(text_of(expected + 1), "\t\n"));
	}
}

static void
no_field_falls_behind_its_vectors(void **state)
{
	FILE *file = fopen(VECTORS, "r");
	char *line = NULL;
	size_t size = 0;

	(void)state;
	if (file == NULL) {
		print_message("SKIPPED: no %s\n", VECTORS);
		skip();
	}
	arena = arena_new(NORMALISE_ARENA_BYTES);
	vocabulary = vocabulary_new();
	while (getline(&line, &size, file) > 0)
		try_row(line);
	free(line);
	(void)fclose(file);
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		print_message("%-10s %u of %u\n", fields[i].name,
		    fields[i].passed, fields[i].passed + fields[i].failed);
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		assert_in_range(fields[i].passed, fields[i].least, 1000);
		assert_in_range(fields[i].mistaken, 0, fields[i].wrong);
	}
	vocabulary_free(vocabulary);
	arena_free(arena);
}

TESTS(TEST(no_field_falls_behind_its_vectors))
