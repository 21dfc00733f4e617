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

bool
mapping_find(struct connection *connection, const struct mapping *mapping,
    bool *is_known, struct buffer *code, struct fault *why)
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
	*is_known = found != NULL;
	if (found != NULL)
		buffer_add_text(code, *found);
	vocabulary_free(vocabulary);
	return true;
}

/* "-": nothing. */
static bool
note_was(struct connection *connection, const struct mapping *mapping,
    struct buffer *was, struct fault *why)
{
	bool is_known;

	if (!mapping_find(connection, mapping, &is_known, was, why))
		return false;
	if (is_known && was->length == 0)
		buffer_add_char(was, '-');
	return true;
}

/* The note first: who marks holds it for a batch, and only then is the
 * vocabulary locked, which those who store items wait for. */
static bool
transact(struct connection *connection, const struct mapping *mapping,
    change *make, bool *is_changed, struct fault *why)
{
	struct fault ignored;
	bool is = false;

	if (connection_script(connection, "BEGIN", why) &&
	    marking_begin(connection, mapping, why) &&
	    connection_do(connection, QUERY_VOCABULARY_CHANGE, NULL, why) &&
	    make(connection, mapping, &is, why) &&
	    (!is || connection_script(connection, "COMMIT", why))) {
		*is_changed = is;
		return is || connection_script(connection, "ROLLBACK", why);
	}
	(void)!connection_script(connection, "ROLLBACK", &ignored);
	return false;
}

/* What was left by whoever was ended on the way. */
static bool
finish_others(struct connection *connection, struct fault *why)
{
	bool is_busy = true;
	bool done = true;

	while (done && is_busy)
		done = marking_go_on(connection, &is_busy, why);
	return done;
}

static bool
change_all(struct connection *connection, const struct mapping *mapping,
    change *make, struct mapping_end *end, struct fault *why)
{
	struct mapping noted = *mapping;
	struct buffer was;
	bool done;

	buffer_init(&was, 0);
	done = read_all(connection, mapping, why) &&
	    note_was(connection, mapping, &was, why);
	noted.was = buffer_text(&was);
	done = done &&
	    transact(connection, &noted, make, &end->is_changed, why) &&
	    (!end->is_changed ||
		(marking_finish(connection, &noted, &end->items, why) &&
		    finish_others(connection, why)));
	buffer_fini(&was);
	return done;
}

bool
mapping_set(struct connection *connection, const struct mapping *mapping,
    struct mapping_end *end, struct fault *why)
{
	*end = (struct mapping_end){ 0 };
	return change_all(connection, mapping, set, end, why);
}

bool
mapping_undo(struct connection *connection, const struct mapping *mapping,
    struct mapping_end *end, struct fault *why)
{
	bool is;

	*end = (struct mapping_end){ 0 };
	return is_own(connection, mapping, &is, why) &&
	    (!is || change_all(connection, mapping, undo, end, why));
}
