#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/text.h"
#include "store/migrate.h"
#include "store/program.h"
#include "store/setup.h"

struct text_file {
	const char *name; /* NNNN_what_it_does */
	const char *text;
};

#define QUERY(symbol, name, text) { name, text },
static const struct text_file migrations[] = {
#include "sql_migration.inc"
};
static const struct text_file views[] = {
#include "sql_view.inc"
};
#undef QUERY

#define VIEWS 0 /* their number in sheaf.migration */

static int
number_of(const struct text_file *migration)
{
	return (int)strtol(migration->name, NULL, 10);
}

static int64_t
checksum_of(const struct text_file *files, size_t count)
{
	struct hash hash;

	hash_init(&hash);
	for (size_t i = 0; i < count; i++) {
		hash_add_text(&hash, text_of(files[i].name));
		hash_add_text(&hash, text_of(files[i].text));
	}
	return hash_result(&hash);
}

int
migrate_newest(void)
{
	return number_of(&migrations[COUNT(migrations) - 1]);
}

/* What sheaf.migration says. */
struct applied {
	int newest;
	size_t count;
	bool has_views;
	int64_t views;        /* checksum */
	const char *stranger; /* a migration that is not as we know it */
};

/* Migrations are applied in order, so the rows are the first of ours. */
static void
compare(struct applied *applied, int number, int64_t checksum)
{
	const struct text_file *ours = &migrations[applied->count];

	applied->newest = number;
	if (number > migrate_newest())
		return;
	if (number != number_of(ours) || checksum != checksum_of(ours, 1))
		applied->stranger = ours->name;
	applied->count++;
}

static bool
read_applied(
    struct connection *connection, struct applied *applied, struct fault *why)
{
	struct reply *reply;

	*applied = (struct applied){ 0 };
	if (!connection_run(
		connection, QUERY_MIGRATION_READ, NULL, &reply, why))
		return false;
	for (int row = 0; row < reply_rows(reply); row++) {
		int number = (int)reply_number(reply, row, 0);
		int64_t checksum = reply_number(reply, row, 1);

		if (number == VIEWS) {
			applied->has_views = true;
			applied->views = checksum;
		} else if (applied->stranger == NULL) {
			compare(applied, number, checksum);
		}
	}
	reply_free(reply);
	return true;
}

static bool
check_server(const struct reply *reply, struct fault *why)
{
	int release = (int)reply_number(reply, 0, 0) / 10000;

	if (release < PROGRAM_OLDEST)
		return fault_set(why, FAULT_INPUT,
		    "the server is PostgreSQL %d; Sheaf needs %d or later",
		    release, PROGRAM_OLDEST);
	if (strcmp(reply_string(reply, 0, 1), "UTF8") != 0)
		return fault_set(why, FAULT_INPUT,
		    "the database has the encoding %s; Sheaf needs one made "
		    "with ENCODING 'UTF8'",
		    reply_string(reply, 0, 1));
	return true;
}

bool
migrate_check(
    struct connection *connection, enum schema_state *state, struct fault *why)
{
	struct applied applied;
	struct reply *reply;
	bool is_fit;
	bool has_schema;
	bool is_open;

	if (!connection_run(
		connection, QUERY_DATABASE_STATE, NULL, &reply, why))
		return false;
	is_fit = check_server(reply, why);
	has_schema = reply_bool(reply, 0, 2);
	is_open = reply_bool(reply, 0, 3);
	reply_free(reply);
	if (!is_fit)
		return false;
	if (!has_schema || !is_open) {
		*state = has_schema ? SCHEMA_OLDER : SCHEMA_ABSENT;
		return true;
	}
	if (!read_applied(connection, &applied, why))
		return false;
	if (applied.newest > migrate_newest())
		*state = SCHEMA_NEWER;
	else if (applied.newest < migrate_newest() || !applied.has_views)
		*state = SCHEMA_OLDER;
	else
		*state = SCHEMA_CURRENT;
	return true;
}

static bool
refuse_newer(struct fault *why)
{
	return fault_set(why, FAULT_INPUT,
	    "the database was migrated by a newer Sheaf than this one; use "
	    "that one");
}

static bool
refuse_stranger(const struct applied *applied, struct fault *why)
{
	if (applied->newest > migrate_newest())
		return refuse_newer(why);
	if (applied->stranger != NULL)
		return fault_set(why, FAULT_INPUT,
		    "the database was made with another migration %s than "
		    "this Sheaf has; use the one that made it",
		    applied->stranger);
	return true;
}

/* One step: a transaction that begins with the lock. done says whether there
 * is nothing left to do. */
typedef bool migrate_step(struct connection *connection,
    struct migrate_result *result, bool *done, struct fault *why);

static bool
transact(struct connection *connection, migrate_step *step,
    struct migrate_result *result, bool *done, struct fault *why)
{
	struct fault ignored;
	bool is_done = connection_script(connection, "BEGIN", why) &&
	    connection_do(connection, QUERY_MIGRATION_LOCK, NULL, why) &&
	    step(connection, result, done, why) &&
	    connection_script(connection, "COMMIT", why);

	if (!is_done && !connection_is_lost(connection)) {
		bool is_back =
		    connection_script(connection, "ROLLBACK", &ignored);

		assert(is_back || connection_is_lost(connection));
	}
	return is_done;
}

static bool
note(struct connection *connection, int number, const char *name,
    int64_t checksum, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_integer(&parameters, number);
	parameter_string(&parameters, name);
	parameter_bigint(&parameters, checksum);
	return connection_do_once(
	    connection, QUERY_MIGRATION_WRITE, &parameters, why);
}

static bool
apply(struct connection *connection, const struct text_file *file,
    struct fault *why)
{
	struct fault said;

	if (connection_script(connection, file->text, &said))
		return true;
	return fault_set(why, said.kind, "%s: %s", file->name, said.text);
}

static bool
list_dependents(struct connection *connection, const struct applied *applied,
    struct reply **reply, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_integer(&parameters, applied->newest);
	return connection_run_once(
	    connection, QUERY_MIGRATION_DEPENDENTS, &parameters, reply, why);
}

bool
migrate_dependents(
    struct connection *connection, struct reply **reply, struct fault *why)
{
	struct applied applied = { 0 };
	enum schema_state state;

	if (!migrate_check(connection, &state, why) ||
	    (state != SCHEMA_ABSENT &&
		!read_applied(connection, &applied, why)))
		return false;
	return list_dependents(connection, &applied, reply, why);
}

/* Before anything is changed: a later step would fail half-way, or what was
 * granted would be lost. */
static bool
refuse_dependents(struct connection *connection, const struct applied *applied,
    struct fault *why)
{
	char shown[100];
	struct reply *reply;
	int count;

	if (!list_dependents(connection, applied, &reply, why))
		return false;
	count = reply_rows(reply);
	if (count > 0)
		(void)fault_set(why, FAULT_INPUT,
		    "%s is built on what this Sheaf has to drop%s; \"sheaf db "
		    "migrate\" says what to do",
		    text_printable(
			shown, sizeof(shown), reply_text(reply, 0, 0)),
		    count > 1 ? ", and it is not the only one" : "");
	reply_free(reply);
	return count == 0;
}

static bool
prepare_step(struct connection *connection, struct migrate_result *result,
    bool *done, struct fault *why)
{
	struct applied applied;

	if (!connection_script(connection, setup_texts[SETUP_MIGRATION], why) ||
	    !read_applied(connection, &applied, why) ||
	    !refuse_stranger(&applied, why) ||
	    !refuse_dependents(connection, &applied, why))
		return false;
	result->from = applied.newest;
	*done = true;
	return true;
}

/* The next one, as the database says now: another may have been faster. */
static bool
migrate_next(struct connection *connection, struct migrate_result *result,
    bool *done, struct fault *why)
{
	const struct text_file *next;
	struct applied applied;

	if (!read_applied(connection, &applied, why) ||
	    !refuse_stranger(&applied, why))
		return false;
	result->to = applied.newest;
	*done = applied.count == COUNT(migrations);
	if (*done)
		return true;
	next = &migrations[applied.count];
	return apply(connection, next, why) &&
	    note(connection, number_of(next), next->name, checksum_of(next, 1),
		why) &&
	    connection_do(connection, QUERY_MIGRATION_FORGET_VIEWS, NULL, why);
}

static bool
finish_step(struct connection *connection, struct migrate_result *result,
    bool *done, struct fault *why)
{
	int64_t checksum = checksum_of(views, COUNT(views));
	struct applied applied;

	if (!read_applied(connection, &applied, why) ||
	    !refuse_stranger(&applied, why))
		return false;
	result->has_new_views = !applied.has_views || applied.views != checksum;
	for (size_t i = 0; result->has_new_views && i < COUNT(views); i++) {
		if (!apply(connection, &views[i], why))
			return false;
	}
	*done = true;
	return connection_script(connection, setup_texts[SETUP_GRANT], why) &&
	    note(connection, VIEWS, "views", checksum, why);
}

bool
migrate_run(struct connection *connection, struct migrate_result *result,
    struct fault *why)
{
	static migrate_step *const steps[] = { prepare_step, migrate_next,
		finish_step };
	struct migrate_result ours = { 0 };
	enum schema_state state;

	if (!migrate_check(connection, &state, why))
		return false;
	/* Before anything of ours replaces anything of theirs. */
	if (state == SCHEMA_NEWER)
		return refuse_newer(why);
	for (size_t i = 0; i < COUNT(steps); i++) {
		bool done = false;

		while (!done) {
			if (!transact(connection, steps[i], &ours, &done, why))
				return false;
		}
	}
	if (result != NULL)
		*result = ours;
	return true;
}
