#include "store/repository.h"

#define PURGE_RECORDS 2000 /* a batch: a second or so */

/* Runs a statement that has the repository as its only parameter. */
static bool
run_of(struct connection *connection, enum query query, int64_t repository_id,
    struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	return connection_run_once(connection, query, &parameters, reply, why);
}

static bool
do_of(struct connection *connection, enum query query, int64_t repository_id,
    struct fault *why)
{
	struct reply *reply;
	bool done = run_of(connection, query, repository_id, &reply, why);

	reply_free(reply);
	return done;
}
/* The next batch ends with the identifier in the reply; no row: the rest. */
static bool
find_bound(struct connection *connection, int64_t repository_id,
    struct text after, int64_t records, struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	parameter_text(&parameters, after);
	parameter_bigint(&parameters, records);
	return connection_run_once(
	    connection, QUERY_PURGE_BOUND, &parameters, reply, why);
}

bool
repository_has_records(struct connection *connection, int64_t repository_id,
    bool *has_records, struct fault *why)
{
	struct reply *reply;

	if (!find_bound(connection, repository_id, TEXT(""), 0, &reply, why))
		return false;
	*has_records = reply_rows(reply) > 0;
	reply_free(reply);
	return true;
}

bool
repository_close(
    struct connection *connection, int64_t repository_id, struct fault *why)
{
	return do_of(connection, QUERY_REPOSITORY_CLOSE, repository_id, why);
}

static bool
purge_to(struct connection *connection, int64_t repository_id,
    struct text after, struct text last, int64_t *purged, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;
	bool done;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	parameter_text(&parameters, after);
	parameter_text(&parameters, last);
	done = connection_run_once(
	    connection, QUERY_PURGE_BATCH, &parameters, &reply, why);
	if (done)
		*purged += reply_number(reply, 0, 0);
	reply_free(reply);
	return done;
}

bool
repository_purge(struct connection *connection, int64_t repository_id,
    struct buffer *after, int64_t *purged, bool *is_last, struct fault *why)
{
	struct text from = buffer_text(after);
	struct reply *reply;
	struct text last;
	bool done = true;

	if (from.bytes == NULL)
		from = TEXT("");
	if (!find_bound(
		connection, repository_id, from, PURGE_RECORDS, &reply, why))
		return false;
	*is_last = reply_rows(reply) == 0;
	if (!*is_last) {
		last = reply_text(reply, 0, 0);
		done = purge_to(
		    connection, repository_id, from, last, purged, why);
		buffer_reset(after);
		buffer_add_text(after, last);
	}
	reply_free(reply);
	return done;
}

/* Again until nothing is left: see purge_rest.sql. */
static bool
purge_rest(struct connection *connection, int64_t repository_id,
    int64_t *purged, struct fault *why)
{
	int64_t rows = 1;

	while (rows > 0) {
		struct reply *reply;

		if (!run_of(connection, QUERY_PURGE_REST, repository_id, &reply,
			why))
			return false;
		*purged += reply_number(reply, 0, 0);
		rows = reply_number(reply, 0, 1);
		reply_free(reply);
	}
	return true;
}

bool
repository_delete(struct connection *connection, int64_t repository_id,
    int64_t *purged, struct fault *why)
{
	struct fault ignored;
	int64_t rest = 0;

	if (!connection_script(connection, "BEGIN", why))
		return false;
	/* The repository first: with its list requests goes the fence, so no
	 * page can be stored behind our back. */
	if (do_of(connection, QUERY_REPOSITORY_DELETE, repository_id, why) &&
	    purge_rest(connection, repository_id, &rest, why) &&
	    connection_script(connection, "COMMIT", why)) {
		*purged += rest;
		return true;
	}
	(void)!connection_script(connection, "ROLLBACK", &ignored);
	return false;
}
