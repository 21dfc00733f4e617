#include "daemon/mapping.h"
#include "daemon/said.h"
#include "daemon/synonym.h"

static void
add_platform(struct parameters *parameters, const struct mapping *mapping)
{
	parameter_text(parameters,
	    mapping->platform.length > 0 ? mapping->platform : TEXT(""));
}

/* scheme, platform, key */
static void
add_name(struct parameters *parameters, const struct mapping *mapping)
{
	struct buffer key;

	buffer_init(&key, 0);
	vocabulary_key(&key, mapping->scheme, mapping->spelling);
	parameter_string(parameters, vocabulary_scheme_name(mapping->scheme));
	add_platform(parameters, mapping);
	parameter_text(parameters, buffer_text(&key));
	buffer_fini(&key);
}

static bool
set(struct connection *connection, const struct mapping *mapping,
    struct parameters *parameters, struct fault *why)
{
	struct reply *reply;

	add_name(parameters, mapping);
	parameter_text(parameters, mapping->spelling);
	parameter_text(
	    parameters, mapping->code.length > 0 ? mapping->code : TEXT(""));
	if (!connection_spend(
		connection, QUERY_SYNONYM_SET, parameters, &reply, why))
		return false;
	reply_free(reply);
	return true;
}

static bool
undo(struct connection *connection, const struct mapping *mapping,
    struct parameters *parameters, bool *found, struct fault *why)
{
	struct reply *reply;

	add_name(parameters, mapping);
	if (!connection_spend(
		connection, QUERY_SYNONYM_UNDO, parameters, &reply, why))
		return false;
	*found = reply_rows(reply) > 0;
	reply_free(reply);
	return true;
}

static bool
is_own(struct connection *connection, const struct mapping *mapping,
    struct parameters *parameters, bool *is, struct fault *why)
{
	struct reply *reply;

	add_name(parameters, mapping);
	if (!connection_spend(
		connection, QUERY_SYNONYM_IS_OWN, parameters, &reply, why))
		return false;
	*is = reply_bool(reply, 0, 0);
	reply_free(reply);
	return true;
}

static bool
end(struct connection *connection, bool done, struct fault *why)
{
	struct fault ignored;

	if (done && connection_script(connection, "COMMIT", why))
		return true;
	(void)!connection_script(connection, "ROLLBACK", &ignored);
	return false;
}

static bool
begin(struct connection *connection, struct parameters *parameters,
    struct fault *why)
{
	return connection_script(connection, "BEGIN", why) &&
	    connection_do(connection, QUERY_VOCABULARY_CHANGE, parameters, why);
}

bool
mapping_set(struct connection *connection, const struct mapping *mapping,
    int64_t *items, struct fault *why)
{
	struct parameters parameters;
	struct said said = { 0 };
	bool done;

	parameters_init(&parameters);
	done = said_find(&said, connection, mapping, why);
	if (done)
		done = end(connection,
		    begin(connection, &parameters, why) &&
			set(connection, mapping, &parameters, why) &&
			said_mark(&said, connection, mapping, items, why),
		    why);
	said_fini(&said);
	parameters_fini(&parameters);
	return done;
}

static bool
undo_found(struct connection *connection, const struct mapping *mapping,
    struct parameters *parameters, bool *found, int64_t *items,
    struct fault *why)
{
	struct said said = { 0 };
	bool done = said_find(&said, connection, mapping, why);

	if (done)
		done = end(connection,
		    begin(connection, parameters, why) &&
			undo(connection, mapping, parameters, found, why) &&
			(!*found ||
			    said_mark(&said, connection, mapping, items, why)),
		    why);
	said_fini(&said);
	return done;
}

bool
mapping_undo(struct connection *connection, const struct mapping *mapping,
    bool *found, int64_t *items, struct fault *why)
{
	struct parameters parameters;
	bool done;

	*items = 0;
	parameters_init(&parameters);
	done = is_own(connection, mapping, &parameters, found, why) &&
	    (!*found ||
		undo_found(
		    connection, mapping, &parameters, found, items, why));
	parameters_fini(&parameters);
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
