#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "command/edit.h"
#include "command/made_again.h"
#include "command/settings.h"
#include "daemon/marking.h"
#include "store/stale.h"

static const struct option options[] = {
	{ "group", required_argument, NULL, 'g' },
	{ 0 },
};

/* One a line, as they would be typed. */
static void
print_settings(
    struct command_context *context, const struct reply *reply, int row)
{
	struct buffer lines;

	buffer_init(&lines, 0);
	settings_format(&lines, reply, row, "\n");
	buffer_add_char(&lines, '\n');
	selections_format(&lines, reply, row, "\n");
	buffer_add_char(&lines, '\n');
	access_format(&lines, reply, row, "\n", true);
	buffer_add_char(&lines, '\n');
	platform_format(&lines, reply, row);
	(void)fprintf(context->out, "%s%s\nstate=%s\ngroup=%s\nname=%s\n",
	    row == 0 ? "" : "\n", lines.bytes,
	    reply_string(reply, row, STATUS_STATE),
	    reply_string(reply, row, STATUS_GROUP),
	    reply_string(reply, row, STATUS_NAME));
	for (const char *at = reply_string(reply, row, STATUS_QUIRKS_SET);
	     *at != '\0';) {
		size_t length = strcspn(at, " ");

		(void)fprintf(context->out, "%.*s\n", (int)length, at);
		at += length + (at[length] == ' ');
	}
	buffer_fini(&lines);
}

/* What is set now, under whichever name. */
static int
show(const struct edit *edit)
{
	const struct several *several = &edit->several;
	struct status_wish wish = { .count = several->count };
	const char **names = several_list_names(several);
	struct reply *reply;
	struct fault why;
	bool done;

	if (edit->change.name != NULL)
		names[0] = edit->change.name;
	wish.names = names;
	done = status_repositories(edit->connection, &wish, &reply, &why);
	free(names);
	if (!done)
		return command_fail(edit->context, "edit", &why);
	if (reply_rows(reply) == 0) {
		reply_free(reply);
		return command_refuse(edit->context, "edit", COMMAND_NOTHING,
		    "the repository \"%s\" was removed just now",
		    several->list[0].name);
	}
	for (int row = 0; row < reply_rows(reply); row++)
		if (edit->context->is_json)
			command_print_json(edit->context,
			    reply_string(reply, row, STATUS_JSON));
		else
			print_settings(edit->context, reply, row);
	reply_free(reply);
	return COMMAND_DONE;
}

/* Of a group, the repository is named, where it is of one. What it does not
 * have is what was not found. */
static int
fail(const struct edit *edit, const char *name, const struct fault *why)
{
	struct fault named = *why;
	int exit_code;

	if (edit->group != NULL && name != NULL)
		(void)fault_set(&named, why->kind, "%s: %s", name, why->text);
	exit_code = command_fail(edit->context, "edit", &named);
	command_say(edit->context, "Nothing was changed.");
	return why->kind == FAULT_INPUT ? COMMAND_NOTHING : exit_code;
}

/* All are asked before the first is changed. */
static int
choose_all(struct edit *edit)
{
	const struct several *several = &edit->several;
	struct fault why;

	for (size_t i = 0; i < several->count; i++) {
		struct edit_one *one = &edit->ones[i];

		one->repository = &several->list[i];
		if (!edit_choose(edit, one, &why))
			return fail(edit, one->repository->name, &why);
	}
	return COMMAND_DONE;
}

/* What all of them come to. */
struct outcome {
	const char *name; /* of the one that is stored; NULL: none yet */
	struct repository_edited edited;
	struct repositories_locked locked;
	int64_t *others; /* repository_ids of those whose items are others */
	size_t other_count;
	int64_t *noted; /* of those of which some are to be marked */
	size_t noted_count;
};

static bool
store_one(const struct edit *edit, const struct edit_one *one,
    struct outcome *outcome, struct fault *why)
{
	struct repository_change change = edit->change;
	struct repository_edited edited;

	change.prefixes = one->prefixes.texts;
	change.prefix_count = one->prefixes.count;
	change.sets = one->sets.texts;
	change.set_count = one->sets.count;
	outcome->name = one->repository->name;
	if (!repository_edit(edit->connection, one->repository->repository_id,
		&change, &edited, why))
		return false;
	outcome->edited.added += edited.added;
	outcome->edited.dropped += edited.dropped;
	if (edited.is_other)
		outcome->others[outcome->other_count++] =
		    one->repository->repository_id;
	if (edited.is_other || edited.has_other_formats)
		outcome->noted[outcome->noted_count++] =
		    one->repository->repository_id;
	return true;
}

static bool
store_all(const struct edit *edit, const int64_t *ids, struct outcome *outcome,
    struct fault *why)
{
	size_t count = edit->several.count;
	struct reply *reply = NULL;
	bool done = several_lock(
	    &edit->several, edit->connection, ids, &outcome->locked, why);

	for (size_t i = 0; done && i < count; i++)
		done = store_one(edit, &edit->ones[i], outcome, why);
	if (done && edit->state != NULL)
		done = repository_set_state(
		    edit->connection, edit->state, ids, count, &reply, why);
	reply_free(reply);
	return done;
}

/* In one transaction. */
static bool
store(const struct edit *edit, struct outcome *outcome, struct fault *why)
{
	int64_t *ids = several_list_ids(&edit->several);
	struct fault ignored;
	bool done = connection_script(edit->connection, "BEGIN", why);

	if (done && !store_all(edit, ids, outcome, why)) {
		done = false;
		(void)!connection_script(
		    edit->connection, "ROLLBACK", &ignored);
	} else if (done) {
		done = connection_script(edit->connection, "COMMIT", why);
	}
	free(ids);
	return done;
}

static void
say_neighbours(const struct edit *edit, const struct outcome *outcome)
{
	const struct repository_change *change = &edit->change;
	long neighbours = outcome->locked.neighbours;

	if ((change->delay_milliseconds < 0 && change->connections < 0) ||
	    neighbours == 0)
		return;
	if (outcome->locked.hosts > 1)
		command_say(edit->context,
		    "delay and connections are of the hosts: they hold for "
		    "%ld more of your repositories, outside of the group.",
		    neighbours);
	else
		command_say(edit->context,
		    "delay and connections are of the host %s: they hold for "
		    "%ld more of your repositories.",
		    edit->several.list[0].host, neighbours);
}

/* Behind the change, which is made: ended here, whoever makes items goes on.
 * What others left of those that are as before is not waited for. */
static bool
mark(const struct edit *edit, const struct outcome *outcome, struct fault *why)
{
	return outcome->noted_count == 0 ||
	    marking_finish_of(
		edit->connection, outcome->noted, outcome->noted_count, why);
}

/* Of a platform that is the same as before there are none. */
static void
say_items(const struct edit *edit, const struct outcome *outcome)
{
	int64_t items = 0;
	struct fault ignored;

	if (edit->change.platform == NULL)
		return;
	if (outcome->other_count > 0 &&
	    !item_count(edit->connection, outcome->others, outcome->other_count,
		&items, &ignored))
		items = MADE_AGAIN_UNCOUNTED;
	made_again_say(edit->context, edit->connection, items);
}

static void
say_done(const struct edit *edit, const struct outcome *outcome)
{
	struct command_context *context = edit->context;
	size_t count = edit->several.count;
	const char *name =
	    edit->change.name == NULL ? outcome->name : edit->change.name;

	say_neighbours(edit, outcome);
	if (edit->group != NULL)
		command_say(context, "%zu %s of the group %s %s changed.",
		    count, count == 1 ? "repository" : "repositories",
		    edit->group, count == 1 ? "is" : "are");
	else if (!context->is_json)
		command_say(context, "%s is changed.", name);
	if (outcome->edited.added > 0)
		command_say(context,
		    "What is new comes whole, the first time; \"sheaf harvest "
		    "%s%s\" does it now.",
		    edit->group == NULL ? "" : "--group ",
		    edit->group == NULL ? name : edit->group);
	if (outcome->edited.dropped > 0)
		command_say(context,
		    "What was left out is harvested no more; its records "
		    "stay.");
}

static int
end(const struct edit *edit, const struct outcome *outcome)
{
	struct fault why;

	say_done(edit, outcome);
	if (!mark(edit, outcome, &why))
		return command_refuse(edit->context, "edit", COMMAND_FAILED,
		    "%s; but it is changed, and items are made again for it "
		    "with the next \"sheaf harvest\" or \"sheaf normalise\", "
		    "or when a daemon runs",
		    why.text);
	say_items(edit, outcome);
	return edit->context->is_json ? show(edit) : COMMAND_DONE;
}

static int
apply(struct edit *edit)
{
	struct outcome outcome = { 0 };
	struct fault why;
	int exit_code = edit_check_way(edit);

	if (exit_code == COMMAND_DONE)
		exit_code = choose_all(edit);
	if (exit_code != COMMAND_DONE)
		return exit_code;
	outcome.others =
	    heap_array(edit->several.count, sizeof(*outcome.others));
	outcome.noted = heap_array(edit->several.count, sizeof(*outcome.noted));
	if (store(edit, &outcome, &why)) {
		exit_code = end(edit, &outcome);
	} else {
		(void)fail(edit, outcome.name, &why);
		exit_code =
		    outcome.locked.gone > 0 ? COMMAND_NOTHING : COMMAND_FAILED;
	}
	free(outcome.others);
	free(outcome.noted);
	return exit_code;
}

static int
run(struct edit *edit, const struct several_names *names, bool has_changes)
{
	int exit_code;

	if (!command_open(
		edit->context, "edit", DATABASE_WRITER, &edit->connection))
		return COMMAND_FAILED;
	exit_code = several_find(
	    edit->context, "edit", edit->connection, names, &edit->several);
	if (exit_code != COMMAND_DONE)
		return exit_code;
	edit->ones = heap_array(edit->several.count, sizeof(*edit->ones));
	return has_changes ? apply(edit) : show(edit);
}

static void
forget(struct edit *edit)
{
	for (size_t i = 0; edit->ones != NULL && i < edit->several.count; i++) {
		struct edit_one *one = &edit->ones[i];

		word_list_fini(&one->prefixes);
		word_list_fini(&one->sets);
		asking_close(&one->asking);
	}
	free(edit->ones);
	several_fini(&edit->several);
	word_list_fini(&edit->prefixes);
	word_list_fini(&edit->sets);
	config_fini(&edit->settings);
	connection_free(edit->connection);
}

/* A name, unless a group is given, and then changes. */
static int
read_and_run(struct edit *edit, int argc, char **argv)
{
	int names = edit->group == NULL ? 1 : 0;
	int changes = argc - optind - names;
	struct several_names which = { .names =
					   (const char *const *)(argv + optind),
		.count = (size_t)names,
		.group = edit->group };
	struct fault why;

	if (changes < 0)
		return command_usage(edit->context, argv[0],
		    "it takes a name or --group, and what is to be changed, "
		    "such as every=12h");
	if (!edit_read(edit, changes, argv + optind + names, &why))
		return command_usage(edit->context, argv[0], "%s", why.text);
	return run(edit, &which, changes > 0);
}

int
command_edit(struct command_context *context, int argc, char **argv)
{
	struct edit edit;
	int exit_code;
	int option;

	edit_init(&edit, context);
	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option != 'g')
			break;
		edit.group = optarg;
	}
	exit_code = option == -1 ? read_and_run(&edit, argc, argv)
				 : command_bad_option(context, option, argv);
	forget(&edit);
	return exit_code;
}
