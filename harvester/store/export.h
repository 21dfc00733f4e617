#ifndef STORE_EXPORT_H
#define STORE_EXPORT_H

#include "store/connection.h"

/*
 * Reads out what is stored of one repository, a piece at a time, in order of
 * identifier: constant memory, and no transaction stays open while whoever
 * takes the pieces is slow. Each row is as it was when its piece was read.
 */
struct export
{
	struct connection *connection;
	int64_t repository_id;
	struct buffer identifier; /* the last row's */
	struct buffer prefix;
};

void export_init(struct export *export, struct connection *connection,
    int64_t repository_id);
void export_fini(struct export *export);

enum export_column { /* export_record.sql */
	EXPORT_IDENTIFIER,
	EXPORT_PREFIX,
	EXPORT_DATESTAMP,
	EXPORT_IS_DELETED,
	EXPORT_SETS,     /* with EXPORT_SEPARATOR between them */
	EXPORT_METADATA, /* XML; none in a deleted record */
	EXPORT_ABOUTS,   /* XML, as the sets */
};

/* A control that XML 1.0, section 2.2, forbids: in none of what it separates.
 */
#define EXPORT_SEPARATOR '\x1e'

/* The next piece; no rows: the end. Use an export for one of the two. */
bool export_records(
    struct export *export, struct reply **reply, struct fault *why) MUSTUSE;
/* Columns: identifier, and the row of api.item as JSON. */
bool export_items(
    struct export *export, struct reply **reply, struct fault *why) MUSTUSE;

/* For reference managers. Values of one column have EXPORT_SEPARATOR between
 * them; creators and contributors are JSON, as in api.item. */
enum cited_column { /* export_cited.sql */
	CITED_IDENTIFIER,
	CITED_REPOSITORY,
	CITED_TYPE,
	CITED_TITLE,
	CITED_CREATORS,
	CITED_CONTRIBUTORS,
	CITED_YEAR, /* for people: "1940-1949" */
	CITED_ISSUED,
	CITED_CONTAINER,
	CITED_VOLUME,
	CITED_ISSUE,
	CITED_PAGE_START,
	CITED_PAGE_END,
	CITED_ARTICLE_NUMBER,
	CITED_PUBLISHER,
	CITED_GRANTOR,
	CITED_DOI,
	CITED_URL, /* served, or that of an identifier */
	CITED_ABSTRACT,
	CITED_SUBJECTS,
	CITED_LANGUAGE,
	CITED_ISSNS,
	CITED_ISBN,
	CITED_SERIES,
	CITED_SERIES_NUMBER,
	CITED_ARXIV,
};

bool export_cited(
    struct export *export, struct reply **reply, struct fault *why) MUSTUSE;

/* Rows of a table: the columns of export_csv.sql, of these names. */
#define EXPORT_TABLE_COLUMNS 35
extern const char *const export_table_names[EXPORT_TABLE_COLUMNS];

bool export_table(
    struct export *export, struct reply **reply, struct fault *why) MUSTUSE;

/* What is known of one identifier; prefix and name NULL: any. */
enum show_column { /* record_show.sql: behind those of export_column */
	SHOW_NAME = EXPORT_ABOUTS + 1,
	SHOW_STATUS,
	SHOW_SETS, /* for people */
	SHOW_BASE_URL,
	SHOW_JSON,
};

struct shown {
	const char *name; /* of the repository */
	const char *identifier;
	const char *prefix;
};

bool show_records(struct connection *connection, const struct shown *shown,
    struct reply **reply, struct fault *why) MUSTUSE;
/* Columns: field and value; no rows where there is no item. */
bool show_item(struct connection *connection, const struct shown *shown,
    struct reply **reply, struct fault *why) MUSTUSE;
/* One column, the row of api.item as JSON. */
bool show_item_json(struct connection *connection, const struct shown *shown,
    struct reply **reply, struct fault *why) MUSTUSE;
enum show_quarantine_column { /* quarantine_of.sql */
	SHOW_QUARANTINE_NAME,
	SHOW_QUARANTINE_PREFIX,
	SHOW_QUARANTINE_REASON,
	SHOW_QUARANTINE_JSON,
};

/* What of it could not be read, and was not read since. */
bool show_quarantine(struct connection *connection, const struct shown *shown,
    struct reply **reply, struct fault *why) MUSTUSE;
/* A row where it waits to be normalised: is it held? */
bool show_item_is_stale(struct connection *connection,
    const struct shown *shown, struct reply **reply, struct fault *why) MUSTUSE;

/* The fields that can be explained, one a row. */
bool show_fields(struct connection *connection, struct reply **reply,
    struct fault *why) MUSTUSE;

#endif
