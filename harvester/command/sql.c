#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/heap.h"
#include "command/common.h"
#include "command/pipe.h"

#define NAME "sql"

#define QUERY(symbol, name, text) text
static const char *const examples =
#include "sql_examples.inc"
    ;
#undef QUERY

static bool
parse_role(const char *word, enum database_role *role)
{
	static const struct {
		const char *word;
		enum database_role role;
	} roles[] = {
		{ "reader", DATABASE_READER },
		{ "writer", DATABASE_WRITER },
		{ "owner", DATABASE_OWNER },
	};

	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		if (strcmp(word, roles[i].word) == 0) {
			*role = roles[i].role;
			return true;
		}
	}
	return false;
}

/*
 * Our one option comes first; from the first word that is not ours on, all is
 * psql's, so that sheaf sql -c '...' needs no --. Returns how many words are
 * ours; -1 for a mistake, which role_word then holds.
 */
static int
read_options(
    int argc, char **argv, enum database_role *role, const char **role_word)
{
	int at = 1;

	while (at < argc && strncmp(argv[at], "--role", 6) == 0) {
		*role_word = argv[at][6] == '=' ? argv[at] + 7 : argv[at + 1];
		at += argv[at][6] == '=' ? 1 : 2;
		if (*role_word == NULL || !parse_role(*role_word, role))
			return -1;
	}
	if (at < argc && strcmp(argv[at], "--") == 0)
		at++;
	return at;
}

/* Comes back only when it fails. */
static int
run_psql(struct command_context *context, char *conninfo, char **theirs)
{
	static char name[] = "psql";
	static char option[] = "-d";
	char **words;
	size_t count = 0;

	while (theirs[count] != NULL)
		count++;
	words = heap_array(count + 4, sizeof(*words));
	if (setenv("PGAPPNAME", "sheaf sql", 1) != 0)
		abort();
	memcpy(words + 3, theirs, count * sizeof(*words));
	words[0] = name;
	words[1] = option;
	words[2] = conninfo;
	(void)fflush(NULL);
	pipe_restore();
	(void)execvp(name, words);
	free(words);
	return command_refuse(context, NAME, COMMAND_FAILED,
	    "could not run psql: %s; install the package postgresql-client",
	    strerror(errno));
}

int
command_sql(struct command_context *context, int argc, char **argv)
{
	enum database_role role = DATABASE_READER;
	const char *role_word = NULL;
	int ours = read_options(argc, argv, &role, &role_word);
	bool was_stopped;
	struct buffer conninfo;
	struct fault why;
	char *rest;
	int exit_code;

	if (argc == 2 && strcmp(argv[1], "--examples") == 0) {
		(void)fputs(examples, context->out);
		return COMMAND_DONE;
	}
	if (ours < 0)
		return command_usage(context, NAME,
		    "--role is reader, writer or owner, not \"%s\"",
		    role_word == NULL ? "" : role_word);
	if (context->is_json)
		return command_usage(context, NAME,
		    "it is psql that writes; it has no --json, but --csv");
	was_stopped = database_is_stopped(&context->database);
	buffer_init(&conninfo, 0);
	if (!database_export(&context->database, role, &conninfo, &why)) {
		buffer_fini(&conninfo);
		return command_fail(context, NAME, &why);
	}
	if (was_stopped)
		command_say_started(context);
	rest = buffer_take(&conninfo);
	exit_code = run_psql(context, rest, argv + ours);
	free(rest);
	return exit_code;
}
