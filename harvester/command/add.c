#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "command/access.h"
#include "command/add.h"
#include "command/contact.h"
#include "command/introduction.h"
#include "command/making.h"
#include "store/status.h"

static const struct option options[] = {
	{ "prefix", required_argument, NULL, 'p' },
	{ "set", required_argument, NULL, 's' },
	{ "every", required_argument, NULL, 'e' },
	{ "delay", required_argument, NULL, 'd' },
	{ "connections", required_argument, NULL, 'c' },
	{ "allow-private", no_argument, NULL, 'a' },
	{ "no-harvest", no_argument, NULL, 'n' },
	{ "group", required_argument, NULL, 'g' },
	ACCESS_OPTIONS,
	{ 0 },
};

/* COMMAND_DONE: go on. */
static int
read_option(struct add *add, int option, char **argv)
{
	struct fault why;
	bool is_one;
	bool is_good =
	    access_option(add->context, &add->access, option, &is_one, &why);

	if (is_one)
		return is_good
		    ? COMMAND_DONE
		    : command_usage(add->context, argv[0], "%s", why.text);
	switch (option) {
	case 'p':
		word_list_add(&add->prefixes, text_of(optarg));
		break;
	case 's':
		word_list_add(&add->sets, text_of(optarg));
		break;
	case 'e':
		is_good = setting_parse(&add->settings, "every", optarg, &why);
		break;
	case 'd':
		add->has_delay = true;
		is_good = setting_parse(&add->settings, "delay", optarg, &why);
		break;
	case 'c':
		add->has_connections = true;
		is_good =
		    setting_parse(&add->settings, "connections", optarg, &why);
		break;
	case 'a':
		add->allow_private = true;
		break;
	case 'n':
		add->is_harvested_later = true;
		break;
	case 'g':
		add->group = optarg;
		is_good = command_check_name(optarg, "group", &why);
		break;
	default:
		return command_bad_option(add->context, option, argv);
	}
	return is_good ? COMMAND_DONE
		       : command_usage(add->context, argv[0], "%s", why.text);
}

static void
take_defaults(struct add *add)
{
	const struct config *config = &add->context->config;

	config_init(&add->settings);
	add->settings.every_seconds = config->every_seconds;
	add->settings.delay_milliseconds = config->delay_milliseconds;
	add->settings.connections = config->connections;
	add->settings.overlap_seconds = config->overlap_seconds;
	add->settings.sweep_seconds = config->sweep_seconds;
}

static int
read_arguments(struct add *add, int argc, char **argv)
{
	struct fault why;
	int option;

	take_defaults(add);
	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		int exit_code = read_option(add, option, argv);

		if (exit_code != COMMAND_DONE)
			return exit_code;
	}
	if (argc - optind != 2)
		return command_usage(add->context, argv[0],
		    "it takes a name of your own choice and a base URL");
	add->name = argv[optind];
	if (!command_check_name(add->name, "name", &why) ||
	    !base_url_parse(&add->url, argv[optind + 1], &why))
		return command_usage(add->context, argv[0], "%s", why.text);
	return COMMAND_DONE;
}

static int
refuse_known(struct add *add)
{
	struct repository known = { 0 };
	struct fault why;
	char *shown;
	int exit_code;

	if (!repository_find(add->connection, add->name, &known, &why))
		return why.kind == FAULT_INPUT
		    ? COMMAND_DONE
		    : command_fail(add->context, "add", &why);
	shown = url_masked(known.base_url);
	exit_code = command_refuse(add->context, "add", COMMAND_FAILED,
	    "there is a repository \"%s\" already, at %s", known.name, shown);
	free(shown);
	repository_fini(&known);
	return exit_code;
}

/* Sets are needed only where some were asked for. */
static bool
ask_sets(struct add *add)
{
	struct probe *probe = add->asking.probe;

	add->offer.has_sets = probe_sets(probe, &add->offer.sets,
	    &add->offer.set_count, &add->offer.is_whole, &add->sets_why);
	return add->offer.has_sets || add->sets.count == 0;
}

static bool
identified(struct add *add, struct fault *why)
{
	struct introduction introduction = { .context = add->context,
		.connection = add->connection,
		.asking = &add->asking,
		.has_credentials = add->access.credentials != NULL,
		.url = &add->url,
		.typed = &add->typed };
	bool done = introduction_make(&introduction, why);

	add->identity = introduction.identity;
	add->redirect = introduction.redirect;
	return done;
}

static bool
ask_repository(struct add *add, struct fault *why)
{
	struct probe *probe = add->asking.probe;

	if (!identified(add, why) ||
	    !probe_formats(
		probe, &add->offer.formats, &add->offer.format_count, why))
		return false;
	if (ask_sets(add))
		return true;
	*why = add->sets_why;
	return false;
}

static bool
choose(struct add *add, struct fault *why)
{
	return choose_prefixes(
		   &add->chosen_prefixes, &add->prefixes, &add->offer, why) &&
	    choose_sets(&add->chosen_sets, &add->sets, &add->offer,
		&add->unlisted, why);
}

static bool
store(struct add *add, struct fault *why)
{
	const struct identity *identity = add->identity;
	const struct config *settings = &add->settings;
	struct repository_addition addition =
	    repository_addition_usual(settings);

	addition.name = add->name;
	addition.group_name = add->group;
	addition.base_url = add->url.url;
	addition.host = add->url.host;
	addition.allow_private = add->allow_private;
	addition.access = add->access;
	if (add->is_harvested_later)
		addition.first_seconds = settings->every_seconds;
	if (add->has_delay)
		addition.delay_milliseconds = settings->delay_milliseconds;
	if (add->has_connections)
		addition.connections = settings->connections;
	addition.repository_name = identity->repository_name;
	addition.protocol_version = identity->protocol_version;
	addition.admin_emails = identity->admin_emails;
	addition.earliest_datestamp = identity->earliest_datestamp;
	addition.deleted_record = identity->deleted_record;
	addition.granularity = identity->granularity;
	addition.descriptions = identity->descriptions;
	addition.prefixes = add->chosen_prefixes.texts;
	addition.prefix_count = add->chosen_prefixes.count;
	addition.sets = add->chosen_sets.texts;
	addition.set_count = add->chosen_sets.count;
	return repository_add(add->connection, &addition, why);
}

static int
fail(struct add *add, const struct fault *why)
{
	int exit_code = command_fail(add->context, "add", why);

	command_say(add->context, "Nothing was added.");
	return exit_code;
}

static void
say_asking(const struct add *add)
{
	char *shown = url_masked(add->url.url);

	if (command_is_terminal(add->context->err))
		command_say(add->context, "Asking %s ...", shown);
	free(shown);
}

static int
run(struct add *add)
{
	struct probe_options probe_options = {
		.base_url = add->url.url,
		.policy.allow_private = add->allow_private,
		.delay_milliseconds = add->settings.delay_milliseconds,
	};
	struct fault why;
	char *contact;
	bool is_making = making_allow(add->context);
	int exit_code;

	access_policy_add(&probe_options.policy, &add->access);
	if (!command_open(
		add->context, "add", DATABASE_WRITER, &add->connection))
		return COMMAND_FAILED;
	if (is_making)
		command_say(
		    add->context, "Made %s.", add->context->database.text);
	exit_code = refuse_known(add);
	if (exit_code != COMMAND_DONE)
		return exit_code;
	if (!contact_settle(
		add->context, add->connection, add->url.host, &contact, &why))
		return fail(add, &why);
	asking_open(&add->asking, add->context, &probe_options, contact);
	say_asking(add);
	if (!ask_repository(add, &why) ||
	    !repository_at(add->connection, add->url.url, &add->same, &why))
		return fail(add, &why);
	/* It has none of the formats or sets that were asked for. */
	if (!choose(add, &why)) {
		(void)fail(add, &why);
		return COMMAND_NOTHING;
	}
	if (!store(add, &why))
		return fail(add, &why);
	return add_report(add);
}

int
command_add(struct command_context *context, int argc, char **argv)
{
	struct add add = { .context = context,
		.access = { .insecure_credentials = -1, .verify_tls = -1 } };
	int exit_code = read_arguments(&add, argc, argv);

	if (exit_code == COMMAND_DONE)
		exit_code = run(&add);
	word_list_fini(&add.chosen_prefixes);
	word_list_fini(&add.chosen_sets);
	word_list_fini(&add.prefixes);
	word_list_fini(&add.sets);
	asking_close(&add.asking);
	connection_free(add.connection);
	base_url_fini(&add.url);
	base_url_fini(&add.typed);
	reply_free(add.same);
	config_fini(&add.settings);
	return exit_code;
}
