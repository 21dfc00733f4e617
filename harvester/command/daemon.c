#include <stdio.h>

#include "base/log.h"
#include "command/command.h"
#include "command/hand.h"
#include "command/making.h"
#include "daemon/supervisor.h"
#include "daemon/worker.h"

/*
 * Another daemon's database is its own. A schema that does not fit is said
 * before systemd hears that we are ready; a database that is only away is the
 * workers' to wait for.
 */
static bool
database_is_fit(
    struct command_context *context, bool *has_rival, struct fault *why)
{
	struct connection *connection = NULL;
	bool is_making = making_allow(context);
	bool done = database_open(&context->database, DATABASE_WRITER,
	    "sheaf daemon", &connection, why);

	if (done && is_making)
		log_write(
		    LOG_LEVEL_INFO, NULL, "made %s", context->database.text);
	*has_rival = done && !worker_has_no_rival(connection, why);
	connection_free(connection);
	return done && !*has_rival;
}

int
command_daemon(struct command_context *context, int argc, char **argv)
{
	struct supervisor_options options = { .config = &context->config,
		.config_path = context->config_path };
	struct fault why;
	bool has_rival;

	if (argc > 1) {
		(void)fprintf(context->err,
		    "sheaf: daemon takes no arguments, '%s' is one\n", argv[1]);
		return COMMAND_USAGE;
	}
	if (database_is_fit(context, &has_rival, &why)) {
		log_write(LOG_LEVEL_INFO, NULL, "harvesting into %s",
		    context->database.text);
	} else if (why.kind == FAULT_STORE) {
		log_write(LOG_LEVEL_WARNING, NULL,
		    "%s; the workers wait for it", why.text);
	} else {
		log_write(LOG_LEVEL_ERROR, NULL, "%s", why.text);
		return has_rival ? COMMAND_FAILED : COMMAND_NOTHING;
	}
	hands_prepare(context);
	return supervisor_run(&options) ? COMMAND_DONE : COMMAND_FAILED;
}
