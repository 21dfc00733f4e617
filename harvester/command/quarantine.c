#include <getopt.h>
#include <string.h>

#include "base/array.h"
#include "command/quarantine.h"

static const struct option options[] = {
	{ "all", no_argument, NULL, 'a' },
	{ "undo", no_argument, NULL, 'u' },
	{ "dropped", no_argument, NULL, 'd' },
	{ 0 },
};

static const struct verb {
	const char *name;
	quarantine_verb *run;
	bool wants_name;
	size_t least; /* words behind the name */
	size_t most;
	const char *takes;
	const char *options; /* the letters of those it takes */
} verbs[] = {
	{ "list", quarantine_run_list, false, 0, 0,
	    "list takes the name of a repository, or none", "d" },
	{ "show", quarantine_run_show, true, 1, 1,
	    "show takes the name of a repository, and an identifier or a "
	    "number",
	    "" },
	{ "retry", quarantine_run_retry, true, 0, SIZE_MAX,
	    "retry takes the name of a repository, and identifiers or numbers "
	    "where it is not for all",
	    "" },
	{ "drop", quarantine_run_drop, true, 0, SIZE_MAX,
	    "drop takes the name of a repository, and identifiers, numbers or "
	    "--all",
	    "au" },
};

static const struct verb *
verb_named(const char *name)
{
	for (size_t i = 0; i < COUNT(verbs); i++)
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	return NULL;
}

static void
note_option(struct quarantine *quarantine, int option)
{
	if (option == 'a')
		quarantine->is_all = true;
	else if (option == 'u')
		quarantine->is_undone = true;
	else
		quarantine->is_dropped = true;
}

/* What was said fits the verb. */
static bool
is_apt(const struct quarantine *quarantine, const struct verb *verb,
    const char *name)
{
	if (name == NULL)
		return !verb->wants_name;
	if (strcmp(verb->name, "drop") == 0)
		return quarantine->is_all == (quarantine->word_count == 0);
	return quarantine->word_count >= verb->least &&
	    quarantine->word_count <= verb->most;
}

static int
run(struct quarantine *quarantine, const struct verb *verb, const char *name)
{
	int exit_code = COMMAND_DONE;

	if (!command_open(quarantine->context, QUARANTINE, DATABASE_WRITER,
		&quarantine->connection))
		return COMMAND_FAILED;
	if (name != NULL)
		exit_code = command_find(quarantine->context, QUARANTINE,
		    quarantine->connection, name, &quarantine->repository);
	if (exit_code == COMMAND_DONE)
		exit_code = verb->run(quarantine);
	repository_fini(&quarantine->repository);
	connection_free(quarantine->connection);
	return exit_code;
}

int
command_quarantine(struct command_context *context, int argc, char **argv)
{
	struct quarantine quarantine = { .context = context };
	const struct verb *verb;
	const char *name = NULL;
	char given[COUNT(options)] = "";
	size_t count = 0;
	char shown[40];
	int option;

	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option == '?' || option == ':')
			return command_bad_option(context, option, argv);
		note_option(&quarantine, option);
		if (strchr(given, option) == NULL)
			given[count++] = (char)option;
	}
	if (optind == argc)
		return command_usage(
		    context, argv[0], "say list, show, retry or drop");
	verb = verb_named(argv[optind]);
	if (verb == NULL)
		return command_usage(context, argv[0],
		    "say list, show, retry or drop, not \"%s\"",
		    text_printable(
			shown, sizeof(shown), text_of(argv[optind])));
	if (optind + 1 < argc)
		name = argv[optind + 1];
	if (name != NULL) {
		quarantine.words = argv + optind + 2;
		quarantine.word_count = (size_t)(argc - optind - 2);
	}
	if (strspn(given, verb->options) != count ||
	    !is_apt(&quarantine, verb, name))
		return command_usage(context, argv[0], "%s", verb->takes);
	return run(&quarantine, verb, name);
}
