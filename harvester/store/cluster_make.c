#include <sys/file.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <ftw.h>
#include <locale.h>

#include "base/limit.h"
#include "store/cluster_private.h"
#include "store/program.h"

#define UNFINISHED "postgresql.new"

int
cluster_lock(const struct cluster *cluster, struct fault *why)
{
	char path[CLUSTER_PATH];
	int file;

	cluster_path(path, cluster, "lock");
	file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (file < 0) {
		(void)fault_set(why, FAULT_STORE,
		    "user %s could not write in %s: %s; make a directory for "
		    "it, or choose another with --state",
		    cluster->user.name, cluster->state, strerror(errno));
		return -1;
	}
	while (flock(file, LOCK_EX) != 0) {
		if (errno == EINTR)
			continue;
		(void)fault_set(why, FAULT_STORE, "could not lock %s: %s", path,
		    strerror(errno));
		(void)close(file);
		return -1;
	}
	return file;
}

/* Bytes and their name are on the disk, or neither. */
bool
cluster_write(const struct cluster *cluster, const char *name,
    const struct buffer *bytes, struct fault *why)
{
	char path[CLUSTER_PATH];
	char unfinished[CLUSTER_PATH + 8];
	bool is_written = false;
	int file;

	cluster_path(path, cluster, name);
	(void)snprintf(unfinished, sizeof(unfinished), "%s.new", path);
	file = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (file >= 0) {
		is_written = write(file, bytes->bytes, bytes->length) ==
			(ssize_t)bytes->length &&
		    fchmod(file, 0644) == 0 && fsync(file) == 0;
		is_written = close(file) == 0 && is_written;
	}
	if (!is_written || rename(unfinished, path) != 0)
		return fault_set(why, FAULT_STORE, "could not write %s: %s",
		    path, strerror(errno));
	return true;
}

static int
remove_one(
    const char *path, const struct stat *status, int kind, struct FTW *where)
{
	(void)status;
	(void)kind;
	(void)where;
	return remove(path);
}

/* What an initdb left that was killed. */
static bool
remove_unfinished(const char *path, struct fault *why)
{
	if (nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0 &&
	    errno != ENOENT)
		return fault_set(why, FAULT_STORE, "could not remove %s: %s",
		    path, strerror(errno));
	return true;
}

/* Whatever the environment says, sorting and lower case are the same. */
static const char *
locale_option(void)
{
	locale_t locale = newlocale(LC_ALL_MASK, "C.UTF-8", (locale_t)0);

	if (locale == (locale_t)0)
		return "--locale=C";
	freelocale(locale);
	return "--locale=C.UTF-8";
}

static bool
run_initdb(const char *folder, const char *data, struct fault *why)
{
	char initdb[PROGRAM_PATH + 16];
	const char *arguments[] = { initdb, "--pgdata", data, "--encoding=UTF8",
		locale_option(), "--data-checksums", "--auth-local=peer",
		"--auth-host=reject", "--username", CLUSTER_SUPERUSER, NULL };
	struct buffer output;

	(void)snprintf(initdb, sizeof(initdb), "%s/initdb", folder);
	if (!process_run(arguments, &output, why))
		return false;
	buffer_fini(&output);
	return true;
}

/* Asks the server itself: builds differ in what they can compress with. */
static bool
knows(const char *folder, const char *data, const char *name, const char *value)
{
	char postgres[PROGRAM_PATH + 16];
	char setting[128];
	const char *arguments[] = { postgres, "-D", data, "-c", setting, "-C",
		name, NULL };
	struct buffer output;
	struct fault why;

	(void)snprintf(postgres, sizeof(postgres), "%s/postgres", folder);
	(void)snprintf(setting, sizeof(setting), "%s=%s", name, value);
	if (!process_run(arguments, &output, &why))
		return false;
	buffer_fini(&output);
	return true;
}

/* An eighth of the memory: the machine has other things to do. */
static size_t
shared_megabytes(void)
{
	long pages = sysconf(_SC_PHYS_PAGES);
	long page = sysconf(_SC_PAGESIZE);
	size_t part =
	    pages < 0 || page < 0 ? 0 : (size_t)pages / 8 * (size_t)page / MIB;

	if (part < 128)
		return 128;
	return part > 1024 ? 1024 : part;
}

static bool
write_settings(const struct cluster *cluster, const char *folder,
    const char *data, struct fault *why)
{
	struct buffer text;
	bool is_written;

	buffer_init(&text, 0);
	buffer_printf(&text,
	    "# Written once, when Sheaf made this cluster. To change a "
	    "setting, put it\n"
	    "# behind the last line of postgresql.conf.\n"
	    "listen_addresses = ''\n"
	    "port = 5432\n"
	    "max_connections = 100\n"
	    "shared_buffers = '%zuMB'\n"
	    "max_wal_size = '4GB'\n"
	    "checkpoint_timeout = '15min'\n"
	    "random_page_cost = 1.1\n"
	    "wal_compression = %s\n",
	    shared_megabytes(),
	    knows(folder, data, "wal_compression", "lz4") ? "lz4" : "on");
	if (knows(folder, data, "default_toast_compression", "lz4"))
		buffer_add_string(&text, "default_toast_compression = lz4\n");
	buffer_add_string(&text,
	    "timezone = 'UTC'\n"
	    "logging_collector = on\n"
	    "log_directory = '../log'\n"
	    "log_filename = 'postgresql-%a.log'\n"
	    "log_rotation_age = '1d'\n"
	    "log_truncate_on_rotation = on\n"
	    "log_line_prefix = '%m [%p] %q%u %a '\n");
	is_written = cluster_write(
	    cluster, UNFINISHED "/sheaf-settings.conf", &text, why);
	buffer_fini(&text);
	return is_written;
}

static bool
write_access(const struct cluster *cluster, struct fault *why)
{
	struct buffer text;
	bool is_written;

	buffer_init(&text, 0);
	buffer_add_string(&text,
	    "# Who may connect is who the kernel says: see pg_ident.conf.\n"
	    "local all " CLUSTER_SUPERUSER " peer map=sheaf\n"
	    "local " CLUSTER_DATABASE
	    " sheaf_writer,sheaf_reader peer map=sheaf\n");
	is_written =
	    cluster_write(cluster, UNFINISHED "/pg_hba.conf", &text, why);
	buffer_fini(&text);
	return is_written;
}

bool
cluster_write_people(const struct cluster *cluster, const char *folder,
    const char *user, struct fault *why)
{
	static const char *const roles[] = { CLUSTER_SUPERUSER, "sheaf_writer",
		"sheaf_reader" };
	const char *users[] = { user, "root" };
	char name[64];
	struct buffer text;
	bool is_written;

	buffer_init(&text, 0);
	buffer_add_string(&text,
	    "# The cluster's user and root may be anybody; others read.\n");
	for (size_t i = 0; i < 6; i++)
		buffer_printf(
		    &text, "sheaf \"%s\" %s\n", users[i / 3], roles[i % 3]);
	buffer_add_string(&text, "sheaf /^.*$ sheaf_reader\n");
	(void)snprintf(name, sizeof(name), "%s/pg_ident.conf", folder);
	is_written = cluster_write(cluster, name, &text, why);
	buffer_fini(&text);
	return is_written;
}

static bool
include_settings(const char *data, struct fault *why)
{
	static const char lines[] = "\n# Sheaf's own.\n"
				    "include = 'sheaf-settings.conf'\n"
				    "include = 'sheaf-socket.conf'\n";
	char path[CLUSTER_PATH];
	bool is_written = false;
	int file;

	if ((size_t)snprintf(path, sizeof(path), "%s/postgresql.conf", data) >=
	    sizeof(path))
		return fault_set(why, FAULT_INPUT, "the path is too long");
	file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
	if (file >= 0) {
		is_written = write(file, lines, sizeof(lines) - 1) ==
			(ssize_t)sizeof(lines) - 1 &&
		    fsync(file) == 0;
		(void)close(file);
	}
	return is_written ||
	    fault_set(why, FAULT_STORE, "could not write %s: %s", path,
		strerror(errno));
}

/* The name says that all is there: it comes last, and once. */
static bool
publish(
    const struct cluster *cluster, const char *unfinished, struct fault *why)
{
	char data[CLUSTER_PATH];
	bool is_done;
	int state;

	cluster_path(data, cluster, "postgresql");
	state = open(cluster->state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	is_done =
	    state >= 0 && rename(unfinished, data) == 0 && fsync(state) == 0;
	if (!is_done)
		(void)fault_set(why, FAULT_STORE, "could not make %s: %s", data,
		    strerror(errno));
	if (state >= 0)
		(void)close(state);
	return is_done;
}

static bool
make(const struct cluster *cluster, struct fault *why)
{
	char data[CLUSTER_PATH];
	char folder[PROGRAM_PATH];
	int release = 0;

	if (cluster_is_in(cluster->state))
		return true;
	cluster_path(data, cluster, UNFINISHED);
	return program_folder(folder, &release, why) &&
	    remove_unfinished(data, why) && run_initdb(folder, data, why) &&
	    write_settings(cluster, folder, data, why) &&
	    write_access(cluster, why) &&
	    cluster_write_people(
		cluster, UNFINISHED, cluster->user.name, why) &&
	    cluster_place_socket(cluster, UNFINISHED, why) &&
	    include_settings(data, why) && publish(cluster, data, why);
}

bool
cluster_make_job(void *context, struct fault *why)
{
	const struct cluster *cluster = context;
	int lock = cluster_lock(cluster, why);
	bool is_made;

	if (lock < 0)
		return false;
	is_made = make(cluster, why);
	(void)close(lock);
	return is_made;
}
