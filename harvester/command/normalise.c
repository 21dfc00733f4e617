#include <getopt.h>
#include <stdlib.h>

#include "base/heap.h"
#include "base/json.h"
#include "command/field.h"
#include "command/follow.h"
#include "command/normalising.h"
#include "store/stale.h"

static const struct option options[] = {
	{ "group", required_argument, NULL, 'g' },
	{ "field", required_argument, NULL, 'f' },
	{ "dry-run", no_argument, NULL, 'd' },
	{ 0 },
};

/* Those that were named, or all there are. */
static int
find(struct normalising *normalising)
{
	struct several_names names = normalising->names;
	struct reply *reply = NULL;
	const char **all = NULL;
	struct fault why;
	int exit_code;

	if (names.count == 0 && names.group == NULL) {
		if (!repository_names(normalising->connection, &reply, &why))
			return command_fail(
			    normalising->context, NORMALISE, &why);
		names.count = (size_t)reply_rows(reply);
		all = heap_array(names.count, sizeof(*all));
		for (size_t i = 0; i < names.count; i++)
			all[i] = reply_string(reply, (int)i, 0);
		names.names = all;
	}
	exit_code = several_find(normalising->context, NORMALISE,
	    normalising->connection, &names, &normalising->several);
	free(all);
	reply_free(reply);
	return exit_code;
}

static int
mark_all(struct normalising *normalising)
{
	const struct several *several = &normalising->several;
	struct fault why;

	for (size_t i = 0; i < several->count; i++) {
		int64_t items;

		if (!stale_mark_all(normalising->connection,
			several->list[i].repository_id, &items, &why))
			return command_fail(
			    normalising->context, NORMALISE, &why);
		normalising->marked += items;
	}
	return COMMAND_DONE;
}

static void
print_json(const struct normalising *normalising, int64_t left)
{
	struct buffer buffer;
	struct json json;

	buffer_init(&buffer, 0);
	json_init(&json, &buffer);
	json_object(&json);
	json_key(&json, "items");
	json_number(&json, normalising->items);
	json_key(&json, "marked");
	json_number(&json, normalising->marked);
	json_key(&json, "left");
	json_number(&json, left);
	json_end(&json);
	command_print_json(normalising->context, buffer.bytes);
	buffer_fini(&buffer);
}

/* Those that are left stay marked. */
static int
say_end(struct normalising *normalising, enum follow_end end,
    const int64_t *ids, const struct fault *failed)
{
	struct command_context *context = normalising->context;
	char count[COUNT_SIZE];
	struct fault why;
	int64_t left = 0;

	if (end == FOLLOW_FAILED)
		return command_fail(context, NORMALISE, failed);
	if (end != FOLLOW_DONE &&
	    !stale_count(normalising->connection, ids,
		normalising->several.count, &left, &why))
		return command_fail(context, NORMALISE, &why);
	if (context->is_json)
		print_json(normalising, left);
	else
		command_say(context, "%s %s normalised.",
		    count_format(count, normalising->marked - left),
		    normalising->marked - left == 1 ? "item is" : "items are");
	if (left == 0)
		return COMMAND_DONE;
	command_say(context,
	    "%s more wait: a daemon does them, or the next \"sheaf "
	    "normalise\" or \"sheaf harvest\".",
	    count_format(count, left));
	return COMMAND_PARTIAL;
}

static int
wait_for_all(struct normalising *normalising)
{
	const struct several *several = &normalising->several;
	struct target *targets = heap_array(several->count, sizeof(*targets));
	struct following following = { .context = normalising->context,
		.command = NORMALISE,
		.connection = &normalising->connection,
		.targets = targets,
		.count = several->count,
		.is_harvested = true };
	int64_t *ids = several_list_ids(several);
	struct fault why;
	enum follow_end end;
	int exit_code;

	for (size_t i = 0; i < several->count; i++)
		targets[i] = (struct target){ .name = several->count == 1
			    ? several->list[0].name
			    : "all",
			.repository_id = ids[i] };
	end = follow(&following, &why);
	exit_code = say_end(normalising, end, ids, &why);
	free(targets);
	free(ids);
	return exit_code;
}

static int
count_items(struct normalising *normalising)
{
	int64_t *ids = several_list_ids(&normalising->several);
	struct fault why;
	int exit_code = COMMAND_DONE;

	if (!item_count(normalising->connection, ids,
		normalising->several.count, &normalising->items, &why))
		exit_code = command_fail(normalising->context, NORMALISE, &why);
	else if (normalising->items == 0)
		exit_code = command_refuse(normalising->context, NORMALISE,
		    COMMAND_NOTHING, "there is no item to normalise");
	free(ids);
	return exit_code;
}

static int
run(struct normalising *normalising)
{
	int exit_code;

	if (!command_open(normalising->context, NORMALISE, DATABASE_WRITER,
		&normalising->connection))
		return COMMAND_FAILED;
	exit_code = find(normalising);
	if (exit_code == COMMAND_DONE && normalising->field != NULL)
		exit_code = field_check(normalising->context, NORMALISE,
		    normalising->connection, normalising->field);
	if (exit_code == COMMAND_DONE)
		exit_code = count_items(normalising);
	if (exit_code == COMMAND_DONE &&
	    (normalising->is_dry || normalising->field != NULL))
		exit_code = normalising_rehearse(normalising);
	else if (exit_code == COMMAND_DONE)
		exit_code = mark_all(normalising);
	if (exit_code != COMMAND_DONE || normalising->is_dry)
		return exit_code;
	return wait_for_all(normalising);
}

int
command_normalise(struct command_context *context, int argc, char **argv)
{
	struct normalising normalising = { .context = context };
	int exit_code = COMMAND_DONE;
	int option;

	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option == 'g')
			normalising.names.group = optarg;
		else if (option == 'f')
			normalising.field = optarg;
		else if (option == 'd')
			normalising.is_dry = true;
		else
			return command_bad_option(context, option, argv);
	}
	normalising.names.names = (const char *const *)(argv + optind);
	normalising.names.count = (size_t)(argc - optind);
	if (normalising.names.count > 0 && normalising.names.group != NULL)
		exit_code =
		    several_check(context, NORMALISE, &normalising.names);
	if (exit_code == COMMAND_DONE)
		exit_code = run(&normalising);
	several_fini(&normalising.several);
	connection_free(normalising.connection);
	return exit_code;
}
