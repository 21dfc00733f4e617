#include "normalise/citation.h"
#include "normalise/cite.h"
#include "normalise/rule.h"

static struct citation_reader
reader_of(const struct rule_call *call)
{
	return (struct citation_reader){ call->arena, call->vocabulary };
}

static void
add(struct json *json, const char *key, struct text value)
{
	if (value.length == 0)
		return;
	json_key(json, key);
	json_text(json, value);
}

static void
add_authors(struct json *json, const struct text_list *authors)
{
	if (authors->count == 0)
		return;
	json_key(json, "authors");
	json_array(json);
	for (size_t i = 0; i < authors->count; i++)
		json_text(json, authors->texts[i]);
	json_end(json);
}

static struct text
write(struct arena *arena, const struct citation *citation)
{
	struct buffer bytes;
	struct json json;
	struct text text;

	buffer_init(&bytes, 0);
	json_init(&json, &bytes);
	json_object(&json);
	add_authors(&json, &citation->authors);
	add(&json, "title", citation->title);
	add(&json, "container", citation->container);
	add(&json, "volume", citation->volume);
	add(&json, "issue", citation->issue);
	add(&json, "issue_title", citation->issue_title);
	add(&json, "year", citation->year);
	add(&json, "page_start", citation->page_start);
	add(&json, "page_end", citation->page_end);
	add(&json, "article_number", citation->article_number);
	add(&json, "issn", citation->issn);
	add(&json, "isbn", citation->isbn);
	add(&json, "doi", citation->doi);
	add(&json, "pmcid", citation->pmcid);
	json_end(&json);
	text = memory_copy(arena, buffer_text(&bytes));
	buffer_fini(&bytes);
	return text;
}

static struct text
read_source(const struct rule_call *call, struct text input)
{
	struct citation_reader reader = reader_of(call);
	struct citation citation;

	if (!citation_source(&reader, rule_clean(call, input), &citation))
		return (struct text){ 0 };
	return write(call->arena, &citation);
}

static struct text
read_citation(const struct rule_call *call, struct text input)
{
	struct citation_reader reader = reader_of(call);
	struct citation citation;

	if (!citation_read(&reader, rule_clean(call, input), (struct text){ 0 },
		&citation))
		return (struct text){ 0 };
	return write(call->arena, &citation);
}

static struct text
read_series(const struct rule_call *call, struct text input)
{
	struct citation_reader reader = reader_of(call);
	struct text series;
	struct text number;
	struct buffer bytes;
	struct json json;
	struct text text;

	if (!citation_series(
		&reader, rule_clean(call, input), &series, &number))
		return (struct text){ 0 };
	buffer_init(&bytes, 0);
	json_init(&json, &bytes);
	json_object(&json);
	add(&json, "series", series);
	add(&json, "number", number);
	json_end(&json);
	text = memory_copy(call->arena, buffer_text(&bytes));
	buffer_fini(&bytes);
	return text;
}

static struct text
read_cite(const struct rule_call *call, struct text input)
{
	struct text text = { 0 };
	struct buffer bytes;

	buffer_init(&bytes, 0);
	if (cite_harvard(&bytes, input))
		text = memory_copy(call->arena, buffer_text(&bytes));
	buffer_fini(&bytes);
	return text;
}

const struct rule rule_citations[] = {
	{ .name = "source",
	    .help = "journal, volume, issue and pages of dc:source",
	    .read = read_source },
	{ .name = "series",
	    .help = "a series and a number in it",
	    .read = read_series },
	{ .name = "citation",
	    .help = "a citation with authors, year and title",
	    .read = read_citation },
	{ .name = "cite_harvard",
	    .help = "a record (JSON) as it is cited",
	    .read = read_cite },
	{ 0 },
};
