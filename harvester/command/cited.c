#include <stdlib.h>
#include <string.h>

#include <cJSON.h>

#include "base/array.h"
#include "command/cited.h"
#include "normalise/schema.h"
#include "normalise/slice.h"

void
cited_init(struct cited *cited, FILE *file)
{
	*cited = (struct cited){ .file = file, .vocabulary = vocabulary_new() };
	buffer_init(&cited->buffer, 0);
	buffer_init(&cited->key, 0);
	buffer_init(&cited->plain, 0);
}

void
cited_fini(struct cited *cited)
{
	if (cited->file == NULL)
		return;
	vocabulary_free(cited->vocabulary);
	buffer_fini(&cited->buffer);
	buffer_fini(&cited->key);
	buffer_fini(&cited->plain);
	free(cited->languages);
}

static struct text
find_type(struct text type, enum cited_scheme scheme)
{
	const char *text = schema_text("cited_type");
	struct text row[SCHEMA_COLUMNS];

	while (schema_row(&text, row))
		if (text_equals(row[0], type))
			return row[scheme];
	return (struct text){ 0 };
}

static bool
is_in_journal(const struct reply *reply, int row, struct text type)
{
	return (type.length == 0 || text_is(type, "text") ||
		   text_is(type, "preprint") || text_is(type, "other")) &&
	    reply_text(reply, row, CITED_CONTAINER).length > 0 &&
	    reply_text(reply, row, CITED_VOLUME).length > 0;
}

struct text
cited_type(const struct cited *cited, const struct reply *reply, int row,
    enum cited_scheme scheme)
{
	struct text type = reply_text(reply, row, CITED_TYPE);
	const struct text *broader = &type;
	struct text found = { 0 };

	if (is_in_journal(reply, row, type))
		type = TEXT("contribution to journal");
	while (broader != NULL && broader->length > 0 && found.length == 0) {
		found = find_type(*broader, scheme);
		broader = vocabulary_find(
		    cited->vocabulary, SCHEME_BROADER, *broader);
	}
	return found.length > 0 ? found : find_type(TEXT("other"), scheme);
}

static struct text
member(const cJSON *object, const char *key)
{
	return text_of(cJSON_GetStringValue(cJSON_GetObjectItem(object, key)));
}

/* "Family, Given" where nobody has said which is which. */
static void
split_name(struct cited_name *name, struct text served)
{
	const char *comma = memchr(served.bytes, ',', served.length);

	if (comma == NULL) {
		name->literal = served;
		return;
	}
	name->family =
	    (struct text){ served.bytes, (size_t)(comma - served.bytes) };
	name->given = text_trim((struct text){
	    comma + 1, served.length - name->family.length - 1 });
}

static struct cited_name
read_name(const cJSON *person)
{
	struct cited_name name = { 0 };

	if (cJSON_IsTrue(cJSON_GetObjectItem(person, "organisation")) != 0) {
		name.literal = member(person, "name");
		return name;
	}
	name.likely_family = member(person, "family");
	if (cJSON_IsTrue(cJSON_GetObjectItem(person, "guess")) != 0) {
		name.literal = member(person, "name");
		return name;
	}
	name.family = name.likely_family;
	name.given = member(person, "given");
	name.suffix = member(person, "suffix");
	if (name.family.length == 0)
		split_name(&name, member(person, "name"));
	if (name.family.length > 0)
		name.likely_family = name.family;
	return name;
}

void
cited_names(struct cited *cited, struct text json,
    void (*name)(
	struct cited *cited, const struct cited_name *name, size_t index))
{
	cJSON *people = cJSON_ParseWithLength(json.bytes, json.length);
	size_t index = 0;
	const cJSON *person;

	cJSON_ArrayForEach(person, people)
	{
		struct cited_name read = read_name(person);

		if (read.family.length > 0 || read.literal.length > 0)
			name(cited, &read, index++);
	}
	cJSON_Delete(people);
}

/* Of several roles, with "; " between them, one is enough. */
static bool
has_role(const cJSON *person, struct text role)
{
	struct text rest = member(person, "role");
	struct text part;

	while (slice_next(&rest, ";", &part))
		if (text_equals(text_trim(part), role))
			return true;
	return false;
}

static bool
is_of_kind(const cJSON *person, enum cited_scheme scheme, struct text kind)
{
	const char *text = schema_text("cited_role");
	struct text row[SCHEMA_COLUMNS];

	while (schema_row(&text, row))
		if (text_equals(row[scheme], kind) && has_role(person, row[0]))
			return true;
	return false;
}

static void
write_kind(struct cited *cited, const cJSON *people, enum cited_scheme scheme,
    const struct cited_writer *writer)
{
	size_t index = 0;
	const cJSON *person;

	cJSON_ArrayForEach(person, people)
	{
		struct cited_name read = read_name(person);

		if (read.family.length + read.literal.length == 0 ||
		    !is_of_kind(person, scheme, cited->kind))
			continue;
		if (index == 0 && writer->begin != NULL)
			writer->begin(cited);
		writer->name(cited, &read, index++);
	}
	if (index > 0 && writer->end != NULL)
		writer->end(cited);
}

void
cited_contributors(struct cited *cited, struct text json,
    enum cited_scheme scheme, const struct cited_writer *writer)
{
	cJSON *people = cJSON_ParseWithLength(json.bytes, json.length);
	const char *text = schema_text("cited_role");
	struct text row[SCHEMA_COLUMNS];

	cited->kind = (struct text){ 0 };
	/* Rows of a kind stand together. */
	while (cJSON_GetArraySize(people) > 0 && schema_row(&text, row)) {
		if (row[scheme].length == 0 ||
		    text_equals(row[scheme], cited->kind))
			continue;
		cited->kind = row[scheme];
		write_kind(cited, people, scheme, writer);
	}
	cJSON_Delete(people);
}

/* Of which an entry says something: BibTeX has no field for a composer. */
static bool
has_contributors(struct text json, enum cited_scheme scheme)
{
	cJSON *people = cJSON_ParseWithLength(json.bytes, json.length);
	const char *text = schema_text("cited_role");
	struct text row[SCHEMA_COLUMNS];
	const cJSON *person;
	bool found = false;

	while (!found && schema_row(&text, row))
		cJSON_ArrayForEach(person, people)
		{
			found = found ||
			    (row[scheme].length > 0 &&
				has_role(person, row[0]));
		}
	cJSON_Delete(people);
	return found;
}

bool
cited_is_anything(const struct reply *reply, int row, enum cited_scheme scheme)
{
	static const enum cited_column columns[] = { CITED_TITLE,
		CITED_CREATORS, CITED_CONTAINER, CITED_DOI, CITED_ISBN,
		CITED_URL };

	for (size_t i = 0; i < COUNT(columns); i++)
		if (reply_text(reply, row, (int)columns[i]).length > 0)
			return true;
	return has_contributors(
	    reply_text(reply, row, CITED_CONTRIBUTORS), scheme);
}

int
cited_date(struct text issued, int parts[3])
{
	static const size_t ends[] = { 4, 7, 10 };
	int count = 0;

	for (size_t i = 0, at = 0; i < 3 && issued.length >= ends[i]; i++) {
		long long number;

		if ((i > 0 && issued.bytes[at - 1] != '-') ||
		    !text_number(
			(struct text){ issued.bytes + at, ends[i] - at },
			&number))
			break;
		parts[count++] = (int)number;
		at = ends[i] + 1;
	}
	/* 21 to 24 are seasons. */
	return count > 1 && parts[1] > 12 ? 1 : count;
}

bool
cited_next(struct text *rest, struct text *value)
{
	const char *end;

	if (rest->length == 0)
		return false;
	end = memchr(rest->bytes, EXPORT_SEPARATOR, rest->length);
	*value = *rest;
	if (end == NULL) {
		*rest = (struct text){ 0 };
		return true;
	}
	value->length = (size_t)(end - rest->bytes);
	rest->bytes = end + 1;
	rest->length -= value->length + 1;
	return true;
}

void
cited_write(struct cited *cited)
{
	(void)fwrite(cited->buffer.bytes, 1, cited->buffer.length, cited->file);
	buffer_reset(&cited->buffer);
	cited->items++;
}
