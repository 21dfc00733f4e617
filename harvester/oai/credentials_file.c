#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limit.h"
#include "oai/credentials_private.h"

/* Where systemd has put them for us; NULL: nowhere. */
static const char *
systemd_folder(void)
{
	/* NOLINTNEXTLINE(concurrency-mt-unsafe): nothing of ours sets it */
	const char *folder = getenv("CREDENTIALS_DIRECTORY");

	return folder == NULL || folder[0] != '/' ? NULL : folder;
}

static bool
is_plain_name(const char *reference)
{
	return reference[0] != '\0' && reference[0] != '.' &&
	    strchr(reference, '/') == NULL;
}

bool
credentials_find(struct buffer *path, const char *reference, struct fault *why)
{
	const char *folder = systemd_folder();
	char shown[160];

	buffer_reset(path);
	if (reference[0] == '/') {
		buffer_add_string(path, reference);
		return true;
	}
	if (!is_plain_name(reference))
		return fault_set(why, FAULT_INPUT,
		    "credentials cannot be \"%s\": it is the absolute path of "
		    "a file, or its name in " CREDENTIALS_FOLDER,
		    text_printable(shown, sizeof(shown), text_of(reference)));
	if (folder != NULL) {
		buffer_printf(path, "%s/%s", folder, reference);
		if (access(path->bytes, F_OK) == 0)
			return true;
		buffer_reset(path);
	}
	buffer_printf(path, "%s/%s", CREDENTIALS_FOLDER, reference);
	return true;
}

/* systemd gives them to the service alone, by an access list where it is not
 * root's: the bits of the group are then the list's. */
static bool
is_of_systemd(const char *path)
{
	const char *folder = systemd_folder();
	size_t length = folder == NULL ? 0 : strlen(folder);

	return length > 0 && strncmp(path, folder, length) == 0 &&
	    path[length] == '/' && strchr(path + length + 1, '/') == NULL;
}

static bool
check_mode(const struct stat *status, const char *path, struct fault *why)
{
	mode_t others = S_IRWXO | S_IWGRP;

	if (!S_ISREG(status->st_mode))
		return fault_set(
		    why, FAULT_INPUT, "%.160s: this is not a file", path);
	if (is_of_systemd(path))
		return true;
	if (status->st_uid != 0)
		others |= S_IRWXG;
	if ((status->st_mode & others) == 0)
		return true;
	return fault_set(why, FAULT_INPUT,
	    "%.160s: others than its owner may read or write it; run chmod "
	    "go= on it",
	    path);
}

static bool
read_bytes(int file, const char *path, struct buffer *into, struct fault *why)
{
	char chunk[1024];
	ssize_t length;

	do {
		length = read(file, chunk, sizeof(chunk));
		if (length > 0)
			buffer_add(into, chunk, (size_t)length);
	} while (
	    (length > 0 && !into->is_over) || (length < 0 && errno == EINTR));
	explicit_bzero(chunk, sizeof(chunk));
	if (length < 0)
		return fault_set(why, FAULT_INPUT, "%.160s: could not read: %s",
		    path, strerrordesc_np(errno));
	if (into->is_over)
		return fault_set(why, FAULT_INPUT,
		    "%.160s: this is longer than any credentials", path);
	return true;
}

static bool
read_open_file(struct credentials **credentials, int file, const char *path,
    struct fault *why)
{
	struct buffer bytes;
	struct stat status;
	bool done;

	if (fstat(file, &status) != 0)
		return fault_set(why, FAULT_INPUT, "%.160s: could not read: %s",
		    path, strerrordesc_np(errno));
	if (!check_mode(&status, path, why))
		return false;
	buffer_init(&bytes, CREDENTIALS_BYTES);
	done = read_bytes(file, path, &bytes, why) &&
	    credentials_parse(credentials, path, buffer_text(&bytes), why);
	if (done)
		(*credentials)->file = status;
	if (bytes.bytes != NULL)
		explicit_bzero(bytes.bytes, bytes.length);
	buffer_fini(&bytes);
	return done;
}

/* Where somebody else looks for them; a mistake of rights is another one. */
static bool
fail_to_open(const char *path, int number, struct fault *why)
{
	return fault_set(why, FAULT_INPUT,
	    "the credentials in %.140s could not be read: %s", path,
	    strerrordesc_np(number));
}

bool
credentials_read(
    struct credentials **credentials, const char *reference, struct fault *why)
{
	struct buffer path;
	int file = -1;
	bool done;

	buffer_init(&path, 0);
	done = credentials_find(&path, reference, why);
	if (done) {
		/* Not waiting for whoever writes to a pipe. */
		file = open(path.bytes, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
		done = file >= 0 || fail_to_open(path.bytes, errno, why);
	}
	if (done)
		done = read_open_file(credentials, file, path.bytes, why);
	if (file >= 0)
		(void)close(file);
	buffer_fini(&path);
	return done;
}

static bool
is_same_time(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

bool
credentials_are_current(
    const struct credentials *credentials, const char *reference)
{
	const struct stat *read = &credentials->file;
	struct stat status;
	struct buffer path;
	struct fault why;
	bool is_there;

	buffer_init(&path, 0);
	is_there = credentials_find(&path, reference, &why) &&
	    stat(path.bytes, &status) == 0;
	buffer_fini(&path);
	return is_there && status.st_dev == read->st_dev &&
	    status.st_ino == read->st_ino && status.st_size == read->st_size &&
	    is_same_time(&status.st_mtim, &read->st_mtim) &&
	    is_same_time(&status.st_ctim, &read->st_ctim);
}
