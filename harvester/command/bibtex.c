#include <string.h>

#include "command/bibtex_key.h"
#include "command/tex.h"
#include "normalise/slice.h"

/*
 * BibTeX, UTF-8. Braces count even where they are escaped, so there are none
 * but those of TeX; URLs and DOIs are verbatim, as biblatex and hyperref read
 * them.
 */
static void
add_tex(struct cited *cited, struct text text)
{
	tex_add(&cited->buffer, text, cited->is_tex);
}

static void
begin_field(struct buffer *buffer, const char *name)
{
	buffer_printf(buffer, ",\n\t%s = {", name);
}

static void
add(struct cited *cited, const char *name, struct text value)
{
	if (value.length == 0)
		return;
	begin_field(&cited->buffer, name);
	add_tex(cited, value);
	buffer_add_char(&cited->buffer, '}');
}

static void
add_verbatim(struct buffer *buffer, const char *name, struct text value)
{
	if (value.length == 0)
		return;
	begin_field(buffer, name);
	for (size_t i = 0; i < value.length; i++) {
		if (strchr("{}\\", value.bytes[i]) != NULL)
			buffer_printf(
			    buffer, "%%%02X", (unsigned char)value.bytes[i]);
		else
			buffer_add_char(buffer, value.bytes[i]);
	}
	buffer_add_char(buffer, '}');
}

/* In braces what would be taken for two: two commas are all that may be in a
 * name. */
static void
add_part(struct cited *cited, struct text part)
{
	bool is_braced = slice_has(part, ",") || slice_has(part, " and ");

	if (is_braced)
		buffer_add_char(&cited->buffer, '{');
	add_tex(cited, part);
	if (is_braced)
		buffer_add_char(&cited->buffer, '}');
}

static void
add_name(struct cited *cited, const struct cited_name *name, size_t index)
{
	struct buffer *buffer = &cited->buffer;

	if (index > 0)
		buffer_add_string(buffer, " and ");
	if (name->literal.length > 0) {
		buffer_add_char(buffer, '{');
		add_tex(cited, name->literal);
		buffer_add_char(buffer, '}');
		return;
	}
	add_part(cited, name->family);
	if (name->suffix.length > 0) {
		buffer_add_string(buffer, ", ");
		add_part(cited, name->suffix);
	}
	if (name->given.length > 0) {
		buffer_add_string(buffer, ", ");
		add_part(cited, name->given);
	}
}

static void
begin_kind(struct cited *cited)
{
	buffer_printf(&cited->buffer, ",\n\t%.*s = {", (int)cited->kind.length,
	    cited->kind.bytes);
}

static void
end_kind(struct cited *cited)
{
	buffer_add_char(&cited->buffer, '}');
}

static void
add_people(struct cited *cited, const struct reply *reply, int row)
{
	static const struct cited_writer writer = { begin_kind, add_name,
		end_kind };
	struct text creators = reply_text(reply, row, CITED_CREATORS);

	if (creators.length > 0) {
		begin_field(&cited->buffer, "author");
		cited_names(cited, creators, add_name);
		buffer_add_char(&cited->buffer, '}');
	}
	cited_contributors(cited, reply_text(reply, row, CITED_CONTRIBUTORS),
	    CITED_BIBTEX, &writer);
}

/* Capitals in a title stay so in any style. */
static void
add_title(struct cited *cited, struct text title)
{
	struct buffer *buffer = &cited->buffer;

	if (title.length == 0)
		return;
	begin_field(buffer, "title");
	buffer_add_char(buffer, '{');
	add_tex(cited, title);
	buffer_add_string(buffer, "}}");
}

static void
add_date(struct cited *cited, const struct reply *reply, int row)
{
	static const char *const months[] = { "jan", "feb", "mar", "apr", "may",
		"jun", "jul", "aug", "sep", "oct", "nov", "dec" };
	int parts[3];
	int count = cited_date(reply_text(reply, row, CITED_ISSUED), parts);
	struct text year = reply_text(reply, row, CITED_YEAR);

	add(cited, "year", year);
	/* A macro of every style: no braces. */
	if (year.length == strlen("2014") && count > 1 && parts[1] >= 1 &&
	    parts[1] <= 12)
		buffer_printf(
		    &cited->buffer, ",\n\tmonth = %s", months[parts[1] - 1]);
}

static void
add_pages(struct cited *cited, const struct reply *reply, int row)
{
	struct buffer *buffer = &cited->buffer;
	struct text start = reply_text(reply, row, CITED_PAGE_START);
	struct text end = reply_text(reply, row, CITED_PAGE_END);

	if (start.length == 0)
		return;
	begin_field(buffer, "pages");
	add_tex(cited, start);
	if (end.length > 0) {
		buffer_add_string(buffer, "--");
		add_tex(cited, end);
	}
	buffer_add_char(buffer, '}');
}

/* "Indians, North American" among others is one. */
static void
add_value(struct cited *cited, struct text value)
{
	bool has_comma = memchr(value.bytes, ',', value.length) != NULL;

	buffer_add_string(&cited->buffer, has_comma ? "{" : "");
	add_tex(cited, value);
	buffer_add_string(&cited->buffer, has_comma ? "}" : "");
}

static void
add_all(struct cited *cited, const char *field, struct text values)
{
	struct buffer *buffer = &cited->buffer;
	struct text value;
	bool is_first = true;

	if (values.length == 0)
		return;
	begin_field(buffer, field);
	while (cited_next(&values, &value)) {
		if (!is_first)
			buffer_add_string(buffer, ", ");
		add_value(cited, value);
		is_first = false;
	}
	buffer_add_char(buffer, '}');
}

static bool
is_thesis(struct text entry)
{
	return text_is(entry, "phdthesis") || text_is(entry, "mastersthesis");
}

static bool
is_in_book(struct text entry)
{
	return text_is(entry, "incollection") ||
	    text_is(entry, "inproceedings");
}

/* The field that styles print, of an entry of that kind. */
static const char *
container_field(struct text entry)
{
	if (text_is(entry, "article"))
		return "journal";
	if (is_in_book(entry))
		return "booktitle";
	return text_is(entry, "misc") ? "howpublished" : "note";
}

/* Where it is in, and who brought it out: fields by the kind of entry. */
static void
add_place(
    struct cited *cited, const struct reply *reply, int row, struct text entry)
{
	struct text container = reply_text(reply, row, CITED_CONTAINER);
	struct text publisher = reply_text(reply, row, CITED_PUBLISHER);
	struct text grantor = reply_text(reply, row, CITED_GRANTOR);

	add(cited, container_field(entry), container);
	if (is_thesis(entry))
		add(cited, "school", grantor.length > 0 ? grantor : publisher);
	else if (text_is(entry, "techreport"))
		add(cited, "institution", publisher);
	else
		add(cited, "publisher", publisher);
}

/* Without a journal or book, BibTeX would miss it; what has volumes and issues
 * is a journal. */
static struct text
entry_of(const struct cited *cited, const struct reply *reply, int row)
{
	struct text entry = cited_type(cited, reply, row, CITED_BIBTEX);

	if (!is_in_book(entry) && !text_is(entry, "article"))
		return entry;
	if (reply_text(reply, row, CITED_CONTAINER).length == 0)
		return TEXT("misc");
	return reply_text(reply, row, CITED_VOLUME).length > 0 &&
		reply_text(reply, row, CITED_ISSUE).length > 0
	    ? TEXT("article")
	    : entry;
}

/* arXiv's titles and abstracts are TeX. */
static bool
is_tex(const struct reply *reply, int row)
{
	return slice_starts(reply_text(reply, row, CITED_IDENTIFIER),
		   "oai:arxiv.org:") ||
	    slice_has(reply_text(reply, row, CITED_URL), "//arxiv.org/");
}

/* Where arXiv has it, as biblatex and arXiv itself write it. */
static void
add_eprint(struct buffer *buffer, struct text number)
{
	add_verbatim(buffer, "eprint", number);
	if (number.length > 0)
		add_verbatim(buffer, "archiveprefix", TEXT("arXiv"));
}

void
bibtex_item(struct cited *cited, const struct reply *reply, int row)
{
	struct buffer *buffer = &cited->buffer;
	struct text entry = entry_of(cited, reply, row);
	struct text number = reply_text(reply, row, CITED_ISSUE);

	cited->is_tex = is_tex(reply, row);
	bibtex_key(cited, reply, row);
	buffer_add_char(buffer, '@');
	buffer_add_text(buffer, entry);
	buffer_add_char(buffer, '{');
	buffer_add_text(buffer, buffer_text(&cited->key));
	add_people(cited, reply, row);
	add_title(cited, reply_text(reply, row, CITED_TITLE));
	if (is_thesis(entry))
		add(cited, "type", reply_text(reply, row, CITED_TYPE));
	add_place(cited, reply, row, entry);
	add(cited, "volume", reply_text(reply, row, CITED_VOLUME));
	add(cited, "number",
	    number.length > 0 ? number
			      : reply_text(reply, row, CITED_SERIES_NUMBER));
	add(cited, "series", reply_text(reply, row, CITED_SERIES));
	add_pages(cited, reply, row);
	add(cited, "eid", reply_text(reply, row, CITED_ARTICLE_NUMBER));
	add_date(cited, reply, row);
	add_verbatim(buffer, "doi", reply_text(reply, row, CITED_DOI));
	add_verbatim(buffer, "url", reply_text(reply, row, CITED_URL));
	add_eprint(buffer, reply_text(reply, row, CITED_ARXIV));
	add_all(cited, "issn", reply_text(reply, row, CITED_ISSNS));
	add(cited, "isbn", reply_text(reply, row, CITED_ISBN));
	add(cited, "language", reply_text(reply, row, CITED_LANGUAGE));
	add_all(cited, "keywords", reply_text(reply, row, CITED_SUBJECTS));
	add(cited, "abstract", reply_text(reply, row, CITED_ABSTRACT));
	buffer_add_string(buffer, "\n}\n\n");
	cited_write(cited);
}
