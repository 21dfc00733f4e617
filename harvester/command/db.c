#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "command/common.h"
#include "command/dependent.h"
#include "command/making.h"
#include "store/cluster.h"
#include "store/setup.h"

#define NAME "db"

static const char *
status_word(enum cluster_status status)
{
	switch (status) {
	case CLUSTER_ABSENT:
		return "absent";
	case CLUSTER_STOPPED:
		return "stopped";
	case CLUSTER_BUSY:
		return "busy";
	case CLUSTER_RUNNING:
		return "running";
	}
	return "";
}

static const char *
schema_word(enum schema_state state)
{
	switch (state) {
	case SCHEMA_ABSENT:
		return "absent";
	case SCHEMA_OLDER:
		return "older";
	case SCHEMA_CURRENT:
		return "current";
	case SCHEMA_NEWER:
		return "newer";
	}
	return "";
}

/* For whoever runs the server; see sql/setup. */
static int
print_setup(struct command_context *context)
{
	static const enum setup parts[] = { SETUP_PREFACE, SETUP_ROLE,
		SETUP_SERVER, SETUP_OPEN, SETUP_CLOSE };

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		(void)fputs(setup_texts[parts[i]], context->out);
	return COMMAND_DONE;
}

static void
say_migrated(struct command_context *context,
    const struct migrate_result *migrated, const bool *has_roles)
{
	struct buffer text;
	struct json json;

	if (!context->is_json) {
		(void)fprintf(context->out, "%s\n", context->database.text);
		(void)fprintf(context->out,
		    migrated->from == migrated->to
			? "schema %d, nothing to do\n"
			: "schema %d, from %d\n",
		    migrated->to, migrated->from);
		return;
	}
	buffer_init(&text, 0);
	json_init(&json, &text);
	json_object(&json);
	json_key(&json, "database");
	json_string(&json, context->database.text);
	json_key(&json, "from");
	json_number(&json, migrated->from);
	json_key(&json, "to");
	json_number(&json, migrated->to);
	if (has_roles != NULL) {
		json_key(&json, "has_roles");
		json_bool(&json, *has_roles);
	}
	json_end(&json);
	command_print_json(context, text.bytes);
	buffer_fini(&text);
}

static int
db_init(struct command_context *context)
{
	struct database_result result;
	bool is_making = making_allow(context);
	bool was_stopped = database_is_stopped(&context->database);
	struct fault why;

	if (!database_init(&context->database, &result, &why))
		return command_fail(context, NAME, &why);
	if (was_stopped)
		command_say_started(context);
	if (is_making)
		command_say(context, "Made %s.", context->database.text);
	say_migrated(context, &result.migrated, &result.has_roles);
	if (result.was_given)
		command_say(context,
		    "it was made before there was a user sheaf; it belongs to "
		    "sheaf now, as whom the service runs");
	if (!result.has_roles)
		command_say(context,
		    "everything runs as one role, that of the connection "
		    "string, and readers are not held back from writing; for "
		    "three roles, whoever runs the server can use: sheaf db "
		    "init --print");
	return COMMAND_DONE;
}

static int
db_migrate(struct command_context *context)
{
	struct migrate_result result;
	struct connection *owner;
	struct fault why;
	int exit_code;

	if (!command_open(context, NAME, DATABASE_OWNER, &owner))
		return COMMAND_FAILED;
	exit_code = dependent_refuse(context, NAME, owner);
	if (exit_code == COMMAND_DONE && migrate_run(owner, &result, &why))
		say_migrated(context, &result, NULL);
	else if (exit_code == COMMAND_DONE)
		exit_code = command_fail(context, NAME, &why);
	connection_free(owner);
	return exit_code;
}

/* False: said that there is no cluster of ours. */
static bool
find_cluster(
    struct command_context *context, struct cluster *cluster, int *exit_code)
{
	struct fault why;

	if (!context->database.is_private) {
		*exit_code = command_refuse(context, NAME, COMMAND_FAILED,
		    "%s is not a private one: whoever runs that server starts "
		    "and stops it",
		    context->database.text);
		return false;
	}
	if (cluster_find(cluster, context->database.state, &why))
		return true;
	*exit_code = command_fail(context, NAME, &why);
	return false;
}

/* What status says. Text is empty where there is nothing to say. */
struct report {
	const char *server; /* of a private cluster */
	const char *schema;
	struct buffer conninfo; /* for other programs, reading only */
	struct fault why;       /* why the schema is not known */
};

static void
print_report(struct command_context *context, const struct report *report)
{
	FILE *out = context->out;

	(void)fprintf(out, "%s\n", context->database.text);
	if (report->server != NULL)
		(void)fprintf(out, "server: %s\n", report->server);
	if (report->schema != NULL)
		(void)fprintf(out, "schema: %s\n", report->schema);
	if (report->why.kind != FAULT_NONE)
		(void)fprintf(out, "schema: not known: %s\n", report->why.text);
	if (report->conninfo.length > 0)
		(void)fprintf(
		    out, "to read from it: %s\n", report->conninfo.bytes);
}

static void
json_member(struct json *json, const char *key, const char *value)
{
	json_key(json, key);
	json_string(json, value);
}

static void
print_report_json(struct command_context *context, const struct report *report)
{
	struct buffer text;
	struct json json;

	buffer_init(&text, 0);
	json_init(&json, &text);
	json_object(&json);
	json_member(&json, "database", context->database.text);
	json_key(&json, "is_private");
	json_bool(&json, context->database.is_private);
	json_member(&json, "state", context->database.state);
	json_member(&json, "server", report->server);
	json_member(&json, "schema", report->schema);
	json_member(&json, "reader", report->conninfo.bytes);
	if (report->why.kind != FAULT_NONE)
		json_member(&json, "error", report->why.text);
	json_end(&json);
	command_print_json(context, text.bytes);
	buffer_fini(&text);
}

static int
report_server(struct command_context *context, struct report *report)
{
	struct cluster cluster;
	enum cluster_status status;
	int exit_code;

	if (!context->database.is_private)
		return COMMAND_DONE;
	if (!find_cluster(context, &cluster, &exit_code))
		return exit_code;
	status = cluster_status(&cluster);
	report->server = status_word(status);
	if (status == CLUSTER_ABSENT)
		return COMMAND_NOTHING;
	if (status != CLUSTER_RUNNING)
		return COMMAND_PARTIAL;
	cluster_conninfo(
	    &cluster, "sheaf_reader", CLUSTER_DATABASE, &report->conninfo);
	return COMMAND_DONE;
}

/* Without making or migrating anything. COMMAND_PARTIAL: it is there, and does
 * not run; COMMAND_NOTHING: there is none. */
static int
db_status(struct command_context *context)
{
	struct report report = { 0 };
	enum schema_state state = SCHEMA_ABSENT;
	int exit_code = report_server(context, &report);

	if (exit_code == COMMAND_FAILED)
		return exit_code;
	if (exit_code == COMMAND_DONE &&
	    !database_schema(&context->database, &state, &report.why))
		exit_code = COMMAND_FAILED;
	else if (exit_code == COMMAND_DONE)
		report.schema = schema_word(state);
	if (report.schema != NULL && state == SCHEMA_ABSENT)
		exit_code = COMMAND_NOTHING;
	if (context->is_json)
		print_report_json(context, &report);
	else
		print_report(context, &report);
	buffer_fini(&report.conninfo);
	return exit_code;
}

static int
refuse_absent(struct command_context *context, const struct cluster *cluster)
{
	return command_refuse(context, NAME, COMMAND_NOTHING,
	    "there is no database in %s; \"sheaf db init%s%s\" makes one",
	    cluster->state, context->given.state == NULL ? "" : " --state ",
	    context->given.state == NULL ? "" : context->given.state);
}

static int
db_start(struct command_context *context)
{
	struct cluster cluster;
	struct fault why;
	int exit_code;

	if (!find_cluster(context, &cluster, &exit_code))
		return exit_code;
	if (!cluster.is_there)
		return refuse_absent(context, &cluster);
	if (!cluster_start(&cluster, &why))
		return command_fail(context, NAME, &why);
	if (context->is_json)
		return db_status(context);
	command_say(context, "%s runs", context->database.text);
	return COMMAND_DONE;
}

static int
db_stop(struct command_context *context)
{
	struct cluster cluster;
	struct fault why;
	int exit_code;

	if (!find_cluster(context, &cluster, &exit_code))
		return exit_code;
	if (!cluster.is_there)
		return refuse_absent(context, &cluster);
	if (!cluster_stop(&cluster, &why))
		return command_fail(context, NAME, &why);
	/* That it is not running is what was asked for. */
	if (context->is_json) {
		exit_code = db_status(context);
		return exit_code == COMMAND_PARTIAL ? COMMAND_DONE : exit_code;
	}
	command_say(context, "%s is stopped", context->database.text);
	return COMMAND_DONE;
}

static const struct {
	const char *name;
	int (*run)(struct command_context *context);
} verbs[] = {
	{ "init", db_init },
	{ "start", db_start },
	{ "stop", db_stop },
	{ "status", db_status },
	{ "migrate", db_migrate },
};

int
command_db(struct command_context *context, int argc, char **argv)
{
	static const struct option options[] = {
		{ "print", no_argument, NULL, 'p' },
		{ NULL, 0, NULL, 0 },
	};
	bool is_printed = false;
	int option;

	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option != 'p')
			return command_bad_option(context, option, argv);
		is_printed = true;
	}
	if (argc - optind != 1)
		return command_usage(
		    context, NAME, "say init, start, stop, status or migrate");
	if (is_printed && strcmp(argv[optind], "init") != 0)
		return command_usage(
		    context, NAME, "--print goes with init only");
	if (is_printed && context->is_json)
		return command_usage(
		    context, NAME, "--print writes SQL, so not with --json");
	if (is_printed)
		return print_setup(context);
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (strcmp(argv[optind], verbs[i].name) == 0)
			return verbs[i].run(context);
	}
	return command_usage(context, NAME,
	    "say init, start, stop, status or migrate, not \"%s\"",
	    argv[optind]);
}
