#include <assert.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "command/verdict.h"
#include "oai/datestamp.h"
#include "oai/request.h"
#include "store/status.h"

#define DAY 86400

struct harvesting {
	struct command_context *context;
	struct connection *connection;
	struct word_list prefixes;
	struct word_list sets;
	struct harvest_order dates; /* what is the same in every order */
	struct repository *repositories;
	size_t repository_count;
	struct target *targets;
	size_t target_count;
};

static const struct option options[] = {
	{ "full", no_argument, NULL, 'a' },
	{ "from", required_argument, NULL, 'f' },
	{ "until", required_argument, NULL, 'u' },
	{ "set", required_argument, NULL, 's' },
	{ "prefix", required_argument, NULL, 'p' },
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
		is_good = read_date(optarg, false, &dates->from);
		break;
	case 'u':
		dates->has_until = true;
		is_good = read_date(optarg, true, &dates->until);
		break;
	case 's':
		word_list_add(&harvesting->sets, text_of(optarg));
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

		if (!set_spec_is_valid(set))
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

static bool
is_stopped(const char *state)
{
	return strcmp(state, "paused") == 0 || strcmp(state, "held") == 0 ||
	    strcmp(state, "retired") == 0;
}

static int
find(struct harvesting *harvesting, const char *name)
{
	struct command_context *context = harvesting->context;
	struct repository *repository =
	    &harvesting->repositories[harvesting->repository_count];
	int exit_code = command_find(
	    context, "harvest", harvesting->connection, name, repository);

	if (exit_code != COMMAND_DONE)
		return exit_code;
	harvesting->repository_count++;
	if (is_stopped(repository->state))
		return command_refuse(context, "harvest", COMMAND_FAILED,
		    "%s is %s; \"sheaf edit %s state=active\" changes that",
		    name, repository->state, name);
	return COMMAND_DONE;
}

static bool
request(struct harvesting *harvesting, const struct repository *repository,
    struct text prefix, struct text set, struct fault *why)
{
	struct harvest_order order = harvesting->dates;
	struct target target = { .name = repository->name,
		.repository_id = repository->repository_id };

	order.repository_id = repository->repository_id;
	order.metadata_prefix = prefix;
	order.set_spec = set;
	if (!harvest_request(harvesting->connection, &order, &target.harvest_id,
		&target.is_joined, why))
		return false;
	harvesting->targets = reallocarray(
	    harvesting->targets, harvesting->target_count + 1, sizeof(target));
	if (harvesting->targets == NULL)
		heap_out();
	harvesting->targets[harvesting->target_count++] = target;
	return true;
}

/* What the options leave open comes from what is harvested regularly. */
struct plan {
	struct word_list prefixes; /* pairs with sets, of the same count */
	struct word_list sets;
};

static void
plan_add(struct plan *plan, struct text prefix, struct text set)
{
	for (size_t i = 0; i < plan->prefixes.count; i++)
		if (text_equals(plan->prefixes.texts[i], prefix) &&
		    text_equals(plan->sets.texts[i], set))
			return;
	word_list_add(&plan->prefixes, prefix);
	word_list_add(&plan->sets, set);
}

/* One prefix: with the sets asked for, or those that go with it. */
static void
plan_prefix(struct plan *plan, const struct harvesting *harvesting,
    struct text prefix, const struct reply *selections)
{
	bool is_known = false;

	for (size_t i = 0; i < harvesting->sets.count; i++)
		plan_add(plan, prefix, harvesting->sets.texts[i]);
	if (harvesting->sets.count > 0)
		return;
	for (int i = 0; i < reply_rows(selections); i++) {
		if (!text_equals(reply_text(selections, i, 0), prefix))
			continue;
		plan_add(plan, prefix, reply_text(selections, i, 1));
		is_known = true;
	}
	if (!is_known)
		plan_add(plan, prefix, TEXT(""));
}

static void
plan_make(struct plan *plan, const struct harvesting *harvesting,
    const struct reply *selections)
{
	const struct word_list *prefixes = &harvesting->prefixes;

	for (size_t i = 0; i < prefixes->count; i++)
		plan_prefix(plan, harvesting, prefixes->texts[i], selections);
	if (prefixes->count > 0)
		return;
	for (int i = 0; i < reply_rows(selections); i++)
		plan_prefix(
		    plan, harvesting, reply_text(selections, i, 0), selections);
}

static bool
request_all(struct harvesting *harvesting, const struct repository *repository,
    struct fault *why)
{
	struct plan plan = { 0 };
	struct reply *selections;
	bool done = true;

	if (!repository_selections(harvesting->connection,
		repository->repository_id, &selections, why))
		return false;
	plan_make(&plan, harvesting, selections);
	for (size_t i = 0; done && i < plan.prefixes.count; i++)
		done = request(harvesting, repository, plan.prefixes.texts[i],
		    plan.sets.texts[i], why);
	word_list_fini(&plan.prefixes);
	word_list_fini(&plan.sets);
	reply_free(selections);
	return done;
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

static void
say_how_to_go_on(const struct harvesting *harvesting, enum follow_end end)
{
	const char *name = harvesting->repositories[0].name;

	if (end == FOLLOW_LEFT)
		command_say(harvesting->context,
		    "The daemon goes on with it; \"sheaf status %s\" shows "
		    "how far it is.",
		    name);
	if (end == FOLLOW_STOPPED)
		command_say(harvesting->context,
		    "Stopped; \"sheaf harvest %s\" goes on where this "
		    "stopped.",
		    name);
}

static int
wait_for_all(struct harvesting *harvesting)
{
	struct following following = { .context = harvesting->context,
		.connection = &harvesting->connection,
		.targets = harvesting->targets,
		.count = harvesting->target_count };
	struct fault why;
	enum follow_end end;
	int exit_code = COMMAND_FAILED;

	say_joined(harvesting);
	end = follow(&following, &why);
	if (following.harvests != NULL)
		exit_code = verdict_report(&following);
	if (end == FOLLOW_FAILED)
		exit_code = command_fail(harvesting->context, "harvest", &why);
	if (end != FOLLOW_DONE && exit_code == COMMAND_DONE)
		exit_code = COMMAND_PARTIAL;
	say_how_to_go_on(harvesting, end);
	reply_free(following.harvests);
	return exit_code;
}

/* All are found before the first is asked for. At least one. */
static int
run(struct harvesting *harvesting, char **names, size_t count)
{
	struct command_context *context = harvesting->context;
	struct fault why;
	int exit_code = COMMAND_DONE;

	assert(count > 0);
	harvesting->repositories =
	    heap_array(count, sizeof(*harvesting->repositories));
	if (!command_open(
		context, "harvest", DATABASE_WRITER, &harvesting->connection))
		return COMMAND_FAILED;
	for (size_t i = 0; i < count && exit_code == COMMAND_DONE; i++)
		exit_code = find(harvesting, names[i]);
	if (exit_code != COMMAND_DONE)
		return exit_code;
	for (size_t i = 0; i < count; i++)
		if (!request_all(
			harvesting, &harvesting->repositories[i], &why))
			return command_fail(context, "harvest", &why);
	if (harvesting->target_count == 0)
		return command_refuse(context, "harvest", COMMAND_NOTHING,
		    "nothing of it is harvested; say --prefix");
	return wait_for_all(harvesting);
}

static void
forget(struct harvesting *harvesting)
{
	for (size_t i = 0; i < harvesting->repository_count; i++)
		repository_fini(&harvesting->repositories[i]);
	free(harvesting->repositories);
	free(harvesting->targets);
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
	if (optind == argc)
		return command_usage(harvesting->context, argv[0],
		    "it takes the name of a repository, or several");
	if (!check(harvesting, &why))
		return command_usage(
		    harvesting->context, argv[0], "%s", why.text);
	return COMMAND_DONE;
}

int
command_harvest(struct command_context *context, int argc, char **argv)
{
	struct harvesting harvesting = { .context = context };
	int exit_code = read_arguments(&harvesting, argc, argv);

	if (exit_code == COMMAND_DONE)
		exit_code =
		    run(&harvesting, argv + optind, (size_t)(argc - optind));
	forget(&harvesting);
	return exit_code;
}
