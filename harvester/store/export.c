#include "base/limit.h"
#include "store/export.h"

/* Of one piece: whichever comes first, but one row at least. */
#define PIECE_ROWS  500
#define PIECE_BYTES ((int64_t)(4 * MIB))

void
export_init(
    struct export *export, struct connection *connection, int64_t repository_id)
{
	*export = (struct export){ .connection = connection,
		.repository_id = repository_id };
	buffer_init(&export->identifier, 0);
	buffer_init(&export->prefix, 0);
}

void
export_fini(struct export *export)
{
	buffer_fini(&export->identifier);
	buffer_fini(&export->prefix);
}

/* "" sorts before every identifier. */
static void
add_cursor(struct parameters *parameters, const struct buffer *cursor)
{
	parameter_string(
	    parameters, cursor->bytes == NULL ? "" : cursor->bytes);
}

static void
move_to(struct buffer *cursor, const struct reply *reply, int column)
{
	buffer_reset(cursor);
	buffer_add_text(
	    cursor, reply_text(reply, reply_rows(reply) - 1, column));
}

bool
export_records(struct export *export, struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, export->repository_id);
	add_cursor(&parameters, &export->identifier);
	add_cursor(&parameters, &export->prefix);
	parameter_bigint(&parameters, PIECE_ROWS);
	parameter_bigint(&parameters, PIECE_BYTES);
	if (!connection_run_once(export->connection, QUERY_EXPORT_RECORD,
		&parameters, reply, why))
		return false;
	if (reply_rows(*reply) > 0) {
		move_to(&export->identifier, *reply, EXPORT_IDENTIFIER);
		move_to(&export->prefix, *reply, EXPORT_PREFIX);
	}
	return true;
}

/* The next piece of what is read by item. */
static bool
run_by_item(struct export *export, enum query query, struct reply **reply,
    struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, export->repository_id);
	add_cursor(&parameters, &export->identifier);
	parameter_bigint(&parameters, PIECE_ROWS);
	parameter_bigint(&parameters, PIECE_BYTES);
	if (!connection_run_once(
		export->connection, query, &parameters, reply, why))
		return false;
	if (reply_rows(*reply) > 0)
		move_to(&export->identifier, *reply, 0);
	return true;
}

bool
export_items(struct export *export, struct reply **reply, struct fault *why)
{
	return run_by_item(export, QUERY_EXPORT_ITEM, reply, why);
}

bool
export_cited(struct export *export, struct reply **reply, struct fault *why)
{
	return run_by_item(export, QUERY_EXPORT_CITED, reply, why);
}

const char *const export_table_names[EXPORT_TABLE_COLUMNS] = { "identifier",
	"repository", "title", "creators", "contributors", "year", "issued",
	"date_quality", "type", "language", "publisher", "container", "volume",
	"issue", "page_start", "page_end", "article_number", "container_year",
	"issn", "doi", "identifiers", "subjects", "abstract", "version",
	"peer_reviewed", "access_now", "embargo_end", "license", "license_uri",
	"rights_statement", "rights", "sets", "landing_url", "full_text_url",
	"changed_at" };

bool
export_table(struct export *export, struct reply **reply, struct fault *why)
{
	return run_by_item(export, QUERY_EXPORT_CSV, reply, why);
}

static bool
run_for_records(struct connection *connection, enum query query,
    const struct shown *shown, struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_string(&parameters, shown->name);
	parameter_string(&parameters, shown->identifier);
	parameter_string(&parameters, shown->prefix);
	return connection_run_once(connection, query, &parameters, reply, why);
}

bool
show_records(struct connection *connection, const struct shown *shown,
    struct reply **reply, struct fault *why)
{
	return run_for_records(
	    connection, QUERY_RECORD_SHOW, shown, reply, why);
}

bool
show_quarantine(struct connection *connection, const struct shown *shown,
    struct reply **reply, struct fault *why)
{
	return run_for_records(
	    connection, QUERY_QUARANTINE_OF, shown, reply, why);
}

static bool
run_for_item(struct connection *connection, enum query query,
    const struct shown *shown, struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_string(&parameters, shown->name);
	parameter_string(&parameters, shown->identifier);
	return connection_run_once(connection, query, &parameters, reply, why);
}

bool
show_item(struct connection *connection, const struct shown *shown,
    struct reply **reply, struct fault *why)
{
	return run_for_item(connection, QUERY_ITEM_SHOW, shown, reply, why);
}

bool
show_item_json(struct connection *connection, const struct shown *shown,
    struct reply **reply, struct fault *why)
{
	return run_for_item(connection, QUERY_ITEM_JSON, shown, reply, why);
}

bool
show_item_is_stale(struct connection *connection, const struct shown *shown,
    struct reply **reply, struct fault *why)
{
	return run_for_item(connection, QUERY_ITEM_IS_STALE, shown, reply, why);
}

bool
show_fields(
    struct connection *connection, struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	return connection_run_once(
	    connection, QUERY_EXPLAIN_FIELD, &parameters, reply, why);
}
