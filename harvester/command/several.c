#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "command/several.h"

int
several_check(struct command_context *context, const char *command,
    const struct several_names *names)
{
	if (names->group != NULL && names->count > 0)
		return command_usage(
		    context, command, "it takes names, or --group, not both");
	if (names->group == NULL && names->count == 0)
		return command_usage(context, command,
		    "it takes the name of a repository, or several, or "
		    "--group");
	return COMMAND_DONE;
}

/* None is in it: names the group that was probably meant. */
static int
say_no_group(struct command_context *context, const char *command,
    struct connection *connection, const char *group,
    const struct fault *not_found)
{
	struct guess guess;
	struct reply *reply;
	struct fault why;
	int exit_code;

	if (!group_names(connection, &reply, &why))
		return command_fail(context, command, &why);
	guess_init(&guess, text_of(group));
	for (int i = 0; i < reply_rows(reply); i++)
		guess_look_at(&guess, reply_string(reply, i, 0));
	if (guess.best != NULL)
		exit_code = command_refuse(context, command, COMMAND_NOTHING,
		    "%s; did you mean \"%s\"?", not_found->text, guess.best);
	else
		exit_code = command_refuse(context, command, COMMAND_NOTHING,
		    "%s; \"sheaf list\" shows who is in which",
		    not_found->text);
	reply_free(reply);
	return exit_code;
}

static int
find_group(struct command_context *context, const char *command,
    struct connection *connection, const char *group, struct several *several)
{
	struct fault why;

	if (!repositories_find(connection, group, &several->group, &why))
		return why.kind == FAULT_INPUT
		    ? say_no_group(context, command, connection, group, &why)
		    : command_fail(context, command, &why);
	several->count = several->group.count;
	several->list = heap_array(several->count, sizeof(*several->list));
	memcpy(several->list, several->group.list,
	    several->count * sizeof(*several->list));
	return COMMAND_DONE;
}

static bool
is_found(const struct several *several, const char *name)
{
	for (size_t i = 0; i < several->count; i++)
		if (strcmp(several->list[i].name, name) == 0)
			return true;
	return false;
}

int
several_find(struct command_context *context, const char *command,
    struct connection *connection, const struct several_names *names,
    struct several *several)
{
	int exit_code = COMMAND_DONE;

	*several = (struct several){ 0 };
	if (names->group != NULL)
		return find_group(
		    context, command, connection, names->group, several);
	several->list = heap_array(names->count, sizeof(*several->list));
	for (size_t i = 0; i < names->count && exit_code == COMMAND_DONE; i++) {
		if (is_found(several, names->names[i]))
			continue;
		exit_code = command_find(context, command, connection,
		    names->names[i], &several->list[several->count]);
		if (exit_code == COMMAND_DONE)
			several->count++;
	}
	return exit_code;
}

bool
several_lock(const struct several *several, struct connection *connection,
    const int64_t *ids, struct repositories_locked *locked, struct fault *why)
{
	if (!repositories_lock(connection, ids, several->count, locked, why))
		return false;
	return locked->gone == 0 ||
	    fault_set(why, FAULT_INPUT,
		"the repository \"%s\" was removed just now",
		several->list[locked->gone - 1].name);
}

int64_t *
several_list_ids(const struct several *several)
{
	int64_t *ids = heap_array(several->count, sizeof(*ids));

	for (size_t i = 0; i < several->count; i++)
		ids[i] = several->list[i].repository_id;
	return ids;
}

const char **
several_list_names(const struct several *several)
{
	const char **names = heap_array(several->count, sizeof(*names));

	for (size_t i = 0; i < several->count; i++)
		names[i] = several->list[i].name;
	return names;
}

void
several_fini(struct several *several)
{
	for (size_t i = 0; i < several->count; i++)
		repository_fini(&several->list[i]);
	free(several->list);
	repositories_fini(&several->group);
	*several = (struct several){ 0 };
}
