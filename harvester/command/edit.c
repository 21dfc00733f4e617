#include <getopt.h>
#include <string.h>

#include "command/edit.h"
#include "command/settings.h"

typedef bool edit_key_function(
    struct edit *edit, const char *key, const char *value, struct fault *why);

/* Those of sheaf.conf: the same spelling, units and range. */
static bool
set_setting(
    struct edit *edit, const char *key, const char *value, struct fault *why)
{
	struct repository_change *change = &edit->change;
	const struct config *settings = &edit->settings;

	if (!setting_parse(&edit->settings, key, value, why))
		return false;
	if (strcmp(key, "every") == 0)
		change->every_seconds = settings->every_seconds;
	else if (strcmp(key, "overlap") == 0)
		change->overlap_seconds = settings->overlap_seconds;
	else if (strcmp(key, "delay") == 0)
		change->delay_milliseconds = settings->delay_milliseconds;
	else
		change->connections = settings->connections;
	return true;
}

static bool
set_choice(
    struct edit *edit, const char *key, const char *value, struct fault *why)
{
	struct repository_change *change = &edit->change;
	bool is_yes = strcmp(value, "yes") == 0;
	char shown[60];

	if (!is_yes && strcmp(value, "no") != 0)
		return fault_set(why, FAULT_INPUT,
		    "%s cannot be \"%s\"; it is yes or no", key,
		    text_printable(shown, sizeof(shown), text_of(value)));
	if (strcmp(key, "allow_private") == 0)
		change->allow_private = is_yes;
	else if (strcmp(key, "http2") == 0)
		change->http2 = is_yes;
	else
		change->compression = is_yes;
	return true;
}

static bool
set_state(
    struct edit *edit, const char *key, const char *value, struct fault *why)
{
	char shown[60];

	if (strcmp(value, "active") != 0 && strcmp(value, "paused") != 0)
		return fault_set(why, FAULT_INPUT,
		    "%s cannot be \"%s\"; it is active or paused", key,
		    text_printable(shown, sizeof(shown), text_of(value)));
	edit->change.state = value;
	return true;
}

static bool
set_name(
    struct edit *edit, const char *key, const char *value, struct fault *why)
{
	char shown[60];

	if (!repository_name_is_valid(value))
		return fault_set(why, FAULT_INPUT,
		    "\"%s\" cannot be a %s; names are small letters, "
		    "digits, \".\", \"_\" and \"-\", at most 63",
		    text_printable(shown, sizeof(shown), text_of(value)), key);
	edit->change.name = value;
	return true;
}

/* "a,b"; neither a metadataPrefix nor a setSpec has a comma in it. */
static void
split(struct word_list *words, const char *value)
{
	for (;;) {
		size_t length = strcspn(value, ",");

		word_list_add(words, (struct text){ value, length });
		if (value[length] == '\0')
			return;
		value += length + 1;
	}
}

static bool
set_prefix(
    struct edit *edit, const char *key, const char *value, struct fault *why)
{
	if (*value == '\0')
		return fault_set(why, FAULT_INPUT,
		    "%s cannot be empty; state=paused stops harvesting", key);
	split(&edit->prefixes, value);
	return true;
}

static bool
set_set(
    struct edit *edit, const char *key, const char *value, struct fault *why)
{
	split(&edit->sets, value);
	if (edit->sets.count == 1 || !word_list_have(&edit->sets, TEXT("")))
		return true;
	return fault_set(why, FAULT_INPUT,
	    "%s cannot be the whole repository and a part of it", key);
}

static bool
refuse_base_url(
    struct edit *edit, const char *key, const char *value, struct fault *why)
{
	(void)edit;
	(void)value;
	return fault_set(why, FAULT_INPUT,
	    "%s cannot be changed; add the new address under another name "
	    "(\"sheaf add\"), and remove this one when that was harvested",
	    key);
}

static const struct key {
	const char *name;
	edit_key_function *set;
} keys[] = {
	{ "every", set_setting },
	{ "overlap", set_setting },
	{ "delay", set_setting },
	{ "connections", set_setting },
	{ "allow_private", set_choice },
	{ "http2", set_choice },
	{ "compression", set_choice },
	{ "prefix", set_prefix },
	{ "set", set_set },
	{ "state", set_state },
	{ "name", set_name },
	{ "base_url", refuse_base_url },
};

#define KEY_COUNT (sizeof(keys) / sizeof(keys[0]))

static bool
refuse_key(const char *written, struct fault *why)
{
	struct guess guess;
	char shown[60];

	guess_init(&guess, text_of(written));
	for (size_t i = 0; i < KEY_COUNT; i++)
		guess_look_at(&guess, keys[i].name);
	(void)text_printable(shown, sizeof(shown), text_of(written));
	if (guess.best != NULL)
		return fault_set(why, FAULT_INPUT,
		    "there is no key \"%s\"; did you mean \"%s\"?", shown,
		    guess.best);
	return fault_set(why, FAULT_INPUT,
	    "there is no key \"%s\"; keys are every, overlap, delay, "
	    "connections, allow_private, http2, compression, prefix, set, "
	    "state and name",
	    shown);
}

/* Keys are written with "_", everywhere; who writes an option's name with "-"
 * means the same. */
static void
spell_as_key(char *written)
{
	for (; *written != '\0'; written++)
		if (*written == '-')
			*written = '_';
}

/* "key=value"; the argument is ours to cut. */
static bool
read_change(struct edit *edit, char *argument, struct fault *why)
{
	char *value = strchr(argument, '=');
	char shown[60];

	if (value == NULL)
		return fault_set(why, FAULT_INPUT,
		    "\"%s\" is not key=value, such as every=12h",
		    text_printable(shown, sizeof(shown), text_of(argument)));
	*value++ = '\0';
	spell_as_key(argument);
	for (size_t i = 0; i < KEY_COUNT; i++)
		if (strcmp(keys[i].name, argument) == 0)
			return keys[i].set(edit, argument, value, why);
	return refuse_key(argument, why);
}

static bool
read_changes(struct edit *edit, int argc, char **argv, struct fault *why)
{
	for (int i = 0; i < argc; i++)
		if (!read_change(edit, argv[i], why))
			return false;
	return true;
}

/* One a line, as they would be typed. */
static void
print_settings(struct command_context *context, const struct reply *reply)
{
	struct buffer lines;

	buffer_init(&lines, 0);
	settings_format(&lines, reply, 0, "\n");
	buffer_add_char(&lines, '\n');
	selections_format(&lines, reply, 0, "\n");
	(void)fprintf(context->out, "%s\nstate=%s\nname=%s\n", lines.bytes,
	    reply_string(reply, 0, STATUS_STATE),
	    reply_string(reply, 0, STATUS_NAME));
	buffer_fini(&lines);
}

static int
show(struct command_context *context, struct connection *connection,
    const char *name)
{
	struct reply *reply;
	struct fault why;

	if (!status_repositories(connection, name, false, &reply, &why))
		return command_fail(context, "edit", &why);
	if (reply_rows(reply) > 0 && context->is_json)
		command_print_json(
		    context, reply_string(reply, 0, STATUS_JSON));
	else if (reply_rows(reply) > 0)
		print_settings(context, reply);
	reply_free(reply);
	return COMMAND_DONE;
}

static void
say_done(const struct edit *edit, const struct repository *repository,
    const char *name, const struct repository_edited *edited)
{
	const struct repository_change *change = &edit->change;
	struct command_context *context = edit->context;

	if ((change->delay_milliseconds >= 0 || change->connections >= 0) &&
	    repository->neighbours > 0)
		command_say(context,
		    "delay and connections are of the host %s: they hold for "
		    "%ld more of your repositories.",
		    repository->host, repository->neighbours);
	if (!context->is_json)
		command_say(context, "%s is changed.", name);
	if (edited->added > 0)
		command_say(context,
		    "What is new comes whole, the first time; \"sheaf harvest "
		    "%s\" does it now.",
		    name);
	if (edited->dropped > 0)
		command_say(context,
		    "What was left out is harvested no more; its records "
		    "stay.");
}

static int
apply(struct edit *edit, struct connection *connection,
    const struct repository *repository)
{
	const struct repository_change *change = &edit->change;
	const char *name =
	    change->name == NULL ? repository->name : change->name;
	struct repository_edited edited;
	struct fault why;
	int exit_code = edit_choose(edit, connection, repository);

	if (exit_code != COMMAND_DONE)
		return exit_code;
	if (!repository_edit(
		connection, repository->repository_id, change, &edited, &why))
		return command_fail(edit->context, "edit", &why);
	say_done(edit, repository, name, &edited);
	return edit->context->is_json ? show(edit->context, connection, name)
				      : COMMAND_DONE;
}

static int
run(struct edit *edit, const char *name, bool has_changes)
{
	struct repository repository = { 0 };
	struct connection *connection;
	int exit_code;

	if (!command_open(edit->context, "edit", DATABASE_WRITER, &connection))
		return COMMAND_FAILED;
	exit_code =
	    command_find(edit->context, "edit", connection, name, &repository);
	if (exit_code == COMMAND_DONE && has_changes)
		exit_code = apply(edit, connection, &repository);
	else if (exit_code == COMMAND_DONE)
		exit_code = show(edit->context, connection, name);
	repository_fini(&repository);
	connection_free(connection);
	return exit_code;
}

static void
forget(struct edit *edit)
{
	word_list_fini(&edit->chosen_prefixes);
	word_list_fini(&edit->chosen_sets);
	word_list_fini(&edit->prefixes);
	word_list_fini(&edit->sets);
	asked_close(&edit->asked);
	config_fini(&edit->settings);
}

int
command_edit(struct command_context *context, int argc, char **argv)
{
	struct edit edit = { .context = context,
		.change = { .every_seconds = -1,
		    .overlap_seconds = -1,
		    .delay_milliseconds = -1,
		    .connections = -1,
		    .allow_private = -1,
		    .http2 = -1,
		    .compression = -1 } };
	struct fault why;
	int exit_code = command_read_no_options(context, argc, argv);
	int changes = argc - optind - 1;

	if (exit_code != COMMAND_DONE)
		return exit_code;
	if (changes < 0)
		return command_usage(context, argv[0],
		    "it takes a name, and what is to be changed, such as "
		    "every=12h");
	config_init(&edit.settings);
	if (read_changes(&edit, changes, argv + optind + 1, &why))
		exit_code = run(&edit, argv[optind], changes > 0);
	else
		exit_code = command_usage(context, argv[0], "%s", why.text);
	forget(&edit);
	return exit_code;
}
