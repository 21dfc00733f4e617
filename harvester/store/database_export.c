#include <stdlib.h>
#include <string.h>

#include <libpq-fe.h>

#include "base/heap.h"
#include "store/database_private.h"

/* Whether role was taken is the server's to say. */
static bool
ask_role(const struct database *database, enum database_role role,
    bool *is_taken, struct fault *why)
{
	struct connection *connection;
	struct reply *reply;
	bool is_answered;

	if (!database_open(database, role, "sheaf sql", &connection, why))
		return false;
	is_answered =
	    connection_run(connection, QUERY_DATABASE_STATE, NULL, &reply, why);
	if (is_answered) {
		*is_taken = strcmp(reply_string(reply, 0, 4),
				database_role_name(role)) == 0;
		reply_free(reply);
	}
	connection_free(connection);
	return is_answered;
}

/* keyword = 'value', see libpq's manual, "Connection Strings". */
static void
add_quoted(struct buffer *into, const PQconninfoOption *option)
{
	buffer_printf(into, " %s='", option->keyword);
	for (const char *at = option->val; *at != '\0'; at++) {
		if (*at == '\'' || *at == '\\')
			buffer_add_char(into, '\\');
		buffer_add_char(into, *at);
	}
	buffer_add_char(into, '\'');
}

static void export(const char *name, const char *value)
{
	if (setenv(name, value, 1) != 0)
		abort();
}

/* Options of the session, behind those of the connection string. */
static void
export_options(const char *theirs, enum database_role role, bool is_taken)
{
	struct buffer options;

	buffer_init(&options, 0);
	buffer_add_string(&options, theirs == NULL ? "" : theirs);
	if (is_taken)
		buffer_printf(
		    &options, " -c role=%s", database_role_name(role));
	if (role == DATABASE_READER)
		buffer_add_string(&options,
		    " -c default_transaction_read_only=on"
		    " -c statement_timeout=30s");
	buffer_add_char(&options, '\0');
	export("PGOPTIONS", options.bytes);
	buffer_fini(&options);
}

static void
export_all(PQconninfoOption *parsed, enum database_role role, bool is_taken,
    struct buffer *rest)
{
	const char *options = NULL;

	for (PQconninfoOption *o = parsed; o->keyword != NULL; o++) {
		if (strcmp(o->keyword, "options") == 0)
			options = o->val;
		else if (o->val != NULL && o->envvar != NULL)
			export(o->envvar, o->val);
		else if (o->val != NULL)
			add_quoted(rest, o);
	}
	export_options(options, role, is_taken);
}

bool
database_export(const struct database *database, enum database_role role,
    struct buffer *rest, struct fault *why)
{
	struct cluster cluster = { 0 };
	PQconninfoOption *parsed;
	struct buffer conninfo;
	bool is_taken;

	if (!ask_role(database, role, &is_taken, why) ||
	    (database->is_private &&
		!cluster_find(&cluster, database->state, why)))
		return false;
	buffer_init(&conninfo, 0);
	database_conninfo(database, &cluster, role, &conninfo);
	parsed = PQconninfoParse(conninfo.bytes, NULL);
	buffer_fini(&conninfo);
	if (parsed == NULL)
		heap_out();
	export_all(parsed, role, is_taken, rest);
	PQconninfoFree(parsed);
	return true;
}
