#include <sys/file.h>
#include <sys/stat.h>

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libpq-fe.h>

#include "store/cluster_private.h"

#define SYSTEMD_RUNS   "/run/systemd/system"
#define SYSTEMD_UNIT   "sheaf-postgresql.service"
#define LONGEST_SUFFIX 64 /* of what is appended to the state directory */

void
cluster_path(
    char into[CLUSTER_PATH], const struct cluster *cluster, const char *name)
{
	int length =
	    snprintf(into, CLUSTER_PATH, "%s/%s", cluster->state, name);

	assert(length > 0 && length < CLUSTER_PATH);
}

bool
cluster_is_in(const char *state)
{
	struct cluster cluster = { 0 };
	char path[CLUSTER_PATH];
	struct stat status;

	if (strlen(state) >= CLUSTER_PATH - LONGEST_SUFFIX)
		return false;
	(void)snprintf(cluster.state, sizeof(cluster.state), "%s", state);
	cluster_path(path, &cluster, "postgresql/PG_VERSION");
	/* The data directory is closed to everybody but its owner. */
	return stat(path, &status) == 0 || errno == EACCES;
}

static bool
choose_new_user(
    struct cluster *cluster, const struct stat *state, struct fault *why)
{
	uid_t owner =
	    state == NULL || geteuid() != 0 ? geteuid() : state->st_uid;

	if (owner != 0 && process_user_of(owner, &cluster->user))
		return true;
	if (owner != 0)
		return fault_set(why, FAULT_STORE,
		    "user id %ld has no name on this machine", (long)owner);
	if (process_user_named("sheaf", &cluster->user) ||
	    process_user_named("postgres", &cluster->user))
		return true;
	return fault_set(why, FAULT_STORE,
	    "PostgreSQL does not run as root, and there is no user sheaf or "
	    "postgres; create the system user sheaf");
}

bool
cluster_find(struct cluster *cluster, const char *state, struct fault *why)
{
	char data[CLUSTER_PATH];
	struct cluster found = { 0 };
	struct stat status;
	bool is_directory;

	assert(state[0] == '/');
	if (strlen(state) >= CLUSTER_PATH - LONGEST_SUFFIX)
		return fault_set(why, FAULT_INPUT,
		    "the path of the state directory is too long");
	(void)snprintf(found.state, sizeof(found.state), "%s", state);
	found.is_system = strcmp(state, CLUSTER_SYSTEM) == 0;
	found.is_there = cluster_is_in(state);
	cluster_path(data, &found, "postgresql");
	is_directory = stat(found.is_there ? data : state, &status) == 0;
	if (!found.is_there || !is_directory) {
		if (!choose_new_user(
			&found, is_directory ? &status : NULL, why))
			return false;
	} else if (!process_user_of(status.st_uid, &found.user)) {
		return fault_set(why, FAULT_STORE,
		    "%s belongs to user id %ld, which has no name here", data,
		    (long)status.st_uid);
	}
	*cluster = found;
	return true;
}

bool
cluster_is_ours(const struct cluster *cluster)
{
	return process_may_become(&cluster->user);
}

void
cluster_socket(const struct cluster *cluster, char socket[CLUSTER_PATH])
{
	char path[CLUSTER_PATH];
	ssize_t length = -1;
	int file;

	cluster_path(path, cluster, "socket");
	file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (file >= 0) {
		length = read(file, socket, CLUSTER_PATH - 1);
		(void)close(file);
	}
	if (length < 2 || socket[0] != '/') {
		cluster_path(socket, cluster, "run");
		return;
	}
	socket[length] = '\0';
	socket[strcspn(socket, "\n")] = '\0';
}

/*
 * Nothing is left to the environment (PGPORT, PGOPTIONS). The socket's path
 * has no character that would need quoting: cluster_place_socket().
 */
void
cluster_conninfo(const struct cluster *cluster, const char *login,
    const char *database, struct buffer *into)
{
	char socket[CLUSTER_PATH];

	cluster_socket(cluster, socket);
	buffer_printf(into,
	    "host='%s' port=5432 dbname=%s user=%s requirepeer='%s' options=''",
	    socket, database, login, cluster->user.name);
}

enum cluster_status
cluster_status(const struct cluster *cluster)
{
	struct buffer conninfo;
	PGPing answer;

	if (!cluster->is_there)
		return CLUSTER_ABSENT;
	buffer_init(&conninfo, 0);
	cluster_conninfo(cluster, "sheaf_reader", CLUSTER_DATABASE, &conninfo);
	buffer_add_string(&conninfo, " connect_timeout=5");
	answer = PQping(conninfo.bytes);
	buffer_fini(&conninfo);
	switch (answer) {
	case PQPING_OK:
		return CLUSTER_RUNNING;
	case PQPING_REJECT:
		return CLUSTER_BUSY;
	case PQPING_NO_RESPONSE:
	case PQPING_NO_ATTEMPT:
		break;
	}
	return CLUSTER_STOPPED;
}

/* systemd minds it: its service is installed and runs as the same user. */
static bool
is_managed(const struct cluster *cluster)
{
	static const char *const places[] = { "/etc/systemd/system/",
		"/usr/local/lib/systemd/system/", "/usr/lib/systemd/system/",
		"/lib/systemd/system/" };

	if (!cluster->is_system || strcmp(cluster->user.name, "sheaf") != 0 ||
	    access(SYSTEMD_RUNS, F_OK) != 0)
		return false;
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		char path[128];

		(void)snprintf(
		    path, sizeof(path), "%s" SYSTEMD_UNIT, places[i]);
		if (access(path, F_OK) == 0)
			return true;
	}
	return false;
}

static bool
ask_systemd(const char *verb, struct fault *why)
{
	const char *arguments[] = { "/usr/bin/systemctl", verb, SYSTEMD_UNIT,
		NULL };
	struct buffer output;

	if (geteuid() != 0)
		return fault_set(why, FAULT_STORE,
		    "the private database of the system is systemd's to %s; "
		    "as root: systemctl %s sheaf-postgresql",
		    verb, verb);
	if (!process_run(arguments, &output, why))
		return false;
	buffer_fini(&output);
	return true;
}

static bool
make_parents(const char *path, mode_t mode, struct fault *why)
{
	char parent[CLUSTER_PATH];

	(void)snprintf(parent, sizeof(parent), "%s", path);
	for (char *at = parent + 1; *at != '\0'; at++) {
		if (*at != '/')
			continue;
		*at = '\0';
		if (mkdir(parent, mode) != 0 && errno != EEXIST)
			return fault_set(why, FAULT_STORE,
			    "could not make %s: %s", parent, strerror(errno));
		*at = '/';
	}
	return true;
}

/*
 * The state directory is all that root makes; what is in it is made as its
 * user. A directory of root's that was there is taken over when it is empty
 * (rmdir() removes no other).
 */
static bool
make_state(const struct cluster *cluster, struct fault *why)
{
	const char *state = cluster->state;
	bool is_root = geteuid() == 0;
	mode_t mode = is_root ? 0755 : 0700;
	struct stat status;

	if (!make_parents(state, mode, why))
		return false;
	if (is_root && lstat(state, &status) == 0 && status.st_uid == 0 &&
	    rmdir(state) == 0)
		mode = status.st_mode & 0777;
	if (mkdir(state, mode) != 0)
		return errno == EEXIST ||
		    fault_set(why, FAULT_STORE, "could not make %s: %s", state,
			strerror(errno));
	/* The umask has taken its part. */
	if (chmod(state, mode) != 0 ||
	    (is_root &&
		lchown(state, cluster->user.uid, cluster->user.gid) != 0))
		return fault_set(why, FAULT_STORE, "could not make %s: %s",
		    state, strerror(errno));
	return true;
}

static bool
refuse_others(const struct cluster *cluster, const char *what,
    const char *command, struct fault *why)
{
	return fault_set(why, FAULT_INPUT,
	    "only %s and root may %s the private database in %s; as one of "
	    "them: sheaf db %s%s%s, or name another database with --state or "
	    "--database",
	    cluster->user.name, what, cluster->state, command,
	    cluster->is_system ? "" : " --state ",
	    cluster->is_system ? "" : cluster->state);
}

bool
cluster_start(struct cluster *cluster, struct fault *why)
{
	if (cluster_status(cluster) == CLUSTER_RUNNING)
		return true;
	if (!cluster_is_ours(cluster))
		return cluster->is_there
		    ? refuse_others(cluster, "start", "start", why)
		    : refuse_others(cluster, "make", "init", why);
	if (!cluster->is_there) {
		/* It would be made for nobody to start. */
		if (geteuid() != 0 && is_managed(cluster))
			return fault_set(why, FAULT_INPUT,
			    "there is no database in %s yet; as root: sheaf "
			    "db init",
			    cluster->state);
		if (!make_state(cluster, why) ||
		    !process_as(&cluster->user, cluster_make_job, cluster, why))
			return false;
		cluster->is_there = true;
	}
	if (is_managed(cluster))
		return ask_systemd("start", why);
	return process_as(&cluster->user, cluster_start_job, cluster, why);
}

bool
cluster_stop(const struct cluster *cluster, struct fault *why)
{
	struct cluster copy = *cluster;

	if (cluster_status(cluster) == CLUSTER_ABSENT)
		return true;
	if (!cluster_is_ours(cluster))
		return refuse_others(cluster, "stop", "stop", why);
	if (is_managed(cluster))
		return ask_systemd("stop", why);
	return process_as(&copy.user, cluster_stop_job, &copy, why);
}
