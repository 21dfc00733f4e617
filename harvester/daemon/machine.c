#include <sys/stat.h>

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
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
