#include <stdio.h>

#include "base/log.h"
#include "command/command.h"
#include "command/hand.h"
#include "command/making.h"
#include "daemon/supervisor.h"

/*
 * A schema that does not fit is said before systemd hears that we are ready;
 * a database that is only away is the workers' to wait for.
 */
static bool
database_is_fit(struct command_context *context, struct fault *why)
{
	struct connection *connection = NULL;
	bool is_making = making_allow(context);
	bool done = database_open(&context->database, DATABASE_WRITER,
	    "sheaf daemon", &connection, why);

	if (done && is_making)
		log_write(
		    LOG_LEVEL_INFO, NULL, "made %s", context->database.text);
	connection_free(connection);
	return done;
}

int
command_daemon(struct command_context *context, int argc, char **argv)
{
	struct supervisor_options options = { .config = &context->config,
		.config_path = context->config_path };
	struct fault why;

	if (argc > 1) {
		(void)fprintf(context->err,
		    "sheaf: daemon takes no arguments, '%s' is one\n", argv[1]);
		return COMMAND_USAGE;
	}
	if (database_is_fit(context, &why)) {
		log_write(LOG_LEVEL_INFO, NULL, "harvesting into %s",
		    context->database.text);
	} else if (why.kind == FAULT_STORE) {
		log_write(LOG_LEVEL_WARNING, NULL,
		    "%s; the workers wait for it", why.text);
	} else {
		log_write(LOG_LEVEL_ERROR, NULL, "%s", why.text);
		return COMMAND_NOTHING;
	}
	hands_prepare(context);
	supervisor_run(&options);
	return COMMAND_DONE;
}
