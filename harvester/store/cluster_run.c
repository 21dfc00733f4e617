#include <sys/stat.h>
#include <sys/wait.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/hash.h"
#include "store/cluster_private.h"
#include "store/program.h"

#define SYSTEM_SOCKET      "/run/sheaf"
/* unix(7) has 108 bytes with the NUL; PostgreSQL adds the file's name. */
#define SOCKET_BYTES       (107 - sizeof("/.s.PGSQL.5432") + 1)
#define START_MILLISECONDS (600 * INT64_C(1000)) /* recovery takes its time */
#define STOP_MILLISECONDS  (300 * INT64_C(1000))
#define STARTS             10 /* while another's remains go away */

static void
pause_milliseconds(long milliseconds)
{
	struct timespec time = { milliseconds / 1000,
		milliseconds % 1000 * 1000000 };

	(void)nanosleep(&time, NULL);
}

/* Short enough, and without what a list of directories, a connection string
 * or a setting would take for something else. */
static bool
is_plain(const char *path)
{
	return strlen(path) <= SOCKET_BYTES &&
	    path[strspn(path,
		"abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._+-@:~")] == '\0';
}

/* Ours alone: in /tmp anybody could have made it before us. */
static bool
make_closed(const char *path)
{
	struct stat status;

	return (mkdir(path, 0700) == 0 || errno == EEXIST) &&
	    lstat(path, &status) == 0 && S_ISDIR(status.st_mode) &&
	    status.st_uid == geteuid() && (status.st_mode & 077) == 0;
}

/* $XDG_RUNTIME_DIR/sheaf-UID/HASH or /tmp/sheaf-UID/HASH. */
static bool
place_elsewhere(
    const struct cluster *cluster, const char *base, char socket[CLUSTER_PATH])
{
	unsigned hash = (unsigned)hash_bytes(text_of(cluster->state));
	int length;

	if (base == NULL || base[0] != '/' || strlen(base) > SOCKET_BYTES)
		return false;
	length = snprintf(
	    socket, CLUSTER_PATH, "%s/sheaf-%ld", base, (long)geteuid());
	if (!make_closed(socket))
		return false;
	(void)snprintf(
	    socket + length, CLUSTER_PATH - (size_t)length, "/%08x", hash);
	return is_plain(socket) && make_closed(socket);
}

static bool
choose_socket(
    const struct cluster *cluster, char socket[CLUSTER_PATH], struct fault *why)
{
	if (cluster->is_system && access(SYSTEM_SOCKET, W_OK | X_OK) == 0) {
		(void)snprintf(socket, CLUSTER_PATH, "%s", SYSTEM_SOCKET);
		return true;
	}
	cluster_path(socket, cluster, "run");
	if (is_plain(socket)) {
		if (mkdir(socket, 0755) == 0 || errno == EEXIST)
			return true;
		return fault_set(why, FAULT_STORE, "could not make %s: %s",
		    socket, strerror(errno));
	}
	if (place_elsewhere(
		cluster, secure_getenv("XDG_RUNTIME_DIR"), socket) ||
	    place_elsewhere(cluster, "/tmp", socket))
		return true;
	return fault_set(why, FAULT_STORE,
	    "there is no place for the socket of the private database: the "
	    "path of %s is too long, and /tmp/sheaf-%ld is not ours alone",
	    cluster->state, (long)geteuid());
}

bool
cluster_place_socket(
    const struct cluster *cluster, const char *data, struct fault *why)
{
	char socket[CLUSTER_PATH];
	char name[64];
	struct buffer text;
	bool is_placed;

	if (!choose_socket(cluster, socket, why))
		return false;
	buffer_init(&text, 0);
	buffer_printf(&text,
	    "# Written by Sheaf at every start.\n"
	    "unix_socket_directories = '%s'\n",
	    socket);
	(void)snprintf(name, sizeof(name), "%s/sheaf-socket.conf", data);
	is_placed = cluster_write(cluster, name, &text, why);
	buffer_reset(&text);
	buffer_printf(&text, "%s\n", socket);
	is_placed = is_placed && cluster_write(cluster, "socket", &text, why);
	buffer_fini(&text);
	return is_placed;
}

static bool
read_number(const struct cluster *cluster, const char *name, long *number)
{
	char path[CLUSTER_PATH];
	char line[32];
	FILE *file;
	bool is_read;

	cluster_path(path, cluster, name);
	file = fopen(path, "re");
	if (file == NULL)
		return false;
	is_read = fgets(line, sizeof(line), file) != NULL;
	(void)fclose(file);
	if (is_read)
		*number = strtol(line, NULL, 10);
	return is_read && *number > 0;
}

/*
 * The server's process, 0 when there is none. The number in its file may be
 * another process's since: a server works in its data directory.
 */
static pid_t
server_process(const struct cluster *cluster)
{
	char path[CLUSTER_PATH];
	struct stat data;
	struct stat works_in;
	long process;

	if (!read_number(cluster, "postgresql/postmaster.pid", &process))
		return 0;
	cluster_path(path, cluster, "postgresql");
	if (stat(path, &data) != 0)
		return 0;
	(void)snprintf(path, sizeof(path), "/proc/%ld/cwd", process);
	if (stat(path, &works_in) != 0 || works_in.st_dev != data.st_dev ||
	    works_in.st_ino != data.st_ino)
		return 0;
	return (pid_t)process;
}

/* What the server said on its way out, before its own log was open. */
static void
last_words(const char *path, char *words, size_t size)
{
	char line[256] = "";
	FILE *file = fopen(path, "re");

	(void)snprintf(words, size, "see %.*s", (int)size - 5, path);
	while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
		if (strstr(line, "FATAL: ") != NULL)
			text_printable(words, size,
			    text_trim(text_of(strstr(line, "FATAL: ") + 7)));
	}
	if (file != NULL)
		(void)fclose(file);
}

static bool
wait_until_up(const struct cluster *cluster, pid_t server, const char *log,
    struct fault *why)
{
	int64_t until = clock_milliseconds() + START_MILLISECONDS;
	char words[160];

	while (clock_milliseconds() < until) {
		if (cluster_status(cluster) == CLUSTER_RUNNING)
			return true;
		if (waitpid(server, NULL, WNOHANG) == server) {
			last_words(log, words, sizeof(words));
			return fault_set(why, FAULT_STORE,
			    "the private database did not start: %s", words);
		}
		pause_milliseconds(20);
	}
	return fault_set(why, FAULT_STORE,
	    "the private database is still recovering; try again later");
}

static bool
wait_until_gone(const struct cluster *cluster)
{
	int64_t until = clock_milliseconds() + STOP_MILLISECONDS;

	while (server_process(cluster) != 0) {
		if (clock_milliseconds() > until)
			return false;
		pause_milliseconds(20);
	}
	return true;
}

/* A server that is on its way up or down is waited for. */
static bool
is_up(const struct cluster *cluster)
{
	int64_t until = clock_milliseconds() + START_MILLISECONDS;
	enum cluster_status status = cluster_status(cluster);

	while (status != CLUSTER_RUNNING && server_process(cluster) != 0 &&
	    clock_milliseconds() < until) {
		pause_milliseconds(20);
		status = cluster_status(cluster);
	}
	return status == CLUSTER_RUNNING;
}

/*
 * After a kill -9 of the server its sessions live on until they notice; as
 * long as one does, the next server refuses to start.
 */
static bool
launch(const struct cluster *cluster, const char *postgres, struct fault *why)
{
	char data[CLUSTER_PATH];
	char log[CLUSTER_PATH];
	const char *arguments[] = { postgres, "-D", data, NULL };

	cluster_path(data, cluster, "postgresql");
	cluster_path(log, cluster, "log/start.log");
	for (int tries = 0; tries < STARTS; tries++) {
		pid_t server = process_start(arguments, log, why);

		if (server < 0)
			return false;
		if (wait_until_up(cluster, server, log, why))
			return true;
		if (strstr(why->text, "shared memory") == NULL)
			return false;
		pause_milliseconds(500);
	}
	return false;
}

static bool
start(const struct cluster *cluster, struct fault *why)
{
	char folder[PROGRAM_PATH];
	char postgres[PROGRAM_PATH + 16];
	char log[CLUSTER_PATH];
	long made_with;
	int release;

	if (is_up(cluster))
		return true;
	if (!read_number(cluster, "postgresql/PG_VERSION", &made_with))
		return fault_set(why, FAULT_STORE,
		    "%s/postgresql is not the data of a PostgreSQL",
		    cluster->state);
	release = (int)made_with;
	cluster_path(log, cluster, "log");
	if (mkdir(log, 0700) != 0 && errno != EEXIST)
		return fault_set(why, FAULT_STORE, "could not make %s: %s", log,
		    strerror(errno));
	if (!cluster_place_socket(cluster, "postgresql", why) ||
	    !program_folder(folder, &release, why))
		return false;
	(void)snprintf(postgres, sizeof(postgres), "%s/postgres", folder);
	return launch(cluster, postgres, why);
}

bool
cluster_start_job(void *context, struct fault *why)
{
	const struct cluster *cluster = context;
	int lock = cluster_lock(cluster, why);
	bool is_started;

	if (lock < 0)
		return false;
	is_started = start(cluster, why);
	(void)close(lock);
	return is_started;
}

/* SIGINT is the fast shutdown. */
static bool
stop(const struct cluster *cluster, struct fault *why)
{
	pid_t server = server_process(cluster);

	if (server == 0)
		return true;
	if (kill(server, SIGINT) != 0)
		return fault_set(why, FAULT_STORE,
		    "could not stop the private database: %s", strerror(errno));
	return wait_until_gone(cluster) ||
	    fault_set(why, FAULT_STORE,
		"the private database is still stopping; see %s/log",
		cluster->state);
}

bool
cluster_stop_job(void *context, struct fault *why)
{
	const struct cluster *cluster = context;
	int lock = cluster_lock(cluster, why);
	bool is_stopped;

	if (lock < 0)
		return false;
	is_stopped = stop(cluster, why);
	(void)close(lock);
	return is_stopped;
}
