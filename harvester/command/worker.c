#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/heap.h"
#include "base/log.h"
#include "command/command.h"
#include "command/contact.h"
#include "daemon/child.h"
#include "daemon/machine.h"
#include "daemon/worker.h"

/*
 * sheaf worker harvest|normalise [--daemon] [--name NAME] [--for ID,ID...]
 *
 * Started by `sheaf daemon` and `sheaf harvest`, not by people.
 */

static const struct option options[] = {
	{ "daemon", no_argument, NULL, 'd' },
	{ "name", required_argument, NULL, 'n' },
	{ "for", required_argument, NULL, 'f' },
	{ "blame", required_argument, NULL, 'b' },
	{ "killed", required_argument, NULL, 'k' },
	{ NULL, 0, NULL, 0 },
};

/* "12,34" */
static bool
read_ids(const char *text, int64_t **ids, size_t *count)
{
	size_t most = strlen(text) / 2 + 1;

	*count = 0;
	*ids = heap_array(most, sizeof(**ids));
	for (;;) {
		char *end;

		(*ids)[*count] = strtoll(text, &end, 10);
		if (end == text || (*ids)[*count] <= 0)
			return false;
		++*count;
		if (*end == '\0')
			return true;
		if (*end != ',')
			return false;
		text = end + 1;
	}
}

/* Whoever started us starts us again under the same name. */
static char *
default_name(const char *kind)
{
	char machine[MACHINE_SIZE];
	struct buffer name;

	machine_identity(machine);
	buffer_init(&name, 0);
	buffer_printf(&name, "%s:%ld:%s", machine, (long)getppid(), kind);
	return buffer_take(&name);
}

/*
 * A daemon's worker waits for a database that is away, as it does for one that
 * it loses; not for one that a person has to put right first. *connection
 * stays NULL when it was told to stop meanwhile.
 */
static bool
open_database(struct command_context *context,
    const struct worker_options *worker, const char *application,
    struct connection **connection, struct fault *why)
{
	int seconds = 0;
	int signals = -1;
	bool is_told = false;

	while (!is_told &&
	    !database_open(&context->database, DATABASE_WRITER, application,
		connection, why)) {
		if (!worker->is_daemon || why->kind != FAULT_STORE)
			break;
		if (signals < 0)
			signals = worker_signals();
		is_told = !worker_waits(signals, why, &seconds);
	}
	if (signals >= 0)
		(void)close(signals);
	return is_told || *connection != NULL;
}

static int
run(struct command_context *context, struct worker_options *worker,
    bool harvest)
{
	struct connection *connection = NULL;
	struct fault why;
	char *contact = NULL;
	bool has_rival = false;
	bool is_outdated = false;
	bool done;

	worker->has_rival = &has_rival;
	worker->is_outdated = &is_outdated;
	done = open_database(context, worker,
	    harvest ? "sheaf harvest" : "sheaf normalise", &connection, &why);
	if (connection != NULL) {
		contact = contact_find(&context->config, connection);
		worker->connection = connection;
		worker->contact = contact;
		done = harvest ? worker_harvest(worker, &why)
			       : worker_normalise(worker, &why);
	}
	/* Whoever started us says that, once for all of us. */
	if (!done && !is_outdated)
		log_write(LOG_LEVEL_ERROR, NULL, "%s", why.text);
	free(contact);
	connection_free(connection);
	if (has_rival)
		return CHILD_RIVAL;
	if (is_outdated)
		return CHILD_OUTDATED;
	return done ? COMMAND_DONE : COMMAND_FAILED;
}

int
command_worker(struct command_context *context, int argc, char **argv)
{
	struct worker_options worker = { .config = &context->config,
		.blame = -1 };
	int64_t *ids = NULL;
	char *name = NULL;
	int option, exit_code = COMMAND_USAGE;
	bool is_good = true;

	child_follow_parent();
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'd')
			worker.is_daemon = true;
		else if (option == 'n')
			worker.name = optarg;
		else if (option == 'b')
			worker.blame = (int)strtol(optarg, NULL, 10);
		else if (option == 'k')
			worker.killed = (int)strtol(optarg, NULL, 10);
		else if (option != 'f' ||
		    !read_ids(optarg, &ids, &worker.count))
			is_good = false;
	}
	is_good = is_good && optind + 1 == argc &&
	    (strcmp(argv[optind], "harvest") == 0 ||
		strcmp(argv[optind], "normalise") == 0);
	if (is_good) {
		name = default_name(argv[optind]);
		if (worker.name == NULL)
			worker.name = name;
		worker.ids = ids;
		exit_code =
		    run(context, &worker, strcmp(argv[optind], "harvest") == 0);
	}
	free(ids);
	free(name);
	return exit_code;
}
