#include "store/stale.h"

#define BATCH_ITEMS 10000

static bool
run_for_number(struct connection *connection, enum query query,
    struct parameters *parameters, int64_t *number, struct fault *why)
{
	struct reply *reply;

	if (!connection_run_once(connection, query, parameters, &reply, why))
		return false;
	*number = reply_number(reply, 0, 0);
	reply_free(reply);
	return true;
}

static const struct {
	const char *name;
	enum query mark;
} whiches[] = {
	[STALE_ALL] = { "items", QUERY_STALE_MARK_ALL },
	[STALE_GONE] = { "gone", QUERY_STALE_MARK_GONE },
};
#define WHICHES (sizeof(whiches) / sizeof(whiches[0]))

const char *
stale_which_name(enum stale_which which)
{
	return whiches[which].name;
}

bool
stale_which(struct text name, enum stale_which *which)
{
	for (size_t i = 0; i < WHICHES; i++)
		if (text_equals(name, text_of(whiches[i].name))) {
			*which = (enum stale_which)i;
			return true;
		}
	return false;
}

bool
stale_mark_later(struct connection *connection, int64_t repository_id,
    enum stale_which which, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	parameter_string(&parameters, stale_which_name(which));
	return connection_do_once(
	    connection, QUERY_MAPPING_BEGIN_REPOSITORY, &parameters, why);
}

bool
stale_mark_some(struct connection *connection, int64_t repository_id,
    enum stale_which which, struct buffer *after, int64_t *items,
    struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	parameter_text(&parameters, buffer_text(after));
	parameter_bigint(&parameters, BATCH_ITEMS);
	if (!connection_run_once(
		connection, whiches[which].mark, &parameters, &reply, why))
		return false;
	*items = reply_number(reply, 0, 0);
	buffer_reset(after);
	buffer_add_text(after, reply_text(reply, 0, 1));
	reply_free(reply);
	return true;
}

bool
stale_mark_all(struct connection *connection, int64_t repository_id,
    int64_t *items, struct fault *why)
{
	struct buffer after;
	int64_t some;
	bool done;

	*items = 0;
	buffer_init(&after, 0);
	while ((done = stale_mark_some(connection, repository_id, STALE_ALL,
		    &after, &some, why)) &&
	    some > 0)
		*items += some;
	buffer_fini(&after);
	return done;
}

bool
stale_mark(struct connection *connection, int64_t repository_id,
    const struct text *identifiers, size_t count, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	array_begin(&parameters, ARRAY_TEXT);
	for (size_t i = 0; i < count; i++)
		array_bytes(&parameters, identifiers[i]);
	array_end(&parameters);
	return connection_do_once(
	    connection, QUERY_STALE_MARK, &parameters, why);
}

bool
item_count(struct connection *connection, const int64_t *repository_ids,
    size_t count, int64_t *items, struct fault *why)
{
	struct parameters parameters;

	parameters_init(&parameters);
	array_begin(&parameters, ARRAY_BIGINT);
	for (size_t i = 0; i < count; i++)
		array_bigint(&parameters, repository_ids[i]);
	array_end(&parameters);
	return run_for_number(
	    connection, QUERY_ITEM_COUNT, &parameters, items, why);
}
