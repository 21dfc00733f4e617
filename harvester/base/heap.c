#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <malloc.h>

#include "base/heap.h"
#include "base/limit.h"

/* A piece that is given back at once, and how much may stay: a page of ordinary
 * records is made of smaller ones, and needs less. */
#define LARGE_BYTES ((int)(1 * MIB))
#define LEFT_BYTES  ((int)(8 * MIB))

void
heap_keep_little(void)
{
	(void)mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
	(void)mallopt(M_TRIM_THRESHOLD, LEFT_BYTES);
}

void
heap_out(void)
{
	static const char text[] = "sheaf: out of memory\n";

	/* Nothing that allocates. */
	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		abort();
	abort();
}

void *
heap_take(size_t size)
{
	return heap_array(1, size);
}

void *
heap_array(size_t count, size_t size)
{
	void *taken = calloc(count > 0 ? count : 1, size);

	if (taken == NULL)
		heap_out();
	return taken;
}

char *
heap_string(const char *string)
{
	char *copied = string == NULL ? NULL : strdup(string);

	if (string != NULL && copied == NULL)
		heap_out();
	return copied;
}
