#ifndef COMMAND_WRAP_H
#define COMMAND_WRAP_H

#include "command/common.h"

/* How many columns a terminal has; 0: it is none, or does not say. */
size_t terminal_columns(FILE *file);
/* The first columns characters of text; a character is taken for a column. */
struct text text_columns(struct text text, size_t columns);

/*
 * Text from a stranger that begins at this column, and a line break: on a
 * terminal broken between words, the later lines beginning there too; as it
 * is elsewhere.
 */
void wrap_print(
    struct command_context *context, struct text text, size_t column);

/* The same of printable text, in lines of so many columns, wherever it goes. */
void wrap_lines(FILE *out, struct text text, size_t columns, size_t column);

#endif
