#include <sys/stat.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fts.h>

#include "base/buffer.h"

/*
 * Stands in for libFuzzer where it is not linked: gives every file in or
 * below the given files and folders to the target once, each in a block of
 * exactly its size so that the sanitizers see a read behind its end.
 */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static bool
read_whole(const char *path, struct buffer *into)
{
	FILE *file = fopen(path, "rbe");
	char chunk[4096];
	size_t length;

	if (file == NULL) {
		perror(path);
		return false;
	}
	do {
		length = fread(chunk, 1, sizeof(chunk), file);
		buffer_add(into, chunk, length);
	} while (length > 0);
	(void)fclose(file);
	return true;
}

static bool
feed(const char *path)
{
	struct buffer whole;
	uint8_t *exact;

	buffer_init(&whole, 0);
	if (!read_whole(path, &whole))
		return false;
	exact = malloc(whole.length == 0 ? 1 : whole.length);
	if (exact == NULL)
		abort();
	memcpy(exact, whole.bytes, whole.length);
	(void)LLVMFuzzerTestOneInput(exact, whole.length);
	free(exact);
	buffer_fini(&whole);
	return true;
}

int
main(int argc, char **argv)
{
	FTS *tree = argc < 2
	    ? NULL
	    : fts_open(argv + 1, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	unsigned fed = 0;
	FTSENT *entry;

	if (tree == NULL) {
		(void)fprintf(stderr, "usage: %s SEEDS...\n", argv[0]);
		return 2;
	}
	while ((entry = fts_read(tree)) != NULL) {
		if (entry->fts_info != FTS_F)
			continue;
		if (!feed(entry->fts_path))
			return 1;
		fed++;
	}
	(void)fts_close(tree);
	(void)printf("%u files\n", fed);
	/* A test without seeds tests nothing. */
	return fed == 0;
}
