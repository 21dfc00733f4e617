#include <getopt.h>
#include <string.h>

#include "command/common.h"
#include "store/status.h"

struct edit {
	struct repository_change change;
	struct config settings;
};

static bool
set_every(struct edit *edit, const char *value, struct fault *why)
{
	if (!setting_parse(&edit->settings, "every", value, why))
		return false;
	edit->change.every_seconds = edit->settings.every_seconds;
	return true;
}

static bool
set_overlap(struct edit *edit, const char *value, struct fault *why)
{
	if (!setting_parse(&edit->settings, "overlap", value, why))
		return false;
	edit->change.overlap_seconds = edit->settings.overlap_seconds;
	return true;
}

static bool
set_delay(struct edit *edit, const char *value, struct fault *why)
{
	if (!setting_parse(&edit->settings, "delay", value, why))
		return false;
	edit->change.delay_milliseconds = edit->settings.delay_milliseconds;
	return true;
}

static bool
set_connections(struct edit *edit, const char *value, struct fault *why)
{
	if (!setting_parse(&edit->settings, "connections", value, why))
		return false;
	edit->change.connections = edit->settings.connections;
	return true;
}

static bool
parse_choice(const char *key, const char *value, int *choice, struct fault *why)
{
	char shown[60];

	if (strcmp(value, "yes") == 0)
		*choice = 1;
	else if (strcmp(value, "no") == 0)
		*choice = 0;
	else
		return fault_set(why, FAULT_INPUT,
		    "%s cannot be \"%s\"; it is yes or no", key,
		    text_printable(shown, sizeof(shown), text_of(value)));
	return true;
}

static bool
set_allow_private(struct edit *edit, const char *value, struct fault *why)
{
	return parse_choice(
	    "allow-private", value, &edit->change.allow_private, why);
}

static bool
set_http2(struct edit *edit, const char *value, struct fault *why)
{
	return parse_choice("http2", value, &edit->change.http2, why);
}

static bool
set_compression(struct edit *edit, const char *value, struct fault *why)
{
	return parse_choice(
	    "compression", value, &edit->change.compression, why);
}

static bool
set_state(struct edit *edit, const char *value, struct fault *why)
{
	char shown[60];

	if (strcmp(value, "active") != 0 && strcmp(value, "paused") != 0)
		return fault_set(why, FAULT_INPUT,
		    "state cannot be \"%s\"; it is active or paused",
		    text_printable(shown, sizeof(shown), text_of(value)));
	edit->change.state = value;
	return true;
}

static bool
set_name(struct edit *edit, const char *value, struct fault *why)
{
	char shown[60];

	if (!repository_name_is_valid(value))
		return fault_set(why, FAULT_INPUT,
		    "\"%s\" cannot be a name; names are small letters, "
		    "digits, \".\", \"_\" and \"-\", at most 63",
		    text_printable(shown, sizeof(shown), text_of(value)));
	edit->change.name = value;
	return true;
}

static const struct key {
	const char *name;
	bool (*set)(struct edit *edit, const char *value, struct fault *why);
} keys[] = {
	{ "every", set_every },
	{ "overlap", set_overlap },
	{ "delay", set_delay },
	{ "connections", set_connections },
	{ "allow-private", set_allow_private },
	{ "http2", set_http2 },
	{ "compression", set_compression },
	{ "state", set_state },
	{ "name", set_name },
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
	    "connections, allow-private, http2, compression, state and name",
	    shown);
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
	for (size_t i = 0; i < KEY_COUNT; i++)
		if (strcmp(keys[i].name, argument) == 0)
			return keys[i].set(edit, value, why);
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

static int
say_done(struct command_context *context, struct connection *connection,
    const struct repository *repository, const struct edit *edit)
{
	const struct repository_change *change = &edit->change;
	const char *name =
	    change->name == NULL ? repository->name : change->name;
	struct reply *reply;
	struct fault why;

	if ((change->delay_milliseconds >= 0 || change->connections >= 0) &&
	    repository->neighbours > 0)
		command_say(context,
		    "delay and connections are of the host %s: they hold for "
		    "%ld more of your repositories.",
		    repository->host, repository->neighbours);
	if (!context->is_json) {
		command_say(context, "%s is changed.", name);
		return COMMAND_DONE;
	}
	if (!status_repositories(connection, name, false, &reply, &why))
		return command_fail(context, "edit", &why);
	if (reply_rows(reply) > 0)
		command_print_json(
		    context, reply_string(reply, 0, STATUS_JSON));
	reply_free(reply);
	return COMMAND_DONE;
}

static int
apply(struct command_context *context, struct connection *connection,
    const char *name, const struct edit *edit)
{
	struct repository repository = { 0 };
	struct fault why;
	int exit_code =
	    command_find(context, "edit", connection, name, &repository);

	if (exit_code != COMMAND_DONE)
		return exit_code;
	if (repository_edit(
		connection, repository.repository_id, &edit->change, &why))
		exit_code = say_done(context, connection, &repository, edit);
	else
		exit_code = command_fail(context, "edit", &why);
	repository_fini(&repository);
	return exit_code;
}

int
command_edit(struct command_context *context, int argc, char **argv)
{
	struct edit edit = { .change = { .every_seconds = -1,
				 .overlap_seconds = -1,
				 .delay_milliseconds = -1,
				 .connections = -1,
				 .allow_private = -1,
				 .http2 = -1,
				 .compression = -1 } };
	struct connection *connection = NULL;
	struct fault why;
	int exit_code = command_read_no_options(context, argc, argv);

	if (exit_code != COMMAND_DONE)
		return exit_code;
	if (argc - optind < 2)
		return command_usage(context, argv[0],
		    "it takes a name and what is to be changed, such as "
		    "every=12h");
	config_init(&edit.settings);
	if (!read_changes(&edit, argc - optind - 1, argv + optind + 1, &why))
		exit_code = command_usage(context, argv[0], "%s", why.text);
	else if (!command_open(context, argv[0], DATABASE_WRITER, &connection))
		exit_code = COMMAND_FAILED;
	else
		exit_code = apply(context, connection, argv[optind], &edit);
	config_fini(&edit.settings);
	connection_free(connection);
	return exit_code;
}
