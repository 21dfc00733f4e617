#include <string.h>

#include <cJSON.h>

#include "normalise/cite.h"
#include "normalise/slice.h"

#define CAPITALS 3 /* of given names as initials: "KV" */

static struct text
member(const cJSON *record, const char *key)
{
	return text_of(cJSON_GetStringValue(cJSON_GetObjectItem(record, key)));
}

static bool
has(const cJSON *record, const char *key)
{
	return member(record, key).length > 0;
}

static bool
is_capitals(struct text word)
{
	for (size_t i = 0; i < word.length; i++)
		if (word.bytes[i] < 'A' || word.bytes[i] > 'Z')
			return false;
	return word.length > 1 && word.length <= CAPITALS;
}

static bool
is_small(struct text word)
{
	return word.bytes[0] >= 'a' && word.bytes[0] <= 'z';
}

/* "KV" gives K.V., "Daniel" D. */
static void
add_initial(struct buffer *into, struct text word)
{
	uint32_t character;

	if (is_capitals(word)) {
		for (size_t i = 0; i < word.length; i++)
			buffer_printf(into, "%c.", word.bytes[i]);
		return;
	}
	word.length = text_character(word, &character);
	buffer_add_text(into, word);
	buffer_add_char(into, '.');
}

/* A word that is written small stays whole, between blanks: "L. da C.M." */
static void
add_initials(struct buffer *into, struct text given)
{
	size_t start = into->length;
	bool has_hyphen = false;
	bool is_behind_small = false;

	while (given.length > 0) {
		struct text word = slice_until(given, " .-");

		if (word.length > 0) {
			bool is_whole = !has_hyphen && is_small(word);

			if (has_hyphen)
				buffer_add_char(into, '-');
			else if (into->length > start &&
			    (is_whole || is_behind_small))
				buffer_add_char(into, ' ');
			if (is_whole)
				buffer_add_text(into, word);
			else
				add_initial(into, word);
			is_behind_small = is_whole;
			has_hyphen = false;
			given = slice_from(given, word.length);
			continue;
		}
		has_hyphen = given.bytes[0] == '-';
		given = slice_from(given, 1);
	}
}

/* "Family, Given, Jr." */
static void
add_person(struct buffer *into, struct text name)
{
	struct text family = slice_until(name, ",");
	struct text rest = slice_from(name, family.length + 1);
	struct text given = text_trim(slice_until(rest, ","));
	struct text suffix =
	    text_trim(slice_from(rest, slice_until(rest, ",").length + 1));

	buffer_add_text(into, text_trim(family));
	if (slice_strip(given, " .-").length > 0) {
		buffer_add_string(into, ", ");
		add_initials(into, given);
	}
	if (suffix.length > 0) {
		buffer_add_string(into, ", ");
		buffer_add_text(into, suffix);
	}
}

static void
add_author(struct buffer *into, const cJSON *author)
{
	struct text literal = member(author, "literal");

	if (literal.length > 0)
		buffer_add_text(into, literal);
	else
		add_person(into, text_of(cJSON_GetStringValue(author)));
}

static void
add_authors(struct buffer *into, const cJSON *authors)
{
	const cJSON *author;

	cJSON_ArrayForEach(author, authors)
	{
		if (author != authors->child)
			buffer_add_string(
			    into, author->next == NULL ? " and " : ", ");
		add_author(into, author);
	}
	buffer_add_char(into, ' ');
}

/* A sentence: with a dot, unless it ends with a sign of its own. */
static void
add_sentence(struct buffer *into, struct text text)
{
	char last = text.length == 0 ? '.' : text.bytes[text.length - 1];

	buffer_add_text(into, text);
	if (strchr(".?!", last) == NULL)
		buffer_add_char(into, '.');
	if (text.length > 0)
		buffer_add_char(into, ' ');
}

static void
add_pages(struct buffer *into, const cJSON *record)
{
	struct text start = member(record, "page_start");
	struct text end = member(record, "page_end");

	if (start.length == 0)
		start = member(record, "article_number");
	else if (end.length > 0)
		buffer_add_string(into, "pp. ");
	else if (slice_is_digit(start.bytes[0]))
		buffer_add_string(into, "p. ");
	buffer_add_text(into, start);
	if (end.length > 0 && has(record, "page_start")) {
		buffer_add_char(into, '-');
		buffer_add_text(into, end);
	}
}

/* "20 (4), pp. 286-292. " */
static void
add_place(struct buffer *into, const cJSON *record)
{
	bool has_pages =
	    has(record, "page_start") || has(record, "article_number");
	bool has_issue = has(record, "issue");
	bool has_volume = has(record, "volume");

	if (!has_volume && !has_issue && !has_pages)
		return;
	buffer_add_text(into, member(record, "volume"));
	if (has_issue) {
		buffer_add_string(into, has_volume ? " (" : "(");
		buffer_add_text(into, member(record, "issue"));
		buffer_add_char(into, ')');
	}
	if (has_pages) {
		if (has_volume || has_issue)
			buffer_add_string(into, ", ");
		add_pages(into, record);
	}
	buffer_add_string(into, ". ");
}

static void
add_year(struct buffer *into, const cJSON *record)
{
	struct text year = member(record, "year");

	add_sentence(into, year.length > 0 ? year : TEXT("n.d."));
}

static void
add_record(struct buffer *into, const cJSON *record)
{
	const cJSON *authors = cJSON_GetObjectItem(record, "authors");

	if (cJSON_GetArraySize(authors) > 0) {
		add_authors(into, authors);
		add_year(into, record);
		add_sentence(into, member(record, "title"));
	} else {
		add_sentence(into, member(record, "title"));
		add_year(into, record);
	}
	if (has(record, "thesis"))
		add_sentence(into, member(record, "thesis"));
	if (has(record, "container")) {
		add_sentence(into, member(record, "container"));
		add_place(into, record);
	} else if (has(record, "publisher")) {
		add_sentence(into, member(record, "publisher"));
	}
	if (has(record, "doi")) {
		buffer_add_string(into, "https://doi.org/");
		buffer_add_text(into, member(record, "doi"));
	} else {
		buffer_add_text(into, member(record, "url"));
	}
}

bool
cite_harvard(struct buffer *into, struct text record)
{
	cJSON *json = cJSON_ParseWithLength(record.bytes, record.length);
	bool is_object = cJSON_IsObject(json) == 1;

	if (is_object)
		add_record(into, json);
	cJSON_Delete(json);
	/* Behind the last sentence is a blank. */
	if (into->length > 0 && into->bytes[into->length - 1] == ' ')
		into->bytes[--into->length] = '\0';
	return is_object;
}
