#include "base/limit.h"
#include "store/page.h"
#include "store/page_column.h"

/* Which records of a part. */
typedef bool choice(const struct record *record);

static bool
is_any(const struct record *record)
{
	(void)record;
	return true;
}

static bool
is_deleted(const struct record *record)
{
	return record->status == RECORD_DELETED;
}

/* $18 to $27, in the order of page_sweep.sql. */
static const struct {
	choice *is_chosen;
	enum array_type type;
	page_column *add;
} columns[] = {
	{ is_any, ARRAY_TEXT, column_identifier },
	{ is_any, ARRAY_BIGINT, column_header_hash },
	{ is_any, ARRAY_INSTANT, column_instant },
	{ is_any, ARRAY_BOOL, column_is_deleted },
	{ is_deleted, ARRAY_TEXT, column_identifier },
	{ is_deleted, ARRAY_TEXT, column_datestamp },
	{ is_deleted, ARRAY_INSTANT, column_instant },
	{ is_deleted, ARRAY_TEXT, column_set_specs },
	{ is_deleted, ARRAY_BIGINT, column_content_hash },
	{ is_deleted, ARRAY_BIGINT, column_header_hash },
};

#define COLUMNS (sizeof(columns) / sizeof(columns[0]))

/* $28. */
static void
add_rejects(struct parameters *parameters, const struct reject *rejects)
{
	array_begin(parameters, ARRAY_TEXT);
	for (const struct reject *reject = rejects; reject != NULL;
	     reject = reject->next)
		if (reject->identifier.length > 0)
			array_bytes(parameters, reject->identifier);
	array_end(parameters);
}

void
page_sweep(struct parameters *parameters, const struct fence *fence,
    const struct page_write *write, const struct page_part *part,
    const struct page_close *close)
{
	parameter_fence(parameters, fence);
	parameter_close(parameters, part, close);
	parameter_bigint(
	    parameters, close == NULL ? 0 : (int64_t)close->listed);
	parameter_bigint(
	    parameters, close == NULL ? 0 : (int64_t)close->unnamed);
	for (size_t i = 0; i < COLUMNS; i++) {
		array_begin(parameters, columns[i].type);
		for (size_t j = part->from; j < part->to; j++)
			if (columns[i].is_chosen(write->records[j]))
				columns[i].add(parameters, write->records[j]);
		array_end(parameters);
	}
	add_rejects(
	    parameters, part->with_rejects ? write->page->rejects : NULL);
	parameter_bigint(parameters, SWEEP_UNKNOWN);
}

void
page_absent(struct parameters *parameters, const struct fence *fence,
    struct text identifier, const char *error, struct text next)
{
	parameter_fence(parameters, fence);
	parameter_text(parameters, identifier);
	parameter_string(parameters, error);
	if (next.length > 0)
		parameter_text(parameters, next);
	else
		parameter_null(parameters);
}
