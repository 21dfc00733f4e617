#include <string.h>

#include "store/repository.h"

#define NAME_BYTES    ((size_t)63)
#define PURGE_RECORDS 2000 /* a batch: a second or so */

/* Runs a statement that has the repository as its only parameter. */
static bool
run_of(struct connection *connection, enum query query, int64_t repository_id,
    struct reply **reply, struct fault *why)
{
	struct parameters parameters;
	bool done;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	done = connection_run(connection, query, &parameters, reply, why);
	parameters_fini(&parameters);
	return done;
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

static struct repository
repository_of(struct reply *reply)
{
	return (struct repository){
		.repository_id = reply_number(reply, 0, 0),
		.name = reply_string(reply, 0, 1),
		.base_url = reply_string(reply, 0, 2),
		.host = reply_string(reply, 0, 3),
		.state = reply_string(reply, 0, 4),
		.allow_private = reply_bool(reply, 0, 5),
		.http2 = reply_bool(reply, 0, 6),
		.compression = reply_bool(reply, 0, 7),
		.delay_milliseconds = (long)reply_number(reply, 0, 8),
		.neighbours = (long)reply_number(reply, 0, 9),
		.reply = reply,
	};
}

bool
repository_find(struct connection *connection, const char *name,
    struct repository *repository, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;
	char shown[80];
	bool done;

	parameters_init(&parameters);
	parameter_string(&parameters, name);
	done = connection_run(
	    connection, QUERY_REPOSITORY_FIND, &parameters, &reply, why);
	parameters_fini(&parameters);
	if (!done)
		return false;
	if (reply_rows(reply) == 0) {
		reply_free(reply);
		return fault_set(why, FAULT_INPUT,
		    "there is no repository \"%s\"",
		    text_printable(shown, sizeof(shown), text_of(name)));
	}
	*repository = repository_of(reply);
	return true;
}

void
repository_fini(struct repository *repository)
{
	reply_free(repository->reply);
	*repository = (struct repository){ 0 };
}

bool
repository_names(
    struct connection *connection, struct reply **reply, struct fault *why)
{
	return connection_run(
	    connection, QUERY_REPOSITORY_NAMES, NULL, reply, why);
}

bool
repository_at(struct connection *connection, const char *base_url,
    struct reply **reply, struct fault *why)
{
	struct parameters parameters;
	bool done;

	parameters_init(&parameters);
	parameter_string(&parameters, base_url);
	done = connection_run(
	    connection, QUERY_REPOSITORY_AT, &parameters, reply, why);
	parameters_fini(&parameters);
	return done;
}

bool
repository_selections(struct connection *connection, int64_t repository_id,
    struct reply **reply, struct fault *why)
{
	return run_of(
	    connection, QUERY_SELECTION_LIST, repository_id, reply, why);
}

bool
repository_name_is_valid(const char *name)
{
	static const char first[] = "abcdefghijklmnopqrstuvwxyz0123456789";
	static const char others[] = "abcdefghijklmnopqrstuvwxyz0123456789._-";
	size_t length = strlen(name);

	return length > 0 && length <= NAME_BYTES &&
	    strchr(first, name[0]) != NULL && strspn(name, others) == length;
}

static void
add_text(struct parameters *parameters, struct text value)
{
	if (value.bytes == NULL)
		parameter_null(parameters);
	else
		parameter_text(parameters, value);
}

static void
add_given(struct parameters *parameters, long value)
{
	if (value < 0)
		parameter_null(parameters);
	else
		parameter_bigint(parameters, value);
}

static void
add_given_integer(struct parameters *parameters, long value)
{
	if (value < 0)
		parameter_null(parameters);
	else
		parameter_integer(parameters, (int32_t)value);
}

static void
add_texts(struct parameters *parameters, const struct text *texts, size_t count)
{
	array_begin(parameters, ARRAY_TEXT);
	for (size_t i = 0; i < count; i++)
		array_bytes(parameters, texts[i]);
	array_end(parameters);
}

static void
add_addition(
    struct parameters *parameters, const struct repository_addition *addition)
{
	parameter_string(parameters, addition->name);
	parameter_string(parameters, addition->base_url);
	parameter_string(parameters, addition->host);
	parameter_bigint(parameters, addition->every_seconds);
	parameter_bigint(parameters, addition->overlap_seconds);
	parameter_bool(parameters, addition->allow_private);
	add_given(parameters, addition->delay_milliseconds);
	add_given_integer(parameters, addition->connections);
	parameter_bigint(parameters, addition->default_delay_milliseconds);
	parameter_integer(parameters, (int32_t)addition->default_connections);
	add_text(parameters, addition->repository_name);
	add_text(parameters, addition->protocol_version);
	add_text(parameters, addition->admin_emails);
	add_text(parameters, addition->earliest_datestamp);
	add_text(parameters, addition->deleted_record);
	add_text(parameters, addition->granularity);
	add_text(parameters, addition->descriptions);
	add_texts(parameters, addition->prefixes, addition->prefix_count);
	add_texts(parameters, addition->sets, addition->set_count);
	parameter_real(parameters, (double)addition->first_seconds);
}

/* unique_violation can only be the name's. */
static void
blame_name(
    const struct connection *connection, const char *name, struct fault *why)
{
	if (name != NULL &&
	    strcmp(connection_sqlstate(connection), "23505") == 0)
		fault_set(why, FAULT_INPUT,
		    "there is a repository \"%s\" already", name);
}

bool
repository_add(struct connection *connection,
    const struct repository_addition *addition, struct fault *why)
{
	struct parameters parameters;
	bool done;

	parameters_init(&parameters);
	add_addition(&parameters, addition);
	done =
	    connection_do(connection, QUERY_REPOSITORY_ADD, &parameters, why);
	parameters_fini(&parameters);
	if (!done)
		blame_name(connection, addition->name, why);
	return done;
}

static void
add_choice(struct parameters *parameters, int value)
{
	if (value < 0)
		parameter_null(parameters);
	else
		parameter_bool(parameters, value != 0);
}

static void
add_given_texts(
    struct parameters *parameters, const struct text *texts, size_t count)
{
	if (texts == NULL)
		parameter_null(parameters);
	else
		add_texts(parameters, texts, count);
}

static void
add_change(
    struct parameters *parameters, const struct repository_change *change)
{
	parameter_string(parameters, change->name);
	add_given(parameters, change->every_seconds);
	add_given(parameters, change->overlap_seconds);
	add_choice(parameters, change->allow_private);
	add_choice(parameters, change->http2);
	add_choice(parameters, change->compression);
	parameter_string(parameters, change->state);
	add_given(parameters, change->delay_milliseconds);
	add_given_integer(parameters, change->connections);
	add_given_texts(parameters, change->prefixes, change->prefix_count);
	add_given_texts(parameters, change->sets, change->set_count);
}

bool
repository_edit(struct connection *connection, int64_t repository_id,
    const struct repository_change *change, struct repository_edited *edited,
    struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;
	bool done;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	add_change(&parameters, change);
	done = connection_run(
	    connection, QUERY_REPOSITORY_EDIT, &parameters, &reply, why);
	parameters_fini(&parameters);
	if (!done) {
		blame_name(connection, change->name, why);
		return false;
	}
	*edited = (struct repository_edited){ 0 };
	if (reply_rows(reply) > 0) {
		edited->added = (long)reply_number(reply, 0, 0);
		edited->dropped = (long)reply_number(reply, 0, 1);
	}
	reply_free(reply);
	return true;
}

/* The next batch ends with the identifier in the reply; no row: the rest. */
static bool
find_bound(struct connection *connection, int64_t repository_id,
    struct text after, int64_t records, struct reply **reply, struct fault *why)
{
	struct parameters parameters;
	bool done;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	parameter_text(&parameters, after);
	parameter_bigint(&parameters, records);
	done = connection_run(
	    connection, QUERY_PURGE_BOUND, &parameters, reply, why);
	parameters_fini(&parameters);
	return done;
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
repository_retire(
    struct connection *connection, int64_t repository_id, struct fault *why)
{
	return do_of(connection, QUERY_REPOSITORY_RETIRE, repository_id, why);
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
	done = connection_run(
	    connection, QUERY_PURGE_BATCH, &parameters, &reply, why);
	parameters_fini(&parameters);
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
