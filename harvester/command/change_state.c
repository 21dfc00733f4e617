#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "command/change_state.h"
#include "command/several.h"

static const struct option options[] = {
	{ "group", required_argument, NULL, 'g' },
	{ 0 },
};

static void
write_held_by(struct json *json, const struct reply *reply, int row)
{
	json_key(json, "held_by");
	if (reply_is_null(reply, row, STATE_REASON)) {
		json_null(json);
		return;
	}
	json_object(json);
	json_key(json, "reason");
	json_text(json, reply_text(reply, row, STATE_REASON));
	json_key(json, "metadata_prefix");
	json_text(json, reply_text(reply, row, STATE_PREFIX));
	json_key(json, "crashes");
	json_number(json, reply_number(reply, row, STATE_CRASHES));
	json_end(json);
}

static void
print_as_json(struct command_context *context,
    const struct state_change *change, const struct reply *reply, int row)
{
	bool is_changed = reply_bool(reply, row, STATE_IS_CHANGED);
	struct buffer buffer;
	struct json json;

	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "repository");
	json_text(&json, reply_text(reply, row, STATE_NAME));
	json_key(&json, "state");
	json_string(&json,
	    is_changed ? change->state
		       : reply_string(reply, row, STATE_BEFORE));
	json_key(&json, "is_changed");
	json_bool(&json, is_changed);
	json_key(&json, "before");
	json_text(&json, reply_text(reply, row, STATE_BEFORE));
	write_held_by(&json, reply, row);
	json_key(&json, "ended_harvests");
	json_number(&json, reply_number(reply, row, STATE_ENDED));
	json_end(&json);
	command_print_json(context, buffer.bytes);
	buffer_fini(&buffer);
}

/* In one transaction: all of them or none. */
static bool
store_all(struct connection *connection, const struct state_change *change,
    const struct several *several, struct reply **reply, struct fault *why)
{
	int64_t *ids = several_list_ids(several);
	struct repositories_locked locked;
	struct fault ignored;
	bool done;

	*reply = NULL;
	done = connection_script(connection, "BEGIN", why) &&
	    several_lock(several, connection, ids, &locked, why) &&
	    repository_set_state(
		connection, change->state, ids, several->count, reply, why) &&
	    connection_script(connection, "COMMIT", why);
	free(ids);
	if (done)
		return true;
	reply_free(*reply);
	(void)!connection_script(connection, "ROLLBACK", &ignored);
	return false;
}

static int
fail(struct command_context *context, const struct state_change *change,
    const struct fault *why)
{
	int exit_code = command_fail(context, change->command, why);

	if (why->kind != FAULT_INPUT)
		return exit_code;
	command_say(context, "Nothing was changed.");
	return COMMAND_NOTHING;
}

static int
change_all(struct command_context *context, const struct state_change *change,
    struct connection *connection, const struct several *several)
{
	struct reply *reply;
	struct fault why;

	if (!store_all(connection, change, several, &reply, &why))
		return fail(context, change, &why);
	for (int row = 0; row < reply_rows(reply); row++)
		if (context->is_json)
			print_as_json(context, change, reply, row);
		else
			change->say(context, reply, row);
	reply_free(reply);
	return COMMAND_DONE;
}

int
command_change_state(struct command_context *context,
    const struct state_change *change, int argc, char **argv)
{
	struct several_names names = { 0 };
	struct several several = { 0 };
	struct connection *connection;
	int exit_code;
	int option;

	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option != 'g')
			return command_bad_option(context, option, argv);
		names.group = optarg;
	}
	names.names = (const char *const *)(argv + optind);
	names.count = (size_t)(argc - optind);
	exit_code = several_check(context, change->command, &names);
	if (exit_code != COMMAND_DONE)
		return exit_code;
	if (!command_open(
		context, change->command, DATABASE_WRITER, &connection))
		return COMMAND_FAILED;
	exit_code = several_find(
	    context, change->command, connection, &names, &several);
	if (exit_code == COMMAND_DONE)
		exit_code = change_all(context, change, connection, &several);
	several_fini(&several);
	connection_free(connection);
	return exit_code;
}
