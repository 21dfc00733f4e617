#include <assert.h>
#include <stddef.h>

#include "store/item.h"

void
item_ask_known(struct parameters *parameters, int64_t repository_id,
    const struct item_row *rows, size_t count)
{
	parameter_bigint(parameters, repository_id);
	array_begin(parameters, ARRAY_TEXT);
	for (size_t i = 0; i < count; i++)
		array_bytes(parameters, rows[i].identifier);
	array_end(parameters);
	array_begin(parameters, ARRAY_BIGINT);
	for (size_t i = 0; i < count; i++)
		array_bigint(parameters, rows[i].item.hash);
	array_end(parameters);
}

void
item_note_known(struct item_row *rows, size_t count, const struct reply *reply)
{
	for (int row = 0; row < reply_rows(reply); row++) {
		int64_t position = reply_number(reply, row, 0);

		assert(position >= 1 && (size_t)position <= count);
		rows[position - 1].is_known = true;
	}
}

/* What kind of member a column is made of. */
enum member {
	MEMBER_TEXT,    /* struct text; empty is NULL */
	MEMBER_LIST,    /* struct text_list; empty is NULL */
	MEMBER_YEAR,    /* has_year and year */
	MEMBER_INTEGER, /* int */
	MEMBER_BIGINT,  /* int64_t */
	MEMBER_BOOL,
};

/* $3 to $29 of item_store.sql, in that order. */
static const struct {
	enum member member;
	enum array_type type;
	size_t offset;
} columns[] = {
	{ MEMBER_TEXT, ARRAY_TEXT, offsetof(struct item, title) },
	{ MEMBER_TEXT, ARRAY_TEXT, offsetof(struct item, creators) },
	{ MEMBER_LIST, ARRAY_TEXT, offsetof(struct item, creator_keys) },
	{ MEMBER_TEXT, ARRAY_TEXT, offsetof(struct item, contributors) },
	{ MEMBER_TEXT, ARRAY_TEXT, offsetof(struct item, abstract) },
	{ MEMBER_TEXT, ARRAY_TEXT, offsetof(struct item, subjects) },
	{ MEMBER_TEXT, ARRAY_TEXT, offsetof(struct item, issued) },
	{ MEMBER_TEXT, ARRAY_TEXT, offsetof(struct item, issued_from) },
	{ MEMBER_TEXT, ARRAY_TEXT, offsetof(struct item, issued_to) },
	{ MEMBER_YEAR, ARRAY_INTEGER, 0 },
	{ MEMBER_TEXT, ARRAY_TEXT, offsetof(struct item, date_quality) },
	{ MEMBER_TEXT, ARRAY_TEXT, offsetof(struct item, type) },
	{ MEMBER_LIST, ARRAY_TEXT, offsetof(struct item, language) },
	{ MEMBER_LIST, ARRAY_TEXT, offsetof(struct item, publisher) },
	{ MEMBER_LIST, ARRAY_TEXT, offsetof(struct item, identifiers) },
	{ MEMBER_TEXT, ARRAY_TEXT, offsetof(struct item, doi) },
	{ MEMBER_LIST, ARRAY_TEXT, offsetof(struct item, rights) },
	{ MEMBER_TEXT, ARRAY_TEXT, offsetof(struct item, license) },
	{ MEMBER_TEXT, ARRAY_TEXT, offsetof(struct item, landing_url) },
	{ MEMBER_TEXT, ARRAY_TEXT, offsetof(struct item, dublin_core) },
	{ MEMBER_TEXT, ARRAY_TEXT, offsetof(struct item, why) },
	{ MEMBER_LIST, ARRAY_TEXT, offsetof(struct item, unmapped) },
	{ MEMBER_LIST, ARRAY_TEXT, offsetof(struct item, issues) },
	{ MEMBER_INTEGER, ARRAY_INTEGER, offsetof(struct item, rule_version) },
	{ MEMBER_BIGINT, ARRAY_BIGINT, offsetof(struct item, hash) },
	{ MEMBER_BOOL, ARRAY_BOOL, offsetof(struct item, is_deleted) },
};

static void
add_text(struct parameters *parameters, const struct text *text)
{
	if (text->length > 0)
		array_bytes(parameters, *text);
	else
		array_null(parameters);
}

static void
add_list(struct parameters *parameters, const struct text_list *list)
{
	if (list->count > 0)
		array_literal(parameters, list->texts, list->count);
	else
		array_null(parameters);
}

static void
add_year(struct parameters *parameters, const struct item *item)
{
	if (item->has_year)
		array_integer(parameters, item->year);
	else
		array_null(parameters);
}

static void
add_member(struct parameters *parameters, enum member member,
    const struct item *item, size_t offset)
{
	const void *at = (const char *)item + offset;

	switch (member) {
	case MEMBER_TEXT:
		add_text(parameters, at);
		break;
	case MEMBER_LIST:
		add_list(parameters, at);
		break;
	case MEMBER_YEAR:
		add_year(parameters, item);
		break;
	case MEMBER_INTEGER:
		array_integer(parameters, *(const int *)at);
		break;
	case MEMBER_BIGINT:
		array_bigint(parameters, *(const int64_t *)at);
		break;
	case MEMBER_BOOL:
		array_bool(parameters, *(const bool *)at);
		break;
	}
}

void
item_store(struct parameters *parameters, int64_t repository_id,
    const struct item_row *rows, size_t count)
{
	parameter_bigint(parameters, repository_id);
	array_begin(parameters, ARRAY_TEXT);
	for (size_t i = 0; i < count; i++)
		if (!rows[i].is_known)
			array_bytes(parameters, rows[i].identifier);
	array_end(parameters);
	for (size_t c = 0; c < sizeof(columns) / sizeof(columns[0]); c++) {
		array_begin(parameters, columns[c].type);
		for (size_t i = 0; i < count; i++)
			if (!rows[i].is_known)
				add_member(parameters, columns[c].member,
				    &rows[i].item, columns[c].offset);
		array_end(parameters);
	}
	/* The words last: an item without any has an empty vector. */
	array_begin(parameters, ARRAY_TEXT);
	for (size_t i = 0; i < count; i++)
		if (!rows[i].is_known)
			array_bytes(parameters, rows[i].item.words);
	array_end(parameters);
}
