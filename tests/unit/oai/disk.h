#ifndef DISK_H
#define DISK_H

/* Files of tests: without a name, and packed as others pack them. */
#include <sys/mman.h>

#include <assert.h>
#include <stdlib.h>
#include <unistd.h>

#include <zstd.h>

#include "packed.h"

/* A descriptor at the start of a file with these bytes. */
static inline int
disk_file(struct text bytes)
{
	int descriptor = memfd_create("test", 0);
	ssize_t written;

	assert(descriptor >= 0);
	while (bytes.length > 0) {
		written = write(descriptor, bytes.bytes, bytes.length);
		assert(written > 0);
		bytes.bytes += written;
		bytes.length -= (size_t)written;
	}
	(void)lseek(descriptor, 0, SEEK_SET);
	return descriptor;
}

/* Behind what is in packed already; with a check sum, as zstd(1) does. */
static inline void
pack_zstd(struct buffer *packed, struct text text)
{
	size_t size = ZSTD_compressBound(text.length);
	char *into = malloc(size);
	ZSTD_CCtx *zstd = ZSTD_createCCtx();
	size_t length;

	assert(into != NULL && zstd != NULL);
	(void)ZSTD_CCtx_setParameter(zstd, ZSTD_c_checksumFlag, 1);
	length = ZSTD_compress2(zstd, into, size, text.bytes, text.length);
	assert(!ZSTD_isError(length));
	buffer_add(packed, into, length);
	(void)ZSTD_freeCCtx(zstd);
	free(into);
}

#endif
