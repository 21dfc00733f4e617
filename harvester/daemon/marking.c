#include "daemon/marking.h"
#include "daemon/said.h"

enum column { /* mapping_lock.sql, mapping_take.sql */
	COLUMN_SCHEME,
	COLUMN_PLATFORM,
	COLUMN_KEY,
	COLUMN_SPELLING,
	COLUMN_REPOSITORY_ID,
	COLUMN_IDENTIFIER,
	COLUMN_ITEMS,
	COLUMN_IS_MARKED,
	COLUMN_WAS,
};

/* How far it is. */
struct marking {
	bool is_busy; /* there was a batch */
	bool is_marked;
	int64_t items;
};

/* Those that this version knows: another one may have made the note. */
static void
add_schemes(struct parameters *parameters)
{
	array_begin(parameters, ARRAY_TEXT);
	for (int i = 0; i < SCHEME_COUNT; i++)
		if (vocabulary_is_open((enum scheme)i))
			array_bytes(parameters,
			    text_of(vocabulary_scheme_name((enum scheme)i)));
	array_end(parameters);
}

bool
marking_begin(struct connection *connection, const struct mapping *mapping,
    struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	mapping_name(&parameters, mapping);
	parameter_text(&parameters, mapping->spelling);
	parameter_text(&parameters, mapping->was);
	return connection_do_once(
	    connection, QUERY_MAPPING_BEGIN, &parameters, why);
}

static bool
note(struct connection *connection, const struct reply *taken,
    const struct said *said, struct marking *marking, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;

	parameters_init(&parameters);
	parameter_text(&parameters, reply_text(taken, 0, COLUMN_SCHEME));
	parameter_text(&parameters, reply_text(taken, 0, COLUMN_PLATFORM));
	parameter_text(&parameters, reply_text(taken, 0, COLUMN_KEY));
	parameter_bigint(&parameters, said->repository_id);
	parameter_text(&parameters, buffer_text(&said->identifier));
	parameter_bigint(&parameters, (int64_t)said->count);
	parameter_bool(&parameters, said->is_end);
	if (!connection_run_once(
		connection, QUERY_MAPPING_NOTE, &parameters, &reply, why))
		return false;
	marking->is_busy = true;
	marking->items = reply_number(reply, 0, 0);
	marking->is_marked = said->is_end;
	reply_free(reply);
	return true;
}

/* The next batch of what is noted in the row, which is locked. */
static bool
mark(struct connection *connection, const struct reply *taken,
    struct marking *marking, struct fault *why)
{
	struct mapping mapping = {
		.platform = reply_text(taken, 0, COLUMN_PLATFORM),
		.spelling = reply_text(taken, 0, COLUMN_SPELLING),
		.was = reply_text(taken, 0, COLUMN_WAS),
	};
	struct said said;
	bool done;

	*marking = (struct marking){
		.is_marked = reply_bool(taken, 0, COLUMN_IS_MARKED),
		.items = reply_number(taken, 0, COLUMN_ITEMS),
	};
	if (marking->is_marked ||
	    !vocabulary_scheme(
		reply_text(taken, 0, COLUMN_SCHEME), &mapping.scheme))
		return true;
	said_init(&said, reply_number(taken, 0, COLUMN_REPOSITORY_ID),
	    reply_text(taken, 0, COLUMN_IDENTIFIER));
	done = said_next(&said, connection, &mapping, why) &&
	    said_mark(&said, connection, why) &&
	    note(connection, taken, &said, marking, why);
	said_fini(&said);
	return done;
}

static bool
transact(struct connection *connection, enum query query,
    struct parameters *parameters, struct marking *marking, struct fault *why)
{
	struct reply *taken = NULL;
	struct fault ignored;
	bool done;

	*marking = (struct marking){ .is_marked = true };
	done = connection_script(connection, "BEGIN", why) &&
	    connection_run(connection, query, parameters, &taken, why) &&
	    (reply_rows(taken) == 0 || mark(connection, taken, marking, why)) &&
	    connection_script(connection, "COMMIT", why);
	if (!done)
		(void)!connection_script(connection, "ROLLBACK", &ignored);
	reply_free(taken);
	return done;
}

bool
marking_finish(struct connection *connection, const struct mapping *mapping,
    int64_t *items, struct fault *why)
{
	struct marking marking = { 0 };
	struct parameters parameters;
	bool done = true;

	parameters_init(&parameters);
	mapping_name(&parameters, mapping);
	while (done && !marking.is_marked)
		done = transact(
		    connection, QUERY_MAPPING_LOCK, &parameters, &marking, why);
	parameters_fini(&parameters);
	*items = marking.items;
	return done;
}

bool
marking_is_left(struct connection *connection, bool *is_left, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;

	parameters_init(&parameters);
	add_schemes(&parameters);
	if (!connection_run_once(
		connection, QUERY_MAPPING_IS_LEFT, &parameters, &reply, why))
		return false;
	*is_left = reply_bool(reply, 0, 0);
	reply_free(reply);
	return true;
}

bool
marking_go_on(struct connection *connection, bool *is_busy, struct fault *why)
{
	struct marking marking = { 0 };
	struct parameters parameters;
	bool is_left;
	bool done;

	if (!marking_is_left(connection, &is_left, why))
		return false;
	parameters_init(&parameters);
	add_schemes(&parameters);
	done = !is_left ||
	    transact(
		connection, QUERY_MAPPING_TAKE, &parameters, &marking, why);
	parameters_fini(&parameters);
	if (done)
		*is_busy = is_left && marking.is_busy;
	return done;
}
