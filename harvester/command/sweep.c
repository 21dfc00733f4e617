#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "command/sweep.h"
#include "command/verdict.h"

static const struct option options[] = {
	{ "show", no_argument, NULL, 's' },
	{ "confirm", no_argument, NULL, 'c' },
	{ "undo", no_argument, NULL, 'u' },
	{ "now", no_argument, NULL, 'n' },
	{ "wait", no_argument, NULL, 'w' },
	{ "harvest", required_argument, NULL, 'h' },
	{ 0 },
};

static bool
request_all(struct sweep *sweep, const struct reply *selections,
    struct target *targets, struct fault *why)
{
	const struct repository *repository = &sweep->repository;
	struct sweep_order order = { .repository_id = repository->repository_id,
		.is_urgent = sweep->is_urgent };

	for (int i = 0; i < reply_rows(selections); i++) {
		struct target *target = &targets[i];

		target->name = repository->name;
		target->repository_id = repository->repository_id;
		order.metadata_prefix = reply_text(selections, i, 0);
		order.set_spec = reply_text(selections, i, 1);
		if (!sweep_request(sweep->connection, &order,
			&target->harvest_id, &target->is_joined, why))
			return false;
	}
	return true;
}

/* 3 where a person has to look at it. */
static int
exit_code_of(struct sweep *sweep, const struct following *following)
{
	for (size_t i = 0; i < following->count; i++) {
		struct reply *reply;
		struct fault why;
		bool is_refused;

		if (!sweep_show(sweep->connection,
			sweep->repository.repository_id,
			following->targets[i].harvest_id, 0, &reply, &why))
			return command_fail(sweep->context, "sweep", &why);
		is_refused = reply_rows(reply) > 0 &&
		    text_is(reply_text(reply, 0, SWEEP_OUTCOME), "refused");
		reply_free(reply);
		if (is_refused)
			return COMMAND_PARTIAL;
	}
	return COMMAND_DONE;
}

static void
say_how_to_go_on(struct sweep *sweep, enum follow_end end)
{
	const char *name = sweep->repository.name;

	switch (end) {
	case FOLLOW_LEFT:
		command_say(sweep->context,
		    "The daemon goes on with it; \"sheaf status %s\" shows how "
		    "far it is.",
		    name);
		break;
	case FOLLOW_STOPPED:
	case FOLLOW_PAUSED:
		command_say(sweep->context,
		    "Stopped; \"sheaf sweep %s\" goes on where this stopped.",
		    name);
		break;
	case FOLLOW_DONE:
	case FOLLOW_FAILED:
		break;
	}
}

static int
wait_for_all(struct sweep *sweep, const struct target *targets, size_t count)
{
	struct following following = { .context = sweep->context,
		.command = "sweep",
		.connection = &sweep->connection,
		.targets = targets,
		.count = count,
		.is_patient = sweep->is_patient };
	struct fault why;
	enum follow_end end = follow(&following, &why);
	int exit_code = COMMAND_FAILED;

	if (following.harvests != NULL)
		exit_code = verdict_report(&following);
	if (end == FOLLOW_FAILED)
		exit_code = command_fail(sweep->context, "sweep", &why);
	else if (exit_code == COMMAND_DONE)
		exit_code = end == FOLLOW_DONE ? exit_code_of(sweep, &following)
					       : COMMAND_PARTIAL;
	say_how_to_go_on(sweep, end);
	reply_free(following.harvests);
	return exit_code;
}

static int
sweep_now(struct sweep *sweep)
{
	const struct repository *repository = &sweep->repository;
	struct target *targets;
	struct reply *selections;
	struct fault why;
	size_t count;
	int exit_code;

	if (strcmp(repository->state, "held") == 0 ||
	    strcmp(repository->state, "retired") == 0)
		return command_refuse(sweep->context, "sweep", COMMAND_FAILED,
		    "%s is %s; \"sheaf resume %s\" changes that",
		    repository->name, repository->state, repository->name);
	if (!repository_selections(sweep->connection, repository->repository_id,
		&selections, &why))
		return command_fail(sweep->context, "sweep", &why);
	count = (size_t)reply_rows(selections);
	targets = heap_array(count + 1, sizeof(*targets));
	if (count == 0)
		exit_code = command_refuse(sweep->context, "sweep",
		    COMMAND_NOTHING, "nothing of it is harvested");
	else if (!request_all(sweep, selections, targets, &why))
		exit_code = command_fail(sweep->context, "sweep", &why);
	else
		exit_code = wait_for_all(sweep, targets, count);
	reply_free(selections);
	free(targets);
	return exit_code;
}

static int
run(struct sweep *sweep, const char *name)
{
	int exit_code;

	if (!command_open(
		sweep->context, "sweep", DATABASE_WRITER, &sweep->connection))
		return COMMAND_FAILED;
	exit_code = command_find(sweep->context, "sweep", sweep->connection,
	    name, &sweep->repository);
	if (exit_code == COMMAND_DONE)
		exit_code = sweep->verb(sweep);
	repository_fini(&sweep->repository);
	connection_free(sweep->connection);
	return exit_code;
}

static bool
read_option(struct sweep *sweep, int option, struct fault *why)
{
	long long number;

	switch (option) {
	case 's':
		sweep->verb = sweep_print;
		sweep->verbs++;
		return true;
	case 'c':
		sweep->verb = sweep_take_as_gone;
		sweep->verbs++;
		return true;
	case 'u':
		sweep->verb = sweep_take_back;
		sweep->verbs++;
		return true;
	case 'n':
		sweep->is_urgent = true;
		return true;
	case 'w':
		sweep->is_patient = true;
		return true;
	default:
		if (text_number(text_of(optarg), &number) && number > 0) {
			sweep->harvest_id = (int64_t)number;
			return true;
		}
		return fault_set(why, FAULT_INPUT,
		    "--harvest takes the number of a sweep, as --show says it");
	}
}

static int
check(struct sweep *sweep, int argc, char **argv)
{
	if (argc - optind != 1)
		return command_usage(sweep->context, argv[0],
		    "it takes the name of a repository");
	if (sweep->verbs > 1)
		return command_usage(sweep->context, argv[0],
		    "--show, --confirm and --undo are one at a time");
	if (sweep->verbs > 0 && (sweep->is_urgent || sweep->is_patient))
		return command_usage(sweep->context, argv[0],
		    "--now and --wait are for a new sweep");
	if (sweep->verbs == 0 && sweep->harvest_id > 0)
		return command_usage(sweep->context, argv[0],
		    "--harvest goes with --show, --confirm or --undo");
	return COMMAND_DONE;
}

int
command_sweep(struct command_context *context, int argc, char **argv)
{
	struct sweep sweep = { .context = context, .verb = sweep_now };
	struct fault why;
	int exit_code;
	int option;

	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option == '?' || option == ':')
			return command_bad_option(context, option, argv);
		if (!read_option(&sweep, option, &why))
			return command_usage(context, argv[0], "%s", why.text);
	}
	exit_code = check(&sweep, argc, argv);
	return exit_code == COMMAND_DONE ? run(&sweep, argv[optind])
					 : exit_code;
}
