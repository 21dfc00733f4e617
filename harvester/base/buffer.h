#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include "base/text.h"

/*
 * Growing bytes with a ceiling. Appending never fails visibly: over the
 * ceiling the buffer keeps what it had, takes nothing more until it is reset,
 * and is_over says so, to be asked once at the end. Running out of memory ends
 * the process. Always NUL-terminated behind length, so that bytes is also a C
 * string.
 */
struct buffer {
	char *bytes; /* NULL before the first append */
	size_t length;
	size_t size;
	size_t ceiling; /* 0: none */
	bool is_over;
};

void buffer_init(struct buffer *buffer, size_t ceiling);
void buffer_fini(struct buffer *buffer);
void buffer_reset(struct buffer *buffer); /* keeps its memory */
void buffer_add(struct buffer *buffer, const void *bytes, size_t length);
/* Bytes to write, which count already; NULL: over the ceiling. Until the next
 * append. */
char *buffer_extend(struct buffer *buffer, size_t length) MUSTUSE;
void buffer_add_text(struct buffer *buffer, struct text text);
void buffer_add_string(struct buffer *buffer, const char *string);
void buffer_add_one(struct buffer *buffer, char c);
/* The same, inlined where there is room: JSON takes it for each sign. */
static inline void
buffer_add_char(struct buffer *buffer, char c)
{
	if (buffer->ceiling > 0 || buffer->size - buffer->length < 2) {
		buffer_add_one(buffer, c);
		return;
	}
	buffer->bytes[buffer->length++] = c;
	buffer->bytes[buffer->length] = '\0';
}

void buffer_printf(struct buffer *buffer, const char *format, ...) PRINTF(2, 3);
struct text buffer_text(const struct buffer *buffer);
/* Gives the bytes away (free() them) and leaves an empty buffer. Never NULL. */
char *buffer_take(struct buffer *buffer) RETURNS_VALID;

#endif
