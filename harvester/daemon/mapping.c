#include "daemon/mapping.h"
#include "daemon/marking.h"
#include "daemon/said.h"
#include "daemon/synonym.h"

void
mapping_name(struct parameters *parameters, const struct mapping *mapping)
{
	struct buffer key;

	buffer_init(&key, 0);
	vocabulary_key(&key, mapping->scheme, mapping->spelling);
	parameter_string(parameters, vocabulary_scheme_name(mapping->scheme));
	parameter_text(parameters, mapping->platform);
	parameter_text(parameters, buffer_text(&key));
	buffer_fini(&key);
}

/* Whether it has rows. */
static bool
run(struct connection *connection, enum query query,
    struct parameters *parameters, bool *has_rows, struct fault *why)
{
	struct reply *reply;

	if (!connection_run_once(connection, query, parameters, &reply, why))
		return false;
	*has_rows = reply_rows(reply) > 0;
	reply_free(reply);
	return true;
}

/* *is_changed: by now, in this transaction. */
typedef bool change(struct connection *connection,
    const struct mapping *mapping, bool *is_changed, struct fault *why);

static bool
set(struct connection *connection, const struct mapping *mapping,
    bool *is_changed, struct fault *why)
{
	struct parameters parameters;

	*is_changed = true;
	parameters_init(&parameters);
	mapping_name(&parameters, mapping);
	parameter_text(&parameters, mapping->spelling);
	parameter_text(&parameters, mapping->code);
	return connection_do_once(
	    connection, QUERY_SYNONYM_SET, &parameters, why);
}

static bool
undo(struct connection *connection, const struct mapping *mapping,
    bool *is_changed, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	mapping_name(&parameters, mapping);
	return run(
	    connection, QUERY_SYNONYM_UNDO, &parameters, is_changed, why);
}

static bool
is_own(struct connection *connection, const struct mapping *mapping, bool *is,
    struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	mapping_name(&parameters, mapping);
	return run(connection, QUERY_SYNONYM_IS_OWN, &parameters, is, why);
}

/* What cannot be read would keep the marks from being set, behind the change.
 */
static bool
read_all(struct connection *connection, const struct mapping *mapping,
    struct fault *why)
{
	struct said said;
	bool done = true;

	said_init(&said, 0, (struct text){ 0 });
	while (done && !said.is_end)
		done = said_next(&said, connection, mapping, why);
	said_fini(&said);
	return done;
}

static bool
find(struct connection *connection, const struct mapping *mapping,
    struct mapping_end *end, struct fault *why)
{
	struct vocabulary *vocabulary;
	const struct text *found;

	if (!synonym_vocabulary(connection, &vocabulary, why))
		return false;
	found = vocabulary_read(
	    vocabulary, mapping->scheme, mapping->platform, mapping->spelling);
	if (found == NULL && mapping->scheme == SCHEME_LANGUAGE_NAME)
		found = vocabulary_read(vocabulary, SCHEME_LANGUAGE_CODE,
		    mapping->platform, mapping->spelling);
	end->is_known = found != NULL;
	if (found != NULL)
		buffer_add_text(&end->was, *found);
	vocabulary_free(vocabulary);
	return true;
}

/* Where nobody else changes it any more. "-": nothing. */
static bool
note_was(struct connection *connection, const struct mapping *mapping,
    struct mapping_end *end, struct fault *why)
{
	struct parameters parameters;

	if (!find(connection, mapping, end, why))
		return false;
	parameters_init(&parameters);
	mapping_name(&parameters, mapping);
	parameter_text(&parameters,
	    end->is_known && end->was.length == 0 ? TEXT("-")
						  : buffer_text(&end->was));
	return connection_do_once(
	    connection, QUERY_MAPPING_WAS, &parameters, why);
}

/* The note first: who marks holds it for a batch, and only then is the
 * vocabulary locked, which those who store items wait for. */
static bool
transact(struct connection *connection, const struct mapping *mapping,
    change *make, struct mapping_end *end, struct fault *why)
{
	struct fault ignored;
	bool is = false;

	if (connection_script(connection, "BEGIN", why) &&
	    marking_begin(connection, mapping, why) &&
	    connection_do(connection, QUERY_VOCABULARY_CHANGE, NULL, why) &&
	    note_was(connection, mapping, end, why) &&
	    make(connection, mapping, &is, why) &&
	    (!is || connection_script(connection, "COMMIT", why))) {
		end->is_changed = is;
		return is || connection_script(connection, "ROLLBACK", why);
	}
	(void)!connection_script(connection, "ROLLBACK", &ignored);
	return false;
}

/* What was left by whoever was ended on the way. */
static void
finish_others(struct connection *connection, struct mapping_end *end)
{
	bool is_busy = true;

	while (!end->is_left_of_others && is_busy)
		end->is_left_of_others =
		    !marking_go_on(connection, NULL, &is_busy, &end->others);
}

static bool
change_all(struct connection *connection, const struct mapping *mapping,
    change *make, struct mapping_end *end, struct fault *why)
{
	if (!read_all(connection, mapping, why) ||
	    !transact(connection, mapping, make, end, why))
		return false;
	if (!end->is_changed)
		return true;
	if (!marking_finish(connection, mapping, &end->items, why))
		return false;
	finish_others(connection, end);
	return true;
}

bool
mapping_set(struct connection *connection, const struct mapping *mapping,
    struct mapping_end *end, struct fault *why)
{
	return change_all(connection, mapping, set, end, why);
}

bool
mapping_undo(struct connection *connection, const struct mapping *mapping,
    struct mapping_end *end, struct fault *why)
{
	bool is;

	return is_own(connection, mapping, &is, why) &&
	    (!is || change_all(connection, mapping, undo, end, why));
}
