#ifndef FILES_H
#define FILES_H

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"

/* False: no such file. */
static inline bool
file_read(struct buffer *into, const char *path)
{
	char block[64 * 1024];
	FILE *file = fopen(path, "rb");
	size_t length;

	if (file == NULL)
		return false;
	while ((length = fread(block, 1, sizeof(block), file)) > 0)
		buffer_add(into, block, length);
	(void)fclose(file);
	return true;
}

/* The columns of a line of a table with tabs; cut into pieces in place. */
static inline size_t
columns_split(char *line, char **columns, size_t limit)
{
	size_t count = 0;

	line[strcspn(line, "\r\n")] = '\0';
	while (line != NULL && count < limit)
		columns[count++] = strsep(&line, "\t");
	return count;
}

#endif
