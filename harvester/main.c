#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/version.h"
#include "command/common.h"
#include "command/pipe.h"
#include "command/table.h"
#include "oai/fetch.h"

#define CONFIG_PATH "/etc/sheaf/sheaf.conf"

/* The options that stand before a command, or anywhere after it. */
struct globals {
	const char *config;
	struct database_options database;
	bool is_json;
	bool is_quiet;
	bool is_help;
	bool is_version;
};

static const struct flag {
	const char *name;
	size_t offset; /* of a bool */
} flags[] = {
	{ "--json", offsetof(struct globals, is_json) },
	{ "--quiet", offsetof(struct globals, is_quiet) },
	{ "-q", offsetof(struct globals, is_quiet) },
	{ "--help", offsetof(struct globals, is_help) },
	{ "-h", offsetof(struct globals, is_help) },
	{ "--version", offsetof(struct globals, is_version) },
};

static const struct value {
	const char *name;
	size_t offset; /* of a const char * */
} values[] = {
	{ "--config", offsetof(struct globals, config) },
	{ "--database", offsetof(struct globals, database.database) },
	{ "--state", offsetof(struct globals, database.state) },
};

static bool
take_flag(struct globals *globals, const char *word)
{
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		if (strcmp(word, flags[i].name) != 0)
			continue;
		*(bool *)((char *)globals + flags[i].offset) = true;
		return true;
	}
	return false;
}

/* How many words it took: "--name=value" is one, "--name value" two; 0: it is
 * none of these; -1: the value is missing. */
static int
take_value(struct globals *globals, char **words, int count)
{
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		size_t length = strlen(values[i].name);
		const char *rest = words[0] + length;
		const char *given;

		if (strncmp(words[0], values[i].name, length) != 0 ||
		    (*rest != '=' && *rest != '\0'))
			continue;
		if (*rest == '\0' && count < 2)
			return -1;
		given = *rest == '=' ? rest + 1 : words[1];
		memcpy(
		    (char *)globals + values[i].offset, &given, sizeof(given));
		return *rest == '=' ? 1 : 2;
	}
	return 0;
}

/*
 * Takes the global options out of argv; what is left is the command and its
 * own words. Ends at "--", and where psql's words begin. False: a value is
 * missing.
 */
static bool
take_globals(struct globals *globals, int *argc, char **argv)
{
	int kept = 1;
	int at = 1;
	bool is_psql = false;

	while (at < *argc && strcmp(argv[at], "--") != 0) {
		int taken = take_value(globals, argv + at, *argc - at);

		if (taken < 0)
			return false;
		if (taken == 0 && (!is_psql || argv[at][1] == '-') &&
		    take_flag(globals, argv[at]))
			taken = 1;
		if (taken == 0 && is_psql)
			break;
		is_psql = is_psql ||
		    (taken == 0 && kept == 1 && strcmp(argv[at], "sql") == 0);
		if (taken == 0)
			argv[kept++] = argv[at++];
		at += taken;
	}
	while (at < *argc)
		argv[kept++] = argv[at++];
	argv[kept] = NULL;
	*argc = kept;
	return true;
}

static void
print_usage(FILE *file)
{
	(void)fputs("Usage: sheaf COMMAND [WORDS...] [OPTIONS...]\n"
		    "\n"
		    "Harvests OAI-PMH repositories into PostgreSQL.\n"
		    "\n",
	    file);
	for (size_t i = 0; command_at(i) != NULL; i++)
		if (command_at(i)->line != NULL)
			(void)fprintf(file, "  %-12s %s\n", command_at(i)->name,
			    command_at(i)->line);
	(void)fputs(
	    "\n"
	    "Options that every command takes:\n"
	    "  --config FILE          instead of " CONFIG_PATH "\n"
	    "  --database CONNINFO    a PostgreSQL connection string\n"
	    "  --state DIR            the private PostgreSQL in this "
	    "directory\n"
	    "  --json                 JSON on standard output, errors too: "
	    "one\n"
	    "                         object, or one a line where \"sheaf "
	    "help\n"
	    "                         COMMAND\" says so\n"
	    "  -q, --quiet            no progress, no advice\n"
	    "  -h, --help             \"sheaf help COMMAND\" says more\n"
	    "  --version\n"
	    "\n"
	    "Exit status: 0 done, 1 failed, 2 usage, 3 partial, 4 nothing "
	    "found.\n",
	    file);
}

static int
refuse_command(const char *name)
{
	struct guess guess;
	char shown[80];

	guess_init(&guess, text_of(name));
	for (size_t i = 0; command_at(i) != NULL; i++)
		if (command_at(i)->line != NULL)
			guess_look_at(&guess, command_at(i)->name);
	(void)fprintf(stderr, "sheaf: there is no command \"%s\"",
	    text_printable(shown, sizeof(shown), text_of(name)));
	if (guess.best != NULL)
		(void)fprintf(stderr, "; did you mean \"%s\"?\n", guess.best);
	else
		(void)fprintf(stderr, "; \"sheaf help\" lists them\n");
	return COMMAND_USAGE;
}

static int
help(const char *name)
{
	const struct command *command;

	if (name == NULL) {
		print_usage(stdout);
		return COMMAND_DONE;
	}
	command = command_named(name);
	if (command == NULL)
		return refuse_command(name);
	(void)printf("Usage: sheaf %s", command->usage);
	return COMMAND_DONE;
}

/* The file of --config has to be there; the usual one may be missing. */
static bool
load_config(struct command_context *context, const struct globals *globals,
    struct fault *why)
{
	enum log_level level;

	if (globals->config != NULL)
		context->config_path = globals->config;
	else if (access(CONFIG_PATH, F_OK) == 0)
		context->config_path = CONFIG_PATH;
	if (context->config_path != NULL &&
	    !config_load(&context->config, context->config_path, why))
		return false;
	if (log_parse_level(context->config.log_level, &level))
		log_set_level(level);
	if (globals->is_quiet)
		log_set_level(LOG_LEVEL_WARNING);
	return true;
}

/* What was written has to have arrived. */
static int
finish(int exit_code)
{
	if (fflush(stdout) == 0 && ferror(stdout) == 0)
		return exit_code;
	if (pipe_is_broken(stdout))
		pipe_end();
	(void)fprintf(stderr, "sheaf: could not write the output: %s\n",
	    strerrordesc_np(errno));
	return exit_code == COMMAND_DONE ? COMMAND_FAILED : exit_code;
}

static int
run(const struct command *command, const struct globals *globals, int argc,
    char **argv)
{
	struct command_context context = { .given = { globals->config,
					       globals->database.state,
					       globals->database.database },
		.is_json = globals->is_json,
		.is_quiet = globals->is_quiet,
		.out = stdout,
		.err = stderr };
	struct fault why;
	int exit_code;

	config_init(&context.config);
	if (!load_config(&context, globals, &why) ||
	    !database_find(
		&context.database, &globals->database, &context.config, &why))
		context.fault = &why;
	/* A command that makes one says so. */
	context.database.must_exist = true;
	if (context.fault == NULL ||
	    command->function == command_config_check) {
		optind = 0;
		opterr = 0;
		exit_code = command->function(&context, argc, argv);
	} else {
		(void)command_fail(&context, command->name, &why);
		exit_code = COMMAND_USAGE;
	}
	database_fini(&context.database);
	config_fini(&context.config);
	return exit_code;
}

int
main(int argc, char **argv)
{
	struct globals globals = { 0 };
	const struct command *command;

	fetch_prepare_process();
	if (!take_globals(&globals, &argc, argv)) {
		(void)fprintf(
		    stderr, "sheaf: %s needs a value\n", argv[argc - 1]);
		return COMMAND_USAGE;
	}
	if (globals.is_version) {
		(void)printf("sheaf %s\n", sheaf_version());
		return finish(COMMAND_DONE);
	}
	if (argc > 1 && strcmp(argv[1], "help") == 0)
		return finish(help(argv[2]));
	if (globals.is_help)
		return finish(help(argv[1]));
	if (argc < 2) {
		print_usage(stderr);
		return COMMAND_USAGE;
	}
	command = command_named(argv[1]);
	if (command == NULL)
		return refuse_command(argv[1]);
	return finish(run(command, &globals, argc - 1, argv + 1));
}
