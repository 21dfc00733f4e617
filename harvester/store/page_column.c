#include "store/page_column.h"

void
column_identifier(struct parameters *parameters, const struct record *record)
{
	array_bytes(parameters, record->identifier);
}

void
column_datestamp(struct parameters *parameters, const struct record *record)
{
	array_bytes(parameters, record->datestamp);
}

void
column_instant(struct parameters *parameters, const struct record *record)
{
	if (record->has_instant)
		array_instant(parameters, record->instant);
	else
		array_null(parameters);
}

void
column_is_deleted(struct parameters *parameters, const struct record *record)
{
	array_bool(parameters, record->status == RECORD_DELETED);
}

void
column_set_specs(struct parameters *parameters, const struct record *record)
{
	array_literal(parameters, record->set_specs, record->set_spec_count);
}

void
column_metadata(struct parameters *parameters, const struct record *record)
{
	if (record->metadata.length > 0)
		array_bytes(parameters, record->metadata);
	else
		array_null(parameters);
}

void
column_abouts(struct parameters *parameters, const struct record *record)
{
	if (record->about_count > 0)
		array_literal(parameters, record->abouts, record->about_count);
	else
		array_null(parameters);
}

void
column_content_hash(struct parameters *parameters, const struct record *record)
{
	array_bigint(parameters, record->content_hash);
}

void
column_header_hash(struct parameters *parameters, const struct record *record)
{
	array_bigint(parameters, record->header_hash);
}
