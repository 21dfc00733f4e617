#include <string.h>

#include "base/heap.h"
#include "base/json.h"
#include "command/cited.h"
#include "normalise/schema.h"

/* CSL-JSON, as the schema csl-data.json of CSL 1.0.2 has it. */

static void
add(struct json *json, const char *key, struct text value)
{
	if (value.length == 0)
		return;
	json_key(json, key);
	json_text(json, value);
}

static void
add_name(struct cited *cited, const struct cited_name *name, size_t index)
{
	struct json *json = &cited->json;

	(void)index;
	json_object(json);
	add(json, "family", name->family);
	add(json, "given", name->given);
	add(json, "suffix", name->suffix);
	add(json, "literal", name->literal);
	json_end(json);
}

static void
begin_kind(struct cited *cited)
{
	char key[32]; /* longer than any variable */

	(void)snprintf(key, sizeof(key), "%.*s", (int)cited->kind.length,
	    cited->kind.bytes);
	json_key(&cited->json, key);
	json_array(&cited->json);
}

static void
end_kind(struct cited *cited)
{
	json_end(&cited->json);
}

static void
add_people(struct cited *cited, const struct reply *reply, int row)
{
	static const struct cited_writer writer = { begin_kind, add_name,
		end_kind };
	struct text creators = reply_text(reply, row, CITED_CREATORS);

	if (creators.length > 0) {
		json_key(&cited->json, "author");
		json_array(&cited->json);
		cited_names(cited, creators, add_name);
		json_end(&cited->json);
	}
	cited_contributors(cited, reply_text(reply, row, CITED_CONTRIBUTORS),
	    CITED_CSL, &writer);
}

static void
add_part(struct json *json, struct text date)
{
	int parts[3];
	int count = cited_date(date, parts);

	json_array(json);
	for (int i = 0; i < count; i++)
		json_number(json, parts[i]);
	json_end(json);
}

/* EDTF: 1800~. */
static bool
is_about(struct text issued)
{
	return memchr(issued.bytes, '~', issued.length) != NULL;
}

/* A range has two dates; what is not sure to the year is in words. */
static void
add_date(struct json *json, struct text issued, struct text year)
{
	const char *slash = issued.length == 0
	    ? NULL
	    : memchr(issued.bytes, '/', issued.length);
	int parts[3];

	if (issued.length == 0)
		return;
	json_key(json, "issued");
	json_object(json);
	if (cited_date(issued, parts) > 0 &&
	    memchr(issued.bytes, '?', issued.length) == NULL) {
		json_key(json, "date-parts");
		json_array(json);
		add_part(json, issued);
		if (slash != NULL)
			add_part(json,
			    (struct text){ slash + 1,
				issued.length - 1 -
				    (size_t)(slash - issued.bytes) });
		json_end(json);
		if (is_about(issued)) {
			json_key(json, "circa");
			json_bool(json, true);
		}
	} else {
		add(json, "literal", year);
	}
	json_end(json);
}

static void
add_pages(struct json *json, struct text start, struct text end)
{
	struct buffer pages;

	if (start.length == 0)
		return;
	buffer_init(&pages, 0);
	buffer_add_text(&pages, start);
	if (end.length > 0) {
		buffer_add_char(&pages, '-');
		buffer_add_text(&pages, end);
	}
	add(json, "page", buffer_text(&pages));
	buffer_fini(&pages);
}

/* One identifies it here: "mdx/oai:..." */
static void
add_id(struct json *json, struct cited *cited, struct text repository,
    struct text identifier)
{
	buffer_reset(&cited->key);
	buffer_add_text(&cited->key, repository);
	buffer_add_char(&cited->key, '/');
	buffer_add_text(&cited->key, identifier);
	add(json, "id", buffer_text(&cited->key));
}

static void
add_columns(struct json *json, const struct reply *reply, int row)
{
	static const struct {
		const char *key;
		enum cited_column column;
	} keys[] = {
		{ "title", CITED_TITLE },
		{ "container-title", CITED_CONTAINER },
		{ "collection-title", CITED_SERIES },
		{ "collection-number", CITED_SERIES_NUMBER },
		{ "volume", CITED_VOLUME },
		{ "issue", CITED_ISSUE },
		{ "number", CITED_ARTICLE_NUMBER },
		{ "DOI", CITED_DOI },
		{ "ISBN", CITED_ISBN },
		{ "URL", CITED_URL },
		{ "abstract", CITED_ABSTRACT },
		{ "source", CITED_REPOSITORY },
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		add(json, keys[i].key,
		    reply_text(reply, row, (int)keys[i].column));
}

static void
add_language(struct cited *cited, struct text code)
{
	for (size_t i = 0; i < cited->language_count; i++)
		if (text_equals(cited->languages[i].code, code)) {
			code = cited->languages[i].tag;
			break;
		}
	add(&cited->json, "language", code);
}

/* Of paper, and of the same journal elsewhere. */
static void
add_issns(struct json *json, struct text values)
{
	struct buffer all;
	struct text value;

	buffer_init(&all, 0);
	while (cited_next(&values, &value)) {
		if (all.length > 0)
			buffer_add_string(&all, ", ");
		buffer_add_text(&all, value);
	}
	add(json, "ISSN", buffer_text(&all));
	buffer_fini(&all);
}

/* How many languages have a code of two letters; into what is not NULL. */
static size_t
read_languages(struct cited_language *languages)
{
	const char *table = schema_text("language");
	struct text row[SCHEMA_COLUMNS];
	size_t count = 0;

	while (schema_row(&table, row)) {
		if (row[1].length == 0)
			continue;
		if (languages != NULL)
			languages[count] =
			    (struct cited_language){ row[0], row[1] };
		count++;
	}
	return count;
}

/* CSL wants BCP 47, which has these where there are any. The table of all is
 * long: it is read once. */
void
csl_begin(struct cited *cited)
{
	cited->language_count = read_languages(NULL);
	cited->languages =
	    heap_array(cited->language_count, sizeof(*cited->languages));
	(void)read_languages(cited->languages);
	(void)fputc('[', cited->file);
}

void
csl_item(struct cited *cited, const struct reply *reply, int row)
{
	struct text type = reply_text(reply, row, CITED_TYPE);
	struct text name = cited_type(cited, reply, row, CITED_CSL);
	struct text publisher = reply_text(reply, row, CITED_PUBLISHER);
	struct json *json = &cited->json;

	buffer_add_string(&cited->buffer, cited->items == 0 ? "\n" : ",\n");
	json_init(json, &cited->buffer);
	json_object(json);
	add_id(json, cited, reply_text(reply, row, CITED_REPOSITORY),
	    reply_text(reply, row, CITED_IDENTIFIER));
	add(json, "type", name);
	add_people(cited, reply, row);
	add_date(json, reply_text(reply, row, CITED_ISSUED),
	    reply_text(reply, row, CITED_YEAR));
	add_columns(json, reply, row);
	add_pages(json, reply_text(reply, row, CITED_PAGE_START),
	    reply_text(reply, row, CITED_PAGE_END));
	add_language(cited, reply_text(reply, row, CITED_LANGUAGE));
	add_issns(json, reply_text(reply, row, CITED_ISSNS));
	add(json, "publisher",
	    publisher.length > 0 ? publisher
				 : reply_text(reply, row, CITED_GRANTOR));
	if (text_is(name, "thesis"))
		add(json, "genre", type);
	json_end(json);
	cited_write(cited);
}

void
csl_end(struct cited *cited)
{
	(void)fputs(cited->items == 0 ? "]\n" : "\n]\n", cited->file);
}
