#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "command/command.h"
#include "daemon/supervisor.h"

/*
 * What the children need to find the same configuration and database. The
 * database by the environment: a command line is for everybody to read, and a
 * connection string may hold a password.
 */
static void
share_options(
    const struct command_context *context, struct child_arguments *shared)
{
	const struct database *database = &context->database;
	const char *name =
	    database->is_private ? "SHEAF_STATE" : "SHEAF_DATABASE";

	if (context->config_path != NULL) {
		child_argument(shared, "--config");
		child_argument(shared, context->config_path);
	}
	(void)unsetenv("SHEAF_DATABASE");
	if (setenv(name,
		database->is_private ? database->state : database->conninfo,
		1) != 0)
		abort();
}

/*
 * A schema that does not fit is said before systemd hears that we are ready;
 * a database that is only away is the workers' to wait for.
 */
static bool
database_is_fit(struct command_context *context, struct fault *why)
{
	struct connection *connection = NULL;
	bool done = database_open(&context->database, DATABASE_WRITER,
	    "sheaf daemon", &connection, why);

	connection_free(connection);
	return done;
}

int
command_daemon(struct command_context *context, int argc, char **argv)
{
	struct child_arguments shared = { .count = 0 };
	struct supervisor_options options = { .config = &context->config,
		.config_path = context->config_path,
		.shared = &shared };
	struct fault why;

	if (argc > 1) {
		(void)fprintf(context->err,
		    "sheaf: daemon takes no arguments, '%s' is one\n", argv[1]);
		return COMMAND_USAGE;
	}
	if (!database_is_fit(context, &why)) {
		log_write(LOG_LEVEL_ERROR, NULL, "%s", why.text);
		return COMMAND_FAILED;
	}
	share_options(context, &shared);
	supervisor_run(&options);
	return COMMAND_DONE;
}
