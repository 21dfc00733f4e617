#include <string.h>

#include "store/repository.h"
#include "store/stale.h"

#define NAME_BYTES ((size_t)63)

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
add_choice(struct parameters *parameters, int value)
{
	if (value < 0)
		parameter_null(parameters);
	else
		parameter_bool(parameters, value != 0);
}

static void
add_access(
    struct parameters *parameters, const struct repository_access *access)
{
	parameter_string(parameters, access->credentials);
	parameter_string(parameters, access->proxy);
	parameter_string(parameters, access->ca_file);
	parameter_string(parameters, access->user_agent);
	add_choice(parameters, access->insecure_credentials);
	add_choice(parameters, access->verify_tls);
}

struct repository_addition
repository_addition_usual(const struct config *config)
{
	return (struct repository_addition){
		.every_seconds = config->every_seconds,
		.overlap_seconds = config->overlap_seconds,
		.sweep_seconds = config->sweep_seconds,
		.access = { .insecure_credentials = -1, .verify_tls = -1 },
		.delay_milliseconds = -1,
		.connections = -1,
		.default_delay_milliseconds = config->delay_milliseconds,
		.default_connections = config->connections,
	};
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
	parameter_string(parameters, addition->group_name);
	add_access(parameters, &addition->access);
	add_given(parameters,
	    addition->sweep_seconds == 0 ? -1 : addition->sweep_seconds);
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
	done = connection_do_once(
	    connection, QUERY_REPOSITORY_ADD, &parameters, why);
	if (!done)
		blame_name(connection, addition->name, why);
	return done;
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
	parameter_string(parameters, change->group_name);
	add_given(parameters, change->delay_milliseconds);
	add_given_integer(parameters, change->connections);
	add_given_texts(parameters, change->prefixes, change->prefix_count);
	add_given_texts(parameters, change->sets, change->set_count);
	add_access(parameters, &change->access);
	add_given(parameters, change->sweep_seconds);
}

static bool
set_quirk(struct connection *connection, int64_t repository_id,
    const struct quirk_change *change, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;
	bool done;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	parameter_string(&parameters, change->quirk);
	parameter_string(&parameters, change->setting);
	done = connection_run_once(
	    connection, QUERY_QUIRK_SET, &parameters, &reply, why);
	reply_free(reply);
	return done;
}

/* NULL: as it is. */
static bool
set_platform(struct connection *connection, int64_t repository_id,
    const char *platform, bool *is_other, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;
	bool done;

	if (platform == NULL)
		return true;
	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	parameter_string(&parameters, platform);
	done = connection_run_once(connection, QUERY_REPOSITORY_PLATFORM_SET,
	    &parameters, &reply, why);
	if (done)
		*is_other = reply_bool(reply, 0, 0);
	reply_free(reply);
	return done &&
	    (!*is_other ||
		stale_mark_later(connection, repository_id, STALE_ALL, why));
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
	done = connection_run_once(
	    connection, QUERY_REPOSITORY_EDIT, &parameters, &reply, why);
	if (!done) {
		blame_name(connection, change->name, why);
		return false;
	}
	done = reply_rows(reply) > 0 ||
	    fault_set(why, FAULT_STORE, "the repository was removed just now");
	if (done) {
		*edited = (struct repository_edited){
			.added = (long)reply_number(reply, 0, 0),
			.dropped = (long)reply_number(reply, 0, 1),
			.has_other_formats = reply_bool(reply, 0, 2),
		};
	}
	reply_free(reply);
	if (!done ||
	    (edited->has_other_formats &&
		!stale_mark_later(connection, repository_id, STALE_GONE, why)))
		return false;
	for (size_t i = 0; i < change->quirk_count; i++)
		if (!set_quirk(
			connection, repository_id, &change->quirks[i], why))
			return false;
	return set_platform(connection, repository_id, change->platform,
	    &edited->is_other, why);
}

static void
add_ids(struct parameters *parameters, const int64_t *ids, size_t count)
{
	array_begin(parameters, ARRAY_BIGINT);
	for (size_t i = 0; i < count; i++)
		array_bigint(parameters, ids[i]);
	array_end(parameters);
}

/* A statement behind that of the hosts: it sees what that waited for. */
static bool
keep(struct connection *connection, const struct parameters *ids, size_t *gone,
    struct fault *why)
{
	struct reply *reply;

	if (!connection_run(
		connection, QUERY_REPOSITORY_KEEP, ids, &reply, why))
		return false;
	*gone = reply_rows(reply) == 0 ? 0 : (size_t)reply_number(reply, 0, 0);
	reply_free(reply);
	return true;
}

bool
repositories_lock(struct connection *connection, const int64_t *repository_ids,
    size_t count, struct repositories_locked *locked, struct fault *why)
{
	struct parameters ids;
	struct reply *reply;
	bool done;

	parameters_init(&ids);
	add_ids(&ids, repository_ids, count);
	done = connection_run(
	    connection, QUERY_REPOSITORY_LOCK, &ids, &reply, why);
	if (done) {
		locked->hosts = (long)reply_number(reply, 0, 0);
		locked->neighbours = (long)reply_number(reply, 0, 1);
		reply_free(reply);
		done = keep(connection, &ids, &locked->gone, why);
	}
	parameters_fini(&ids);
	return done;
}

bool
repository_set_state(struct connection *connection, const char *state,
    const int64_t *repository_ids, size_t count, struct reply **reply,
    struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	add_ids(&parameters, repository_ids, count);
	parameter_string(&parameters, state);
	return connection_run_once(
	    connection, QUERY_REPOSITORY_STATE, &parameters, reply, why);
}
