#include <string.h>

#include "store/database_private.h"

const char *
database_role_name(enum database_role role)
{
	switch (role) {
	case DATABASE_OWNER:
		return "sheaf_owner";
	case DATABASE_WRITER:
		return "sheaf_writer";
	case DATABASE_READER:
		return "sheaf_reader";
	}
	return "";
}

/* The owner's role cannot log in: it is taken by a superuser. */
void
database_conninfo(const struct database *database,
    const struct cluster *cluster, enum database_role role, struct buffer *into)
{
	if (!database->is_private)
		buffer_add_string(into, database->conninfo);
	else
		cluster_conninfo(cluster,
		    role == DATABASE_OWNER ? CLUSTER_SUPERUSER
					   : database_role_name(role),
		    CLUSTER_DATABASE, into);
}

bool
database_dial(const struct database *database, const struct cluster *cluster,
    enum database_role role, const char *application,
    struct connection **connection, struct fault *why)
{
	struct connection_options options = {
		.role = database_role_name(role),
		.application = application,
		.read_only = role == DATABASE_READER,
	};
	struct connection *dialled;
	struct buffer conninfo;

	buffer_init(&conninfo, 0);
	database_conninfo(database, cluster, role, &conninfo);
	options.conninfo = conninfo.bytes;
	dialled = connection_new(&options);
	buffer_fini(&conninfo);
	if (!connection_open(dialled, why)) {
		connection_free(dialled);
		return false;
	}
	*connection = dialled;
	return true;
}

static bool
migrate(const struct database *database, const struct cluster *cluster,
    struct migrate_result *result, struct fault *why)
{
	struct connection *owner;
	bool is_done;

	if (!database_dial(database, cluster, DATABASE_OWNER, "sheaf migrate",
		&owner, why))
		return false;
	is_done = migrate_run(owner, result, why);
	connection_free(owner);
	return is_done;
}

static bool
refuse_schema(
    const struct database *database, enum schema_state state, struct fault *why)
{
	const char *command = state == SCHEMA_ABSENT ? "init" : "migrate";

	if (state == SCHEMA_NEWER)
		return fault_set(why, FAULT_INPUT,
		    "the database was migrated by a newer Sheaf than this "
		    "one; use that one");
	return fault_set(why, FAULT_INPUT, "%s %s; run: sheaf db %s",
	    database->text,
	    state == SCHEMA_ABSENT ? "has nothing of Sheaf in it yet"
				   : "is of an older Sheaf than this one",
	    command);
}

/* What we may do to a database without being told. */
struct powers {
	bool may_make;    /* roles, database, a first schema */
	bool may_migrate; /* what somebody has used */
	bool was_started; /* by us, just now */
};

static bool
fit_schema(const struct database *database, const struct cluster *cluster,
    const struct powers *powers, struct connection *connection,
    struct fault *why)
{
	enum schema_state state;

	if (!migrate_check(connection, &state, why))
		return false;
	/* The views may be newer although the schema is the same. */
	if (state == SCHEMA_CURRENT)
		return !(powers->was_started && powers->may_migrate) ||
		    migrate(database, cluster, NULL, why);
	if (state == SCHEMA_NEWER ||
	    !(powers->may_migrate ||
		(powers->may_make && state == SCHEMA_ABSENT)))
		return refuse_schema(database, state, why);
	return migrate(database, cluster, NULL, why);
}

bool
database_refuse_others(const struct database *database,
    const struct cluster *cluster, struct fault *why)
{
	if (cluster_is_misplaced(cluster))
		return fault_set(why, FAULT_INPUT,
		    "%s was made before there was a user sheaf, and is not "
		    "sheaf's; as root: sheaf db init",
		    database->text);
	return fault_set(why, FAULT_INPUT,
	    "%s is for %s and root to use, and for others to read with "
	    "\"sheaf sql\"; run this as one of them, or name another database "
	    "with --state or --database",
	    database->text, cluster->user.name);
}

/* A state that was misspelt, or a first command that only reads. */
static bool
refuse_absent(const struct database *database, struct fault *why)
{
	char shown[CLUSTER_PATH];

	(void)text_printable(shown, sizeof(shown), text_of(database->state));
	if (database->is_named)
		return fault_set(why, FAULT_INPUT,
		    "there is no private database in %s; \"sheaf db init "
		    "--state %s\" makes one",
		    shown, shown);
	return fault_set(why, FAULT_INPUT,
	    "there is no database yet; \"sheaf add NAME BASE_URL\" makes one, "
	    "in %s, and adds a repository",
	    shown);
}

static bool
reach_cluster(const struct database *database, enum database_role role,
    struct cluster *cluster, struct powers *powers, struct fault *why)
{
	if (!cluster_find(cluster, database->state, why))
		return false;
	if (!cluster->is_there && database->must_exist)
		return refuse_absent(database, why);
	powers->was_started = cluster_status(cluster) != CLUSTER_RUNNING;
	if (powers->was_started && !cluster_start(cluster, why))
		return false;
	powers->may_make = cluster_is_ours(cluster);
	powers->may_migrate = powers->may_make && !cluster->is_system;
	return powers->may_make || role == DATABASE_READER ||
	    database_refuse_others(database, cluster, why);
}

bool
database_is_stopped(const struct database *database)
{
	struct cluster cluster;
	struct fault ignored;

	return database->is_private &&
	    cluster_find(&cluster, database->state, &ignored) &&
	    cluster.is_there && cluster_status(&cluster) == CLUSTER_STOPPED;
}

bool
database_open(const struct database *database, enum database_role role,
    const char *application, struct connection **connection, struct fault *why)
{
	struct cluster cluster = { 0 };
	struct powers powers = { 0 };
	struct connection *dialled = NULL;
	bool is_open;

	if (database->is_private &&
	    !reach_cluster(database, role, &cluster, &powers, why))
		return false;
	is_open =
	    database_dial(database, &cluster, role, application, &dialled, why);
	/* Perhaps a first start was interrupted. */
	if (!is_open && powers.may_make)
		is_open = database_provision(&cluster, why) &&
		    database_dial(
			database, &cluster, role, application, &dialled, why);
	if (!is_open)
		return false;
	if (role == DATABASE_OWNER) {
		*connection = dialled;
		return true;
	}
	if (!fit_schema(database, &cluster, &powers, dialled, why)) {
		connection_free(dialled);
		return false;
	}
	*connection = dialled;
	return true;
}

bool
database_schema(const struct database *database, enum schema_state *state,
    struct fault *why)
{
	struct cluster cluster = { 0 };
	struct connection *connection;
	bool is_known;

	if (database->is_private &&
	    !cluster_find(&cluster, database->state, why))
		return false;
	if (!database_dial(database, &cluster, DATABASE_READER,
		"sheaf db status", &connection, why))
		return false;
	is_known = migrate_check(connection, state, why);
	connection_free(connection);
	return is_known;
}
