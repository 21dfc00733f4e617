#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "daemon/machine.h"

/* A small file of the system; nothing where it cannot be read. */
static void
add_file(struct hash *hash, const char *path)
{
	int descriptor = open(path, O_RDONLY | O_CLOEXEC);
	char bytes[64];
	ssize_t length;

	if (descriptor < 0)
		return;
	length = read(descriptor, bytes, sizeof(bytes));
	(void)close(descriptor);
	if (length > 0)
		hash_add_text(hash, (struct text){ bytes, (size_t)length });
}

/* Images are cloned with their machine-id, never with their boot_id. */
void
machine_identity(char into[MACHINE_SIZE])
{
	char name[65];
	struct stat pids;
	struct hash hash;

	if (gethostname(name, sizeof(name)) != 0)
		name[0] = '\0';
	name[sizeof(name) - 1] = '\0';
	hash_init(&hash);
	add_file(&hash, "/proc/sys/kernel/random/boot_id");
	if (stat("/proc/self/ns/pid", &pids) == 0)
		hash_add_number(&hash, (int64_t)pids.st_ino);
	(void)snprintf(into, MACHINE_SIZE, "%s/%08" PRIx32, name,
	    (uint32_t)hash_result(&hash));
}

/* Of /proc; the length, or -1 where it cannot be read. */
static ssize_t
read_of_process(pid_t pid, const char *file, char *into, size_t size)
{
	char path[64];
	ssize_t length;
	int descriptor;

	(void)snprintf(path, sizeof(path), "/proc/%ld/%s", (long)pid, file);
	descriptor = open(path, O_RDONLY | O_CLOEXEC);
	if (descriptor < 0)
		return -1;
	length = read(descriptor, into, size - 1);
	(void)close(descriptor);
	if (length >= 0)
		into[length] = '\0';
	return length;
}

bool
machine_has_process(pid_t pid, const char *name)
{
	char line[4096];
	ssize_t length;

	if (kill(pid, 0) != 0 && errno == ESRCH)
		return false;
	length = read_of_process(pid, "cmdline", line, sizeof(line));
	/* A zombie has no command line. */
	if (length <= 0)
		return length < 0;
	for (ssize_t at = 0; at < length; at += (ssize_t)strlen(line + at) + 1)
		if (strcmp(line + at, name) == 0)
			return true;
	return false;
}

pid_t
machine_parent(pid_t pid)
{
	char status[4096];
	const char *line = NULL;

	if (read_of_process(pid, "status", status, sizeof(status)) > 0)
		line = strstr(status, "\nPPid:");
	return line == NULL ? 0
			    : (pid_t)strtol(line + strlen("\nPPid:"), NULL, 10);
}
