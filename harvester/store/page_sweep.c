#include "base/limit.h"
#include "store/page.h"

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

typedef void column(struct parameters *parameters, const struct record *record);

static void
add_identifier(struct parameters *parameters, const struct record *record)
{
	array_bytes(parameters, record->identifier);
}

static void
add_header_hash(struct parameters *parameters, const struct record *record)
{
	array_bigint(parameters, record->header_hash);
}

static void
add_instant(struct parameters *parameters, const struct record *record)
{
	if (record->has_instant)
		array_instant(parameters, record->instant);
	else
		array_null(parameters);
}

static void
add_is_deleted(struct parameters *parameters, const struct record *record)
{
	array_bool(parameters, is_deleted(record));
}

static void
add_datestamp(struct parameters *parameters, const struct record *record)
{
	array_bytes(parameters, record->datestamp);
}

static void
add_set_specs(struct parameters *parameters, const struct record *record)
{
	array_literal(parameters, record->set_specs, record->set_spec_count);
}

static void
add_content_hash(struct parameters *parameters, const struct record *record)
{
	array_bigint(parameters, record->content_hash);
}

/* $18 to $27, in the order of page_sweep.sql. */
static const struct {
	choice *is_chosen;
	enum array_type type;
	column *add;
} columns[] = {
	{ is_any, ARRAY_TEXT, add_identifier },
	{ is_any, ARRAY_BIGINT, add_header_hash },
	{ is_any, ARRAY_INSTANT, add_instant },
	{ is_any, ARRAY_BOOL, add_is_deleted },
	{ is_deleted, ARRAY_TEXT, add_identifier },
	{ is_deleted, ARRAY_TEXT, add_datestamp },
	{ is_deleted, ARRAY_INSTANT, add_instant },
	{ is_deleted, ARRAY_TEXT, add_set_specs },
	{ is_deleted, ARRAY_BIGINT, add_content_hash },
	{ is_deleted, ARRAY_BIGINT, add_header_hash },
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
