#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/version.h"
#include "command/common.h"
#include "oai/fetch.h"

#define CONFIG_PATH "/etc/sheaf/sheaf.conf"

static const struct command {
	const char *name;
	const char *line; /* NULL: not for people */
	const char *usage;
	command_function *function;
} commands[] = {
	{ "add", "add a repository",
	    "add NAME BASE_URL [OPTION...]\n"
	    "\n"
	    "Asks the repository what it is and what it has, and says so. "
	    "Takes "
	    "oai_dc and\n"
	    "the richest format that Sheaf knows, all sets, and one harvest a "
	    "day.\n"
	    "\n"
	    "  --prefix P         take this format (a metadataPrefix); may be "
	    "repeated\n"
	    "  --set S            take this set only; may be repeated; * ? [ ] "
	    "are patterns\n"
	    "  --every TIME       between two harvests: 90m, 12h, 7d, weekly\n"
	    "  --delay SECONDS    between two requests to its host\n"
	    "  --connections N    requests to its host at the same time\n"
	    "  --allow-private    it may be on your own network, or this "
	    "machine\n"
	    "  --no-harvest       first harvest one interval from now, not at "
	    "once\n",
	    command_add },
	{ "edit", "change a repository",
	    "edit NAME KEY=VALUE...\n"
	    "\n"
	    "  every=TIME               between two harvests\n"
	    "  overlap=TIME             how far each harvest reaches back\n"
	    "  delay=TIME               between two requests to its host\n"
	    "  connections=N            requests to its host at the same time\n"
	    "  allow-private=yes|no     it may be on your own network\n"
	    "  http2=yes|no             speak HTTP/2\n"
	    "  compression=yes|no       ask for compressed answers\n"
	    "  state=active|paused      harvest it by itself, or not\n"
	    "  name=NEW_NAME\n",
	    command_edit },
	{ "list", "list the repositories", "list\n", command_list },
	{ "formats", "ask a repository for its formats",
	    "formats NAME\n"
	    "\n"
	    "A line a format: metadataPrefix, namespace.\n",
	    command_formats },
	{ "sets", "ask a repository for its sets",
	    "sets NAME\n"
	    "\n"
	    "A line a set: setSpec, name.\n",
	    command_sets },
	{ "remove", "remove a repository",
	    "remove NAME [--purge]\n"
	    "\n"
	    "  --purge    with all its records and items, for good\n",
	    command_remove },
	{ "harvest", "harvest now, and wait for the end",
	    "harvest NAME... [OPTION...]\n"
	    "\n"
	    "Harvests what is new, and normalises it. A daemon does the work "
	    "where one\n"
	    "runs. Ctrl-C stops after the page in hand; the same command goes "
	    "on from there.\n"
	    "\n"
	    "  --full         everything again\n"
	    "  --from DATE    what changed from then on: YYYY-MM-DD or\n"
	    "                 YYYY-MM-DDThh:mm:ssZ\n"
	    "  --until DATE   what changed until then\n"
	    "  --prefix P     this format only; may be repeated\n"
	    "  --set S        this set only; may be repeated\n",
	    command_harvest },
	{ "status", "how everything is", "status [NAME]\n", command_status },
	{ "show", "show an item",
	    "show [NAME] IDENTIFIER [--raw] [--prefix P]\n"
	    "\n"
	    "  --raw          its metadata as it was served, XML\n"
	    "  --prefix P     in this format\n",
	    command_show },
	{ "export", "write out all that a repository has",
	    "export NAME... --format raw|jsonl [--out FILE]\n"
	    "\n"
	    "  --format raw     the records as they were served, XML\n"
	    "  --format jsonl   the items, a JSON object a line\n"
	    "  --out FILE       appears when it is finished; without it, "
	    "standard output\n",
	    command_export },
	{ "sql", "psql on the same database",
	    "sql [--role reader|writer|owner] [WORDS FOR PSQL...]\n"
	    "\n"
	    "As the reader, who sees the views of the schema \"api\" and "
	    "changes "
	    "nothing.\n",
	    command_sql },
	{ "db", "make, start and stop the database",
	    "db init [--print] | start | stop | status | migrate\n"
	    "\n"
	    "  init       make the database and its tables\n"
	    "  --print    write the SQL for whoever runs the server, do "
	    "nothing\n"
	    "  start      start the private PostgreSQL; stop stops it\n"
	    "  status     where it is, and whether it runs\n"
	    "  migrate    bring the tables up to this version\n",
	    command_db },
	{ "daemon", "harvest for ever, as a service",
	    "daemon\n"
	    "\n"
	    "Stays in the foreground. SIGHUP reads the configuration again, "
	    "SIGTERM stops.\n",
	    command_daemon },
	{ "config", "check the configuration",
	    "config check\n"
	    "\n"
	    "Says every key with its value, and which database is used.\n",
	    command_config_check },
	{ "worker", NULL,
	    "worker harvest|normalise [--daemon] [--name NAME] [--for "
	    "ID,ID...]\n"
	    "\n"
	    "Started by \"sheaf daemon\" and \"sheaf harvest\", not by "
	    "people.\n",
	    command_worker },
};

#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))

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

static const struct command *
find_command(const char *name)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static void
print_usage(FILE *file)
{
	(void)fputs("Usage: sheaf COMMAND [WORDS...] [OPTIONS...]\n"
		    "\n"
		    "Harvests OAI-PMH repositories into PostgreSQL.\n"
		    "\n",
	    file);
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (commands[i].line != NULL)
			(void)fprintf(file, "  %-9s %s\n", commands[i].name,
			    commands[i].line);
	(void)fputs(
	    "\n"
	    "Options that every command takes:\n"
	    "  --config FILE          instead of " CONFIG_PATH "\n"
	    "  --database CONNINFO    a PostgreSQL connection string\n"
	    "  --state DIR            the private PostgreSQL in this "
	    "directory\n"
	    "  --json                 one JSON object on standard output\n"
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
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (commands[i].line != NULL)
			guess_look_at(&guess, commands[i].name);
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
	command = find_command(name);
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
	(void)fprintf(stderr, "sheaf: could not write the output: %s\n",
	    strerrordesc_np(errno));
	return exit_code == COMMAND_DONE ? COMMAND_FAILED : exit_code;
}

static int
run(const struct command *command, const struct globals *globals, int argc,
    char **argv)
{
	struct command_context context = { .is_json = globals->is_json,
		.is_quiet = globals->is_quiet,
		.out = stdout,
		.err = stderr };
	struct fault why;
	int exit_code;

	config_init(&context.config);
	if (load_config(&context, globals, &why) &&
	    database_find(
		&context.database, &globals->database, &context.config, &why)) {
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
	command = find_command(argv[1]);
	if (command == NULL)
		return refuse_command(argv[1]);
	return finish(run(command, &globals, argc - 1, argv + 1));
}
