#include <getopt.h>
#include <stdlib.h>
#include <time.h>

#include "base/heap.h"
#include "command/follow.h"
#include "command/import.h"
#include "command/interrupt.h"
#include "oai/datestamp.h"
#include "oai/request.h"
#include "store/lease.h"

static const struct option options[] = {
	{ "prefix", required_argument, NULL, 'p' },
	{ "set", required_argument, NULL, 's' },
	{ "url", required_argument, NULL, 'u' },
	{ "next-from", required_argument, NULL, 'n' },
	{ "recursive", no_argument, NULL, 'r' },
	{ "dry-run", no_argument, NULL, 'd' },
	{ 0 },
};

static bool
read_date(struct importing *importing, struct fault *why)
{
	enum granularity unit;
	char shown[60];

	importing->has_next_from = true;
	if (!datestamp_parse(optarg, &importing->next_from, &unit))
		return fault_set(why, FAULT_INPUT,
		    "\"%s\" is not a date; dates are YYYY-MM-DD or "
		    "YYYY-MM-DDThh:mm:ssZ",
		    text_printable(shown, sizeof(shown), text_of(optarg)));
	/* What no harvest asks for again is lost. */
	if (importing->next_from > time(NULL))
		return fault_set(
		    why, FAULT_INPUT, "--next-from cannot be later than now");
	return true;
}

static bool
read_option(struct importing *importing, int option, struct fault *why)
{
	char shown[80];

	switch (option) {
	case 'p':
		importing->prefix = optarg;
		return metadata_prefix_is_valid(text_of(optarg)) ||
		    fault_set(why, FAULT_INPUT,
			"\"%s\" cannot be a metadataPrefix",
			text_printable(shown, sizeof(shown), text_of(optarg)));
	case 's':
		importing->set = optarg;
		return optarg[0] == '\0' ||
		    set_spec_is_valid(text_of(optarg)) ||
		    fault_set(why, FAULT_INPUT, "\"%s\" cannot be a set",
			text_printable(shown, sizeof(shown), text_of(optarg)));
	case 'u':
		base_url_fini(&importing->url);
		importing->has_url = true;
		return base_url_parse(&importing->url, optarg, why);
	case 'n':
		return read_date(importing, why);
	case 'r':
		importing->is_recursive = true;
		return true;
	default:
		importing->is_dry = true;
		return true;
	}
}

static int
read_arguments(struct importing *importing, int argc, char **argv)
{
	struct command_context *context = importing->context;
	struct fault why;
	int option;

	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option == '?' || option == ':')
			return command_bad_option(context, option, argv);
		if (!read_option(importing, option, &why))
			return command_usage(context, argv[0], "%s", why.text);
	}
	if (argc - optind < 2)
		return command_usage(context, argv[0],
		    "it takes the name of a repository, and files or a "
		    "directory");
	importing->name = argv[optind];
	if (import_find(importing, argv + optind + 1,
		(size_t)(argc - optind - 1), &why))
		return COMMAND_DONE;
	return command_refuse(
	    context, argv[0], COMMAND_NOTHING, "%s", why.text);
}

/* One after the other. */
static bool
read_sources(struct importing *importing, struct fault *why)
{
	lease_make(importing->lease_id);
	progress_init(
	    &importing->progress, importing->context, importing->name);
	interrupt_catch(NULL);
	for (size_t i = 0;
	     i < importing->source_count && !importing->is_stopped; i++) {
		struct import_source *source = &importing->sources[i];
		bool done =
		    source->count == 0 || import_read(importing, source, why);

		importing->is_stopped = interrupt_came();
		if (done)
			continue;
		progress_clear(&importing->progress);
		interrupt_leave();
		return false;
	}
	progress_clear(&importing->progress);
	interrupt_leave();
	return true;
}

/* Items of what came: by the daemon, or by a child of ours. */
static bool
normalise(struct importing *importing, enum follow_end *end, struct fault *why)
{
	struct target *targets =
	    heap_array(importing->source_count, sizeof(*targets));
	struct following following = { .context = importing->context,
		.command = "import-pages",
		.connection = &importing->connection,
		.targets = targets };

	for (size_t i = 0; i < importing->source_count; i++)
		if (importing->sources[i].harvest_id != 0)
			targets[following.count++] =
			    (struct target){ .name = importing->name,
				    .repository_id =
					importing->repository.repository_id,
				    .harvest_id =
					importing->sources[i].harvest_id };
	*end = FOLLOW_DONE;
	if (following.count > 0)
		*end = follow(&following, why);
	reply_free(following.harvests);
	free(targets);
	return *end != FOLLOW_FAILED;
}

static int
fail(struct importing *importing, const struct fault *why)
{
	int exit_code = command_fail(importing->context, "import-pages", why);

	command_say(importing->context,
	    "The file under way is not stored whole, nor perhaps the one "
	    "before it; the same command goes on behind what is.");
	return exit_code;
}

static int
run(struct importing *importing)
{
	enum follow_end end = FOLLOW_DONE;
	struct fault why;
	int exit_code = import_target(importing);

	if (exit_code != COMMAND_DONE)
		return exit_code;
	if (!read_sources(importing, &why))
		return fail(importing, &why);
	if (!importing->is_dry && !importing->is_stopped &&
	    !normalise(importing, &end, &why))
		return command_fail(importing->context, "import-pages", &why);
	exit_code = import_report(importing);
	import_say_next(importing);
	if (end == FOLLOW_DONE)
		return exit_code;
	command_say(importing->context,
	    "Not everything is normalised yet: the next harvest goes on with "
	    "it, or a daemon.");
	return exit_code == COMMAND_DONE ? COMMAND_PARTIAL : exit_code;
}

static void
forget(struct importing *importing)
{
	for (size_t i = 0; i < importing->source_count; i++)
		import_source_fini(&importing->sources[i]);
	for (size_t i = 0; i < importing->problem_count; i++) {
		free(importing->problems[i].file);
		free(importing->problems[i].text);
		free(importing->problems[i].folder);
	}
	free(importing->sources);
	free(importing->problems);
	base_url_fini(&importing->url);
	repository_fini(&importing->repository);
	connection_free(importing->connection);
}

int
command_import_pages(struct command_context *context, int argc, char **argv)
{
	struct importing importing = { .context = context };
	int exit_code = read_arguments(&importing, argc, argv);

	if (exit_code == COMMAND_DONE)
		exit_code = run(&importing);
	forget(&importing);
	return exit_code;
}
