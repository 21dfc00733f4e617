#include "daemon/marking.h"
#include "daemon/said.h"
#include "store/stale.h"

enum column { /* mapping_lock.sql, mapping_take*.sql */
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
	const struct marking_own *but; /* what is marked of them already */
};

/* A batch that is marked. */
struct batch {
	int64_t repository_id; /* the last item that was looked at */
	struct buffer identifier;
	int64_t items;
	bool is_end; /* there are no more items */
	bool is_of_repository;
	const struct marking_own *but; /* as of the marking */
};

/* Of those that are of a repository. */
static void
add_whiches(struct parameters *parameters)
{
	array_bytes(parameters, text_of(stale_which_name(STALE_ALL)));
	array_bytes(parameters, text_of(stale_which_name(STALE_GONE)));
}

/* Those that this version knows: another one may have made the note. */
static void
add_schemes(struct parameters *parameters)
{
	array_begin(parameters, ARRAY_TEXT);
	for (int i = 0; i < SCHEME_COUNT; i++)
		if (vocabulary_is_open((enum scheme)i))
			array_bytes(parameters,
			    text_of(vocabulary_scheme_name((enum scheme)i)));
	add_whiches(parameters);
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
	return connection_do_once(
	    connection, QUERY_MAPPING_BEGIN, &parameters, why);
}

static bool
note(struct connection *connection, const struct reply *taken,
    const struct batch *batch, struct marking *marking, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;

	marking->is_busy = true;
	marking->is_marked = batch->is_end;
	parameters_init(&parameters);
	parameter_text(&parameters, reply_text(taken, 0, COLUMN_SCHEME));
	parameter_text(&parameters, reply_text(taken, 0, COLUMN_PLATFORM));
	parameter_text(&parameters, reply_text(taken, 0, COLUMN_KEY));
	if (batch->is_of_repository && batch->is_end)
		return connection_do_once(
		    connection, QUERY_MAPPING_END_REPOSITORY, &parameters, why);
	parameter_bigint(&parameters, batch->repository_id);
	parameter_text(&parameters, buffer_text(&batch->identifier));
	parameter_bigint(&parameters, batch->items);
	parameter_bool(&parameters, batch->is_end);
	if (!connection_run_once(
		connection, QUERY_MAPPING_NOTE, &parameters, &reply, why))
		return false;
	marking->items = reply_number(reply, 0, 0);
	reply_free(reply);
	return true;
}

/* Behind the lock of the note: nobody changes it any more. */
static bool
leave_out(struct said *said, struct connection *connection,
    const struct marking_own *but, struct fault *why)
{
	bool is_marked;

	if (but == NULL)
		return true;
	if (!marking_own_is_marked(but, connection, &is_marked, why))
		return false;
	if (is_marked) {
		said->but = but->repository_ids;
		said->but_count = but->count;
	}
	return true;
}

static bool
mark_said(struct connection *connection, const struct reply *taken,
    enum scheme scheme, struct batch *batch, struct fault *why)
{
	struct mapping mapping = {
		.scheme = scheme,
		.platform = reply_text(taken, 0, COLUMN_PLATFORM),
		.spelling = reply_text(taken, 0, COLUMN_SPELLING),
		.was = reply_text(taken, 0, COLUMN_WAS),
	};
	struct said said;
	bool done;

	said_init(&said, batch->repository_id, buffer_text(&batch->identifier));
	done = leave_out(&said, connection, batch->but, why) &&
	    said_next(&said, connection, &mapping, why) &&
	    said_mark(&said, connection, why);
	batch->repository_id = said.repository_id;
	buffer_reset(&batch->identifier);
	buffer_add_text(&batch->identifier, buffer_text(&said.identifier));
	batch->items = (int64_t)said.count;
	batch->is_end = said.is_end;
	said_fini(&said);
	return done;
}

static bool
mark_of_repository(struct connection *connection, enum stale_which which,
    struct batch *batch, struct fault *why)
{
	bool done = stale_mark_some(connection, batch->repository_id, which,
	    &batch->identifier, &batch->items, why);

	batch->is_of_repository = true;
	batch->is_end = batch->items == 0;
	return done;
}

/* *is_known: we know how. */
static bool
mark_batch(struct connection *connection, const struct reply *taken,
    struct batch *batch, bool *is_known, struct fault *why)
{
	struct text name = reply_text(taken, 0, COLUMN_SCHEME);
	enum stale_which which;
	enum scheme scheme;

	*is_known = true;
	if (stale_which(name, &which))
		return mark_of_repository(connection, which, batch, why);
	if (vocabulary_scheme(name, &scheme))
		return mark_said(connection, taken, scheme, batch, why);
	*is_known = false;
	return true;
}

/* The next batch of what is noted in the row, which is locked. */
static bool
mark(struct connection *connection, const struct reply *taken,
    struct marking *marking, struct fault *why)
{
	struct batch batch = { .repository_id =
				   reply_number(taken, 0, COLUMN_REPOSITORY_ID),
		.but = marking->but };
	bool is_known;
	bool done;

	marking->is_marked = reply_bool(taken, 0, COLUMN_IS_MARKED);
	marking->items = reply_number(taken, 0, COLUMN_ITEMS);
	if (marking->is_marked)
		return true;
	buffer_init(&batch.identifier, 0);
	buffer_add_text(
	    &batch.identifier, reply_text(taken, 0, COLUMN_IDENTIFIER));
	done = mark_batch(connection, taken, &batch, &is_known, why) &&
	    (!is_known || note(connection, taken, &batch, marking, why));
	buffer_fini(&batch.identifier);
	return done;
}

static bool
transact(struct connection *connection, enum query query,
    struct parameters *parameters, struct marking *marking, struct fault *why)
{
	struct reply *taken = NULL;
	struct fault ignored;
	bool done;

	marking->is_busy = false;
	marking->is_marked = true;
	marking->items = 0;
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

static void
add_notes_of(
    struct parameters *parameters, const int64_t *repository_ids, size_t count)
{
	parameters_init(parameters);
	array_begin(parameters, ARRAY_BIGINT);
	for (size_t i = 0; i < count; i++)
		array_bigint(parameters, repository_ids[i]);
	array_end(parameters);
	array_begin(parameters, ARRAY_TEXT);
	add_whiches(parameters);
	array_end(parameters);
}

static bool
ask(struct connection *connection, enum query query,
    struct parameters *parameters, bool *is, struct fault *why)
{
	struct reply *reply;

	if (!connection_run_once(connection, query, parameters, &reply, why))
		return false;
	*is = reply_bool(reply, 0, 0);
	reply_free(reply);
	return true;
}

bool
marking_is_left_of(struct connection *connection, const int64_t *repository_ids,
    size_t count, bool *is_left, struct fault *why)
{
	struct parameters parameters;

	add_notes_of(&parameters, repository_ids, count);
	return ask(connection, QUERY_MAPPING_IS_LEFT_REPOSITORY, &parameters,
	    is_left, why);
}

/* What was waited for may have been replaced by what nobody saw yet: whether
 * any is left is asked in a statement of its own, each time. */
bool
marking_go_on_of(struct connection *connection, const int64_t *repository_ids,
    size_t count, bool *is_busy, struct fault *why)
{
	struct marking marking = { 0 };
	struct parameters parameters;
	bool done;

	if (!marking_is_left_of(
		connection, repository_ids, count, is_busy, why))
		return false;
	if (!*is_busy)
		return true;
	add_notes_of(&parameters, repository_ids, count);
	done = transact(connection, QUERY_MAPPING_TAKE_REPOSITORY, &parameters,
	    &marking, why);
	parameters_fini(&parameters);
	return done;
}

bool
marking_finish_of(struct connection *connection, const int64_t *repository_ids,
    size_t count, struct fault *why)
{
	bool is_busy = true;

	while (is_busy)
		if (!marking_go_on_of(
			connection, repository_ids, count, &is_busy, why))
			return false;
	return true;
}

static bool
is_left_of_any(struct connection *connection, bool *is_left, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	add_schemes(&parameters);
	return ask(
	    connection, QUERY_MAPPING_IS_LEFT, &parameters, is_left, why);
}

bool
marking_go_on(struct connection *connection, const struct marking_own *but,
    bool *is_busy, struct fault *why)
{
	struct marking marking = { .but = but };
	struct parameters parameters;
	bool is_left;
	bool done;

	if (!is_left_of_any(connection, &is_left, why))
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
