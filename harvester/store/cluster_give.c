#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <dirent.h>

#include "store/cluster_private.h"

#define OPEN_ENTRY     (O_PATH | O_NOFOLLOW | O_CLOEXEC)
#define OPEN_DIRECTORY (O_RDONLY | O_DIRECTORY | O_CLOEXEC)

struct giving {
	const struct cluster *cluster; /* of whom it was */
	struct process_user to;
};

static bool
is_one_of(const char *name, const char *const *names)
{
	while (*names != NULL && strcmp(*names, name) != 0)
		names++;
	return *names != NULL;
}

/* What belongs to somebody else in there stays theirs. */
static bool
give_one(const struct giving *giving, int entry, const struct stat *status)
{
	return status->st_uid != giving->cluster->user.uid ||
	    fchownat(
		entry, "", giving->to.uid, giving->to.gid, AT_EMPTY_PATH) == 0;
}

static bool give_tree(
    const struct giving *giving, int parent, const char *name);

/* All that is in it but the names to leave out. Takes over the descriptor. */
static bool
give_entries(
    const struct giving *giving, int directory, const char *const *except)
{
	DIR *stream = directory < 0 ? NULL : fdopendir(directory);
	bool is_given = stream != NULL;

	while (is_given) {
		const struct dirent *entry = readdir(stream);

		if (entry == NULL)
			break;
		if (!is_one_of(entry->d_name, except))
			is_given =
			    give_tree(giving, dirfd(stream), entry->d_name);
	}
	if (stream != NULL)
		(void)closedir(stream);
	else if (directory >= 0)
		(void)close(directory);
	return is_given;
}

/*
 * By what is open, never by a path a second time: whoever it belonged to could
 * put another file in its place, or a link. The directory itself comes last.
 */
static bool
give_tree(const struct giving *giving, int parent, const char *name)
{
	static const char *const none[] = { ".", "..", NULL };
	int entry = openat(parent, name, OPEN_ENTRY);
	struct stat status;
	bool is_given;

	if (entry < 0)
		return errno == ENOENT;
	is_given = fstat(entry, &status) == 0 &&
	    (!S_ISDIR(status.st_mode) ||
		give_entries(
		    giving, openat(entry, ".", OPEN_DIRECTORY), none)) &&
	    give_one(giving, entry, &status);
	(void)close(entry);
	return is_given;
}

/* The data comes last: whose it is says whose the cluster is, so that whoever
 * was interrupted begins again. */
static bool
give_state(const struct giving *giving, struct fault *why)
{
	static const char *const later[] = { ".", "..", "postgresql", NULL };
	const char *path = giving->cluster->state;
	int state = open(path, OPEN_DIRECTORY | O_NOFOLLOW);
	bool is_given = state >= 0 &&
	    give_entries(giving, openat(state, ".", OPEN_DIRECTORY), later) &&
	    fchown(state, giving->to.uid, giving->to.gid) == 0 &&
	    give_tree(giving, state, "postgresql");

	if (!is_given)
		(void)fault_set(why, FAULT_STORE, "could not give %s to %s: %s",
		    path, giving->to.name, strerror(errno));
	if (state >= 0)
		(void)close(state);
	return is_given;
}

static bool
write_people(void *context, struct fault *why)
{
	const struct giving *giving = context;

	return cluster_write_people(
	    giving->cluster, "postgresql", giving->to.name, why);
}

bool
cluster_is_misplaced(const struct cluster *cluster)
{
	struct process_user sheaf;

	return cluster->is_system && cluster->is_there &&
	    process_user_named("sheaf", &sheaf) &&
	    cluster->user.uid != sheaf.uid;
}

bool
cluster_give(struct cluster *cluster, struct fault *why)
{
	struct giving giving = { .cluster = cluster };

	if (!process_user_named("sheaf", &giving.to))
		return fault_set(why, FAULT_STORE, "there is no user sheaf");
	if (!cluster_stop(cluster, why) ||
	    !process_as(&cluster->user, write_people, &giving, why) ||
	    !give_state(&giving, why))
		return false;
	cluster->user = giving.to;
	return true;
}
