#include "base/limit.h"
#include "daemon/platform.h"
#include "normalise/platform.h"
#include "store/item.h"
#include "store/stale.h"

enum column { /* repository_platform.sql */
	PLATFORM_BASE_URL,
	PLATFORM_DESCRIPTIONS,
	PLATFORM_IDENTIFIER,
	PLATFORM_SETS,
	PLATFORM_TOLD,
	PLATFORM_SET,
};

static bool
lock_and_note(struct connection *connection, int64_t repository_id,
    struct text told, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply = NULL;
	bool is_other;
	bool done;

	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	done = connection_do(
	    connection, QUERY_REPOSITORY_PLATFORM_LOCK, &parameters, why);
	parameter_text(&parameters, told);
	done = done &&
	    connection_run(connection, QUERY_REPOSITORY_PLATFORM_NOTE,
		&parameters, &reply, why);
	parameters_fini(&parameters);
	is_other = done && reply_rows(reply) > 0 && reply_bool(reply, 0, 0);
	reply_free(reply);
	return done &&
	    (!is_other ||
		stale_mark_later(connection, repository_id, STALE_ALL, why));
}

static bool
note(struct connection *connection, int64_t repository_id, struct text told,
    struct fault *why)
{
	struct fault ignored;

	if (connection_script(connection, "BEGIN", why) &&
	    lock_and_note(connection, repository_id, told, why) &&
	    connection_script(connection, "COMMIT", why))
		return true;
	(void)!connection_script(connection, "ROLLBACK", &ignored);
	return false;
}

/* A repository without records shows too little: it is asked again. */
static bool
settle(struct connection *connection, int64_t repository_id,
    const struct reply *reply, struct buffer *platform, struct fault *why)
{
	struct arena *arena = arena_new(MIB);
	struct platform_tells tells = {
		.base_url = reply_text(reply, 0, PLATFORM_BASE_URL),
		.descriptions = reply_text(reply, 0, PLATFORM_DESCRIPTIONS),
		.identifier = reply_text(reply, 0, PLATFORM_IDENTIFIER),
		.set_specs =
		    item_lines(arena, reply_text(reply, 0, PLATFORM_SETS)),
	};
	struct text told = platform_guess(&tells);
	bool done = true;

	if (reply_is_null(reply, 0, PLATFORM_TOLD) ||
	    !text_equals(told, reply_text(reply, 0, PLATFORM_TOLD)))
		done = note(connection, repository_id, told, why);
	buffer_add_text(platform,
	    reply_is_null(reply, 0, PLATFORM_SET)
		? told
		: reply_text(reply, 0, PLATFORM_SET));
	arena_free(arena);
	return done;
}

bool
platform_settle(struct connection *connection, int64_t repository_id,
    struct buffer *platform, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;
	bool done = true;

	buffer_reset(platform);
	parameters_init(&parameters);
	parameter_bigint(&parameters, repository_id);
	if (!connection_run_once(connection, QUERY_REPOSITORY_PLATFORM,
		&parameters, &reply, why))
		return false;
	if (reply_rows(reply) > 0)
		done = settle(connection, repository_id, reply, platform, why);
	reply_free(reply);
	return done;
}
