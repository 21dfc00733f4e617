#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/heap.h"

#define FIRST_SIZE ((size_t)128)

void
buffer_init(struct buffer *buffer, size_t ceiling)
{
	*buffer = (struct buffer){ .ceiling = ceiling };
}

void
buffer_fini(struct buffer *buffer)
{
	free(buffer->bytes);
	*buffer = (struct buffer){ .ceiling = buffer->ceiling };
}

void
buffer_reset(struct buffer *buffer)
{
	buffer->length = 0;
	buffer->is_over = false;
	if (buffer->bytes != NULL)
		buffer->bytes[0] = '\0';
}

static void
grow(struct buffer *buffer, size_t length)
{
	size_t needed = buffer->length + length + 1;
	size_t size = buffer->size < FIRST_SIZE ? FIRST_SIZE : buffer->size;

	while (size < needed)
		size *= 2;
	buffer->bytes = realloc(buffer->bytes, size);
	if (buffer->bytes == NULL)
		heap_out();
	buffer->size = size;
}

/* Room for length more bytes and the NUL. False: over the ceiling. The way that
 * is nearly always taken is short, and inlined: a page takes it a hundred times
 * a record. */
static inline bool
make_room(struct buffer *buffer, size_t length)
{
	if (buffer->ceiling > 0 && length > buffer->ceiling - buffer->length)
		buffer->is_over = true;
	if (buffer->is_over)
		return false;
	if (length < buffer->size - buffer->length)
		return true;
	/* Half of the address space: no program of ours means that. */
	assert(length < PTRDIFF_MAX - buffer->length);
	grow(buffer, length);
	return true;
}

char *
buffer_extend(struct buffer *buffer, size_t length)
{
	char *bytes;

	if (!make_room(buffer, length))
		return NULL;
	bytes = buffer->bytes + buffer->length;
	buffer->length += length;
	bytes[length] = '\0';
	return bytes;
}

void
buffer_add(struct buffer *buffer, const void *bytes, size_t length)
{
	if (!make_room(buffer, length))
		return;
	if (length > 0)
		memcpy(buffer->bytes + buffer->length, bytes, length);
	buffer->length += length;
	buffer->bytes[buffer->length] = '\0';
}

void
buffer_add_text(struct buffer *buffer, struct text text)
{
	buffer_add(buffer, text.bytes, text.length);
}

void
buffer_add_string(struct buffer *buffer, const char *string)
{
	buffer_add(buffer, string, strlen(string));
}

void
buffer_add_one(struct buffer *buffer, char c)
{
	if (!make_room(buffer, 1))
		return;
	buffer->bytes[buffer->length++] = c;
	buffer->bytes[buffer->length] = '\0';
}

void
buffer_printf(struct buffer *buffer, const char *format, ...)
{
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(length >= 0);
	if (!make_room(buffer, (size_t)length))
		return;
	va_start(args, format);
	(void)vsnprintf(
	    buffer->bytes + buffer->length, (size_t)length + 1, format, args);
	va_end(args);
	buffer->length += (size_t)length;
}

struct text
buffer_text(const struct buffer *buffer)
{
	return (struct text){ buffer->bytes, buffer->length };
}

char *
buffer_take(struct buffer *buffer)
{
	char *bytes = buffer->bytes;

	if (bytes == NULL)
		bytes = calloc(1, 1);
	if (bytes == NULL)
		heap_out();
	*buffer = (struct buffer){ .ceiling = buffer->ceiling };
	return bytes;
}
