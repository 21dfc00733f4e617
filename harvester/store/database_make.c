#include <string.h>
#include <unistd.h>

#include "store/database_private.h"
#include "store/setup.h"

static bool
script(struct connection *connection, enum setup setup, struct fault *why)
{
	return connection_script(connection, setup_texts[setup], why);
}

/* In one transaction, one of us at a time. A failure ends the connection, so
 * there is nothing to roll back. */
static bool
scripts(struct connection *connection, const enum setup *setups, size_t count,
    struct fault *why)
{
	if (!connection_script(connection, "BEGIN", why) ||
	    !connection_do(connection, QUERY_MIGRATION_LOCK, NULL, why))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!script(connection, setups[i], why))
			return false;
	}
	return connection_script(connection, "COMMIT", why);
}

static bool
has_database(struct connection *connection, bool *has_it, struct fault *why)
{
	struct parameters parameters;
	struct reply *reply;

	parameters_init(&parameters);
	parameter_string(&parameters, CLUSTER_DATABASE);
	if (!connection_run_once(
		connection, QUERY_DATABASE_EXISTS, &parameters, &reply, why))
		return false;
	*has_it = reply_rows(reply) > 0;
	reply_free(reply);
	return true;
}

/* Cannot be in a transaction, so two may try at once. */
static bool
make_database(struct connection *connection, struct fault *why)
{
	bool has_it;

	if (!has_database(connection, &has_it, why))
		return false;
	if (has_it || script(connection, SETUP_CREATE, why))
		return true;
	return !connection_is_lost(connection) &&
	    strncmp(connection_sqlstate(connection), "42P04", 5) == 0;
}

static bool
dial_superuser(const struct cluster *cluster, const char *database,
    struct connection **connection, struct fault *why)
{
	struct connection_options options = { .application = "sheaf db init" };
	struct buffer conninfo;
	bool is_open;

	buffer_init(&conninfo, 0);
	cluster_conninfo(cluster, CLUSTER_SUPERUSER, database, &conninfo);
	options.conninfo = conninfo.bytes;
	*connection = connection_new(&options);
	buffer_fini(&conninfo);
	is_open = connection_open(*connection, why);
	if (!is_open)
		connection_free(*connection);
	return is_open;
}

bool
database_provision(const struct cluster *cluster, struct fault *why)
{
	static const enum setup roles[] = { SETUP_ROLE, SETUP_PRIVATE };
	static const enum setup doors[] = { SETUP_OPEN, SETUP_CLOSE };
	struct connection *connection;
	bool is_done;

	if (!dial_superuser(cluster, "postgres", &connection, why))
		return false;
	is_done = scripts(connection, roles, 2, why) &&
	    make_database(connection, why);
	connection_free(connection);
	if (!is_done ||
	    !dial_superuser(cluster, CLUSTER_DATABASE, &connection, why))
		return false;
	is_done = scripts(connection, doors, 2, why);
	connection_free(connection);
	return is_done;
}

/* On another's server: makes the roles where we may, else does without. */
static bool
provide_roles(struct connection *connection, struct fault *why)
{
	static const enum setup all[] = { SETUP_ROLE, SETUP_MEMBER,
		SETUP_OPEN };
	struct reply *reply;
	bool is_there;
	bool may_make;
	bool may_open;

	if (!connection_run(connection, QUERY_ROLE_STATE, NULL, &reply, why))
		return false;
	is_there = reply_bool(reply, 0, 0);
	may_make = reply_bool(reply, 0, 1);
	may_open = reply_bool(reply, 0, 2);
	reply_free(reply);
	if (!may_open || (!is_there && !may_make))
		return true;
	return is_there ? scripts(connection, &all[2], 1, why)
			: scripts(connection, all, 3, why);
}

static bool
init_server(const struct database *database, struct fault *why)
{
	struct connection_options options = {
		.conninfo = database->conninfo,
		.application = "sheaf db init",
	};
	struct connection *connection = connection_new(&options);
	enum schema_state state;
	bool is_done;

	is_done = connection_open(connection, why) &&
	    migrate_check(connection, &state, why) &&
	    provide_roles(connection, why);
	connection_free(connection);
	return is_done;
}

static bool
init_cluster(const struct database *database, struct cluster *cluster,
    bool *was_given, struct fault *why)
{
	if (!cluster_find(cluster, database->state, why))
		return false;
	if (!cluster_is_ours(cluster))
		return database_refuse_others(database, cluster, why);
	*was_given = geteuid() == 0 && cluster_is_misplaced(cluster);
	if (*was_given && !cluster_give(cluster, why))
		return false;
	return cluster_start(cluster, why) && database_provision(cluster, why);
}

static bool
has_role(struct connection *connection, bool *has_it, struct fault *why)
{
	struct reply *reply;

	if (!connection_run(
		connection, QUERY_DATABASE_STATE, NULL, &reply, why))
		return false;
	*has_it = strcmp(reply_string(reply, 0, 4),
		      database_role_name(DATABASE_OWNER)) == 0;
	reply_free(reply);
	return true;
}

bool
database_init(const struct database *database, struct database_result *result,
    struct fault *why)
{
	struct cluster cluster = { 0 };
	struct database_result ours = { 0 };
	struct connection *owner;
	bool is_done;

	is_done = database->is_private
	    ? init_cluster(database, &cluster, &ours.was_given, why)
	    : init_server(database, why);
	if (!is_done ||
	    !database_dial(database, &cluster, DATABASE_OWNER, "sheaf db init",
		&owner, why))
		return false;
	is_done = has_role(owner, &ours.has_roles, why) &&
	    migrate_run(owner, &ours.migrated, why);
	connection_free(owner);
	if (is_done)
		*result = ours;
	return is_done;
}
