#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "command/choice.h"
#include "command/harvesting.h"
#include "command/verdict.h"
#include "oai/datestamp.h"
#include "oai/request.h"

#define DAY 86400

static const struct option options[] = {
	{ "full", no_argument, NULL, 'a' },
	{ "from", required_argument, NULL, 'f' },
	{ "until", required_argument, NULL, 'u' },
	{ "set", required_argument, NULL, 's' },
	{ "prefix", required_argument, NULL, 'p' },
	{ "wait", no_argument, NULL, 'w' },
	{ "group", required_argument, NULL, 'g' },
	{ 0 },
};

/* A day as until means all of it (OAI-PMH 3.3: until is inclusive). */
static bool
read_date(const char *text, bool is_until, time_t *when)
{
	enum granularity unit;

	if (!datestamp_parse(text, when, &unit))
		return false;
	if (is_until && unit == GRANULARITY_DAY)
		*when += DAY - 1;
	return true;
}

static bool
read_option(struct harvesting *harvesting, int option, struct fault *why)
{
	struct harvest_order *dates = &harvesting->dates;
	bool is_good = true;
	char shown[60];

	switch (option) {
	case 'a':
		dates->is_full = true;
		break;
	case 'f':
		dates->has_from = true;
		harvesting->from = optarg;
		is_good = read_date(optarg, false, &dates->from);
		break;
	case 'u':
		dates->has_until = true;
		harvesting->until = optarg;
		is_good = read_date(optarg, true, &dates->until);
		break;
	case 's':
		word_list_add(&harvesting->sets, text_of(optarg));
		break;
	case 'w':
		harvesting->is_patient = true;
		break;
	case 'g':
		harvesting->names.group = optarg;
		break;
	default:
		word_list_add(&harvesting->prefixes, text_of(optarg));
		break;
	}
	if (is_good)
		return true;
	return fault_set(why, FAULT_INPUT,
	    "\"%s\" is not a date; dates are YYYY-MM-DD or "
	    "YYYY-MM-DDThh:mm:ssZ",
	    text_printable(shown, sizeof(shown), text_of(optarg)));
}

static bool
check_words(const struct harvesting *harvesting, struct fault *why)
{
	char shown[80];

	for (size_t i = 0; i < harvesting->prefixes.count; i++) {
		struct text prefix = harvesting->prefixes.texts[i];

		if (!metadata_prefix_is_valid(prefix))
			return fault_set(why, FAULT_INPUT,
			    "\"%s\" cannot be a metadataPrefix",
			    text_printable(shown, sizeof(shown), prefix));
	}
	for (size_t i = 0; i < harvesting->sets.count; i++) {
		struct text set = harvesting->sets.texts[i];

		if (!set_is_pattern(set) && !set_spec_is_valid(set))
			return fault_set(why, FAULT_INPUT,
			    "\"%s\" cannot be a set",
			    text_printable(shown, sizeof(shown), set));
	}
	return true;
}

static bool
check(const struct harvesting *harvesting, struct fault *why)
{
	const struct harvest_order *dates = &harvesting->dates;

	if (dates->is_full && (dates->has_from || dates->has_until))
		return fault_set(why, FAULT_INPUT,
		    "--full is everything; it does not go with --from or "
		    "--until");
	if (dates->has_from && dates->has_until && dates->from > dates->until)
		return fault_set(
		    why, FAULT_INPUT, "--from is later than --until");
	return check_words(harvesting, why);
}

/* What is paused is not harvested by itself; asked for, it is. */
static bool
is_stopped(const char *state)
{
	return strcmp(state, "held") == 0 || strcmp(state, "retired") == 0;
}

/* Of a group those that can be are harvested; one that was named has to be. */
static int
want(struct harvesting *harvesting, const struct repository *repository)
{
	struct command_context *context = harvesting->context;
	const char *name = repository->name;

	if (!is_stopped(repository->state)) {
		harvesting->wanted[harvesting->wanted_count++].repository =
		    *repository;
		return COMMAND_DONE;
	}
	if (harvesting->names.group == NULL)
		return command_refuse(context, "harvest", COMMAND_FAILED,
		    "%s is %s; \"sheaf resume %s\" changes that", name,
		    repository->state, name);
	command_say(
	    context, "%s is %s, and left out.", name, repository->state);
	return COMMAND_DONE;
}

static int
find(struct harvesting *harvesting)
{
	struct several *several = &harvesting->several;
	int exit_code = several_find(harvesting->context, "harvest",
	    harvesting->connection, &harvesting->names, several);

	if (exit_code != COMMAND_DONE)
		return exit_code;
	harvesting->wanted =
	    heap_array(several->count, sizeof(*harvesting->wanted));
	for (size_t i = 0; i < several->count && exit_code == COMMAND_DONE; i++)
		exit_code = want(harvesting, &several->list[i]);
	if (exit_code == COMMAND_DONE && harvesting->wanted_count == 0)
		exit_code = command_refuse(harvesting->context, "harvest",
		    COMMAND_NOTHING, "nothing of the group %s can be harvested",
		    harvesting->names.group);
	return exit_code;
}

static void
say_joined(const struct harvesting *harvesting)
{
	size_t joined = 0;

	for (size_t i = 0; i < harvesting->target_count; i++)
		joined += harvesting->targets[i].is_joined ? 1 : 0;
	if (joined > 0)
		command_say(harvesting->context,
		    "Going on where an earlier harvest stopped.");
}

/* 4 where it was all for sets that are none, 3 for some of it. */
static int
exit_code_of_notices(const struct harvesting *harvesting)
{
	size_t count = 0;

	for (size_t i = 0; i < harvesting->target_count; i++)
		count += harvesting->targets[i].notice != NULL ? 1 : 0;
	if (count == 0)
		return COMMAND_DONE;
	return count == harvesting->target_count ? COMMAND_NOTHING
						 : COMMAND_PARTIAL;
}

static int
wait_for_all(struct harvesting *harvesting)
{
	struct following following = { .context = harvesting->context,
		.command = "harvest",
		.connection = &harvesting->connection,
		.targets = harvesting->targets,
		.count = harvesting->target_count,
		.is_patient = harvesting->is_patient };
	struct fault why;
	enum follow_end end;
	int exit_code = COMMAND_FAILED;

	say_joined(harvesting);
	end = follow(&following, &why);
	if (following.harvests != NULL) {
		if (end == FOLLOW_DONE)
			harvesting_notice_sets(harvesting, following.harvests);
		exit_code = verdict_report(&following);
	}
	if (end == FOLLOW_FAILED)
		exit_code = command_fail(harvesting->context, "harvest", &why);
	if (exit_code == COMMAND_DONE)
		exit_code = end == FOLLOW_DONE
		    ? exit_code_of_notices(harvesting)
		    : COMMAND_PARTIAL;
	harvesting_say_how_to_go_on(harvesting, end, following.harvests);
	reply_free(following.harvests);
	return exit_code;
}

/* All are found before the first is asked for. */
static int
run(struct harvesting *harvesting)
{
	struct command_context *context = harvesting->context;
	struct fault why;
	int exit_code;

	if (!command_open(
		context, "harvest", DATABASE_WRITER, &harvesting->connection))
		return COMMAND_FAILED;
	exit_code = find(harvesting);
	if (exit_code == COMMAND_DONE)
		exit_code = harvesting_look_up_sets(harvesting);
	if (exit_code != COMMAND_DONE)
		return exit_code;
	if (!harvesting_request(harvesting, &why))
		return command_fail(context, "harvest", &why);
	if (harvesting->target_count == 0)
		return command_refuse(context, "harvest", COMMAND_NOTHING,
		    "nothing of it is harvested; say --prefix");
	return wait_for_all(harvesting);
}

static void
forget(struct harvesting *harvesting)
{
	for (size_t i = 0; i < harvesting->wanted_count; i++) {
		struct wanted *wanted = &harvesting->wanted[i];

		asking_close(&wanted->asking);
		word_list_fini(&wanted->sets);
	}
	for (size_t i = 0; i < harvesting->target_count; i++)
		free(harvesting->targets[i].notice);
	free(harvesting->wanted);
	free(harvesting->targets);
	several_fini(&harvesting->several);
	word_list_fini(&harvesting->prefixes);
	word_list_fini(&harvesting->sets);
	connection_free(harvesting->connection);
}

static int
read_arguments(struct harvesting *harvesting, int argc, char **argv)
{
	struct fault why;
	int option;

	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option == '?' || option == ':')
			return command_bad_option(
			    harvesting->context, option, argv);
		if (!read_option(harvesting, option, &why))
			return command_usage(
			    harvesting->context, argv[0], "%s", why.text);
	}
	harvesting->names.names = (const char *const *)(argv + optind);
	harvesting->names.count = (size_t)(argc - optind);
	if (!check(harvesting, &why))
		return command_usage(
		    harvesting->context, argv[0], "%s", why.text);
	return several_check(harvesting->context, argv[0], &harvesting->names);
}

int
command_harvest(struct command_context *context, int argc, char **argv)
{
	struct harvesting harvesting = { .context = context };
	int exit_code = read_arguments(&harvesting, argc, argv);

	if (exit_code == COMMAND_DONE)
		exit_code = run(&harvesting);
	forget(&harvesting);
	return exit_code;
}
