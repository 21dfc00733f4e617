#include "command/cited.h"

/*
 * RIS, as its specification of 2011 has it: a tag of two letters and a value a
 * line, which ends with CR and LF.
 */
static void
add(struct buffer *buffer, const char *tag, struct text value)
{
	if (value.length == 0)
		return;
	buffer_printf(buffer, "%s  - ", tag);
	buffer_add_text(buffer, value);
	buffer_add_string(buffer, "\r\n");
}

/* By the tag of its kind. */
static void
add_name(struct cited *cited, const struct cited_name *name, size_t index)
{
	struct buffer *buffer = &cited->buffer;
	struct text tag = cited->kind;

	(void)index;
	buffer_printf(buffer, "%.*s  - ", (int)tag.length, tag.bytes);
	if (name->literal.length > 0) {
		buffer_add_text(buffer, name->literal);
		buffer_add_string(buffer, "\r\n");
		return;
	}
	buffer_add_text(buffer, name->family);
	if (name->given.length > 0 || name->suffix.length > 0)
		buffer_add_string(buffer, ", ");
	buffer_add_text(buffer, name->given);
	if (name->suffix.length > 0) {
		buffer_add_string(buffer, ", ");
		buffer_add_text(buffer, name->suffix);
	}
	buffer_add_string(buffer, "\r\n");
}

static void
add_people(struct cited *cited, const struct reply *reply, int row)
{
	static const struct cited_writer writer = { .name = add_name };

	cited->kind = TEXT("AU");
	cited_names(cited, reply_text(reply, row, CITED_CREATORS), add_name);
	cited_contributors(cited, reply_text(reply, row, CITED_CONTRIBUTORS),
	    CITED_RIS, &writer);
}

/* "2014/07/02/", parts that are not known left out. */
static void
add_date(struct buffer *buffer, struct text issued)
{
	int parts[3];
	int count = cited_date(issued, parts);

	if (count < 2)
		return;
	buffer_printf(buffer, "DA  - %04d/%02d/", parts[0], parts[1]);
	if (count == 3)
		buffer_printf(buffer, "%02d", parts[2]);
	buffer_add_string(buffer, "/\r\n");
}

static void
add_all(struct buffer *buffer, const char *tag, struct text values)
{
	struct text value;

	while (cited_next(&values, &value))
		add(buffer, tag, value);
}

void
ris_item(struct cited *cited, const struct reply *reply, int row)
{
	static const struct {
		const char *tag;
		enum cited_column column;
	} tags[] = {
		{ "TI", CITED_TITLE },
		{ "PY", CITED_YEAR },
		{ "T2", CITED_CONTAINER },
		{ "T3", CITED_SERIES },
		{ "VL", CITED_VOLUME },
		{ "IS", CITED_ISSUE },
		{ "SP", CITED_PAGE_START },
		{ "EP", CITED_PAGE_END },
		{ "C7", CITED_ARTICLE_NUMBER },
		{ "PB", CITED_PUBLISHER },
		{ "DO", CITED_DOI },
		{ "UR", CITED_URL },
		{ "AB", CITED_ABSTRACT },
		{ "LA", CITED_LANGUAGE },
		{ "DB", CITED_REPOSITORY },
		{ "ID", CITED_IDENTIFIER },
	};
	struct buffer *buffer = &cited->buffer;

	add(buffer, "TY", cited_type(cited, reply, row, CITED_RIS));
	add_people(cited, reply, row);
	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		add(buffer, tags[i].tag,
		    reply_text(reply, row, (int)tags[i].column));
	add_date(buffer, reply_text(reply, row, CITED_ISSUED));
	add_all(buffer, "SN", reply_text(reply, row, CITED_ISSNS));
	add(buffer, "SN", reply_text(reply, row, CITED_ISBN));
	add_all(buffer, "KW", reply_text(reply, row, CITED_SUBJECTS));
	buffer_add_string(buffer, "ER  - \r\n\r\n");
	cited_write(cited);
}
