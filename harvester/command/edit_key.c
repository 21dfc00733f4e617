#include <string.h>

#include "command/access.h"
#include "command/edit.h"
#include "normalise/platform.h"

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
	else if (strcmp(key, "sweep") == 0)
		change->sweep_seconds = settings->sweep_seconds;
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
set_access(
    struct edit *edit, const char *key, const char *value, struct fault *why)
{
	return access_set(edit->context, &edit->change.access, key, value, why);
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
	edit->state = value;
	return true;
}

static bool
set_name(
    struct edit *edit, const char *key, const char *value, struct fault *why)
{
	if (edit->group != NULL)
		return fault_set(why, FAULT_INPUT,
		    "%s is of one repository; it does not go with --group",
		    key);
	edit->change.name = value;
	return command_check_name(value, key, why);
}

/* "auto": as it is told by what it shows. */
static bool
set_platform(
    struct edit *edit, const char *key, const char *value, struct fault *why)
{
	struct buffer known;
	char shown[60];
	bool done;

	edit->change.platform = value;
	if (strcmp(value, "auto") == 0 || strcmp(value, "none") == 0 ||
	    platform_is_known(text_of(value)))
		return true;
	buffer_init(&known, 0);
	platform_list(&known);
	done = fault_set(why, FAULT_INPUT,
	    "%s cannot be \"%s\"; it is auto, none, %s", key,
	    text_printable(shown, sizeof(shown), text_of(value)), known.bytes);
	buffer_fini(&known);
	return done;
}

static bool
set_group(
    struct edit *edit, const char *key, const char *value, struct fault *why)
{
	edit->change.group_name = value;
	return *value == '\0' || command_check_name(value, key, why);
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
	    "%s is changed by \"sheaf move NAME BASE_URL\", which looks "
	    "whether the records are there",
	    key);
}

/* And then its name. */
#define QUIRK_KEY "quirk."

static const struct key {
	const char *name;
	edit_key_function *set;
} keys[] = {
	{ "every", set_setting },
	{ "overlap", set_setting },
	{ "sweep", set_setting },
	{ "delay", set_setting },
	{ "connections", set_setting },
	{ "allow_private", set_choice },
	{ "http2", set_choice },
	{ "compression", set_choice },
	{ "credentials", set_access },
	{ "insecure_credentials", set_access },
	{ "proxy", set_access },
	{ "ca_file", set_access },
	{ "verify_tls", set_access },
	{ "user_agent", set_access },
	{ "prefix", set_prefix },
	{ "set", set_set },
	{ "platform", set_platform },
	{ "state", set_state },
	{ "group", set_group },
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
	    "there is no key \"%s\"; keys are every, overlap, sweep, delay, "
	    "connections, allow_private, http2, compression, credentials, "
	    "insecure_credentials, proxy, ca_file, verify_tls, user_agent, "
	    "prefix, set, platform, state, group, name and quirk.Q",
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
	if (strncmp(argument, QUIRK_KEY, strlen(QUIRK_KEY)) == 0)
		return edit_read_quirk(
		    edit, argument + strlen(QUIRK_KEY), value, why);
	spell_as_key(argument);
	for (size_t i = 0; i < KEY_COUNT; i++)
		if (strcmp(keys[i].name, argument) == 0)
			return keys[i].set(edit, argument, value, why);
	return refuse_key(argument, why);
}

void
edit_init(struct edit *edit, struct command_context *context)
{
	*edit = (struct edit){ .context = context,
		.change = { .every_seconds = -1,
		    .overlap_seconds = -1,
		    .sweep_seconds = -1,
		    .delay_milliseconds = -1,
		    .connections = -1,
		    .allow_private = -1,
		    .http2 = -1,
		    .compression = -1,
		    .access = {
			.insecure_credentials = -1, .verify_tls = -1 } } };
	config_init(&edit->settings);
}

bool
edit_read(struct edit *edit, int argc, char **argv, struct fault *why)
{
	for (int i = 0; i < argc; i++)
		if (!read_change(edit, argv[i], why))
			return false;
	return true;
}
